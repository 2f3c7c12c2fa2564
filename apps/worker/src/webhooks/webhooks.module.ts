import { Module } from '@nestjs/common';
import { WebhookSender } from './webhook-sender.service.js';

@Module({ providers: [WebhookSender] })
export class WebhooksModule {}
