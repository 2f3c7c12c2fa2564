import type { Wave } from '@app/contracts';
import { Column, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';

/** One filled-in sheet. `respondent` is an externalId, or `curator`; `about` is '' when a person answers for themself. */
@Entity('response')
export class Response {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('uuid') programmeId: string;
  @Column('text') respondentRole: 'mentor' | 'mentee' | 'curator';
  @Column('text') respondent: string;
  @Column('text') aboutRole: string;
  @Column('text') about: string;
  @Column('text') instrument: string;
  @Column('text') instrumentVersion: string;
  @Column('text') wave: Wave;
  @Column('date') answeredOn: string;
  @Column('jsonb') answers: Record<string, unknown>;
  @Column('uuid', { nullable: true }) importId: string | null;
  @UpdateDateColumn({ type: 'timestamptz' }) updatedAt: Date;
}

/** Замер: one value of one indicator for one person (or the organisation) at one wave. Empty strings mean "none". */
@Entity('measurement')
export class Measurement {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('uuid') programmeId: string;
  @Column('text') role: 'mentor' | 'mentee' | 'organisation';
  @Column('text') person: string;
  @Column('text') indicator: string;
  @Column('text') topic: string;
  @Column('text') instrument: string;
  @Column('text') instrumentVersion: string;
  @Column('text') respondent: string;
  @Column('text') wave: Wave;
  @Column('double precision') value: number;
  @Column('date') measuredOn: string;
  @Column('uuid', { nullable: true }) responseId: string | null;
  @UpdateDateColumn({ type: 'timestamptz' }) updatedAt: Date;
}

/**
 * Stored sums of one cell and one day of exit. They stay inside the organisation (a day may hold one pupil); what is
 * merged up to a cut-off leaves it, without ids.
 */
@Entity('daily_moment')
export class DailyMoment {
  @PrimaryColumn('text') organisationId: string;
  @PrimaryColumn('uuid') programmeId: string;
  /** Canonical JSON of indicator, topic, instrument, version, respondent, form, variant and role. */
  @PrimaryColumn('text') cell: string;
  @PrimaryColumn('date') exitDay: string;
  @Column('jsonb') moments: Record<string, unknown>;
}
