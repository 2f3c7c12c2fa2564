import type {
  Bank,
  ImportKind,
  ImportReadingView,
  ImportMode,
  MatchingOrigin,
  MatchingQuestion,
  QueueName,
  RunErrorCode,
  RunStatus,
  StoredAnswer,
} from '@app/contracts';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** One piece of long work; imports, matchings and reports share its id, status, progress and fence. */
@Entity('run')
export class Run {
  @PrimaryColumn('uuid') id: string;
  @Column('text') regionId: string;
  @Column('text', { nullable: true }) organisationId: string | null;
  @Column('text') queue: QueueName;
  @Column('text') status: RunStatus;
  /** Percent, 0–100. */
  @Column('smallint') progress: number;
  /** Counts starts; a result is stored only by the start that is still the newest. */
  @Column('integer') attempt: number;
  @Column('boolean') cancelRequested: boolean;
  @Column('jsonb', { nullable: true }) error: { code: RunErrorCode; detail?: string } | null;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
  @Column('timestamptz', { nullable: true }) startedAt: Date | null;
  @Column('timestamptz', { nullable: true }) finishedAt: Date | null;
}

@Entity('import')
export class Import {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('text') kind: ImportKind;
  @Column('text', { nullable: true }) bank: Bank | null;
  @Column('uuid', { nullable: true }) programmeId: string | null;
  @Column('text') mode: ImportMode;
  @Column('boolean') dryRun: boolean;
  @Column('text') mediaType: string;
  @Column('uuid') madeBy: string;
  @Column('integer') accepted: number;
  @Column('integer') rejected: number;
  @Column('integer') created: number;
  @Column('integer') updated: number;
  @Column('integer') unchanged: number;
  /** How many there were; `import_issue` keeps the first of them. */
  @Column('integer') warningCount: number;
  @Column('integer') errorCount: number;
  /** How a table was read; null for other files, and before it is. */
  @Column('jsonb', { nullable: true }) reading: ImportReadingView | null;
}

/** A run that makes the marked copy of an import's file. */
@Entity('file_marking')
export class FileMarking {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('uuid') importId: string;
}

/** A matching of one programme: what went in, which policy, what came out, with its certificate. */
@Entity('matching')
export class Matching {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('uuid') programmeId: string;
  @Column('date') asOf: string;
  @Column('integer') policyVersion: number;
  @Column('bigint', { transformer: { to: (n: number) => n, from: Number } }) seed: number;
  @Column('jsonb') locks: { mentor: string; mentee: string }[];
  @Column('jsonb') excluded: { mentor: string; mentee: string }[];
  @Column('text', { nullable: true }) inputDigest: string | null;
  @Column('jsonb', { nullable: true }) summary: Record<string, unknown> | null;
  /** The matching of the same programme that this one is compared with. */
  @Column('uuid', { nullable: true }) basedOn: string | null;
  /** Set: as few pairs of `basedOn` change as this loss of points allows. */
  @Column('jsonb', { nullable: true }) keepAnnounced: { maxLossPercent: number } | null;
  /** `{ problem, result, ids }` in the engine's format: JSON, compressed by gzip. */
  @Column('bytea', { nullable: true, select: false }) certificate: Buffer | null;
  @Column('text', { nullable: true }) engineVersion: string | null;
  /** Who asked for it: a curator, or the search that goes on by itself. */
  @Column('text', { default: 'curator' }) origin: MatchingOrigin;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}

/** A question about a matching: answered by the worker while the request waits, then removed. */
@Entity('question')
export class Question {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('uuid') matchingId: string;
  @Column('jsonb') asked: MatchingQuestion;
  @Column('jsonb', { nullable: true }) answer: StoredAnswer | null;
}

@Entity('monitoring_report')
export class MonitoringReport {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('uuid') programmeId: string;
  @Column('date') cutOff: string;
  @Column('text', { nullable: true }) dataDigest: string | null;
  /** Frozen as it was written: `json` keeps the order of its fields, so the same data gives the same bytes. */
  @Column('json', { nullable: true }) body: Record<string, unknown> | null;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}

@Entity('effectiveness_report')
export class EffectivenessReport {
  @PrimaryColumn('uuid') id: string;
  @Column('text') regionId: string;
  @Column('text') academicYear: string;
  @Column('date') cutOff: string;
  @Column('text', { nullable: true }) form: string | null;
  @Column('uuid', { nullable: true }) municipalityId: string | null;
  @Column('text', { nullable: true }) dataDigest: string | null;
  /** Frozen as it was written: `json` keeps the order of its fields, so the same data gives the same bytes. */
  @Column('json', { nullable: true }) body: Record<string, unknown> | null;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}
