import { Injectable, mixin, UseGuards } from '@nestjs/common';
import type { CanActivate, ExecutionContext, Type } from '@nestjs/common';
import type { Principal, QueueName } from '@app/contracts';
import { Database, Run } from '@app/persistence';
import { isUUID } from 'class-validator';
import type { Request } from 'express';
import { In } from 'typeorm';
import { notFound, Problem } from '../http/problem.js';
import { scopeOfCaller } from '../http/tenant.js';

/**
 * Lets a caller to a run of their own tenant only. For streams of events: their first bytes may leave before the
 * handler has looked anything up, and a 404 would come too late then.
 * @param param name of the path parameter that holds the run's id
 */
export const OwnRun = (param: string, ...queues: QueueName[]): MethodDecorator =>
  UseGuards(guardOf(param, queues));

function guardOf(param: string, queues: QueueName[]): Type<CanActivate> {
  @Injectable()
  class Guard implements CanActivate {
    constructor(private readonly database: Database) {}

    async canActivate(context: ExecutionContext): Promise<boolean> {
      const request = context.switchToHttp().getRequest<Request & { principal?: Principal }>();
      if (!request.principal) throw new Problem('unauthorized');
      const id = request.params[param];
      if (!isUUID(id)) throw notFound('run');
      const known = await this.database.within(scopeOfCaller(request.principal), (tx) =>
        tx.existsBy(Run, { id: id as string, queue: In(queues) }),
      );
      if (!known) throw notFound('run');
      return true;
    }
  }
  return mixin(Guard);
}
