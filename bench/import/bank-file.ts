import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { BankEntryDto } from '@app/contracts';
import { tablesToXlsx } from '@app/documents';
import { seeded } from '../random.js';

const TOPICS = ['mathematics', 'physics', 'chemistry', 'biology', 'history', 'literature', 'english'].map(
  (name) => `subject.${name}`,
);
const INTERESTS = Array.from({ length: 24 }, (_, k) => `interest-${k}`);
const NAMES = ['Анна', 'Пётр', 'Мария', 'Иван', 'Ольга', 'Семён', 'Алёна'];

const HEADERS = [
  'externalId',
  'personKind',
  'displayName',
  'sex',
  'birthYear',
  'grade',
  'categories',
  'requests',
  'profile.interests',
  'profile.languages',
  'profile.shift',
  'profile.modes',
  'marks.subject.mathematics',
  'waitingSince',
  'consents',
] as const;

/** A made-up bank of mentees, the same for the same count. */
export function* bankEntries(count: number): Generator<BankEntryDto> {
  const random = seeded(7);
  const one = (list: readonly string[]): string => list[random.below(list.length)] ?? '';
  for (let k = 1; k <= count; k++) {
    yield {
      externalId: `s-${k}`,
      personKind: 'student',
      displayName: `${one(NAMES)} ${k}`,
      sex: random.below(2) === 0 ? 'm' : 'f',
      birthYear: 2008 + random.below(8),
      grade: 1 + random.below(11),
      categories: random.below(3) === 0 ? [] : [one(['failing', 'gifted'])],
      requests: [
        { topic: one(TOPICS), importance: 1 + random.below(5) },
        { topic: 'career', importance: 2 },
      ],
      profile: {
        interests: [...new Set([one(INTERESTS), one(INTERESTS)])],
        languages: ['ru'],
        shift: one(['first', 'second']),
        modes: ['in-person'],
      },
      marks: { 'subject.mathematics': 2 + random.below(30) / 10 },
      waitingSince: '2026-09-01',
      consents: [
        { purpose: 'personal-data', givenOn: '2026-09-01', by: 'representative', document: `${k}/26` },
      ],
    };
  }
}

/** The bank as cells of a table. */
function* bankCells(count: number): Generator<string[]> {
  const list = (items: readonly string[] = []): string => items.join('|');
  const day = (iso: string): string => iso.split('-').reverse().join('.');
  for (const entry of bankEntries(count)) {
    const { profile, marks } = entry;
    yield [
      entry.externalId,
      entry.personKind,
      entry.displayName ?? '',
      entry.sex ?? '',
      String(entry.birthYear),
      String(entry.grade),
      list(entry.categories),
      list(entry.requests?.map(({ topic, importance }) => `${topic}:${importance}`)),
      list(profile?.interests),
      list(profile?.languages),
      profile?.shift ?? '',
      list(profile?.modes),
      String(marks?.['subject.mathematics']).replace('.', ','),
      day(entry.waitingSince ?? ''),
      list(
        entry.consents?.map(
          ({ purpose, givenOn, by, document }) => `${purpose}:${day(givenOn)}:${by}:${document}`,
        ),
      ),
    ];
  }
}

/** Writes the bank as Excel in Russian does: semicolons, decimal commas, a byte order mark. */
export async function writeCsv(path: string, count: number): Promise<void> {
  const file = createWriteStream(path);
  file.write(`\ufeff${HEADERS.join(';')}\r\n`);
  for (const cells of bankCells(count)) {
    if (!file.write(`${cells.join(';')}\r\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

/** Writes the same bank as a workbook. */
export async function writeXlsx(path: string, count: number): Promise<void> {
  const columns = HEADERS.map((header) => ({ header }));
  const sheet = { name: 'Наставляемые', columns, rows: bankCells(count) };
  await pipeline(tablesToXlsx([sheet]), createWriteStream(path));
}
