import { findPair } from '../problem/graph.js';
import type { Solution } from '../solver/solve.js';
import { throwIfCancelled, type Watch } from '../solver/watch.js';
import { ExchangeCosts } from './exchange-costs.js';
import { Exchange, type Move } from './exchange.js';
import { solveForced, type Forced } from './forced.js';
import { compareRegrets, LossReader, losesNobody, type Regret } from './regret.js';
import { WidestExchanges } from './widest-exchanges.js';

/** A mentor whom a mentee could have instead, with what that would cost everybody together. */
export interface Alternative {
  mentor: number;
  points: number;
  regret: Regret;
}

/** Why no matching at all contains a pair. */
export type Impossible = 'not-eligible' | 'mentee-locked' | 'no-places' | 'minimum';

/** The exact cost of one pair, with who would move; or why it cannot be. */
export type PairCost = { regret: Regret; moves: Move[] } | { regret: null; impossible: Impossible };

/** Answers questions about pairs other than those of the optimum. Made once per solved problem. */
export class Alternatives {
  private readonly exchange: Exchange;
  private readonly costs: ExchangeCosts;
  private readonly losses: LossReader;
  /** Made when it is first needed. */
  private widest: WidestExchanges | null = null;

  /** Throws `ProblemError` where tiers are too many for exact regrets (more than about a dozen). */
  constructor(private readonly solution: Solution) {
    const { within, weights, optimum } = solution;
    this.exchange = new Exchange(solution);
    this.costs = new ExchangeCosts(within, weights, optimum);
    this.losses = new LossReader(weights, within.tiers.length);
  }

  /** The `limit` mentors with the least regret for a mentee, its own apart; exact, ties by index. */
  of(mentee: number, limit: number): Alternative[] {
    const { solution, losses } = this;
    if (solution.graph.locked[mentee]! >= 0) return [];
    const worst = solution.worst ? 0 : null;
    const found = this.costs
      .best(mentee, limit)
      .map(({ column, loss }) => this.alternative(mentee, column, losses.read(loss, worst)));
    if (!this.hasThreshold()) return found;
    // Above the threshold an exchange that leaves nobody out also keeps the worst-off: nothing can cost less.
    const sure = found.filter(({ regret }) => losesNobody(regret));
    return sure.length >= limit ? sure : this.withForced(mentee, limit, sure);
  }

  /**
   * `of` for every matched mentee, by index (`[]` for the others), in the order in which mentees share searches:
   * far cheaper than one by one.
   */
  ofAll(limit: number, watch: Watch = {}): Alternative[][] {
    const { assigned } = this.solution.optimum;
    const lists: Alternative[][] = Array.from(assigned, () => []);
    const order = [...lists.keys()].filter((row) => assigned[row]! >= 0);
    const goals = Int32Array.from(assigned, (_, row) => this.costs.goalOf(row));
    order.sort((a, b) => goals[a]! - goals[b]! || a - b);
    order.forEach((row, at) => {
      if ((at & 15) === 0) {
        throwIfCancelled(watch);
        watch.onProgress?.(at / order.length, 'alternatives');
      }
      lists[row] = this.of(row, limit);
    });
    return lists;
  }

  private hasThreshold(): boolean {
    return this.solution.worst !== null && this.solution.worst.value !== null;
  }

  private alternative(mentee: number, mentor: number, regret: Regret): Alternative {
    const { graph } = this.solution;
    return { mentor, points: graph.points[findPair(graph, mentee, mentor)]!, regret };
  }

  /**
   * Adds mentors whom only a new solution can judge: those first who pull the weakest pair down the least, then those who
   * leave somebody out; until none can enter the list.
   */
  private withForced(mentee: number, limit: number, sure: Alternative[]): Alternative[] {
    const { graph, optimum, worst } = this.solution;
    const threshold = worst!.value!;
    this.widest ??= new WidestExchanges(this.solution);
    const known = new Set([optimum.assigned[mentee]!, ...sure.map(({ mentor }) => mentor)]);
    const others: { column: number; width: number }[] = [];
    for (let at = graph.start[mentee]!; at < graph.start[mentee + 1]!; at++) {
      const column = graph.column[at]!;
      if (known.has(column)) continue;
      others.push({ column, width: Math.min(threshold, this.widest.widthOf(mentee, at)) });
    }
    others.sort((a, b) => b.width - a.width || a.column - b.column);
    const list = [...sure];
    for (const { column, width } of others) {
      const last = list[limit - 1];
      if (last && losesNobody(last.regret) && (width < 0 || last.regret.worst! < threshold - width)) break;
      const forced = solveForced(this.solution, mentee, column, width < 0 ? undefined : width);
      if (!forced) continue;
      list.push(this.alternative(mentee, column, forced.regret));
      list.sort((a, b) => compareRegrets(a.regret, b.regret) || a.mentor - b.mentor);
    }
    return list.slice(0, limit);
  }

  /** What putting a mentee with a mentor costs, and who moves where; a pair of the optimum costs nothing. */
  cost(mentee: number, mentor: number): PairCost {
    const { graph, within, optimum, worst } = this.solution;
    const locked = graph.locked[mentee]!;
    const free = {
      regret: { matched: graph.tiers.map(() => 0), worst: worst ? 0 : null, points: 0 },
      moves: [],
    };
    if (locked >= 0) return locked === mentor ? free : { regret: null, impossible: 'mentee-locked' };
    if (optimum.assigned[mentee] === mentor) return free;
    if (findPair(graph, mentee, mentor) < 0) return { regret: null, impossible: 'not-eligible' };
    if (graph.capacity[mentor] === 0) return { regret: null, impossible: 'no-places' };
    if (findPair(within, mentee, mentor) >= 0 && this.exchange.reaches(mentee, mentor)) {
      const moves = this.exchange.moves(mentee, mentor);
      const regret = this.exchange.regret(moves);
      if (!this.hasThreshold() || losesNobody(regret)) return { regret, moves };
    }
    const forced = this.hasThreshold() ? solveForced(this.solution, mentee, mentor) : null;
    if (!forced) return { regret: null, impossible: 'minimum' };
    return { regret: forced.regret, moves: this.difference(mentee, forced) };
  }

  private difference(mentee: number, forced: Forced): Move[] {
    const moves: Move[] = [];
    const outside = (column: number) => (column < 0 ? null : column);
    this.solution.optimum.assigned.forEach((from, row) => {
      const to = forced.assigned[row]!;
      if (from !== to) moves.push({ mentee: row, from: outside(from), to: outside(to) });
    });
    return moves.sort(
      (a, b) => Number(b.mentee === mentee) - Number(a.mentee === mentee) || a.mentee - b.mentee,
    );
  }
}
