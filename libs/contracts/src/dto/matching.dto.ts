import { ApiProperty, ApiPropertyOptional, PickType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsNumber,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { DECISIONS, MATCHING_ORIGINS } from '../vocabulary.js';
import type { Decision, MatchingOrigin } from '../vocabulary.js';
import { RunView } from './common.dto.js';
import { IsDay, IsExternalId, IsSlug } from './decorators.js';

/** A mentor and a mentee by their ids in the school's own system. */
export class PeopleDto {
  @IsExternalId() mentor: string;
  @IsExternalId() mentee: string;

  @ApiPropertyOptional({ type: String, description: 'Absent: own' })
  @IsOptional()
  @IsSlug()
  mentorOrganisation?: string;

  @ApiPropertyOptional({ type: String, description: 'Absent: own' })
  @IsOptional()
  @IsSlug()
  menteeOrganisation?: string;
}

/** As few pairs of `basedOn` change as can be, if all together lose at most this share of their points. */
export class KeepAnnouncedDto {
  @ApiProperty({ type: Number, minimum: 0, maximum: 100 })
  @IsNumber()
  @Min(0)
  @Max(100)
  maxLossPercent: number;
}

export class CreateMatchingDto {
  @ApiPropertyOptional({
    type: String,
    format: 'date',
    description: "Absent: today in the region's timezone",
  })
  @IsOptional()
  @IsDay()
  asOf?: string;

  @ApiPropertyOptional({ type: [PeopleDto], description: 'Pairs that are kept whatever they score' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(5000)
  @ValidateNested({ each: true })
  @Type(() => PeopleDto)
  locks?: PeopleDto[];

  @ApiPropertyOptional({ type: [PeopleDto], description: 'Pairs that this matching leaves out' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(5000)
  @ValidateNested({ each: true })
  @Type(() => PeopleDto)
  excluded?: PeopleDto[];

  @ApiPropertyOptional({
    type: String,
    format: 'uuid',
    description: 'A finished matching of the same programme: `summary.wish` tells what changed against it',
  })
  @IsOptional()
  @IsUUID()
  basedOn?: string;

  @ApiPropertyOptional({ type: KeepAnnouncedDto, description: 'Only with `basedOn`' })
  @IsOptional()
  @ValidateNested()
  @Type(() => KeepAnnouncedDto)
  keepAnnounced?: KeepAnnouncedDto;
}

export class PeopleView extends PickType(PeopleDto, ['mentor', 'mentee'] as const) {}

export class InfeasibleView {
  @ApiProperty({ enum: ['lock-ineligible', 'capacity', 'minimum', 'side-conditions'] })
  reason: 'lock-ineligible' | 'capacity' | 'minimum' | 'side-conditions';
  @ApiProperty({ type: [String], description: 'Together with `mentors`: a set that cannot be made smaller' })
  mentees: string[];
  @ApiProperty({ type: [String] }) mentors: string[];
  @ApiPropertyOptional({
    type: [String],
    description: 'With `side-conditions`: demands that cannot all be kept, but can without any one of them',
  })
  conditions?: string[];
}

export class RegretView {
  @ApiProperty({ type: 'integer', description: 'Mentees fewer than in the optimum' }) matched: number;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Only with `worst-off-first`' })
  worst: number | null;
  @ApiProperty({ type: 'integer', description: 'Points fewer than in the optimum' }) points: number;
}

/** What a matching costs against the one that it is based on, and whom it moves. */
export class WishView {
  @ApiProperty({ type: RegretView, description: 'That one less this one; below zero is a gain' })
  loss: RegretView;
  @ApiProperty({
    type: 'integer',
    description: 'Mentees of both who have another mentor, or none, or one only now',
  })
  moved: number;
}

/** How far a matching keeps the pairs of the one that it is based on. */
export class KeptView {
  @ApiProperty({ type: 'integer', description: 'Earlier pairs that are not in it' }) changes: number;
  @ApiProperty({ type: 'integer', description: 'Proved: no matching within the allowed loss changes fewer' })
  leastChanges: number;
  @ApiProperty({ type: 'integer', description: 'Points fewer than in the optimum' }) lostPoints: number;
}

export class MatchingSummaryView {
  @ApiProperty({ type: 'integer' }) mentees: number;
  @ApiProperty({ type: 'integer' }) mentors: number;
  @ApiProperty({ type: 'integer' }) eligiblePairs: number;
  @ApiProperty({ type: 'integer' }) matched: number;
  @ApiProperty({ type: 'integer' }) unmatched: number;
  @ApiProperty({ type: 'integer', description: 'Mentees kept out of the pool by a missing consent' })
  withoutConsent: number;
  @ApiProperty({ type: 'integer' }) totalPoints: number;
  @ApiProperty({ type: 'integer', nullable: true }) worstPoints: number | null;
  @ApiProperty({ type: Number, nullable: true, description: '0…1' }) meanScore: number | null;
  @ApiProperty({ type: String }) solver: string;
  @ApiProperty({ type: Number }) durationMs: number;
  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'integer' },
    description:
      'With groups, quotas or people apart: what the result may lack to the best one, by tier, the worst-off under `worst-off-first`, and points; zeros where it is proved to be the best',
  })
  gap?: number[];
  @ApiPropertyOptional({ type: InfeasibleView }) infeasible?: InfeasibleView;
  @ApiPropertyOptional({ type: WishView, description: 'With `basedOn`' }) wish?: WishView;
  @ApiPropertyOptional({ type: KeptView, description: 'With `keepAnnounced`' }) kept?: KeptView;
}

export class MatchingView extends RunView {
  @ApiProperty({ type: String, format: 'uuid' }) programme: string;
  @ApiProperty({ type: String, format: 'date' }) asOf: string;
  @ApiProperty({ type: 'integer' }) policyVersion: number;
  @ApiProperty({ type: 'integer' }) seed: number;
  @ApiProperty({ type: [PeopleView] }) locks: PeopleView[];
  @ApiProperty({ type: [PeopleView] }) excluded: PeopleView[];
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) basedOn: string | null;
  @ApiProperty({ type: KeepAnnouncedDto, nullable: true }) keepAnnounced: KeepAnnouncedDto | null;
  @ApiProperty({ type: String, nullable: true, description: 'SHA-256 of what the engine was given' })
  inputDigest: string | null;
  @ApiProperty({ type: String, nullable: true }) engineVersion: string | null;
  @ApiProperty({ enum: MATCHING_ORIGINS, description: 'Asked for, or begun by the search that goes on' })
  origin: MatchingOrigin;
  @ApiProperty({ type: MatchingSummaryView, nullable: true }) summary: MatchingSummaryView | null;
}

export class MatchingPage {
  @ApiProperty({ type: [MatchingView] }) items: MatchingView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class ComponentsView {
  @ApiProperty({ type: 'integer', nullable: true, minimum: 0, maximum: 10_000 }) request: number | null;
  @ApiProperty({ type: 'integer', nullable: true, minimum: 0, maximum: 10_000 }) profile: number | null;
  @ApiProperty({ type: 'integer', nullable: true, minimum: 0, maximum: 10_000 }) compatibility: number | null;
}

export class ReasonView {
  @ApiProperty({ type: String }) code: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) params: Record<string, unknown>;
  @ApiProperty({ type: String, description: 'Russian, for the curator' }) text: string;
}

export class AlternativeView {
  @ApiProperty({ type: String }) mentor: string;
  @ApiProperty({ type: 'integer' }) points: number;
  @ApiProperty({ type: String }) variant: string;
  @ApiProperty({ type: RegretView, nullable: true }) regret: RegretView | null;
}

export class SuggestionView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String }) mentor: string;
  @ApiProperty({ type: String }) mentee: string;
  @ApiProperty({ type: String }) variant: string;
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 10_000 }) points: number;
  @ApiProperty({ type: Number, minimum: 0, maximum: 1 }) score: number;
  @ApiProperty({ type: ComponentsView }) components: ComponentsView;
  @ApiProperty({ type: [ReasonView] }) reasons: ReasonView[];
  @ApiProperty({ type: Boolean }) locked: boolean;
  @ApiProperty({ type: Boolean, description: 'Other optimal matchings have another pair here' }) tie: boolean;
  @ApiProperty({ type: [AlternativeView] }) alternatives: AlternativeView[];
  @ApiProperty({ enum: DECISIONS, nullable: true, description: 'The decision that holds for the two' })
  decision: Decision | null;
}

