import type { PairSide, PlanBody } from '@app/contracts';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

interface Document {
  number: string;
  date: string;
  signedBy: string;
}

/** Встреча пары: planned, held, or both. */
@Entity('pair_meeting')
export class PairMeeting {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('uuid') pairId: string;
  @Column('text') kind: string;
  @Column('date', { nullable: true }) plannedOn: string | null;
  @Column('date', { nullable: true }) heldOn: string | null;
  @Column('text', { nullable: true }) mode: string | null;
  /** Null until the meeting was held, as are the mentees. */
  @Column('boolean', { nullable: true }) mentorAttended: boolean | null;
  @Column('text', { array: true, nullable: true }) menteesAttended: string[] | null;
  @Column('text', { nullable: true }) topic: string | null;
  @Column('text', { nullable: true }) notes: string | null;
  @Column('smallint') tasksGiven: number;
  @Column('smallint') tasksChecked: number;
  @Column('uuid') madeBy: string;
  @CreateDateColumn({ type: 'timestamptz' }) madeAt: Date;
}

/** One version of a personalised programme; append-only. */
@Entity('pair_plan')
export class PairPlan {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('uuid') pairId: string;
  /** Of one mentee of a group; empty: of the whole pair. */
  @Column('text') mentee: string;
  @Column('integer') version: number;
  @Column('jsonb') body: PlanBody;
  /** It holds only once both have consented to it. */
  @Column('boolean') needsConsent: boolean;
  @Column('uuid') madeBy: string;
  @CreateDateColumn({ type: 'timestamptz' }) madeAt: Date;
}

/** Consent of one side to a change of the plan; append-only. */
@Entity('pair_plan_consent')
export class PairPlanConsent {
  @Column('text') organisationId: string;
  @PrimaryColumn('uuid') planId: string;
  @PrimaryColumn('text') side: PairSide;
  @Column('date') givenOn: string;
  /** Given on paper. */
  @Column('boolean') recorded: boolean;
  @Column('uuid') madeBy: string;
}

/** An activity of a plan that is done. */
@Entity('pair_activity_done')
export class PairActivityDone {
  @Column('text') organisationId: string;
  @PrimaryColumn('uuid') pairId: string;
  @PrimaryColumn('uuid') activity: string;
  @Column('date') doneOn: string;
  @Column('uuid') madeBy: string;
}

/** The mentor's analysis of the plan at its end. */
@Entity('pair_analysis')
export class PairAnalysis {
  @Column('text') organisationId: string;
  @PrimaryColumn('uuid') pairId: string;
  @PrimaryColumn('text') mentee: string;
  @Column('date') madeOn: string;
  @Column('text') achieved: 'full' | 'partly' | 'not';
  @Column('text') text: string;
  @Column('text', { nullable: true }) difficulties: string | null;
  @Column('text', { nullable: true }) advice: string | null;
  @Column('uuid') madeBy: string;
}

/** Somebody whom the mentor brings in, with their written consent. */
@Entity('pair_consultant')
export class PairConsultant {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('uuid') pairId: string;
  @Column('text') person: string;
  @Column('text') topic: string;
  @Column('jsonb') consentDocument: Document;
  @Column('uuid') madeBy: string;
  @CreateDateColumn({ type: 'timestamptz' }) madeAt: Date;
}

/** Ходатайство о замене наставника, заявление о сложении обязанностей; with the decision on it. */
@Entity('pair_petition')
export class PairPetition {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('uuid') pairId: string;
  @Column('text') kind: string;
  /** Of a group: who asks. */
  @Column('text', { nullable: true }) mentee: string | null;
  /** The mentor asks to be released from every pair. */
  @Column('boolean') allPairs: boolean;
  @Column('text') askedBy: PairSide;
  @Column('date') askedOn: string;
  @Column('text') reason: string;
  @Column('boolean', { nullable: true }) granted: boolean | null;
  @Column('date', { nullable: true }) decidedOn: string | null;
  @Column('text', { nullable: true }) decidedBy: 'curator' | 'head' | null;
  @Column('jsonb', { nullable: true }) document: Document | null;
  @Column('text', { nullable: true }) decisionReason: string | null;
  @Column('uuid') madeBy: string;
  @CreateDateColumn({ type: 'timestamptz' }) madeAt: Date;
  @Column('uuid', { nullable: true }) decisionMadeBy: string | null;
}

/** Сопровождение пары педагогом-психологом. */
@Entity('pair_support')
export class PairSupport {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('uuid') pairId: string;
  @Column('date') givenOn: string;
  @Column('text') kind: string;
  /** Whose satisfaction, or who was consulted. */
  @Column('text', { nullable: true }) side: PairSide | null;
  @Column('text', { nullable: true }) mentee: string | null;
  @Column('smallint', { nullable: true }) satisfaction: number | null;
  /** For the psychologist's eyes only. */
  @Column('text', { nullable: true }) note: string | null;
  @Column('uuid') madeBy: string;
  @CreateDateColumn({ type: 'timestamptz' }) madeAt: Date;
}
