import type { ImportView } from '@app/contracts';
import type { Client } from './service.js';

/** Path of a bank. */
export const bankOf = (organisation: { id: string }, bank: 'mentors' | 'mentees'): string =>
  `/v1/organisations/${organisation.id}/banks/${bank}`;

/** Sends a file and waits; answers the import as it ended, well or not. */
export function sendFile(
  client: Client,
  path: string,
  content: string | Uint8Array | FormData,
  mediaType?: string,
): Promise<ImportView> {
  return client.run<ImportView>(path, content, mediaType === undefined ? {} : { 'content-type': mediaType });
}

/** Issues as `row field code`, to be compared at a glance. */
export const codesOf = (issues: readonly { row?: number; field: string; code: string }[]): string[] =>
  issues.map(({ row, field, code }) => `${row ?? '-'} ${field} ${code}`);

/** Text as Excel saves it in Russian. */
export function windows1251(text: string): Buffer {
  const decoder = new TextDecoder('windows-1251');
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Buffer.of(byte)), byte]));
  return Buffer.from([...text].map((letter) => bytes.get(letter) ?? 63));
}