export class SuggestionPage {
  @ApiProperty({ type: [SuggestionView] }) items: SuggestionView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class StoppingRuleView {
  @ApiProperty({ type: String }) rule: string;
  @ApiProperty({ type: String }) title: string;
  @ApiProperty({ type: 'integer', description: 'How many mentors the rule stopped' }) mentors: number;
}

export class UnmatchedView {
  @ApiProperty({ type: String }) mentee: string;
  @ApiProperty({ enum: ['no-consent', 'no-topic', 'rules', 'capacity', 'priority', 'conditions'] })
  reason: string;
  @ApiProperty({ type: [StoppingRuleView] }) rules: StoppingRuleView[];
  @ApiProperty({ type: [ReasonView] }) wouldHelp: ReasonView[];
}

export class UnmatchedPage {
  @ApiProperty({ type: [UnmatchedView] }) items: UnmatchedView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class WhyNotQuery {
  @IsExternalId() mentor: string;
  @IsExternalId() mentee: string;
}

export class BrokenRuleView {
  @ApiProperty({ type: String }) rule: string;
  @ApiProperty({ type: String }) title: string;
  @ApiProperty({ enum: ['broken', 'data-missing'] }) reason: 'broken' | 'data-missing';
}

export class MoveView {
  @ApiProperty({ type: String }) mentee: string;
  @ApiProperty({ type: String, nullable: true }) from: string | null;
  @ApiProperty({ type: String, nullable: true }) to: string | null;
  @ApiProperty({ type: 'integer', nullable: true }) pointsBefore: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) pointsAfter: number | null;
}

export class WhyNotView {
  @ApiProperty({ type: Boolean }) eligible: boolean;
  @ApiProperty({ type: [BrokenRuleView] }) brokenRules: BrokenRuleView[];
  @ApiProperty({ type: 'integer', nullable: true }) points: number | null;
  @ApiProperty({ type: RegretView, nullable: true }) regret: RegretView | null;
  @ApiProperty({ type: [MoveView], description: 'Who would have to move' }) moves: MoveView[];
  @ApiProperty({
    type: [ReasonView],
    description:
      'The smallest changes that would make the pair one of an optimum, or what lifting its rules would do',
  })
  wouldHelp: ReasonView[];
  @ApiProperty({ type: String, description: 'Russian, for the curator' }) explanation: string;
}

export class CertificateIdsView {
  @ApiProperty({ type: [String] }) mentors: string[];
  @ApiProperty({ type: [String] }) mentees: string[];
}

export class CertificateView {
  @ApiProperty({ type: 'object', additionalProperties: true, description: "The engine's problem" })
  problem: Record<string, unknown>;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: "The engine's result, with prices",
  })
  result: Record<string, unknown>;
  @ApiProperty({ type: CertificateIdsView, description: 'Whose index is whose' }) ids: CertificateIdsView;
}

