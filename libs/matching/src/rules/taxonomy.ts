import type { Topic } from './types.js';

/** A misuse of the rules' data: the message names the place and the value. */
export class RuleError extends Error {
  constructor(
    readonly code: 'topic-cycle' | 'bad-rule' | 'unknown-param' | 'bad-path' | 'bad-value',
    message: string,
  ) {
    super(message);
    this.name = 'RuleError';
  }
}

/**
 * The hierarchy of topics. A mentor's topic covers a mentee's when it is the same code or an ancestor of
 * it (`design.md` §5); a code that the taxonomy does not hold covers only itself.
 */
export class Taxonomy {
  private readonly parents = new Map<string, string | null>();
  private readonly titles = new Map<string, string>();
  private readonly chains = new Map<string, readonly string[]>();

  constructor(topics: readonly Topic[]) {
    for (const topic of topics) {
      this.parents.set(topic.code, topic.parent);
      if (topic.title !== undefined) this.titles.set(topic.code, topic.title);
    }
    for (const topic of topics) this.chain(topic.code);
  }

  /** The topic itself, then its ancestors, nearest first. Throws `RuleError` on a cycle. */
  chain(code: string): readonly string[] {
    const known = this.chains.get(code);
    if (known) return known;
    const chain: string[] = [];
    let at: string | null | undefined = code;
    while (at !== null && at !== undefined) {
      if (chain.includes(at)) throw new RuleError('topic-cycle', `topic ${code} is its own ancestor`);
      chain.push(at);
      at = this.parents.get(at);
    }
    this.chains.set(code, chain);
    return chain;
  }

  /** What people read for a topic. */
  title(code: string): string {
    return this.titles.get(code) ?? code;
  }

  /** Whether `code` is `root` or lies below it. */
  isWithin(code: string, root: string): boolean {
    return this.chain(code).includes(root);
  }

  /** The value kept for the topic itself, else for its nearest ancestor. */
  lookUp<T>(code: string, values: ReadonlyMap<string, T>): T | undefined {
    for (const at of this.chain(code)) {
      const value = values.get(at);
      if (value !== undefined) return value;
    }
    return undefined;
  }
}
