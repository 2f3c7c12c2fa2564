import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { FEATURE_KINDS } from '../catalogue/index.js';
import type { Policy } from '../catalogue/index.js';
import { IsDay } from './decorators.js';

const IsCodeList = (example: string[]): PropertyDecorator => {
  const decorators = [
    ApiProperty({ type: [String], example }),
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(20),
    ArrayUnique(),
    IsString({ each: true }),
    MaxLength(64, { each: true }),
  ];
  return (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };
};

export class PolicyWeightsView {
  @ApiProperty({ type: 'integer', minimum: 0 }) request: number;
  @ApiProperty({ type: 'integer', minimum: 0 }) profile: number;
  @ApiProperty({ type: 'integer', minimum: 0 }) compatibility: number;
}

export class PolicyCompatibilityView {
  @ApiProperty({ type: 'integer', minimum: 0 }) assessment: number;
  @ApiProperty({ type: 'integer', minimum: 0 }) traits: number;
  @ApiProperty({ type: 'integer', minimum: 0 }) interest: number;
  @ApiProperty({ type: [String], description: 'Traits where difference is good' }) complementary: string[];
}

export class PolicyFeatureView {
  @ApiProperty({ type: String, example: 'profile.interests' }) field: string;
  @ApiProperty({ enum: FEATURE_KINDS }) kind: (typeof FEATURE_KINDS)[number];
  @ApiProperty({ type: 'integer', minimum: 1 }) weight: number;
  @ApiPropertyOptional({ type: Number, description: 'Of `number` and `above`' }) range?: number;
}

export class PolicyTierView {
  @ApiPropertyOptional({ type: [String] }) categories?: string[];
  @ApiPropertyOptional({ type: 'integer', minimum: 0 }) waitingDaysAtLeast?: number;
}

export class PolicyQuotaView {
  @ApiProperty({ type: [String], description: 'Mentees of any of these categories' }) categories: string[];
  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'integer', minimum: 1, maximum: 1000 },
    minItems: 2,
    maxItems: 2,
    description: 'They get at least this part of all places that are given: `[1, 3]` is a third',
  })
  share?: [number, number];
  @ApiPropertyOptional({ type: 'integer', minimum: 0, description: 'They get at least so many places' })
  count?: number;
}

export class PolicyExternalView {
  @ApiProperty({ type: Boolean }) allowed: boolean;
  @ApiProperty({ type: [String] }) modes: string[];
}

export class PolicyWindowsView {
  @ApiProperty({ type: 'integer' }) entryDaysBeforeStart: number;
  @ApiProperty({ type: 'integer' }) entryDaysAfterStart: number;
  @ApiProperty({ type: 'integer' }) exitDaysBeforeEnd: number;
  @ApiProperty({ type: 'integer' }) exitDaysAfterEnd: number;
}

/** Rules, weights and objective of a matching. What is left out of a request is the form's default. */
export class PolicyView implements Policy {
  @ApiProperty({ enum: ['total', 'worst-off-first'] }) objective: Policy['objective'];
  @ApiProperty({ type: Number, minimum: 0, maximum: 1 }) minScore: number;
  @ApiProperty({ type: 'integer', description: 'Breaks ties' }) seed: number;
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 10 }) alternatives: number;
  @ApiProperty({ type: PolicyWeightsView }) weights: PolicyWeightsView;
  @ApiProperty({ type: PolicyCompatibilityView }) compatibility: PolicyCompatibilityView;
  @ApiProperty({ type: [PolicyFeatureView] }) features: PolicyFeatureView[];
  @ApiProperty({ type: [PolicyTierView], description: 'Groups that come first, in order' })
  tiers: PolicyTierView[];
  @ApiProperty({
    type: 'object',
    additionalProperties: {
      type: 'object',
      properties: {
        enabled: { type: 'boolean' },
        params: { type: 'object', additionalProperties: true },
      },
    },
    example: { 'grade-gap': { params: { min: 2 } } },
  })
  rules: Policy['rules'];
  @ApiProperty({ type: 'integer', minimum: 0 }) minimum: number;
  @ApiProperty({ type: 'integer', minimum: 0, description: '0, or: a mentor has none or at least so many' })
  groupMinimum: number;
  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'integer', minimum: 0 },
    example: [0, 200, 500],
    description:
      'Points that a mentor’s 1st, 2nd, 3rd … mentee costs, so that loads are even; never falling, the last repeats',
  })
  loadCost?: number[];
  @ApiPropertyOptional({ type: [PolicyQuotaView] }) quotas?: PolicyQuotaView[];
  @ApiPropertyOptional({
    type: Boolean,
    description:
      'Whether two people in both banks may each become the other’s mentor; by default only with the kind `reverse`',
  })
  reciprocal?: boolean;
  @ApiProperty({ type: PolicyExternalView }) external: PolicyExternalView;
  @ApiProperty({ type: PolicyWindowsView }) windows: PolicyWindowsView;
}