const MAX_DECISIONS = 5000;

export class DecisionDto {
  @ApiProperty({ enum: DECISIONS })
  @IsIn(DECISIONS)
  decision: Decision;

  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  reason?: string;
}

export class SuggestionDecisionDto extends DecisionDto {
  @ApiProperty({ type: String, format: 'uuid' })
  @IsUUID()
  suggestion: string;
}

/** Either one decision for all suggestions, or a list. */
export class BulkDecisionsDto {
  @ApiPropertyOptional({
    enum: DECISIONS,
    description: 'For every suggestion that was not rejected (`withdraw`: that has a decision)',
  })
  @IsOptional()
  @IsIn(DECISIONS)
  all?: Decision;

  @ApiPropertyOptional({ type: String, description: 'With `all`' })
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  reason?: string;

  @ApiPropertyOptional({ type: [SuggestionDecisionDto] })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_DECISIONS)
  @ValidateNested({ each: true })
  @Type(() => SuggestionDecisionDto)
  entries?: SuggestionDecisionDto[];
}

export class DecisionView {
  @ApiProperty({ type: String, format: 'uuid' }) suggestion: string;
  @ApiProperty({ type: String }) mentor: string;
  @ApiProperty({ type: String }) mentee: string;
  @ApiProperty({ enum: DECISIONS }) decision: Decision;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({ type: Boolean, description: 'False: it was decided so before, and nothing was added' })
  recorded: boolean;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Of `accept`' })
  pair: string | null;
}

export class BulkDecisionsView {
  @ApiProperty({ type: [DecisionView] }) items: DecisionView[];
  @ApiProperty({ type: 'integer' }) recorded: number;
  @ApiProperty({ type: 'integer' }) unchanged: number;
}
