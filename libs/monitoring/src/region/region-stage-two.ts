import { holm } from '../change/holm.js';
import { meanInterval } from '../change/clustered.js';
import {
  codeShares,
  disclosureRules,
  FEWEST_FOR_EXACT,
  roundIntervalOutside,
  roundOutside,
  sdOutside,
  suppress,
  type DisclosureRules,
  type DisclosureSettings,
  type Suppressions,
} from '../disclosure/index.js';
import { effectsOfSums, figuresOfSums, unionOf } from '../moments/index.js';
import { compareCodeUnits, groupBy } from '../numbers/group-by.js';
import { randomEffects, type Pooled, type Study } from '../pooling/index.js';
import type { OrganisationMoments, RegionCell, RegionLine, RegionMeasure, ShownCell } from './region-line.js';
import { ALL_VERSIONS, cellId, regionTable } from './region-table.js';

export interface RegionInput {
  measures: readonly RegionMeasure[];
  /** The catalogue's disclosure rules, where they differ from the defaults. */
  rules?: DisclosureSettings;
}

/** Fewer unpublished organisations may not stand behind a pool. */
const FEWEST_UNPUBLISHED = 3;

type Draft = Omit<RegionLine, 'pooled'> & { pool: Pooled | null };

/**
 * Stage 2 of a region's report from the sealed moments of its organisations: per instrument version the union of
 * all pairs (CR2 by organisations), random effects over organisations, and the municipalities' and organisations'
 * own cells, all behind disclosure control. Where an indicator was measured by several instrument versions, a
 * further line pools their SMCR.
 *
 * Lines keep the order of `measures`; cells are sorted by id, so the order of organisations changes nothing.
 *
 * @throws {RangeError} when an organisation stands twice in one measure.
 */
export function regionStageTwo({ measures, rules }: RegionInput): RegionLine[] {
  const drafts = [...groupBy(measures.map(prepared), indicatorKey).values()].flatMap((versions) =>
    indicatorLines(versions, rules),
  );
  const adjusted = holm(drafts.map(({ pool }) => pool?.p ?? null));
  return drafts.map(({ pool, ...line }, index): RegionLine => {
    if (pool === null) return { ...line, pooled: null };
    // Shrunken estimates stand in the cells, where suppression reaches them.
    const { shrunken: _estimates, shrunkenCi: _intervals, ...figures } = pool;
    return { ...line, pooled: { ...figures, pAdjusted: adjusted[index] ?? figures.p } };
  });
}

/** Empty organisations left out, the rest in the order of their ids. */
function prepared(measure: RegionMeasure): RegionMeasure {
  const organisations = measure.organisations
    .filter(({ moments }) => moments.sums.n > 0)
    .sort(
      (a, b) =>
        compareCodeUnits(a.municipality, b.municipality) || compareCodeUnits(a.organisation, b.organisation),
    );
  const ids = new Set(organisations.map(({ organisation }) => organisation));
  if (ids.size !== organisations.length) throw new RangeError('An organisation stands twice in one measure');
  return { ...measure, organisations };
}

/** Pools never mix directions; so the direction is part of what makes lines belong together. */
function indicatorKey({ measure, role, topic, respondent }: RegionMeasure): string {
  return JSON.stringify([measure.indicator, measure.direction, role, topic ?? null, respondent ?? null]);
}

function indicatorLines(versions: readonly RegionMeasure[], settings?: DisclosureSettings): Draft[] {
  const rules = disclosureRules(
    versions.some(({ measure }) => measure.psychological),
    settings,
  );
  const suppressed = suppress(regionTable(versions), rules);
  const lines = versions.map((version, index) => meanChangeLine(version, index, suppressed, rules));
  return versions.length < 2 ? lines : [...lines, standardisedLine(versions, suppressed, rules)];
}

