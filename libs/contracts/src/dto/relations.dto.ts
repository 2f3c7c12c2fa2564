import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { RESTRICTION_KINDS } from '../vocabulary.js';
import type { ParticipantRole, RestrictionKind } from '../vocabulary.js';
import { PageQuery } from './common.dto.js';
import { EXTERNAL_ID } from './decorators.js';

export class RelationQuery extends PageQuery {
  @ApiPropertyOptional({ type: String, description: 'External id: those about this person, in either role' })
  @IsOptional()
  @Matches(EXTERNAL_ID)
  person?: string;
}

class Relation {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String }) mentor: string;
  @ApiProperty({ type: String }) mentee: string;
  @ApiProperty({ type: String, format: 'uuid', description: 'Id of the key' }) madeBy: string;
  @ApiProperty({ type: String, format: 'date-time' }) madeAt: string;
}

export class RestrictionView extends Relation {
  @ApiProperty({ enum: RESTRICTION_KINDS }) kind: RestrictionKind;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
}

export class RestrictionPage {
  @ApiProperty({ type: [RestrictionView] }) items: RestrictionView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class CompatibilityView extends Relation {
  @ApiProperty({ type: Number, minimum: 0, maximum: 1 }) score: number;
  @ApiProperty({ type: String }) method: string;
  @ApiProperty({ type: String, format: 'date' }) measuredOn: string;
  @ApiProperty({ type: Boolean }) veto: boolean;
}

export class CompatibilityPage {
  @ApiProperty({ type: [CompatibilityView] }) items: CompatibilityView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

/** Two whom somebody does not want to see as a pair; the psychologist's score stays with the psychologist. */
export class VetoView extends Relation {
  @ApiProperty({ enum: ['psychologist', 'mentor', 'mentee'] }) by: 'psychologist' | ParticipantRole;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null: in every programme' })
  programme: string | null;
}

export class VetoPage {
  @ApiProperty({ type: [VetoView] }) items: VetoView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class PreferenceView extends Relation {
  @ApiProperty({ enum: ['mentor', 'mentee'] }) from: ParticipantRole;
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 10 }) rating: number;
  @ApiProperty({ type: Boolean }) veto: boolean;
}

export class PreferencePage {
  @ApiProperty({ type: [PreferenceView] }) items: PreferenceView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}
