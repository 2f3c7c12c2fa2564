import type { MeetingRoundSummary, MeetingSlot, SuitableMentorsAnswer } from '@app/contracts';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** Этап дорожной карты программы. */
@Entity('road_map_stage')
export class RoadMapStage {
  @PrimaryColumn('text') organisationId: string;
  @PrimaryColumn('uuid') programmeId: string;
  @PrimaryColumn('text') stage: string;
  @Column('integer') ordinal: number;
  @Column('text') title: string;
  @Column('date') startsOn: string;
  @Column('date') dueOn: string;
  @Column('text') responsible: string;
  @Column('date', { nullable: true }) doneOn: string | null;
  @Column('text', { nullable: true }) note: string | null;
}

/** Школа наставников: what this organisation asks of a trained mentor. */
@Entity('mentor_school')
export class MentorSchool {
  @PrimaryColumn('text') organisationId: string;
  @Column('real') hours: number;
  @Column('integer') sessions: number;
}

/** One session, survey or analysis of the school of mentors. */
@Entity('mentor_school_session')
export class MentorSchoolSession {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('text') title: string;
  @Column('text') kind: string;
  @Column('date') startsOn: string;
  @Column('date') endsOn: string;
  @Column('real') hours: number;
  @Column('text') responsible: string;
  @Column('date', { nullable: true }) doneOn: string | null;
  @Column('text') academicYear: string;
  /** Of the catalogue's calendar. */
  @Column('text', { nullable: true }) item: string | null;
}

/** A round of quick meetings over the shortlist of a matching. */
@Entity('meeting_round')
export class MeetingRound {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('uuid') programmeId: string;
  @Column('uuid') matchingId: string;
  @Column('smallint') perMentee: number;
  /** How many meetings there is room for at a time; null: any number. */
  @Column('integer', { nullable: true }) places: number | null;
  @Column('jsonb') slots: MeetingSlot[];
  @Column('jsonb', { nullable: true }) summary: MeetingRoundSummary | null;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}

/** A meeting of a round; without a slot there was no room for it. */
@Entity('round_meeting')
export class RoundMeeting {
  @PrimaryColumn('text') organisationId: string;
  @PrimaryColumn('uuid') roundId: string;
  @PrimaryColumn('text') mentor: string;
  @PrimaryColumn('text') mentee: string;
  @Column('integer', { nullable: true }) slot: number | null;
  @Column('integer', { nullable: true }) place: number | null;
  @Column('integer') points: number;
  /** 1 is the mentor whom the engine likes best for the mentee. */
  @Column('smallint') rank: number;
}

/** A question about a programme's pool: answered by the worker while the request waits, then removed. */
@Entity('programme_question')
export class ProgrammeQuestion {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('uuid') programmeId: string;
  @Column('date') asOf: string;
  @Column('jsonb', { nullable: true }) answer: SuitableMentorsAnswer | null;
}
