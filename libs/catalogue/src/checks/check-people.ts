import { DATA_CATEGORIES, DESTRUCTION_REASONS, RETENTION_CODES } from '@app/contracts';
import type { CheckReport } from './report.js';

/** Every period, reason and category that the program knows has its words, and has them once. */
export function checkRetention(all: CheckReport): void {
  const { retention } = all.data;
  const report = all.of(retention);
  const lists = {
    periods: RETENTION_CODES,
    reasons: DESTRUCTION_REASONS,
    categories: DATA_CATEGORIES,
  } as const;
  for (const [name, codes] of Object.entries(lists) as [keyof typeof lists, readonly string[]][]) {
    const present: string[] = retention[name].map(({ code }) => code);
    report.unique(name, present);
    for (const code of codes)
      if (!present.includes(code)) report.add(name, 'bad-value', `"${code}" is missing`);
  }
}
