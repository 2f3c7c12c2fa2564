import { Global, Module } from '@nestjs/common';
import { OutboxSender } from './outbox-sender.js';
import { RunsService } from './runs.service.js';

@Global()
@Module({ providers: [RunsService, OutboxSender], exports: [RunsService, OutboxSender] })
export class RunsModule {}
