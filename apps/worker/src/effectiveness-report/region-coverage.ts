import type { Catalogue } from '@app/catalogue';
import type { Target } from '@app/contracts';
import { codeShares, type DisclosureRules, type ShareCode, type Suppressions } from '@app/monitoring';
import { targetFor } from '../monitoring/coverage.js';
import { FigureTable, figureCell, groupRows, total, type Level, type PlaceCount } from './figure-table.js';
import { nestedTargets } from './nested-targets.js';
import type { OrganisationReport } from './organisation-report.js';

export interface CoverageLine {
  code: string;
  title: string;
  target: { year: number; value: number | null; source: string } | null;
  /** Organisations that gave no denominator; they are not in the figure. Names, not numbers. */
  withoutDenominator: string[];
  cells: CoverageCell[];
}

export type CoverageCell = CellName & ({ suppressed: true } | ShownCoverage);

interface CellName {
  level: Level;
  id: string;
  name: string;
}

interface ShownCoverage {
  suppressed: false;
  /** Persons; of satisfaction, those who were asked. */
  n: number;
  denominator: { value: number; asOf: string; source: string } | null;
  share: number | null;
  /** `at-most` or `at-least`: the share itself lies beyond. */
  shareCode: ShareCode;
  reached: boolean | null;
}

interface Row extends PlaceCount {
  name: string;
  denominator: { value: number; asOf: string; source: string } | null;
}

interface Figure {
  target: Target;
  rows: Row[];
  withoutDenominator: string[];
}

const SURVEY = 'анкеты участников';

/**
 * Coverage with targets (statistics.md §5): numerator / denominator over the organisations that gave a denominator,
 * with its source and date, and satisfaction as a share of those who were asked. All figures pass disclosure control
 * together: small numerators, small rests, and what two figures would tell by their difference.
 */
export function regionCoverage(
  organisations: readonly OrganisationReport[],
  catalogue: Catalogue,
  rules: DisclosureRules,
  hidden: ReadonlySet<string>,
  cutOff: string,
  place: { id: string; name: string },
): CoverageLine[] {
  const figures = catalogue.data.targets
    .map((target) => figureOf(target, organisations))
    .filter(({ rows }) => rows.some((row) => row.n > 0));
  const suppressed = tableOf(figures, rules, hidden).suppressed();
  const year = Number(cutOff.slice(0, 4));
  return figures.map(({ target, rows, withoutDenominator }) => {
    const goal = targetFor(target, year);
    return {
      code: target.code,
      title: target.title.ru,
      target: goal,
      withoutDenominator,
      cells: cellsOf(target, rows, suppressed, rules, goal?.value ?? null, place),
    };
  });
}

function figureOf(target: Target, organisations: readonly OrganisationReport[]): Figure {
  if (target.numerator.counts === 'satisfied') {
    const rows = organisations.flatMap(({ organisation, name, municipality, satisfaction }): Row[] => {
      const found = satisfaction.find(({ code }) => code === target.code);
      if (!found) return [];
      return [
        { organisation, name, municipality, n: found.surveyed, part: found.satisfied, denominator: null },
      ];
    });
    return { target, rows, withoutDenominator: [] };
  }
  const counted = organisations.flatMap(({ organisation, name, municipality, coverage }) => {
    const found = coverage.find(({ code }) => code === target.code);
    return found ? [{ organisation, name, municipality, ...found }] : [];
  });
  return {
    target,
    rows: counted.flatMap(({ numerator, denominator, organisation, name, municipality }): Row[] =>
      denominator === null
        ? []
        : [{ organisation, name, municipality, n: numerator, outOf: denominator.value, denominator }],
    ),
    withoutDenominator: counted
      .filter(({ denominator }) => denominator === null)
      .map(({ organisation }) => organisation),
  };
}

function tableOf(
  figures: readonly Figure[],
  rules: DisclosureRules,
  hidden: ReadonlySet<string>,
): FigureTable {
  const table = new FigureTable(rules, hidden);
  for (const { target, rows } of figures) table.addPlaces(target.code, rows);
  const known = new Map(figures.map((figure) => [figure.target.code, figure]));
  for (const { inner, outer } of nestedTargets(figures.map(({ target }) => target))) {
    const [small, large] = [known.get(inner), known.get(outer)];
    if (small && large) addDifference(table, small, large);
  }
  return table;
}

/** The rest of a figure that a reader gets by taking another, contained in it, away: where both are shown. */
function addDifference(table: FigureTable, inner: Figure, outer: Figure): void {
  const numbers = new Map(inner.rows.map((row) => [row.organisation, row.n]));
  // Sums over different organisations cannot be subtracted.
  if (inner.rows.length !== outer.rows.length || !outer.rows.every((row) => numbers.has(row.organisation)))
    return;
  const rest = `${outer.target.code} − ${inner.target.code}`;
  const rows = outer.rows.map(({ organisation, municipality, n }) => ({
    organisation,
    municipality,
    n: n - (numbers.get(organisation) ?? 0),
  }));
  table.addPlaces(rest, rows);
  const places: [Level, string | undefined][] = [
    ['region', undefined],
    ...[...new Set(rows.map((row) => row.municipality))].map((id): [Level, string] => ['municipality', id]),
    ...rows.map((row): [Level, string] => ['organisation', row.organisation]),
  ];
  for (const [level, id] of places) {
    table.addSum(`within ${rest}`, figureCell(outer.target.code, level, id), [
      figureCell(inner.target.code, level, id),
      figureCell(rest, level, id),
    ]);
  }
}

function cellsOf(
  target: Target,
  rows: readonly Row[],
  suppressed: Suppressions,
  rules: DisclosureRules,
  goal: number | null,
  place: { id: string; name: string },
): CoverageCell[] {
  const cell = (level: Level, id: string, name: string, own: readonly Row[]): CoverageCell => {
    const hidden = suppressed.has(figureCell(target.code, level, level === 'region' ? undefined : id));
    return { level, id, name, ...(hidden ? { suppressed: true } : shown(target, own, rules, goal)) };
  };
  return [
    cell('region', place.id, place.name, rows),
    ...[...groupRows(rows, (row) => row.municipality)].map(([id, own]) => cell('municipality', id, id, own)),
    ...rows.map((row) => cell('organisation', row.organisation, row.name, [row])),
  ];
}

function shown(
  target: Target,
  rows: readonly Row[],
  rules: DisclosureRules,
  goal: number | null,
): ShownCoverage {
  const n = total(rows, (row) => row.n);
  if (target.numerator.counts === 'satisfied') {
    const satisfied = total(rows, (row) => row.part ?? 0);
    const share = codeShares({ satisfied, other: n - satisfied }, rules.threshold)?.satisfied ?? null;
    const reached =
      share === null || goal === null || (share.code !== null && share.code !== 'at-least')
        ? null
        : share.value >= goal;
    return {
      suppressed: false,
      n,
      denominator: null,
      share: share?.value ?? null,
      shareCode: share?.code ?? null,
      reached,
    };
  }
  const denominator = {
    value: total(rows, (row) => row.denominator?.value ?? 0),
    asOf: [...new Set(rows.map((row) => row.denominator?.asOf ?? ''))].sort().at(-1) ?? '',
    source: [...new Set(rows.map((row) => row.denominator?.source ?? SURVEY))].sort().join('; '),
  };
  const share = denominator.value > 0 ? n / denominator.value : null;
  const reached = share === null || goal === null ? null : share >= goal;
  return { suppressed: false, n, denominator, share, shareCode: null, reached };
}
