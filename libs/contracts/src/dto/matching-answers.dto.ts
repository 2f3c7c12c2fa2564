import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsInt, IsOptional, IsUUID, Max, Min, ValidateNested } from 'class-validator';
import { IsExternalId } from './decorators.js';
import { InfeasibleView, MoveView, PeopleDto, PeopleView, RegretView } from './matching.dto.js';

const MAX_ALTERNATIVES = 100;
const DEFAULT_ALTERNATIVES = 10;
const MAX_WISHES = 500;

export class AlternativesQuery {
  @IsExternalId() mentee: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: MAX_ALTERNATIVES,
    default: DEFAULT_ALTERNATIVES,
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_ALTERNATIVES)
  limit: number = DEFAULT_ALTERNATIVES;
}

export class ExactAlternativeView {
  @ApiProperty({ type: String }) mentor: string;
  @ApiProperty({ type: 'integer' }) points: number;
  @ApiProperty({ type: RegretView, description: 'What all together would lose, exactly' }) regret: RegretView;
  @ApiProperty({ type: [MoveView], description: 'Who would move, the mentee first' }) moves: MoveView[];
  @ApiProperty({ type: String, description: 'Russian, for the curator' }) explanation: string;
}

export class AlternativesView {
  @ApiProperty({ type: String }) mentee: string;
  @ApiProperty({ type: String, nullable: true, description: 'Whom the matching gives; null: nobody' })
  mentor: string | null;
  @ApiProperty({ type: [ExactAlternativeView], description: 'Least loss first' })
  items: ExactAlternativeView[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Russian: why nothing is computed, where it is not',
  })
  remark: string | null;
}

export class DiffQuery {
  @ApiProperty({ type: String, format: 'uuid', description: 'The earlier matching of the same programme' })
  @IsUUID()
  with: string;
}

/** The sums of one matching, to be put beside another's. */
export class TotalsView {
  @ApiProperty({ type: 'integer' }) mentees: number;
  @ApiProperty({ type: 'integer' }) matched: number;
  @ApiProperty({ type: 'integer' }) totalPoints: number;
  @ApiProperty({ type: 'integer', nullable: true }) worstPoints: number | null;
}

export class KeptPairView extends PeopleView {
  @ApiProperty({ type: 'integer' }) pointsBefore: number;
  @ApiProperty({ type: 'integer' }) pointsAfter: number;
}

export class DiffView {
  @ApiProperty({ type: TotalsView, description: 'Of the matching named by `with`' }) before: TotalsView;
  @ApiProperty({ type: TotalsView, description: 'Of this matching' }) after: TotalsView;
  @ApiProperty({ type: [KeptPairView] }) kept: KeptPairView[];
  @ApiProperty({ type: [MoveView], description: 'Had one mentor, have another' }) moved: MoveView[];
  @ApiProperty({ type: [MoveView], description: 'Have a mentor only now' }) matched: MoveView[];
  @ApiProperty({ type: [MoveView], description: 'Had a mentor, and are left out now' }) leftOut: MoveView[];
  @ApiProperty({ type: [String], description: 'Mentees of the earlier matching who are no part of this one' })
  gone: string[];
  @ApiProperty({ type: [String], description: 'Mentees who were no part of the earlier matching' })
  joined: string[];
}

export const FAIRNESS_GROUPINGS = ['all', 'category', 'grade', 'tier'] as const;
export type FairnessGrouping = (typeof FAIRNESS_GROUPINGS)[number];

export class FairnessGroupView {
  @ApiProperty({ enum: FAIRNESS_GROUPINGS }) by: FairnessGrouping;
  @ApiProperty({ type: String, nullable: true, description: 'Category, grade or tier; null: none is known' })
  group: string | null;
  @ApiProperty({ type: String, description: 'Russian, for people' }) title: string;
  @ApiProperty({ type: 'integer', description: 'Mentees of the pool' }) n: number;
  @ApiProperty({ type: 'integer' }) matched: number;
  @ApiProperty({ type: Number, nullable: true, description: '0…1' }) coverage: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Points of the matched' }) mean: number | null;
  @ApiProperty({ type: Number, nullable: true }) median: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) worst: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Of the points of the matched; 0: all alike' })
  gini: number | null;
}

export class FrontierPointView {
  @ApiProperty({ type: 'integer', nullable: true, description: 'The lowest points of a pair' })
  worstPoints: number | null;
  @ApiProperty({ type: 'integer', description: 'The most points that go with it' }) totalPoints: number;
}

