import type { ScoreView } from '../rules/score-pair.js';
import { LANES, ROW, TOPIC, type Layout, type Views } from './row-layout.js';

/** Levels that the tables of products hold. */
const LEVELS = 16;

/** What the kernels count in bytes and in float32. */
const MOST_COVERED = 255;

/** Mentors by topic: for each topic that a mentee asks for, the level at which each mentor covers it. */
export class TopicColumns {
  private readonly columns = new Map<string, { at: number; chain: readonly string[] }>();
  private readonly products = new Map<number, number>();
  /** Mentees' topics one after another: the places of the topic's column and of the importance's products. */
  private readonly start: Int32Array;
  private readonly columnOf: Int32Array;
  private readonly productsOf: Int32Array;
  /** By mentee: Σ importance. */
  private readonly asked: Int32Array;
  private readonly list: number;
  private readonly highest: number;
  /** Levels and importances are whole numbers that fit the columns. */
  readonly fits: boolean;

  constructor(
    private readonly levels: readonly ScoreView['levels'][],
    requests: readonly ScoreView['requests'][],
    layout: Layout,
  ) {
    const bytes = Math.ceil(levels.length / LANES) * LANES;
    const count = requests.reduce((sum, own) => sum + own.length, 0);
    this.start = new Int32Array(requests.length + 1);
    this.columnOf = new Int32Array(count);
    this.productsOf = new Int32Array(count);
    this.asked = new Int32Array(requests.length);
    let most = 0;
    let fits = true;
    let to = 0;
    requests.forEach((own, i) => {
      most = Math.max(most, own.length);
      for (const { topic, importance, chain } of own) {
        fits &&= Number.isInteger(importance) && importance > 0;
        const column = this.columns.get(topic) ?? { at: layout.reserve(bytes), chain };
        this.columns.set(topic, column);
        const products = this.products.get(importance) ?? layout.reserve(LEVELS);
        this.products.set(importance, products);
        this.columnOf[to] = column.at;
        this.productsOf[to++] = products;
        this.asked[i]! += importance;
      }
      this.start[i + 1] = to;
    });
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
    const [from, to] = [this.start[mentee]!, this.start[mentee + 1]!];
    let entry = this.list >> 2;
    for (let at = from; at < to; at++, entry += TOPIC.fields) {
      words[entry + TOPIC.levels] = this.columnOf[at]!;
      words[entry + TOPIC.products] = this.productsOf[at]!;
    }
    const asked = this.asked[mentee]!;
    words[row + ROW.asked] = asked;
    words[row + ROW.topics] = to - from;
    words[row + ROW.topicList] = this.list;
    return asked * this.highest <= MOST_COVERED;
  }
}
