import { join } from 'node:path';
import type { Contestant } from '../harness/contestant.js';
import { BENCH_FOLDER, COMPILED_FOLDER } from '../harness/paths.js';
import type { PeerName } from './cases.js';
import { leftOutCost, type Instance } from './instances/instance.js';

/** Small works are repeated in the process until a second of processor time is spent, five times at most. */
const REPETITION = ['5', '1'];

export function ours(file: string): Contestant {
  return node('ours', 'optimise', 'ours.js', ['any', file]);
}

/** Ours as it runs where there is no WebAssembly. */
export function oursPlain(file: string): Contestant {
  return node('ours, plain', 'optimisePlainly', 'ours.js', ['plain', file]);
}

/** A solved matching that is edited so many times. */
export function editor(file: string, edits: number): Contestant {
  const program = join(COMPILED_FOLDER, 'matching', 'edits.js');
  return {
    peer: 'ours',
    variant: 'session',
    command: process.execPath,
    args: [program, file, String(edits)],
  };
}

function node(peer: string, variant: string, script: string, args: readonly string[]): Contestant {
  const program = join(COMPILED_FOLDER, 'matching', script);
  return { peer, variant, command: process.execPath, args: [program, ...args, ...REPETITION] };
}

/** All variants of a peer that are able to solve the instance, the likely quickest first. */
export function contestantsOf(peer: PeerName, instance: Instance, file: string): Contestant[] {
  if (peer === 'LEMON') return lemon(instance, file);
  if (peer === 'scipy') {
    const script = join(BENCH_FOLDER, 'peers', 'scipy_assign.py');
    const args = [script, file, ...REPETITION];
    return [{ peer, variant: 'linear_sum_assignment', command: '/usr/bin/python3', args }];
  }
  return [node(peer, 'npm', 'npm-peer.js', [peer, file])];
}

/** Potentials must stay below LEMON's artificial costs, half of what the type holds. */
const INT_SAFE = 2 ** 30;

function lemon(instance: Instance, file: string): Contestant[] {
  const command = join(BENCH_FOLDER, 'peers', 'build', 'lemon');
  const variant = (algorithm: string, network: string, cost: string, mayFail = false): Contestant => ({
    peer: 'LEMON',
    variant: `${algorithm} ${network} ${cost}`,
    command,
    args: [file, algorithm, network, cost, ...REPETITION],
    mayFail,
  });
  if (isWholeSquare(instance)) {
    // Potentials may in theory add up to more than an int holds; in practice it is often right, and then it counts.
    return [
      variant('network-simplex', 'equal', 'int', true),
      variant('network-simplex', 'equal', 'long'),
      variant('cost-scaling', 'equal', 'int', true),
    ];
  }
  const sums = leftOutCost(instance) + 2 * instance.maxPoints * Math.min(instance.rows, instance.columns);
  const cost = sums < INT_SAFE ? 'int' : 'long';
  return [
    variant('network-simplex', 'fold', cost),
    variant('network-simplex', 'slack', cost),
    variant('cost-scaling', 'fold', cost),
  ];
}

/** Every pair may be and everybody is matched, so no penalty is needed. */
function isWholeSquare({ rows, columns, column, capacity }: Instance): boolean {
  return rows === columns && column.length === rows * columns && capacity.every((places) => places === 1);
}
