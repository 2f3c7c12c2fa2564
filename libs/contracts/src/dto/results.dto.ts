import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { NOMINATION_CRITERIA } from '../catalogue/index.js';
import type { NominationCriterion } from '../catalogue/index.js';
import { IsAcademicYear } from './decorators.js';

export class AcademicYearQuery {
  @ApiPropertyOptional({ type: String, example: '2026/27', description: 'Absent: the year of today' })
  @IsOptional()
  @IsAcademicYear()
  academicYear?: string;
}

export class NominationCriterionView {
  @ApiProperty({ enum: NOMINATION_CRITERIA }) code: NominationCriterion;
  @ApiProperty({ type: 'integer' }) weight: number;
  @ApiProperty({ type: Number, description: 'The value that earns the whole weight' }) full: number;
}

export class NominationNumberView {
  @ApiProperty({ enum: NOMINATION_CRITERIA }) code: NominationCriterion;
  @ApiProperty({ type: Number, nullable: true, description: 'Null: nothing is recorded, and earns nothing' })
  value: number | null;
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 10_000, description: 'Of 10 000 for the full value' })
  part: number;
}

export class NomineeView {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'Equal points, equal rank: 1, 1, 3' })
  rank: number;
  @ApiProperty({ type: Boolean, description: 'Others have the same points' }) tie: boolean;
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 10_000 }) points: number;
  @ApiProperty({ type: String }) mentor: string;
  @ApiProperty({ type: String, nullable: true }) mentorName: string | null;
  @ApiProperty({ type: [String], description: 'Of the pair, or of all completed pairs of the mentor' })
  mentees: string[];
  @ApiProperty({ type: [String], description: 'Ids of the completed pairs that count' }) pairs: string[];
  @ApiProperty({ type: [NominationNumberView] }) numbers: NominationNumberView[];
}

export class NominationView {
  @ApiProperty({ type: String, example: 'mentor-of-the-year' }) code: string;
  @ApiProperty({ type: String, example: 'Наставник года' }) title: string;
  @ApiProperty({ type: String }) source: string;
  @ApiProperty({ enum: ['mentor', 'pair'] }) nominee: 'mentor' | 'pair';
  @ApiProperty({ type: [NominationCriterionView] }) criteria: NominationCriterionView[];
  @ApiProperty({ type: [NomineeView], description: 'Best first' }) nominees: NomineeView[];
}

export class NominationsView {
  @ApiProperty({ type: String, nullable: true, example: '2026/27' }) academicYear: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) programme: string | null;
  @ApiProperty({ type: [NominationView] }) items: NominationView[];
  @ApiProperty({ type: String, nullable: true, example: null }) nextCursor: string | null;
}

export class MentorLoadView {
  @ApiProperty({ type: String }) mentor: string;
  @ApiProperty({ type: String, nullable: true }) name: string | null;
  @ApiProperty({ type: 'integer', description: 'Mentees whom the mentor had in the year' }) mentees: number;
  @ApiProperty({ type: 'integer' }) pairs: number;
  @ApiProperty({ type: 'integer' }) completed: number;
  @ApiProperty({ type: String, format: 'date', nullable: true }) from: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) until: string | null;
  @ApiProperty({ type: 'integer', description: 'Months of the year in which the mentor worked' })
  months: number;
  @ApiProperty({ type: 'integer' }) meetingsHeld: number;
  @ApiProperty({ type: 'integer' }) meetingsPlanned: number;
  @ApiProperty({ type: Number, nullable: true, description: 'Mean satisfaction of the mentees, 1 to 10' })
  satisfaction: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Mean oriented change, in shares of the scale' })
  change: number | null;
}

export class MentorLoadPage {
  @ApiProperty({ type: String, example: '2026/27' }) academicYear: string;
  @ApiProperty({ type: [MentorLoadView] }) items: MentorLoadView[];
  @ApiProperty({ type: String, nullable: true, example: null }) nextCursor: string | null;
}

