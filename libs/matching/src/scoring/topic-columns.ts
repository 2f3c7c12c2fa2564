import type { ScoreView } from '../rules/score-pair.js';
import { LANES, ROW, TOPIC, type Layout, type Views } from './row-layout.js';

/** Levels that the tables of products hold. */
const LEVELS = 16;

/** What the kernels count in bytes and in float32. */
const MOST_COVERED = 255;

type Requests = ScoreView['requests'];

/** Mentors by topic: for each topic that a mentee asks for, the level at which each mentor covers it. */
export class TopicColumns {
  private readonly columns = new Map<string, { at: number; chain: readonly string[] }>();
  private readonly products = new Map<number, number>();
  private readonly list: number;
  private readonly highest: number;
  /** Levels and importances are whole numbers that fit the columns. */
  readonly fits: boolean;

  constructor(
    private readonly levels: readonly ScoreView['levels'][],
    private readonly requests: readonly Requests[],
    layout: Layout,
  ) {
    const bytes = Math.ceil(levels.length / LANES) * LANES;
    let most = 0;
    let fits = true;
    for (const own of requests) {
      most = Math.max(most, own.length);
      for (const { topic, importance, chain } of own) {
        fits &&= Number.isInteger(importance) && importance > 0 && importance * LEVELS < 2 ** 16;
        if (!this.columns.has(topic)) this.columns.set(topic, { at: layout.reserve(bytes), chain });
        if (!this.products.has(importance)) this.products.set(importance, layout.reserve(LEVELS));
      }
    }
    let highest = 1;
    for (const own of levels) {
      for (const level of own.values()) {
        fits &&= Number.isInteger(level) && level >= 0 && level < LEVELS;
        highest = Math.max(highest, level);
      }
    }
    for (const importance of this.products.keys()) fits &&= importance * highest <= MOST_COVERED;
    this.highest = highest;
    this.fits = fits;
    this.list = layout.reserve(most * TOPIC.fields * 4);
  }

  fill({ bytes }: Views): void {
    const byCode = new Map<string, [mentor: number, level: number][]>();
    this.levels.forEach((own, j) => {
      for (const [code, level] of own) {
        const list = byCode.get(code) ?? [];
        byCode.set(code, list);
        list.push([j, level]);
      }
    });
    for (const { at, chain } of this.columns.values()) {
      for (const code of chain) {
        for (const [j, level] of byCode.get(code) ?? []) {
          if (level > bytes[at + j]!) bytes[at + j] = level;
        }
      }
    }
    for (const [importance, at] of this.products) {
      for (let level = 0; level <= this.highest; level++) bytes[at + level] = importance * level;
    }
  }

  /** Writes a mentee's topics into the row at int32 `row`; `false` where their sum leaves a byte. */
  write({ words }: Views, mentee: number, row: number): boolean {
    let entry = this.list >> 2;
    let asked = 0;
    for (const { topic, importance } of this.requests[mentee]!) {
      words[entry + TOPIC.levels] = this.columns.get(topic)!.at;
      words[entry + TOPIC.products] = this.products.get(importance)!;
      entry += TOPIC.fields;
      asked += importance;
    }
    words[row + ROW.asked] = asked;
    words[row + ROW.topics] = this.requests[mentee]!.length;
    words[row + ROW.topicList] = this.list;
    return asked * this.highest <= MOST_COVERED;
  }
}
