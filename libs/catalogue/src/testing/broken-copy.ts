import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DATA = fileURLToPath(new URL('../../data', import.meta.url));

// Fixtures are edited as plain JSON, whatever shape a mistake needs.
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

const folders: string[] = [];

/** A copy of the shipped catalogue in a temporary folder, to be spoiled. */
export function copyOfCatalogue(): string {
  const folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
  folders.push(folder);
  cpSync(DATA, folder, { recursive: true });
  return folder;
}

/** An empty temporary folder. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
  folders.push(folder);
  return folder;
}

/** Call in `afterAll`. */
export function removeCopies(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export function write(folder: string, file: string, value: Json): void {
  writeFileSync(join(folder, file), JSON.stringify(value));
}

/** Reads a file of the copy, lets `change` spoil it in place, and writes it back. */
export function spoil(folder: string, file: string, change: (json: never) => void): void {
  const json = JSON.parse(readFileSync(join(folder, file), 'utf8')) as never;
  change(json);
  write(folder, file, json);
}
