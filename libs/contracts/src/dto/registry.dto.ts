import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsTimeZone,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { ORGANISATION_ROLES, ROLES } from '../roles.js';
import type { Role } from '../roles.js';
import { ORGANISATION_KINDS } from '../vocabulary.js';
import type { OrganisationKind } from '../vocabulary.js';
import { IsAcademicYear, IsDay, IsSlug } from './decorators.js';

export class CreateRegionDto {
  @IsSlug() id: string;

  @ApiProperty({ type: String, example: 'Томская область' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  @ApiProperty({ type: String, example: 'Asia/Tomsk' })
  @IsTimeZone()
  timezone: string;
}

export class CreateOrganisationDto {
  @IsSlug() id: string;

  @ApiProperty({ type: String })
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  name: string;

  @ApiProperty({ enum: ORGANISATION_KINDS })
  @IsIn(ORGANISATION_KINDS)
  kind: OrganisationKind;

  @ApiProperty({ type: String, description: 'By name; created on first use' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  municipality: string;

  @ApiPropertyOptional({ type: String, description: "The caller's own region; may be left out" })
  @IsOptional()
  @IsSlug()
  region?: string;
}

export class CreateKeyDto {
  @ApiProperty({ enum: ORGANISATION_ROLES })
  @IsIn(ORGANISATION_ROLES)
  role: Exclude<Role, 'operator' | 'region'>;

  @IsOptional()
  @IsDay({ nullable: true })
  expiresOn?: string | null;
}

export class DenominatorValueDto {
  @ApiProperty({ type: String, example: 'pupils-10-19' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  code: string;

  @ApiProperty({ type: 'integer', minimum: 0 })
  @IsInt()
  @Min(0)
  @Max(10_000_000)
  value: number;

  @IsDay() asOf: string;

  @ApiProperty({ type: String, example: 'ОО-1' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  source: string;
}

export class PutDenominatorsDto {
  @IsAcademicYear() academicYear: string;

  @ApiProperty({ type: [DenominatorValueDto] })
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => DenominatorValueDto)
  values: DenominatorValueDto[];
}

export class OrganisationView {
  @ApiProperty({ type: String }) id: string;
  @ApiProperty({ type: String }) name: string;
  @ApiProperty({ enum: ORGANISATION_KINDS }) kind: OrganisationKind;
  @ApiProperty({ type: String }) municipality: string;
  @ApiProperty({ type: String }) region: string;
}

export class KeyView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ enum: ORGANISATION_ROLES }) role: Role;
  @ApiProperty({ type: String, description: 'Shown once' }) key: string;
  @ApiPropertyOptional({ type: String, format: 'date', nullable: true }) expiresOn?: string | null;
}

export class MeView {
  @ApiProperty({ enum: ROLES }) role: Role;
  @ApiProperty({ type: String, nullable: true }) organisation: string | null;
  @ApiProperty({ type: String, nullable: true }) region: string | null;
  @ApiProperty({ type: String, nullable: true }) name: string | null;
}
