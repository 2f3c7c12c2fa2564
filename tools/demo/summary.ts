import type { EffectivenessReport } from './api-types.js';
import { compare } from './pairing.js';
import type { Story } from './story.js';

/** What `--json` prints: nothing in it depends on ids or times, so two runs give the same bytes. */
export interface Summary {
  organisations: number;
  mentors: number;
  mentees: number;
  matchings: {
    organisation: string;
    form: string;
    matched: number;
    unmatched: number;
    totalPoints: number;
    certificate: string;
  }[];
  reports: { organisation: string; form: string; indicators: string[] }[];
  region: { indicators: string[]; suppressedCells: number };
}

/** Indicators of which the region's report gives a figure, and the cells that it keeps to itself. */
export function summariseRegion(report: EffectivenessReport): Summary['region'] {
  const published = report.stage2.filter(
    (line) => line.suppressed !== true && (line.union?.change?.mean ?? null) !== null,
  );
  const cells = report.stage2.flatMap((line) => line.cells);
  return {
    indicators: distinct(published.map((line) => line.indicator)),
    suppressedCells: cells.filter((cell) => cell.suppressed).length,
  };
}

export function summarise(story: Story): Summary {
  const programmes = story.organisations.flatMap((state) =>
    state.programmes.map((programme) => ({
      organisation: state.example.organisation.id,
      form: programme.example.plan.body.form,
      programme,
    })),
  );
  programmes.sort((a, b) => compare(a.organisation, b.organisation) || compare(a.form, b.form));
  return {
    organisations: story.organisations.length,
    mentors: story.organisations.reduce((sum, state) => sum + state.example.mentors.length, 0),
    mentees: story.organisations.reduce((sum, state) => sum + state.example.mentees.length, 0),
    matchings: programmes.map(({ organisation, form, programme }) => ({
      organisation,
      form,
      matched: programme.matching.summary.matched,
      unmatched: programme.matching.summary.unmatched,
      totalPoints: programme.matching.summary.totalPoints,
      certificate: programme.certificate,
    })),
    reports: programmes.map(({ organisation, form, programme }) => ({
      organisation,
      form,
      indicators: distinct(
        (programme.report?.stage2 ?? []).filter((line) => line.n.pairs > 0).map((line) => line.indicator),
      ),
    })),
    region: summariseRegion(story.region),
  };
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort(compare);
}
