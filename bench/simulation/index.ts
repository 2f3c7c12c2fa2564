import {
  changeFigures,
  clusteredMean,
  countValues,
  effects,
  hodgesLehmann,
  holm,
  meanInterval,
  wilson,
} from '@app/monitoring';
import type { ChangePair, Measure } from '@app/monitoring';
import { isWanted, type Benchmark } from '../harness/benchmark.js';
import { figureRow, rangeRow, type Row } from '../harness/rows.js';
import { seeded, type Random } from '../random.js';
import { contains, drawClustered, drawPair, percentOf } from './simulate.js';

const SIZES = [8, 15, 30];
const CORRELATION = 0.6;
const CHANGES = [0, 0.3, 1];
/** Groups of one to six mentees, as in a school where a few mentors take many. */
const CLUSTERS = [6, 4, 4, 3, 3, 2, 2, 2, 1, 1, 1, 1];
const ICC = 0.2;
const INDICATORS = 12;
const MENTEES = 30;

type Simulation = (runs: number, random: Random) => Row[];

const t: Simulation = (runs, random) =>
  each(SIZES, CHANGES, (n, change) => {
    const percent = percentOf(runs, () => {
      const d = differences(random, n, change);
      return contains(meanInterval(meanOf(d), { variance: varianceOf(d) / n, df: n - 1 }), change);
    });
    return rangeRow(`mean change, n = ${n}, true change ${change}`, percent, '%', [94.5, 95.5], runs);
  });

const standardised: Simulation = (runs, random) =>
  each(SIZES, CHANGES, (n, change) => {
    const spread = Math.sqrt(2 * (1 - CORRELATION));
    let [dz, gav] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const found = effectsOf(Array.from({ length: n }, () => drawPair(random, CORRELATION, change)));
      if (contains(found.dz?.ci, change / spread) === true) dz++;
      if (contains(found.gav?.ci, change) === true) gav++;
    }
    const at = `n = ${n}, true change ${change}`;
    return [
      rangeRow(`d_z, ${at}`, (100 * dz) / runs, '%', [94.5, 95.5], runs),
      rangeRow(`g_av, ${at}`, (100 * gav) / runs, '%', [93.5, 96.5], runs),
    ];
  }).flat();

const ranks: Simulation = (runs, random) =>
  each(SIZES, CHANGES, (n, change) => {
    const percent = percentOf(runs, () =>
      contains(hodgesLehmann(countValues(differences(random, n, change)))?.ci, change),
    );
    return figureRow(`Hodges–Lehmann, n = ${n}, true change ${change}`, percent, '%', AT_LEAST(94.5), {
      runs,
    });
  });

/** The mean over p = 0.02, 0.04 … 0.98: the coverage of a share's interval swings with p by its nature. */
const shares: Simulation = (runs, random) =>
  SIZES.map((n) => {
    const grid = Array.from({ length: 49 }, (_, i) => (i + 1) / 50);
    const percents = grid.map((p) =>
      percentOf(runs, () => {
        let k = 0;
        for (let i = 0; i < n; i++) if (random.unit() < p) k++;
        return contains(wilson(k, n), p);
      }),
    );
    return rangeRow(`Wilson, n = ${n}, mean over p`, meanOf(percents), '%', [94, 96], runs);
  });

const clusters: Simulation = (runs, random) => {
  const percent = percentOf(runs, () => {
    const groups = drawClustered(random, CLUSTERS, ICC);
    const robust = clusteredMean(groups.map((group) => ({ n: group.length, sum: sumOf(group) })));
    return robust ? contains(meanInterval(meanOf(groups.flat()), robust), 0) : null;
  });
  const work = `CR2, ${CLUSTERS.length} mentors with 1 to 6 mentees, intraclass correlation ${ICC}`;
  return [figureRow(work, percent, '%', AT_LEAST(94), { runs })];
};

/** Whole reports under no change: at least one adjusted p below 0.05 is a false alarm. */
const reports: Simulation = (runs, random) =>
  [0, ICC].map((icc) => {
    const percent = percentOf(runs, () => {
      const lines = Array.from({ length: INDICATORS }, (_, i) =>
        changeFigures(unchanged(random, icc), { ...MEASURE, ordinal: i % 2 === 0 }),
      );
      return holm(lines.map(({ p }) => p)).some((p) => p !== null && p < 0.05);
    });
    const shared =
      icc === 0 ? 'each mentee with a mentor of their own' : `groups, intraclass correlation ${icc}`;
    const work = `false alarms of a report, ${INDICATORS} indicators, ${shared}`;
    return figureRow(work, percent, '%', { aim: 5.5 }, { runs });
  });

const SIMULATIONS: Record<string, Simulation> = {
  t,
  effects: standardised,
  ranks,
  shares,
  clusters,
  reports,
};

/** Coverage of the intervals, and the family-wise error of a report. */
export const coverage: Benchmark = {
  title: 'how often the 95 % intervals of monitoring hold the truth, and reports raise a false alarm',
  run({ options, say }) {
    const runs = options.quick ? 500 : 10_000;
    const rows = Object.entries(SIMULATIONS).flatMap(([name, simulation], at) => {
      if (!isWanted(options, name)) return [];
      say(name);
      return simulation(runs, seeded(20_260_901 + at));
    });
    return Promise.resolve({ rows, faults: [] });
  },
};

const AT_LEAST = (aim: number) => ({ aim, atLeast: true });

function each<T>(
  sizes: readonly number[],
  changes: readonly number[],
  work: (n: number, change: number) => T,
): T[] {
  return sizes.flatMap((n) => changes.map((change) => work(n, change)));
}

const sumOf = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const meanOf = (values: readonly number[]): number => sumOf(values) / values.length;
function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return sumOf(values.map((value) => (value - mean) ** 2)) / (values.length - 1);
}

const differences = (random: Random, n: number, change: number): number[] =>
  Array.from({ length: n }, () => {
    const { x, y } = drawPair(random, CORRELATION, change);
    return y - x;
  });

function effectsOf(pairs: readonly { x: number; y: number }[]) {
  const [x, y] = [pairs.map((pair) => pair.x), pairs.map((pair) => pair.y)];
  const d = pairs.map((pair) => pair.y - pair.x);
  return effects({
    n: pairs.length,
    meanD: meanOf(d),
    sdD: Math.sqrt(varianceOf(d)),
    sdX: Math.sqrt(varianceOf(x)),
    sdY: Math.sqrt(varianceOf(y)),
    r: null,
  });
}

const MEASURE: Measure = {
  indicator: 'engagement',
  instrument: null,
  version: null,
  title: 'Вовлечённость',
  direction: 'higher',
  kind: 'score',
  ordinal: false,
  psychological: false,
  min: -10,
  max: 10,
  change: { better: 'рост вовлечённости', worse: 'снижение вовлечённости' },
};

/** Thirty mentees without a change; with an intraclass correlation in groups, else each with an own mentor. */
function unchanged(random: Random, icc: number): ChangePair[] {
  const sizes = icc === 0 ? Array.from({ length: MENTEES }, () => 1) : CLUSTERS;
  return drawClustered(random, sizes, icc).flatMap((group, mentor) =>
    group.map((d, i) => {
      const x = random.normal();
      return { person: `${mentor}-${i}`, cluster: String(mentor), x, y: x + d };
    }),
  );
}