export class CreateProgrammeDto {
  @ApiProperty({ type: String, example: 'Ученик – ученик 2026/27' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  name: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'Groups the programmes of one school document',
  })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  document?: string | null;

  @ApiProperty({ type: String, example: 'student-student' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  form: string;

  @IsCodeList(['achiever-underachiever', 'peer-to-peer']) variants: string[];
  @IsCodeList(['traditional']) kinds: string[];
  @IsCodeList(['in-person']) modes: string[];

  @IsDay() startsOn: string;
  @IsDay() endsOn: string;

  @ApiPropertyOptional({
    type: Boolean,
    description:
      'Search anew for those left without a mentor whenever mentors come; by default as the catalogue says',
  })
  @IsOptional()
  @IsBoolean()
  continuedSearch?: boolean;

  /** Checked against the catalogue, since what it may say depends on the form. */
  @ApiPropertyOptional({ type: PolicyView, description: "All of it may be absent: the form's default" })
  @IsOptional()
  @IsObject()
  policy?: Record<string, unknown>;
}

export class ChangeProgrammeDto {
  @ApiPropertyOptional({
    type: Boolean,
    description: 'Whether the search for the unmatched goes on by itself',
  })
  @IsOptional()
  @IsBoolean()
  continuedSearch?: boolean;
}

/** How the search for mentees without a mentor stands. */
export class SearchStateView {
  @ApiProperty({ type: 'integer', description: 'Mentees who wait for a mentor' }) waiting: number;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The newest that is done' })
  lastMatching: string | null;
}

export class ProgrammeView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String }) organisation: string;
  @ApiProperty({ type: String }) name: string;
  @ApiProperty({ type: String, nullable: true }) document: string | null;
  @ApiProperty({ type: String }) form: string;
  @ApiProperty({ type: [String] }) variants: string[];
  @ApiProperty({ type: [String] }) kinds: string[];
  @ApiProperty({ type: [String] }) modes: string[];
  @ApiProperty({ type: String, format: 'date' }) startsOn: string;
  @ApiProperty({ type: String, format: 'date' }) endsOn: string;
  @ApiProperty({ type: 'integer', minimum: 1 }) policyVersion: number;
  @ApiProperty({ type: Boolean }) continuedSearch: boolean;
  @ApiProperty({ type: SearchStateView }) search: SearchStateView;
  @ApiProperty({ type: PolicyView }) policy: PolicyView;
}

export class ProgrammePage {
  @ApiProperty({ type: [ProgrammeView] }) items: ProgrammeView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

/** One version of a programme's policy; versions are immutable and count from 1. */
export class PolicyVersionView {
  @ApiProperty({ type: 'integer', minimum: 1 }) version: number;
  @ApiProperty({ type: PolicyView }) policy: PolicyView;
}

export class PolicyQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, description: 'Absent: the newest' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  version?: number;
}
