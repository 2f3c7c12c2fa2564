import { createParamDecorator, Inject, Injectable, SetMetadata } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { timingSafeEqual } from 'node:crypto';
import { CONFIG } from '../config.token.js';
import type { Config } from '@app/config';
import type { Principal, Role } from '@app/contracts';
import { ApiKey, Database, hashKey } from '@app/persistence';
import type { Request } from 'express';
import { Problem } from './problem.js';

const ROLES = 'roles';
const OPEN = 'open';

/** Who may call a route. A route without this (or `Open`) is closed to everybody. */
export const Roles = (...roles: Role[]) => SetMetadata(ROLES, roles);

/** A route that needs no key. */
export const Open = () => SetMetadata(OPEN, true);

type AuthenticatedRequest = Request & { principal?: Principal };

/** The caller, as the guard found them. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!principal) throw new Problem('unauthorized');
  return principal;
});

@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(OPEN, targets)) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const principal = await this.authenticate(request.headers.authorization);
    if (!principal) throw new Problem('unauthorized');
    const roles = this.reflector.getAllAndOverride<Role[] | undefined>(ROLES, targets) ?? [];
    if (!roles.includes(principal.role)) throw new Problem('forbidden', { params: { role: principal.role } });
    request.principal = principal;
    return true;
  }

  private async authenticate(header: string | undefined): Promise<Principal | null> {
    const key = /^Bearer ([\x21-\x7e]{1,256})$/.exec(header ?? '')?.[1];
    if (!key) return null;
    const hash = hashKey(key);
    if (this.config.operatorKey !== null && timingSafeEqual(hash, hashKey(this.config.operatorKey))) {
      return { keyId: OPERATOR_ID, role: 'operator', region: null, organisation: null };
    }
    const found = await this.database.within({ keyHash: hash }, (tx) =>
      tx
        .getRepository(ApiKey)
        .createQueryBuilder('k')
        .where('k.hash = :hash AND (k.expiresOn IS NULL OR k.expiresOn >= CURRENT_DATE)', { hash })
        .getOne(),
    );
    return (
      found && {
        keyId: found.id,
        role: found.role,
        region: found.regionId,
        organisation: found.organisationId,
      }
    );
  }
}

/** The operator's key is in the configuration, not in a table; this id stands for it in histories. */
const OPERATOR_ID = '00000000-0000-7000-8000-000000000000';
