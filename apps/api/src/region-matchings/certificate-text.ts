import { Readable } from 'node:stream';
import { readColumn, sideBySide } from '@app/persistence';
import type {
  CertificateColumn,
  Database,
  PartOutcome,
  RegionMatching,
  RegionMatchingPart,
  Scope,
  Whole,
} from '@app/persistence';

/** Numbers written at a time: more would hold up other requests. */
const AT_ONCE = 20_000;

/** What a list is written with: where in the whole its part stands. */
interface Place {
  outcome: PartOutcome;
  offset: { mentees: number; mentors: number };
}

type Word = (value: number, place: Place) => string;
type PriceColumn = Extract<CertificateColumn, `${string}Prices`>;

/**
 * A region's certificate `{ problem, result, ids }` in the engine's format, written from its stored columns without
 * ever being in memory as a whole. The parts stand side by side; `ids` names the caller's own people only.
 */
export function certificateText(
  database: Database,
  scope: Scope,
  matching: RegionMatching,
  parts: readonly RegionMatchingPart[],
): Readable {
  return Readable.from(new Certificate(database, scope, matching, parts).text(), { objectMode: false });
}

class Certificate {
  private readonly places: Place[];
  private readonly whole: Whole;

  constructor(
    private readonly database: Database,
    private readonly scope: Scope,
    private readonly matching: RegionMatching,
    parts: readonly RegionMatchingPart[],
  ) {
    const outcomes = parts.flatMap((part) => (part.status === 'done' ? [part.outcome] : []));
    this.whole = sideBySide(outcomes);
    this.places = outcomes.map((outcome, part) => ({ outcome, offset: this.whole.at[part]! }));
  }

  async *text(): AsyncGenerator<string> {
    yield '{"problem":';
    yield* this.problem();
    yield ',"result":';
    const impossible = this.places.find(({ outcome }) => outcome.infeasible !== undefined);
    if (impossible) yield JSON.stringify({ infeasible: infeasibleOf(impossible) });
    else yield* this.result();
    yield `,"ids":${JSON.stringify(await this.ids())}}`;
  }

  private async *problem(): AsyncGenerator<string> {
    yield `{"mentees":${this.whole.mentees},"mentors":${this.whole.mentors},"capacity":`;
    yield* this.list('capacity', String);
    yield ',"minimum":';
    yield* this.list('minimum', String);
    yield ',"tier":';
    yield* this.list('tier', String);
    yield ',"pairs":{"mentee":';
    yield* this.list('pairMentee', (i, { offset }) => String(i + offset.mentees));
    yield ',"mentor":';
    yield* this.list('pairMentor', (j, { offset }) => String(j + offset.mentors));
    yield ',"points":';
    yield* this.list('pairPoints', String);
    const { policy, seed } = this.matching;
    const groups = policy.groupMinimum > 1 ? { groupMinimum: policy.groupMinimum } : {};
    const rest = JSON.stringify({ objective: policy.objective, ties: 'canonical', seed, ...groups });
    yield `},${rest.slice(1)}`;
  }

  private async *result(): AsyncGenerator<string> {
    const outcomes = this.places.map(({ outcome }) => outcome);
    const sum = (of: (outcome: PartOutcome) => number) => outcomes.reduce((all, one) => all + of(one), 0);
    const worst = outcomes.flatMap(({ worstPoints }) => worstPoints ?? []);
    const totalPoints = sum((one) => one.totalPoints);
    yield '{"assignment":';
    yield* this.list('assignment', (j, { offset }) => (j < 0 ? 'null' : String(j + offset.mentors)));
    const counted = {
      matched: sum((one) => one.matched),
      worstPoints: worst.length > 0 ? worst.reduce((a, b) => Math.min(a, b)) : null,
      totalPoints,
      seed: this.matching.seed,
      solver: outcomes[0]?.solver ?? 'none',
      durationMs: sum((one) => one.durationMs),
      ...(outcomes[0]?.bound ? { bound: outcomes[0].bound } : {}),
    };
    yield `,${JSON.stringify(counted).slice(1, -1)},"levels":[`;
    for (const tier of this.whole.tiers) {
      const value = sum((one) => one.tiers.find((count) => count.tier === tier)?.matched ?? 0);
      yield `${JSON.stringify({ kind: 'count', tier, value })},`;
    }
    yield* this.worstLevel();
    yield `${JSON.stringify({ kind: 'total', value: totalPoints })}],"prices":`;
    yield* this.prices('menteePrices', 'mentorPrices', this.whole.tiers.length + 1);
    yield '}';
  }

