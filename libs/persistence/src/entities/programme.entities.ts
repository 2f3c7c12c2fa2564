import type { AlternativeView, Decision, PairActor, PairEventKind, PairState } from '@app/contracts';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

@Entity('programme')
export class Programme {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('text') name: string;
  /** Groups the programmes of one school document. */
  @Column('text', { nullable: true }) document: string | null;
  @Column('text') form: string;
  @Column('text', { array: true }) variants: string[];
  @Column('text', { array: true }) kinds: string[];
  @Column('text', { array: true }) modes: string[];
  @Column('date') startsOn: string;
  @Column('date') endsOn: string;
  /** Newest version; a matching keeps its own. */
  @Column('integer') policyVersion: number;
  /** True when measurements or pairs changed since the programme's daily moments were built. */
  @Column('boolean') momentsStale: boolean;
  /** Whether the search for those left without a mentor goes on by itself when mentors come. */
  @Column('boolean') continuedSearch: boolean;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}

/** The policy of a programme, with every default filled in; immutable, versions from 1. */
@Entity('policy')
export class StoredPolicy {
  @Column('text') organisationId: string;
  @PrimaryColumn('uuid') programmeId: string;
  @PrimaryColumn('integer') version: number;
  @Column('jsonb') body: Record<string, unknown>;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}

/** Предложенная пара: an engine's proposal, never a pair by itself. */
@Entity('suggestion')
export class Suggestion {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('uuid') matchingId: string;
  @Column('uuid') programmeId: string;
  @Column('integer') ordinal: number;
  @Column('text') mentor: string;
  @Column('text') mentee: string;
  @Column('text') variant: string;
  /** 0…10 000. */
  @Column('integer') points: number;
  @Column('jsonb') components: {
    request: number | null;
    profile: number | null;
    compatibility: number | null;
  };
  @Column('jsonb') reasons: { code: string; params: Record<string, unknown>; text: string }[];
  @Column('boolean') locked: boolean;
  @Column('boolean') tie: boolean;
  @Column('jsonb') alternatives: AlternativeView[];
}

@Entity('unmatched')
export class Unmatched {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('uuid') matchingId: string;
  @Column('integer') ordinal: number;
  @Column('text') mentee: string;
  @Column('text') reason: 'no-consent' | 'no-topic' | 'rules' | 'capacity' | 'priority' | 'conditions';
  @Column('jsonb') rules: { rule: string; title: string; mentors: number }[];
  @Column('jsonb') wouldHelp: { code: string; text: string; params: Record<string, unknown> }[];
}

/** What a curator decided about a suggestion; append-only, the newest of a pair of people holds. */
@Entity('decision')
export class StoredDecision {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('uuid') programmeId: string;
  @Column('uuid') suggestionId: string;
  @Column('text') mentor: string;
  @Column('text') mentee: string;
  @Column('text') decision: Decision;
  @Column('text', { nullable: true }) reason: string | null;
  @Column('uuid') madeBy: string;
  @CreateDateColumn({ type: 'timestamptz' }) madeAt: Date;
}

/** Наставническая пара или группа: what people have agreed on. */
@Entity('pair')
export class Pair {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('uuid') programmeId: string;
  @Column('text') mentor: string;
  @Column('text', { nullable: true }) variant: string | null;
  @Column('text', { array: true }) kinds: string[];
  @Column('text') state: PairState;
  @Column('date', { nullable: true }) startedOn: string | null;
  @Column('date', { nullable: true }) endedOn: string | null;
  @Column('text', { nullable: true }) endReason: string | null;
  @Column('uuid', { nullable: true }) suggestionId: string | null;
  /** The pair whose place this one took: its mentee went on with another mentor. */
  @Column('uuid', { nullable: true }) replaces: string | null;
  @Column('text', { nullable: true }) overrideComment: string | null;
  @Column('jsonb') brokenRules: { rule: string; title: string }[];
  @Column('integer') version: number;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}

@Entity('pair_mentee')
export class PairMentee {
  @Column('text') organisationId: string;
  @PrimaryColumn('uuid') pairId: string;
  @PrimaryColumn('text') mentee: string;
}

/** One step of a pair's life; append-only. */
@Entity('pair_event')
export class PairEvent {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('uuid') pairId: string;
  @Column('text') event: PairEventKind;
  /** Who joined a group or left it; else null. */
  @Column('text', { nullable: true }) mentee: string | null;
  @Column('date') happenedOn: string;
  @Column('text', { nullable: true }) actor: PairActor | null;
  @Column('text', { nullable: true }) reason: string | null;
  @Column('jsonb', { nullable: true }) document: { number: string; date: string; signedBy: string } | null;
  @Column('date', { nullable: true }) until: string | null;
  /** The steps between were done on paper. */
  @Column('boolean') recorded: boolean;
  @Column('uuid') madeBy: string;
  @CreateDateColumn({ type: 'timestamptz' }) madeAt: Date;
}
