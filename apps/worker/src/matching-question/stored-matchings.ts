import { isInfeasible } from '@app/matching';
import type { Problem, Result, SolvedRun } from '@app/matching';
import { unpackJson } from '../matching-run/packed-json.js';
import type { Certificate } from '../matching-run/wish.js';

/** A solved matching that questions are asked about, ready for the next one. */
export class StoredMatching implements SolvedRun {
  readonly problem: Problem;
  readonly result: Result;
  readonly ids: Certificate['ids'];
  private readonly mentorIndex: ReadonlyMap<string, number>;
  private readonly menteeIndex: ReadonlyMap<string, number>;

  constructor(certificate: Certificate) {
    if (isInfeasible(certificate.result)) throw new Error('a matching without a solution has no answers');
    this.problem = certificate.problem;
    this.result = certificate.result;
    this.ids = certificate.ids;
    this.mentorIndex = new Map(certificate.ids.mentors.map((id, index) => [id, index]));
    this.menteeIndex = new Map(certificate.ids.mentees.map((id, index) => [id, index]));
  }

  get pairs(): number {
    return this.problem.pairs.mentee.length;
  }

  /** Whether its prices prove the optimum: with side conditions there is a bound in their place. */
  get hasExactPrices(): boolean {
    return this.result.bound === undefined;
  }

  /** Whether it can be repaired by shortest paths; load costs and side conditions are solved anew. */
  get isNetwork(): boolean {
    return this.hasExactPrices && !this.problem.loadCost?.length;
  }

  /** Of a pair, by index; null for no mentor or a pair that is not eligible. Looks through the pairs. */
  pointsOf(mentee: number, mentor: number | null): number | null {
    const { pairs } = this.problem;
    for (let at = 0; at < pairs.mentee.length; at++) {
      if (pairs.mentee[at] === mentee && pairs.mentor[at] === mentor) return pairs.points[at] ?? null;
    }
    return null;
  }

  /** Undefined for somebody who was no part of the matching. */
  mentor(id: string): number | undefined {
    return this.mentorIndex.get(id);
  }

  mentee(id: string): number | undefined {
    return this.menteeIndex.get(id);
  }
}

/** Pairs of all matchings that are kept: some 100 bytes each. */
const ROOM = 2_000_000;

/**
 * The matchings asked about last. Nothing is lost with it: whatever is not there is read again from its certificate,
 * so that a worker which has just started answers the same.
 */
export class StoredMatchings {
  private readonly kept = new Map<string, StoredMatching>();

  constructor(private readonly room = ROOM) {}

  /** Null where neither memory nor `certificates` has it. */
  find(id: string, certificates: Readonly<Record<string, Uint8Array>>): StoredMatching | null {
    const bytes = certificates[id];
    const found = this.kept.get(id) ?? (bytes && new StoredMatching(unpackJson<Certificate>(bytes)));
    if (!found) return null;
    // The last one used stands last.
    this.kept.delete(id);
    this.kept.set(id, found);
    this.makeRoom();
    return found;
  }

  private makeRoom(): void {
    let pairs = 0;
    for (const matching of this.kept.values()) pairs += matching.pairs;
    for (const [id, matching] of this.kept) {
      if (pairs <= this.room || this.kept.size === 1) return;
      pairs -= matching.pairs;
      this.kept.delete(id);
    }
  }
}