  /** There is one only where the whole was solved as one part. */
  private async *worstLevel(): AsyncGenerator<string> {
    const worst = this.places[0]?.outcome.worst;
    if (!worst) return;
    yield `{"kind":"worst","value":${worst.value},"countPrices":`;
    yield* this.prices('countMenteePrices', 'countMentorPrices', this.whole.tiers.length);
    yield ',"abovePrices":';
    if (worst.isAboveProved)
      yield* this.prices('aboveMenteePrices', 'aboveMentorPrices', this.whole.tiers.length);
    else yield 'null';
    yield '},';
  }

  private async *prices(mentees: PriceColumn, mentors: PriceColumn, entries: number): AsyncGenerator<string> {
    yield '{"mentees":';
    yield* this.vectors(mentees, entries);
    yield ',"mentors":';
    yield* this.vectors(mentors, entries);
    yield '}';
  }

  private async *list(name: CertificateColumn, word: Word): AsyncGenerator<string> {
    yield '[';
    let first = true;
    for await (const { values, place } of this.columns(name)) {
      for (let from = 0; from < values.length; from += AT_ONCE) {
        const words = Array.from(values.subarray(from, from + AT_ONCE), (value) => word(value, place));
        yield `${first ? '' : ','}${words.join()}`;
        first = false;
      }
    }
    yield ']';
  }

  /** A part's vectors have an entry for each of its own tiers; for the others it is 0. */
  private async *vectors(name: PriceColumn, entries: number): AsyncGenerator<string> {
    yield '[';
    let first = true;
    for await (const { values, place } of this.columns(name)) {
      const tiers = place.outcome.tiers.map(({ tier }) => this.whole.tiers.indexOf(tier));
      const hasPoints = entries > this.whole.tiers.length;
      const own = tiers.length + (hasPoints ? 1 : 0);
      for (let from = 0; from < values.length; from += own * AT_ONCE) {
        const vectors: string[] = [];
        for (let at = from; at < Math.min(values.length, from + own * AT_ONCE); at += own) {
          const vector = new Array<number>(entries).fill(0);
          tiers.forEach((to, k) => {
            if (to >= 0) vector[to] = values[at + k]!;
          });
          if (hasPoints) vector[entries - 1] = values[at + own - 1]!;
          vectors.push(`[${vector.join()}]`);
        }
        yield `${first ? '' : ','}${vectors.join()}`;
        first = false;
      }
    }
    yield ']';
  }

  private async *columns(
    name: CertificateColumn,
  ): AsyncGenerator<{ values: Int32Array | Float64Array; place: Place }> {
    for (const [part, place] of this.places.entries()) {
      const at = { matching: this.matching.id, part };
      const values = await this.database.within(this.scope, (tx) => readColumn(tx, at, name));
      if (values) yield { values, place };
    }
  }

  private async ids(): Promise<{ mentors: (string | null)[]; mentees: (string | null)[] } | null> {
    if (!('organisation' in this.scope)) return null;
    const own = [this.scope.organisation, this.matching.id];
    const { mentors, mentees } = await this.database.within(this.scope, async (tx) => ({
      mentors: await tx.query<{ at: number; id: string }[]>(
        `SELECT mentor_index AS at, mentor AS id FROM region_suggestion WHERE organisation_id = $1 AND matching_id = $2`,
        own,
      ),
      mentees: await tx.query<{ at: number; id: string }[]>(
        `SELECT mentee_index AS at, mentee AS id FROM region_suggestion WHERE organisation_id = $1 AND matching_id = $2
         UNION ALL SELECT mentee_index, mentee FROM region_unmatched
         WHERE organisation_id = $1 AND matching_id = $2 AND mentee_index IS NOT NULL`,
        own,
      ),
    }));
    const named = (length: number, people: { at: number; id: string }[]) => {
      const ids = new Array<string | null>(length).fill(null);
      for (const { at, id } of people) ids[at] = id;
      return ids;
    };
    return { mentors: named(this.whole.mentors, mentors), mentees: named(this.whole.mentees, mentees) };
  }
}

function infeasibleOf({ outcome, offset }: Place): object {
  const { reason, mentees, mentors } = outcome.infeasible ?? { reason: '', mentees: [], mentors: [] };
  return {
    reason,
    mentees: mentees.map((i) => i + offset.mentees),
    mentors: mentors.map((j) => j + offset.mentors),
  };
}
