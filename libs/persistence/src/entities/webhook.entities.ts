import type { DeliveryStatus, DisabledReason, WebhookEvent } from '@app/contracts';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** Where an organisation or a region wants to be told of what happened. */
@Entity('webhook')
export class Webhook {
  @PrimaryColumn('uuid') id: string;
  @Column('text') regionId: string;
  /** Null: the region's own. */
  @Column('text', { nullable: true }) organisationId: string | null;
  @Column('text') url: string;
  @Column('text', { array: true }) events: WebhookEvent[];
  @Column('text') secret: string;
  @Column('text', { nullable: true }) previousSecret: string | null;
  @Column('timestamptz', { nullable: true }) previousUntil: Date | null;
  @Column('text', { nullable: true }) disabledReason: DisabledReason | null;
  @Column('uuid') madeBy: string;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}

/** One message to one webhook, with its tries. */
@Entity('webhook_delivery')
export class WebhookDelivery {
  @PrimaryColumn('uuid') id: string;
  @Column('text') regionId: string;
  @Column('text', { nullable: true }) organisationId: string | null;
  @Column('uuid') webhookId: string;
  @Column('text') type: string;
  @Column('jsonb') payload: object;
  @Column('text') status: DeliveryStatus;
  @Column('integer') attempts: number;
  @Column('timestamptz') nextAttemptAt: Date;
  @Column('integer', { nullable: true }) lastStatus: number | null;
  @Column('text', { nullable: true }) lastError: string | null;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}