function meanChangeLine(
  version: RegionMeasure,
  index: number,
  suppressed: Suppressions,
  rules: DisclosureRules,
): Draft {
  const { organisations } = version;
  const whole = suppressed.has(cellId(index, 'region'));
  const reasons: Record<string, string> = {};
  const studies = organisations.flatMap((row) => meanChangeStudy(row, rules));
  const { pool, members } = poolOf(
    studies,
    (id) => suppressed.has(cellId(index, 'organisation', id)),
    organisations,
    reasons,
  );
  const shrunken = shrunkenById(members, pool);
  const shown = organisations.length > 0 && !whole;
  const { sums, ci } = unionOf(organisations.map((row) => row.moments.sums));
  const figures = shown ? figuresOfSums(sums) : null;
  const shares = figures && codeShares(sums.signs, rules.threshold);
  if (!figures) reasons['union'] = organisations.length === 0 ? 'no-pairs' : 'suppressed';
  if (!shares) reasons['share'] = figures ? 'few-pairs' : (reasons['union'] ?? 'suppressed');
  return {
    ...head(version),
    measure: 'MC',
    instrument:
      version.measure.instrument === null
        ? null
        : { id: version.measure.instrument, version: version.measure.version },
    organisations: organisations.length,
    suppressed: whole,
    n: shown
      ? { pairs: sums.n, persons: organisations.reduce((total, row) => total + row.moments.persons, 0) }
      : null,
    union: figures && {
      entry: waveOutside(figures.entry, sums.n),
      exit: waveOutside(figures.exit, sums.n),
      change: { ...waveOutside(figures.change, sums.n), ci: roundIntervalOutside(ci, sums.n) },
    },
    pool,
    threeLevel: null,
    share: shares && {
      improved: shares.improved?.value ?? null,
      same: shares.same?.value ?? null,
      worse: shares.worse?.value ?? null,
    },
    shareCodes: shares && {
      improved: shares.improved?.code ?? null,
      same: shares.same?.code ?? null,
      worse: shares.worse?.code ?? null,
    },
    cells: cellsOf(index, organisations, suppressed, (rows, organisation) => {
      const own = rows[0];
      if (organisation === null || !own) {
        const union = unionOf(rows.map((row) => row.moments.sums));
        return { estimate: union.sums.d.mean, ci: union.ci, ...NOT_IN_POOL };
      }
      const { sums: mine, variance } = own.moments;
      return {
        estimate: mine.d.mean,
        ci: variance && meanInterval(mine.d.mean, variance),
        ...(shrunken.get(organisation) ?? NOT_IN_POOL),
      };
    }),
    reasons,
  };
}

function standardisedLine(
  versions: readonly RegionMeasure[],
  suppressed: Suppressions,
  rules: DisclosureRules,
): Draft {
  const first = versions[0];
  if (!first) throw new RangeError('No versions');
  const organisations = versions.flatMap((version) => version.organisations);
  const ids = new Set(organisations.map((row) => row.organisation));
  const whole = suppressed.has(cellId(ALL_VERSIONS, 'region'));
  const reasons: Record<string, string> = { union: 'several-instruments', share: 'several-instruments' };
  const hiddenSomewhere = (id: string): boolean =>
    suppressed.has(cellId(ALL_VERSIONS, 'organisation', id)) ||
    versions.some((_version, index) => suppressed.has(cellId(index, 'organisation', id)));
  const studies = organisations.flatMap((row) => standardisedStudy(row, rules));
  const { pool, members } = poolOf(studies, hiddenSomewhere, organisations, reasons);
  const shrunken = shrunkenById(members, pool);
  const shown = organisations.length > 0 && !whole;
  return {
    ...head(first),
    measure: 'SMCR',
    instrument: null,
    organisations: ids.size,
    suppressed: whole,
    n: shown ? totals(organisations) : null,
    union: null,
    pool,
    threeLevel: null,
    share: null,
    shareCodes: null,
    cells: cellsOf(ALL_VERSIONS, organisations, suppressed, (rows, organisation) => {
      const only = rows.length === 1 && organisation !== null ? rows[0] : undefined;
      const smcr = only && effectsOfSums(only.moments.sums).smcr;
      return {
        estimate: smcr?.estimate ?? null,
        ci: null,
        ...((only && shrunken.get(only.organisation)) ?? NOT_IN_POOL),
      };
    }),
    reasons,
  };
}

function head({
  measure,
  role,
  topic,
  respondent,
}: RegionMeasure): Pick<RegionLine, 'indicator' | 'topic' | 'role' | 'respondent' | 'direction'> {
  return {
    indicator: measure.indicator,
    topic: topic ?? null,
    role,
    respondent: respondent ?? null,
    direction: measure.direction,
  };
}

