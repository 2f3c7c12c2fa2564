import { ApiProperty, ApiPropertyOptional, OmitType, PickType } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
} from 'class-validator';
import { RunView } from './common.dto.js';
import { IsDay } from './decorators.js';
import { AlternativeView, MatchingSummaryView, RegretView, SuggestionView } from './matching.dto.js';
import { PolicyView } from './programme.dto.js';

export const MATCHING_SCOPES = ['region', 'municipality'] as const;
export type MatchingScope = (typeof MATCHING_SCOPES)[number];

export class CreateRegionMatchingDto {
  @ApiProperty({ type: String, example: 'student-student' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  form: string;

  @ApiProperty({ type: [String], example: ['achiever-underachiever'] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  variants: string[];

  @ApiProperty({ type: [String], example: ['traditional'] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  kinds: string[];

  /** Checked against the catalogue, since what it may say depends on the form. */
  @ApiPropertyOptional({ type: PolicyView, description: "All of it may be absent: the form's default" })
  @IsOptional()
  @IsObject()
  policy?: Record<string, unknown>;

  @ApiProperty({ enum: MATCHING_SCOPES })
  @IsIn(MATCHING_SCOPES)
  scope: MatchingScope;

  @ApiPropertyOptional({ type: String, description: 'By name; with scope `municipality`, and only then' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  municipality?: string;

  @ApiPropertyOptional({
    type: String,
    format: 'date',
    description: "Absent: today in the region's timezone",
  })
  @IsOptional()
  @IsDay()
  asOf?: string;
}

/** Why there is no matching; how many people stand behind it, since nobody is named above an organisation. */
export class RegionInfeasibleView {
  @ApiProperty({ enum: ['lock-ineligible', 'capacity', 'minimum', 'side-conditions'] }) reason: string;
  @ApiProperty({ type: 'integer', description: 'Together with `mentors`: a set that cannot be made smaller' })
  mentees: number;
  @ApiProperty({ type: 'integer' }) mentors: number;
}

export class RegionMatchingSummaryView extends PickType(MatchingSummaryView, [
  'mentees',
  'mentors',
  'eligiblePairs',
  'matched',
  'unmatched',
  'withoutConsent',
  'totalPoints',
  'worstPoints',
  'meanScore',
  'solver',
  'durationMs',
] as const) {
  @ApiProperty({ type: 'integer', description: 'Organisations with people in the pool' })
  organisations: number;
  @ApiProperty({ type: 'integer', description: 'Independent components, each solved by itself' })
  components: number;
  @ApiProperty({ type: 'integer', description: 'Matched pairs of two organisations' })
  acrossOrganisations: number;
  @ApiPropertyOptional({ type: RegionInfeasibleView }) infeasible?: RegionInfeasibleView;
}

/** A matching over a region or municipality; nobody is named in it. */
export class RegionMatchingView extends RunView {
  @ApiProperty({ type: String }) region: string;
  @ApiProperty({ type: String }) form: string;
  @ApiProperty({ type: [String] }) variants: string[];
  @ApiProperty({ type: [String] }) kinds: string[];
  @ApiProperty({ enum: MATCHING_SCOPES }) scope: MatchingScope;
  @ApiProperty({ type: String, nullable: true }) municipality: string | null;
  @ApiProperty({ type: String, format: 'date' }) asOf: string;
  @ApiProperty({ type: PolicyView }) policy: PolicyView;
  @ApiProperty({ type: 'integer' }) seed: number;
  @ApiProperty({ type: String, nullable: true, description: 'SHA-256 of what the engine was given' })
  inputDigest: string | null;
  @ApiProperty({ type: String, nullable: true }) engineVersion: string | null;
  @ApiProperty({ type: RegionMatchingSummaryView, nullable: true })
  summary: RegionMatchingSummaryView | null;
}

export class RegionMatchingPage {
  @ApiProperty({ type: [RegionMatchingView] }) items: RegionMatchingView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class RegionAlternativeView extends AlternativeView {
  @ApiPropertyOptional({ type: String, description: 'Absent: own' }) mentorOrganisation?: string;
  @ApiPropertyOptional({
    type: RegretView,
    description: 'In large pools, where `regret` is null: what it costs at least',
  })
  regretAtLeast?: RegretView;
}

/** Suggested to the mentee's organisation; the mentor may be of another. */
export class RegionSuggestionView extends OmitType(SuggestionView, ['alternatives', 'decision'] as const) {
  @ApiPropertyOptional({ type: String, description: 'Absent: own' }) mentorOrganisation?: string;
  @ApiProperty({ type: [RegionAlternativeView] }) alternatives: RegionAlternativeView[];
}

export class RegionSuggestionPage {
  @ApiProperty({ type: [RegionSuggestionView] }) items: RegionSuggestionView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}
