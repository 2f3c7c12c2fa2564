import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { isWanted, type BenchContext, type Benchmark } from '../harness/benchmark.js';
import { contest, judge, type Score } from '../harness/contest.js';
import { installPeers } from '../harness/peers.js';
import type { Findings } from '../harness/results.js';
import { bestOfPeer, figureRow, ratioRow, sideOf, type Row } from '../harness/rows.js';
import {
  CASES,
  EDITS,
  GROWTH,
  QUICK_CASES,
  QUICK_EDITS,
  QUICK_GROWTH,
  type Case,
  type PeerName,
} from './cases.js';
import { contestantsOf, ours, oursPlain } from './contestants.js';
import { measureEdits } from './edit-rows.js';
import { measureGrowth } from './growth.js';
import { instanceOf } from './instances/families.js';
import { writeInstance } from './instances/instance-file.js';

/** Processor seconds after which a peer is given up on one instance. */
const LIMIT_SECONDS = 60;

async function compare(one: Case, missing: ReadonlySet<string>, context: BenchContext): Promise<Findings> {
  const { folder, options, say } = context;
  const file = join(folder, `${one.instance}.bin`);
  const instance = instanceOf(one.instance);
  writeInstance(file, instance);
  const peers = Object.keys(one.peers).filter((peer) => !missing.has(peer)) as PeerName[];
  const plain = one.plain ? [oursPlain(file)] : [];
  const contestants = [ours(file), ...plain, ...peers.flatMap((peer) => contestantsOf(peer, instance, file))];
  const scores = await contest(contestants, { runs: options.runs, limitSeconds: LIMIT_SECONDS, say });
  rmSync(file);
  const { right, faults } = judge(scores);
  const rows = peers.flatMap((peer) => ratioRow(one.instance, right, peer, one.peers[peer] ?? null) ?? []);
  rows.push(...plainRows(one, right), ...memoryRow(one, right));
  for (const row of rows) say(`  ${describe(row)}`);
  return { rows, faults: faults.map((fault) => `${one.instance}: ${fault}`) };
}

/** Without WebAssembly, against the first peer; no aim but to stay useful. */
function plainRows({ instance, peers, plain }: Case, scores: readonly Score[]): Row[] {
  const [peer] = Object.keys(peers);
  if (!plain || peer === undefined) return [];
  return [ratioRow(`${instance}, plain TypeScript`, scores, peer, null, 'ours, plain') ?? []].flat();
}

function memoryRow({ instance, memoryMb }: Case, scores: readonly Score[]): Row[] {
  const us = bestOfPeer(scores, 'ours');
  if (memoryMb === undefined || us?.rssMb == null) return [];
  return [
    figureRow(`${instance}, memory`, us.rssMb, 'MB', { aim: memoryMb }, { ours: sideOf(us), runs: us.runs }),
  ];
}

function describe({ work, peer, ratio, value, unit, met }: Row): string {
  const verdict = met === null ? '' : met ? ': met' : ': NOT MET';
  return peer === null ? `${work}: ${value} ${unit}${verdict}` : `${work} / ${peer} = ${ratio}${verdict}`;
}

/** The solver against scipy, LEMON and npm packages, edits of what it has solved, and how its cost grows. */
export const matching: Benchmark = {
  title: 'the exact solver against scipy, LEMON and npm packages; edits; how cost grows',
  async run(context) {
    const { options, say } = context;
    const there = installPeers(say);
    const missing = new Set(Object.entries(there).flatMap(([peer, isThere]) => (isThere ? [] : [peer])));
    const findings: Findings = { rows: [], faults: [] };
    for (const one of options.quick ? QUICK_CASES : CASES) {
      if (!isWanted(options, one.instance)) continue;
      say(one.instance);
      const { rows, faults } = await compare(one, missing, context);
      findings.rows.push(...rows);
      findings.faults.push(...faults);
    }
    const edits = await measureEdits(options.quick ? QUICK_EDITS : EDITS, context);
    findings.rows.push(...edits.rows);
    findings.faults.push(...edits.faults);
    if (isWanted(options, 'growth')) {
      findings.growth = await measureGrowth(options.quick ? QUICK_GROWTH : GROWTH, context);
    }
    return findings;
  },
};
