import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Config } from '@app/config';
import { Database, QUEUE_MAP, Region } from '@app/persistence';
import type { Queues } from '@app/persistence';
import type { Request, Response } from 'express';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { CONFIG } from '../config.token.js';
import { SkipThrottle } from '@nestjs/throttler';
import { Open } from '../http/auth.guard.js';
import { Problem } from '../http/problem.js';

const LOOPBACK = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];

@ApiTags('operation')
@Controller()
@Open()
@SkipThrottle()
export class HealthController {
  private readonly metrics = new Registry();

  constructor(
    private readonly database: Database,
    @Inject(QUEUE_MAP) private readonly queues: Queues,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    collectDefaultMetrics({ register: this.metrics });
  }

  /** The process answers. */
  @Get('health/live')
  live() {
    return { status: 'ok' };
  }

  /** Database and queues answer too. */
  @Get('health/ready')
  async ready() {
    try {
      await this.database.within({ installation: true }, (tx) => tx.existsBy(Region, {}));
      await Promise.all([...this.queues.values()].map((queue) => queue.getJobCounts('waiting')));
    } catch {
      throw new Problem('unavailable');
    }
    return { status: 'ok', database: 'ok', queues: 'ok' };
  }

  /** Prometheus text; for the operator, or from the machine itself. */
  @Get('metrics')
  async prometheus(@Req() request: Request, @Res() response: Response): Promise<void> {
    const operator =
      this.config.operatorKey !== null &&
      request.headers.authorization === `Bearer ${this.config.operatorKey}`;
    if (!operator && !LOOPBACK.includes(request.socket.remoteAddress ?? ''))
      throw new Problem('unauthorized');
    response.type(this.metrics.contentType).send(await this.metrics.metrics());
  }
}
