import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { PAIR_STATES } from '../vocabulary.js';
import type { PairState } from '../vocabulary.js';
import { IsAcademicYear, IsDay } from './decorators.js';

/** Who signs papers, appoints, approves and keeps them. */
export const OFFICER_ROLES = ['head', 'curator', 'council-chair', 'psychologist', 'administrator'] as const;
export type OfficerRole = (typeof OFFICER_ROLES)[number];

/** Papers whose form a school may replace by its own. */
export const PAPER_KINDS = ['order', 'plan', 'act'] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

/** Cases of Russian other than the nominative: кого, кому, кого, кем, о ком. */
export const NAME_CASES = ['genitive', 'dative', 'accusative', 'instrumental', 'prepositional'] as const;
export type NameCaseCode = (typeof NAME_CASES)[number];

const WORD = /\S/;

export class AppointmentDto {
  @ApiProperty({ type: String, example: '98-к' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  number: string;

  @IsDay() date: string;
}

export class OfficerDto {
  @ApiProperty({ enum: OFFICER_ROLES })
  @IsIn(OFFICER_ROLES)
  role: OfficerRole;

  @ApiProperty({ type: String, example: 'Иванова Ирина Ивановна' })
  @IsString()
  @Matches(WORD, { context: { code: 'required' } })
  @MaxLength(200)
  name: string;

  @ApiProperty({ type: String, example: 'заместитель директора по УВР' })
  @IsString()
  @Matches(WORD, { context: { code: 'required' } })
  @MaxLength(200)
  position: string;

  @IsDay() since: string;

  @ApiPropertyOptional({ type: AppointmentDto, nullable: true, description: 'The order of appointment' })
  @IsOptional()
  @ValidateNested()
  @Type(() => AppointmentDto)
  document?: AppointmentDto | null;
}

export class OfficersDto {
  @ApiProperty({ type: [OfficerDto], description: 'All of them: who is not named is no officer any more' })
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => OfficerDto)
  officers: OfficerDto[];
}

export class OfficerView {
  @ApiProperty({ enum: OFFICER_ROLES }) role: OfficerRole;
  @ApiProperty({ type: String }) name: string;
  @ApiProperty({ type: String }) position: string;
  @ApiProperty({ type: String, format: 'date' }) since: string;
  @ApiProperty({ type: AppointmentDto, nullable: true }) document: AppointmentDto | null;
  @ApiProperty({ type: Boolean, description: 'Holds the role today' }) current: boolean;
}

export class PaperWarningView {
  @ApiProperty({ type: String, example: 'officers[1].position' }) field: string;
  @ApiProperty({ type: String, example: 'position-not-fitting' }) code: string;
  @ApiProperty({ type: String }) message: string;
}

export class OfficersView {
  @ApiProperty({ type: [OfficerView] }) items: OfficerView[];
  @ApiProperty({ type: String, nullable: true, example: null }) nextCursor: string | null;
  @ApiProperty({ type: [PaperWarningView] }) warnings: PaperWarningView[];
}

const IsForm = (example: string): PropertyDecorator => {
  const decorators = [
    ApiPropertyOptional({ type: String, nullable: true, example }),
    IsOptional(),
    IsString(),
    Matches(WORD, { context: { code: 'required' } }),
    MaxLength(200),
  ];
  return (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };
};

/** A full name in cases. A case that is not given is made by rule. */
export class NameForms {
  @IsForm('Иванова Петра Ильича') genitive?: string | null;
  @IsForm('Иванову Петру Ильичу') dative?: string | null;
  @IsForm('Иванова Петра Ильича') accusative?: string | null;
  @IsForm('Ивановым Петром Ильичом') instrumental?: string | null;
  @IsForm('Иванове Петре Ильиче') prepositional?: string | null;
}

export class NameCasesView {
  @ApiProperty({ type: String }) externalId: string;
  @ApiProperty({ type: String, nullable: true }) nominative: string | null;
  @ApiProperty({ type: NameForms, description: 'As papers print it' }) forms: NameForms;
  @ApiProperty({ type: [String], enum: NAME_CASES, description: 'Written by people, not by rule' })
  overridden: NameCaseCode[];
}

/** `?asOf=` of papers and counts. */
export class AsOfQuery {
  @ApiPropertyOptional({
    type: String,
    format: 'date',
    description: 'Absent: today in the region’s timezone',
  })
  @IsOptional()
  @IsDay()
  asOf?: string;
}

export class OrderQuery extends AsOfQuery {
  @ApiPropertyOptional({
    enum: PAIR_STATES,
    description: 'Only pairs in this state; absent: all that are to work or do',
  })
  @IsOptional()
  @IsIn(PAIR_STATES)
  state?: PairState;

  @ApiPropertyOptional({ type: String, description: 'Only pairs that the order of this number has fixed' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  number?: string;
}

export class OrderedPairView {
  @ApiProperty({ type: String, format: 'uuid' }) pair: string;
  @ApiProperty({ type: String }) mentor: string;
  @ApiProperty({ type: [String] }) mentees: string[];
}

export class MissingPaperView {
  @ApiProperty({ type: String, example: 'no-consent' }) code: string;
  @ApiProperty({ type: String, nullable: true, description: 'Whose paper it is' }) person: string | null;
  @ApiProperty({ type: String }) message: string;
}

export class LeftOutPairView extends OrderedPairView {
  @ApiProperty({ type: [MissingPaperView] }) missing: MissingPaperView[];
}

export class OrderCheckView {
  @ApiProperty({ type: String, format: 'date' }) asOf: string;
  @ApiProperty({ type: [OrderedPairView] }) included: OrderedPairView[];
  @ApiProperty({ type: [LeftOutPairView], description: 'Pairs that may not enter an order, and why' })
  leftOut: LeftOutPairView[];
  @ApiProperty({ type: AppointmentDto, nullable: true, description: 'If one order has fixed them all' })
  order: AppointmentDto | null;
  @ApiProperty({ type: [PaperWarningView], description: 'What the paper leaves blank' })
  warnings: PaperWarningView[];
}

export class PaperTemplateView {
  @ApiProperty({ enum: PAPER_KINDS }) kind: PaperKind;
  @ApiProperty({ type: Boolean, description: 'False: the one that comes with the service' }) own: boolean;
  @ApiProperty({ type: [String], description: 'Tags that the template uses' }) tags: string[];
  @ApiProperty({ type: [String], description: 'Tags that a template of this kind may use' })
  known: string[];
}

export class RegisterQuery extends AsOfQuery {
  @ApiPropertyOptional({ type: String, example: '2026/27', description: 'Absent: that of `asOf`' })
  @IsOptional()
  @IsAcademicYear()
  academicYear?: string;

  @ApiPropertyOptional({
    type: String,
    format: 'uuid',
    description: 'Only the people and pairs of one programme',
  })
  @IsOptional()
  @IsUUID()
  programme?: string;
}

export class PaperTemplatePage {
  @ApiProperty({ type: [PaperTemplateView] }) items: PaperTemplateView[];
  @ApiProperty({ type: String, nullable: true, example: null }) nextCursor: string | null;
}