export class StatisticsCountsView {
  @ApiProperty({ type: 'integer' }) mentorsInBank: number;
  @ApiProperty({ type: 'integer' }) mentorsInPairs: number;
  @ApiProperty({ type: 'integer' }) menteesInBank: number;
  @ApiProperty({ type: 'integer' }) menteesInPairs: number;
}

export class StatisticsLineView extends StatisticsCountsView {
  @ApiProperty({ type: String }) code: string;
  @ApiProperty({ type: String }) title: string;
}

export const STATISTICS_SECTIONS = ['all', 'person-kind', 'sex', 'age', 'category', 'activity'] as const;
export type StatisticsSection = (typeof STATISTICS_SECTIONS)[number];

export class StatisticsSectionView {
  @ApiProperty({ enum: STATISTICS_SECTIONS }) code: StatisticsSection;
  @ApiProperty({ type: String }) title: string;
  @ApiProperty({ type: [StatisticsLineView] }) lines: StatisticsLineView[];
}

export class PairCountView {
  @ApiProperty({ type: String }) code: string;
  @ApiProperty({ type: String }) title: string;
  @ApiProperty({ type: 'integer' }) pairs: number;
  @ApiProperty({ type: 'integer' }) mentees: number;
}

export class PairCountsView {
  @ApiProperty({ type: [PairCountView] }) byState: PairCountView[];
  @ApiProperty({ type: [PairCountView], description: 'Of pairs that work on the day' })
  byForm: PairCountView[];
  @ApiProperty({ type: [PairCountView] }) byVariant: PairCountView[];
  @ApiProperty({ type: [PairCountView], description: 'A pair of several kinds counts under each' })
  byKind: PairCountView[];
}

export class CoverageCountView {
  @ApiProperty({ type: String, example: 'pupils-involved' }) code: string;
  @ApiProperty({ type: String }) title: string;
  @ApiProperty({ type: 'integer' }) numerator: number;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'As the school told it for the academic year',
  })
  denominator: number | null;
}

/** Counts for the forms of statistical observation (S1 §3.4); no names, and nobody without consent. */
export class StatisticsView {
  @ApiProperty({ type: String, format: 'date' }) asOf: string;
  @ApiProperty({ type: String, example: '2026/27' }) academicYear: string;
  @ApiProperty({ type: [StatisticsSectionView] }) sections: StatisticsSectionView[];
  @ApiProperty({ type: PairCountsView }) pairs: PairCountsView;
  @ApiProperty({ type: [CoverageCountView] }) coverage: CoverageCountView[];
}

export class PublishedPersonView {
  @ApiProperty({ enum: ['mentor', 'mentee'] }) role: 'mentor' | 'mentee';
  @ApiProperty({ type: String }) name: string;
}

export class PublishedPairView {
  @ApiProperty({ type: [PublishedPersonView], description: 'Those who consent to publication' })
  people: PublishedPersonView[];
  @ApiProperty({ type: 'integer', description: 'The others, counted only' }) others: number;
  @ApiProperty({ type: String }) variant: string;
  @ApiProperty({ type: String, format: 'date' }) from: string;
  @ApiProperty({ type: String, format: 'date' }) until: string;
  @ApiProperty({ type: String, description: 'Why the pair ended' }) result: string;
}

/** What a school may put on its site once a programme is over (S1 §8.2). */
export class PublicationView {
  @ApiProperty({ type: String, format: 'uuid' }) programme: string;
  @ApiProperty({ type: String }) name: string;
  @ApiProperty({ type: String }) form: string;
  @ApiProperty({ type: String, format: 'date' }) asOf: string;
  @ApiProperty({ type: 'integer' }) completedPairs: number;
  @ApiProperty({ type: 'integer' }) endedOtherwise: number;
  @ApiProperty({ type: 'integer' }) mentors: number;
  @ApiProperty({ type: 'integer' }) mentees: number;
  @ApiProperty({ type: [PublishedPairView], description: 'Completed pairs' }) pairs: PublishedPairView[];
}
