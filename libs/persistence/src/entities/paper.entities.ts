import type { NameForms, OfficerRole, PaperKind } from '@app/contracts';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** Должностное лицо: who signs papers of an organisation since a day. */
@Entity('officer')
export class Officer {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('text') role: OfficerRole;
  @Column('text') name: string;
  @Column('text') position: string;
  @Column('date') since: string;
  /** The order of appointment. */
  @Column('jsonb', { nullable: true }) document: { number: string; date: string } | null;
  @Column('uuid') madeBy: string;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}

/** A person's name in cases, as people wrote it. */
@Entity('name_case')
export class NameCase {
  @PrimaryColumn('text') organisationId: string;
  @PrimaryColumn('uuid') personId: string;
  /** The name that the forms belong to. */
  @Column('text') nominative: string;
  @Column('jsonb') forms: NameForms;
  @Column('uuid') madeBy: string;
  @CreateDateColumn({ type: 'timestamptz' }) madeAt: Date;
}

/** A school's own form of a paper. */
@Entity('paper_template')
export class PaperTemplate {
  @PrimaryColumn('text') organisationId: string;
  @PrimaryColumn('text') kind: PaperKind;
  @Column('bytea') bytes: Buffer;
  @Column('uuid') madeBy: string;
  @CreateDateColumn({ type: 'timestamptz' }) madeAt: Date;
}

/** Лучшая практика; published ones are read by the region. */
@Entity('practice')
export class Practice {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('text') title: string;
  @Column('text') form: string;
  @Column('text', { nullable: true }) variant: string | null;
  @Column('text') summary: string;
  @Column('uuid', { nullable: true }) programmeId: string | null;
  @Column('uuid', { nullable: true }) pairId: string | null;
  /** External ids of those whose practice it is. */
  @Column('text', { array: true }) people: string[];
  @Column('date', { nullable: true }) publishedOn: string | null;
  @Column('uuid') madeBy: string;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}
