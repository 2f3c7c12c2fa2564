import type { ConsentPurpose, DestroyedData, DestructionReason, InterviewResult } from '@app/contracts';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** Собеседование with a candidate, as the curator noted it. */
@Entity('interview')
export class Interview {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  @Column('uuid') personId: string;
  @Column('date') heldOn: string;
  /** Role of whoever held it, `curator`; never a name. */
  @Column('text') heldBy: string;
  @Column('text') result: InterviewResult;
  @Column('text', { nullable: true }) note: string | null;
  @Column('uuid') madeBy: string;
  @CreateDateColumn({ type: 'timestamptz' }) madeAt: Date;
}

/** Акт об уничтожении персональных данных; append-only. */
@Entity('destruction_act')
export class DestructionAct {
  @PrimaryColumn('uuid') id: string;
  @Column('text') organisationId: string;
  /** Counts the acts of the organisation from 1. */
  @Column('integer') number: number;
  @Column('date') madeOn: string;
  @Column('text') reason: DestructionReason;
  /** External ids, which name nobody. */
  @Column('text', { array: true }) people: string[];
  @Column('text', { nullable: true }) purpose: ConsentPurpose | null;
  @Column('date', { nullable: true }) withdrawnOn: string | null;
  /** Number of the paper by which a consent was withdrawn. */
  @Column('text', { nullable: true }) document: string | null;
  @Column('jsonb') destroyed: DestroyedData[];
  @Column('uuid', { nullable: true }) madeBy: string | null;
  @CreateDateColumn({ type: 'timestamptz' }) madeAt: Date;
}