/** Pairs add up over versions; of an organisation's persons the larger number counts, as in the table. */
function totals(rows: readonly OrganisationMoments[]): { pairs: number; persons: number } {
  const persons = [...groupBy(rows, (row) => row.organisation).values()].map((own) =>
    Math.max(...own.map((row) => row.moments.persons)),
  );
  return {
    pairs: rows.reduce((n, row) => n + row.moments.sums.n, 0),
    persons: persons.reduce((a, b) => a + b, 0),
  };
}

function meanChangeStudy({ organisation, moments }: OrganisationMoments, rules: DisclosureRules): Study[] {
  if (moments.persons < rules.threshold || !moments.variance) return [];
  return [{ id: organisation, estimate: moments.sums.d.mean, variance: moments.variance.variance }];
}

function standardisedStudy({ organisation, moments }: OrganisationMoments, rules: DisclosureRules): Study[] {
  const smcr = effectsOfSums(moments.sums).smcr;
  if (moments.persons < rules.threshold || !(moments.sums.d.m2 > 0) || !smcr?.variance) return [];
  return [{ id: organisation, estimate: smcr.estimate, variance: smcr.variance }];
}

/**
 * The pool over organisations that are large enough. Organisations whose own cell is hidden stand behind it only
 * if there are at least three of them; else a reader could take the shown ones out of it.
 */
function poolOf(
  studies: readonly Study[],
  isHidden: (organisation: string) => boolean,
  organisations: readonly OrganisationMoments[],
  reasons: Record<string, string>,
): { pool: Pooled | null; members: readonly Study[] } {
  const hidden = new Set(studies.filter(({ id }) => isHidden(id)).map(({ id }) => id));
  const members = hidden.size >= FEWEST_UNPUBLISHED ? studies : studies.filter(({ id }) => !hidden.has(id));
  const inPool = new Set(members.map(({ id }) => id));
  const pairs = organisations
    .filter((row) => inPool.has(row.organisation))
    .reduce((n, row) => n + row.moments.sums.n, 0);
  const pool = pairs < FEWEST_FOR_EXACT ? null : randomEffects(members);
  if (pool === null) reasons['pooled'] = members.length < 2 ? 'fewer-than-2-organisations' : 'few-pairs';
  else if (pool.predictionInterval === null)
    reasons['pooled.predictionInterval'] = 'fewer-than-5-organisations';
  return { pool, members };
}

function waveOutside(
  { mean, sd }: { mean: number; sd: number | null },
  n: number,
): { mean: number; sd: number | null } {
  return { mean: roundOutside(mean, n), sd: sdOutside(sd, n) };
}

type Shrunken = Pick<ShownCell, 'shrunken' | 'shrunkenCi'>;
type CellFigures = Shrunken & Pick<ShownCell, 'estimate' | 'ci'>;

const NOT_IN_POOL: Shrunken = { shrunken: null, shrunkenCi: null };

function shrunkenById(members: readonly Study[], pool: Pooled | null): Map<string, Shrunken> {
  return new Map(
    members.map(({ id }, index) => [
      id,
      { shrunken: pool?.shrunken[index] ?? null, shrunkenCi: pool?.shrunkenCi[index] ?? null },
    ]),
  );
}

/** Municipalities, then organisations, each by id; a suppressed cell bears its mark and nothing else. */
function cellsOf(
  version: number | typeof ALL_VERSIONS,
  organisations: readonly OrganisationMoments[],
  suppressed: Suppressions,
  figuresOf: (rows: readonly OrganisationMoments[], organisation: string | null) => CellFigures,
): RegionCell[] {
  const levels = [
    ['municipality', groupBy(organisations, (row) => row.municipality)],
    ['organisation', groupBy(organisations, (row) => row.organisation)],
  ] as const;
  return levels.flatMap(([level, groups]) =>
    [...groups]
      .sort(([a], [b]) => compareCodeUnits(a, b))
      .map(([id, rows]): RegionCell => {
        if (suppressed.has(cellId(version, level, id))) return { level, id, suppressed: true };
        const n = rows.reduce((total, row) => total + row.moments.sums.n, 0);
        const { estimate, ci, shrunken, shrunkenCi } = figuresOf(rows, level === 'organisation' ? id : null);
        return {
          level,
          id,
          suppressed: false,
          n,
          estimate: estimate === null ? null : roundOutside(estimate, n),
          ci: roundIntervalOutside(ci, n),
          shrunken: shrunken === null ? null : roundOutside(shrunken, n),
          shrunkenCi: roundIntervalOutside(shrunkenCi, n),
        };
      }),
  );
}
