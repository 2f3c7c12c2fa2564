import type { Bank, ConsentPurpose, RestrictionKind } from '@app/contracts';
import { Column, CreateDateColumn, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';

/** Участник: one externalId of one organisation, in one bank or in both. */
@Entity('person')
export class Person {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('text') externalId: string;
  @Column('text', { nullable: true }) displayName: string | null;
  @Column('text', { nullable: true }) sex: 'm' | 'f' | null;
  @Column('smallint', { nullable: true }) birthYear: number | null;
  @Column('timestamptz', { nullable: true }) erasedAt: Date | null;
}

@Entity('consent')
export class Consent {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('uuid') personId: string;
  @Column('text') purpose: ConsentPurpose;
  @Column('date') givenOn: string;
  @Column('text') givenBy: string;
  @Column('text', { nullable: true }) document: string | null;
  @Column('date', { nullable: true }) validUntil: string | null;
  @Column('date', { nullable: true }) withdrawnOn: string | null;
  @Column('text', { nullable: true }) withdrawalDocument: string | null;
  /** Id of the key; null for what came before keys were noted. */
  @Column('uuid', { nullable: true }) madeBy: string | null;
  @CreateDateColumn({ type: 'timestamptz' }) madeAt: Date;
}

/** Запись в базе наставников или наставляемых; it outlives programmes. */
@Entity('bank_entry')
export class BankEntry {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('uuid') personId: string;
  @Column('text') bank: Bank;
  @Column('text') externalId: string;
  @Column('text') personKind: string;
  @Column('smallint', { nullable: true }) grade: number | null;
  @Column('real', { nullable: true }) experienceYears: number | null;
  @Column('text', { array: true }) categories: string[];
  @Column('text', { nullable: true }) activity: 'active' | 'passive' | null;
  @Column('jsonb') competences: { topic: string; level: number }[];
  @Column('jsonb') requests: { topic: string; importance: number }[];
  @Column('jsonb') profile: Record<string, unknown>;
  /** How many mentees a mentor takes at once, in all programmes together. */
  @Column('smallint') capacity: number;
  @Column('boolean') trained: boolean;
  @Column('date', { nullable: true }) waitingSince: string | null;
  @Column('date', { nullable: true }) refreshedOn: string | null;
  @Column('jsonb') marks: Record<string, number>;
  @Column('jsonb') evidence: { kind: string; title: string; year?: number }[];
  @Column('text', { nullable: true }) proposedBy: string | null;
  /** Digest of the imported row, so that the same file again changes nothing. */
  @Column('bytea') digest: Buffer;
  @Column('integer') version: number;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
  @UpdateDateColumn({ type: 'timestamptz' }) updatedAt: Date;
}

@Entity('restriction')
export class Restriction {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('text') mentor: string;
  @Column('text') mentee: string;
  @Column('text') kind: RestrictionKind;
  @Column('text', { nullable: true }) reason: string | null;
  @Column('uuid') madeBy: string;
  @CreateDateColumn({ type: 'timestamptz' }) madeAt: Date;
}

/** The psychologist's score of one pair, 0…1, with method and date; a veto bars the pair. */
@Entity('compatibility')
export class Compatibility {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('text') mentor: string;
  @Column('text') mentee: string;
  @Column('double precision') score: number;
  @Column('text') method: string;
  @Column('date') measuredOn: string;
  @Column('boolean') veto: boolean;
  @Column('uuid') madeBy: string;
  @CreateDateColumn({ type: 'timestamptz' }) madeAt: Date;
}

/** A rating 1…10 that one side gave the other after meeting. */
@Entity('preference')
export class Preference {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('uuid') programmeId: string;
  @Column('text') mentor: string;
  @Column('text') mentee: string;
  @Column('text') givenBy: 'mentor' | 'mentee';
  @Column('smallint') rating: number;
  @Column('boolean') veto: boolean;
  @Column('uuid') madeBy: string;
  @CreateDateColumn({ type: 'timestamptz' }) madeAt: Date;
}