/** What raising the weakest pair costs all together, at the same number of matched mentees. */
export class PriceOfFairnessView {
  @ApiProperty({ type: FrontierPointView, description: 'The optimum by the sum of points' })
  total: FrontierPointView;
  @ApiProperty({ type: FrontierPointView, description: 'The optimum by the weakest pair' })
  worstOffFirst: FrontierPointView;
  @ApiProperty({ type: [FrontierPointView], description: 'From the one to the other' })
  frontier: FrontierPointView[];
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Points lost per point that the weakest pair gains; null: it gains none',
  })
  lostPerPoint: number | null;
}

export class FairnessView {
  @ApiProperty({ type: [FairnessGroupView] }) groups: FairnessGroupView[];
  @ApiProperty({ type: PriceOfFairnessView, nullable: true }) price: PriceOfFairnessView | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Russian: why there is no price, if there is none',
  })
  remark: string | null;
}

/** What everybody together gains or loses by one place. */
export class PlaceValueView {
  @ApiProperty({ type: 'integer', description: 'Mentees matched more' }) matched: number;
  @ApiProperty({ type: 'integer', description: 'Points more, at that' }) points: number;
}

export class ShadowPriceView {
  @ApiProperty({ type: String }) mentor: string;
  @ApiProperty({ type: 'integer', description: 'Free places in this matching' }) places: number;
  @ApiProperty({ type: 'integer', description: 'Places taken by it' }) load: number;
  @ApiProperty({ type: [String] }) topics: string[];
  @ApiProperty({ type: PlaceValueView, description: 'Gained with one place more' }) more: PlaceValueView;
}

export class RecruitmentView {
  @ApiProperty({ type: String }) topic: string;
  @ApiProperty({ type: String, description: 'Russian, for people' }) title: string;
  @ApiProperty({ type: 'integer', description: 'Mentors who know it' }) mentors: number;
  @ApiProperty({ type: 'integer', description: 'Mentees of the pool who ask for it' }) asked: number;
  @ApiProperty({ type: 'integer', description: 'Of them, left out' }) leftOut: number;
  @ApiProperty({
    type: PlaceValueView,
    nullable: true,
    description: 'The most that one place more with a mentor of this topic gives; null: no mentor knows it',
  })
  best: PlaceValueView | null;
}

export class ShadowPricesView {
  @ApiProperty({ type: [ShadowPriceView], description: 'The most valuable place first' })
  items: ShadowPriceView[];
  @ApiProperty({ type: [RecruitmentView], description: 'Where mentors are wanted most, first' })
  topics: RecruitmentView[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Russian: why there are no prices, if there are none',
  })
  remark: string | null;
}

export class PlacesDto {
  @IsExternalId() mentor: string;

  @ApiProperty({
    type: 'integer',
    minimum: 0,
    maximum: 1000,
    description: 'Free places instead of those it has',
  })
  @IsInt()
  @Min(0)
  @Max(1000)
  places: number;
}

/** A wish, to be priced before anybody acts on it. */
export class WhatIfDto {
  @ApiPropertyOptional({ type: [PeopleDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_WISHES)
  @ValidateNested({ each: true })
  @Type(() => PeopleDto)
  locks?: PeopleDto[];

  @ApiPropertyOptional({ type: [PeopleDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_WISHES)
  @ValidateNested({ each: true })
  @Type(() => PeopleDto)
  excluded?: PeopleDto[];

  @ApiPropertyOptional({ type: [PlacesDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_WISHES)
  @ValidateNested({ each: true })
  @Type(() => PlacesDto)
  capacity?: PlacesDto[];
}

export class WhatIfView {
  @ApiProperty({ type: InfeasibleView, nullable: true, description: 'Why the wish cannot be, if it cannot' })
  infeasible: InfeasibleView | null;
  @ApiProperty({ type: TotalsView }) before: TotalsView;
  @ApiProperty({ type: TotalsView, nullable: true }) after: TotalsView | null;
  @ApiProperty({ type: RegretView, nullable: true, description: 'Before less after: below zero is a gain' })
  loss: RegretView | null;
  @ApiProperty({ type: [MoveView], description: 'Who would have another mentor, or none' })
  moves: MoveView[];
  @ApiProperty({ type: String, description: 'Russian, for the curator' }) explanation: string;
}
