import { Injectable } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';
import type { ThrottlerLimitDetail } from '@nestjs/throttler';
import type { Principal } from '@app/contracts';
import { Problem } from './problem.js';

/** Limits requests by key; where there is none, by address. Runs after the key is known. */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  protected override async getTracker(request: { principal?: Principal; ip?: string }): Promise<string> {
    return request.principal?.keyId ?? request.ip ?? 'unknown';
  }

  protected override async throwThrottlingException(
    _context: ExecutionContext,
    limit: ThrottlerLimitDetail,
  ): Promise<void> {
    throw new Problem('too-many-requests', { headers: { 'Retry-After': String(limit.timeToBlockExpire) } });
  }
}
