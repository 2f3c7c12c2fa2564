import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { PageQuery } from './common.dto.js';
import { IsDay } from './decorators.js';
import { SearchStateView } from './programme.dto.js';

/** A mentee who has no mentor in the programme and looks for one. */
export class WaitingMenteeView {
  @ApiProperty({ type: String }) mentee: string;
  @ApiProperty({
    enum: ['no-consent', 'no-topic', 'rules', 'capacity', 'priority', 'conditions', 'freed', 'rejected'],
    description:
      'Why: as the last matching says; `freed`: the pair ended; `rejected`: the suggestion was not taken',
  })
  reason: string;
  @ApiProperty({ type: String, format: 'date' }) since: string;
  @ApiProperty({ type: 'integer', description: 'Matchings that left them out' }) tries: number;
}

/** Продолжение поиска наставника: who waits, since when, how often it was tried. */
export class ProgrammeSearchView extends SearchStateView {
  @ApiProperty({ type: Boolean }) continuedSearch: boolean;
  @ApiProperty({ type: [WaitingMenteeView] }) items: WaitingMenteeView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class StandingRuleView {
  @ApiProperty({ type: String }) rule: string;
  @ApiProperty({ type: String }) title: string;
}

/** How far a mentor of the bank suits a programme. */
export class SuitableMentorView {
  @ApiProperty({ type: String }) mentor: string;
  @ApiProperty({ type: String }) personKind: string;
  @ApiProperty({ type: Boolean, description: 'Passes every rule with at least one mentee, and has a place' })
  suits: boolean;
  @ApiProperty({ type: Boolean, description: "Whether the form's mentors are of this kind" })
  rightKind: boolean;
  @ApiProperty({ type: Boolean, description: 'Consent to the use of personal data' }) consented: boolean;
  @ApiProperty({ type: Boolean }) trained: boolean;
  @ApiProperty({ type: 'integer' }) capacity: number;
  @ApiProperty({ type: 'integer', description: 'Places not taken, in all programmes together' })
  placesLeft: number;
  @ApiProperty({
    type: 'integer',
    description: "Mentees of the programme's pool whom the rules let them have",
  })
  mentees: number;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Points of the best of these pairs' })
  bestPoints: number | null;
  @ApiProperty({ type: [StandingRuleView], description: 'Rules that they break with everybody' })
  brokenRules: StandingRuleView[];
  @ApiProperty({ type: String, nullable: true, description: 'Result of the newest interview' })
  interview: string | null;
}

export class SuitableMentorPage {
  @ApiProperty({ type: String, format: 'date' }) asOf: string;
  @ApiProperty({ type: 'integer', description: "Mentees in the programme's pool" }) mentees: number;
  @ApiProperty({ type: [SuitableMentorView], description: 'Those who suit the most mentees first' })
  items: SuitableMentorView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

/** What the worker leaves for the request that waits. */
export type SuitableMentorsAnswer = Pick<SuitableMentorPage, 'mentees' | 'items'>;

export class SuitableMentorQuery extends PageQuery {
  @ApiPropertyOptional({
    type: String,
    format: 'date',
    description: "Absent: today in the region's timezone",
  })
  @IsOptional()
  @IsDay()
  asOf?: string;
}
