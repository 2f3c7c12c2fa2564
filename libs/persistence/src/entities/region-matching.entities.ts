import type { MatchingScope, Policy, RegionAlternativeView } from '@app/contracts';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** Подбор пар по региону или муниципалитету: the region's run, in which nobody is named. */
@Entity('region_matching')
export class RegionMatching {
  @PrimaryColumn('uuid') id: string;
  @Column('text') regionId: string;
  @Column('text') form: string;
  @Column('text', { array: true }) variants: string[];
  @Column('text', { array: true }) kinds: string[];
  /** Every default filled in. */
  @Column('jsonb') policy: Policy;
  @Column('text') scope: MatchingScope;
  @Column('uuid', { nullable: true }) municipalityId: string | null;
  @Column('date') asOf: string;
  @Column('bigint', { transformer: { to: (n: number) => n, from: Number } }) seed: number;
  @Column('text', { nullable: true }) inputDigest: string | null;
  @Column('jsonb', { nullable: true }) summary: Record<string, unknown> | null;
  @Column('text', { nullable: true }) engineVersion: string | null;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}

/** A suggestion of a region's matching: a row of the mentee's organisation, whoever the mentor is. */
@Entity('region_suggestion')
export class RegionSuggestion {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('uuid') matchingId: string;
  @Column('integer') ordinal: number;
  @Column('text') mentorOrganisation: string;
  @Column('text') mentor: string;
  @Column('text') mentee: string;
  /** Places in the certificate. */
  @Column('integer') mentorIndex: number;
  @Column('integer') menteeIndex: number;
  @Column('text') variant: string;
  /** 0…10 000. */
  @Column('integer') points: number;
  @Column('jsonb') components: {
    request: number | null;
    profile: number | null;
    compatibility: number | null;
  };
  @Column('jsonb') reasons: { code: string; params: Record<string, unknown>; text: string }[];
  @Column('boolean') tie: boolean;
  @Column('jsonb') alternatives: (RegionAlternativeView & { mentorOrganisation: string })[];
}
