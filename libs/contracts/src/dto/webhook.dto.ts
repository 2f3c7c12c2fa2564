import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsUrl,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

/** What a webhook may tell of. Every message carries ids and states, never names, marks or answers. */
export const WEBHOOK_EVENTS = ['import.finished', 'matching.done', 'pair.changed', 'report.ready'] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** Sent on demand to see that the receiver works. */
export const WEBHOOK_TEST = 'webhook.test';

export const DELIVERY_STATUSES = ['waiting', 'delivered', 'failed'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** Why nothing is sent to a webhook any more: its owner said so, it answered 410, or every try failed. */
export const DISABLED_REASONS = ['owner', 'gone', 'failing'] as const;
export type DisabledReason = (typeof DISABLED_REASONS)[number];

const MAX_URL = 2000;

export class CreateWebhookDto {
  @ApiProperty({
    type: String,
    format: 'uri',
    description: 'https; http only in networks that the operator allows',
  })
  @IsUrl({ protocols: ['https', 'http'], require_protocol: true, require_tld: false, disallow_auth: true })
  @MaxLength(MAX_URL)
  url: string;

  @ApiProperty({ enum: WEBHOOK_EVENTS, isArray: true })
  @ArrayMinSize(1)
  @ArrayMaxSize(WEBHOOK_EVENTS.length)
  @ArrayUnique()
  @IsIn(WEBHOOK_EVENTS, { each: true })
  events: WebhookEvent[];
}

export class UpdateWebhookDto {
  @ApiPropertyOptional({ type: String, format: 'uri' })
  @IsOptional()
  @IsUrl({ protocols: ['https', 'http'], require_protocol: true, require_tld: false, disallow_auth: true })
  @MaxLength(MAX_URL)
  url?: string;

  @ApiPropertyOptional({ enum: WEBHOOK_EVENTS, isArray: true })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(WEBHOOK_EVENTS.length)
  @ArrayUnique()
  @IsIn(WEBHOOK_EVENTS, { each: true })
  events?: WebhookEvent[];

  @ApiPropertyOptional({
    type: Boolean,
    description: '`true` also wakes one that was switched off for failing',
  })
  @IsOptional()
  @IsBoolean()
  enabled?: boolean;
}

export class RotateSecretDto {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: 168,
    default: 24,
    description: 'For so many hours messages are signed with the old secret too',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(168)
  overlapHours?: number;
}

export class WebhookView {
  @ApiProperty({ type: String, format: 'uuid' }) id: string;
  @ApiProperty({ type: String, format: 'uri' }) url: string;
  @ApiProperty({ enum: WEBHOOK_EVENTS, isArray: true }) events: WebhookEvent[];
  @ApiProperty({ type: Boolean }) enabled: boolean;
  @ApiProperty({ enum: DISABLED_REASONS, nullable: true }) disabledReason: DisabledReason | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) previousSecretUntil: string | null;
  @ApiProperty({ type: String, format: 'date-time' }) createdAt: string;
}

export class WebhookSecretView extends WebhookView {
  @ApiProperty({
    type: String,
    description: 'Shown once; signs as Standard Webhooks 1.0 says',
    example: 'whsec_…',
  })
  secret: string;
}

export class WebhookPage {
  @ApiProperty({ type: [WebhookView] }) items: WebhookView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class DeliveryView {
  @ApiProperty({
    type: String,
    format: 'uuid',
    description: 'The `webhook-id` of the message, the same at every try',
  })
  id: string;
  @ApiProperty({ type: String, example: 'matching.done' }) type: string;
  @ApiProperty({ type: Object, description: 'The body that was sent: ids and states' }) payload: object;
  @ApiProperty({ enum: DELIVERY_STATUSES }) status: DeliveryStatus;
  @ApiProperty({ type: 'integer' }) attempts: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) nextAttemptAt: string | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'HTTP status of the last answer' })
  lastStatus: number | null;
  @ApiProperty({ type: String, nullable: true, example: 'timeout' }) lastError: string | null;
  @ApiProperty({ type: String, format: 'date-time' }) createdAt: string;
}

export class DeliveryPage {
  @ApiProperty({ type: [DeliveryView] }) items: DeliveryView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}
