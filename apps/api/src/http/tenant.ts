import type { Principal } from '@app/contracts';
import type { Scope } from '@app/persistence';
import { notFound, Problem } from './problem.js';

/** The caller's own organisation, which must be the one named in the path: another's does not exist for them. */
export function ownOrganisation(caller: Principal, organisation: string): string {
  if (caller.organisation !== organisation) throw notFound('organisation');
  return organisation;
}

/** The scope of a caller that belongs to an organisation. */
export function organisationScope(caller: Principal): { organisation: string } {
  if (caller.organisation === null) throw new Problem('forbidden', { params: { role: caller.role } });
  return { organisation: caller.organisation };
}

/** The organisation and region that new rows of this caller belong to. */
export function tenantOf(caller: Principal): { organisation: string; region: string } {
  if (caller.organisation === null || caller.region === null) {
    throw new Problem('forbidden', { params: { role: caller.role } });
  }
  return { organisation: caller.organisation, region: caller.region };
}

/** The same with its region, which knows what day it is there. */
export function ownTenant(caller: Principal, organisation: string): { organisation: string; region: string } {
  ownOrganisation(caller, organisation);
  return tenantOf(caller);
}

/** The region of a caller that speaks for one, which must be the one named in the path (if any). */
export function ownRegion(caller: Principal, region: string = caller.region ?? ''): string {
  if (caller.region === null || caller.region !== region) throw notFound('region');
  return region;
}

/** What the caller's transactions may see. */
export function scopeOfCaller(caller: Principal): Scope {
  if (caller.organisation !== null) return { organisation: caller.organisation };
  if (caller.region !== null) return { region: caller.region };
  return { installation: true };
}
