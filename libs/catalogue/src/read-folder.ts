import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogueData } from '@app/contracts';
import type { CatalogueProblem } from './catalogue-error.js';
import { FILES, type FileSpec } from './files.js';
import { checkSchema } from './validate.js';

/** Where an entry was read: for messages that name the file and the place. */
export interface Place {
  file: string;
  path: string;
}

/** What was read so far: the parts, where each entry came from, and what is wrong with the files. */
export class Reading {
  readonly parts: Partial<Record<keyof CatalogueData, unknown>> = {};
  readonly places = new Map<object, Place>();
  readonly problems: CatalogueProblem[] = [];

  /** Reads every file of a folder. In an `extra` folder any file may be absent; its lists are appended. */
  readFolder(folder: string, kind: 'main' | 'extra'): void {
    for (const spec of FILES) {
      if (kind === 'extra' && !existsSync(join(folder, spec.name))) continue;
      if (spec.layout === 'folder') this.readEntries(folder, spec);
      else if (spec.layout === 'list') this.readList(folder, spec);
      else this.readObject(folder, spec);
    }
  }

  private readEntries(folder: string, spec: FileSpec): void {
    let names: string[];
    try {
      names = readdirSync(join(folder, spec.name)).filter((name) => name.endsWith('.json'));
    } catch (error) {
      this.unreadable(spec.name, error);
      return;
    }
    // Order by code units, so that the catalogue does not depend on the file system.
    const entries = names.sort().flatMap((name) => {
      const file = `${spec.name}/${name}`;
      const entry = this.readJson(folder, file);
      return entry !== undefined && this.accepts(spec, entry, { file, path: '' }) ? [entry] : [];
    });
    this.append(spec, entries);
  }

  private readList(folder: string, spec: FileSpec): void {
    const entries = this.readJson(folder, spec.name);
    if (entries === undefined) return;
    if (!Array.isArray(entries)) {
      this.problem({ file: spec.name, path: '' }, 'must be an array');
      return;
    }
    const accepted = entries.filter((entry, index) =>
      this.accepts(spec, entry, { file: spec.name, path: `[${index}]` }),
    );
    this.append(spec, accepted);
  }

  private readObject(folder: string, spec: FileSpec): void {
    const value = this.readJson(folder, spec.name);
    if (value === undefined || !this.accepts(spec, value, { file: spec.name, path: '' })) return;
    this.parts[spec.part] = spec.part === 'version' ? (value as { version: string }).version : value;
  }

  private append(spec: FileSpec, entries: readonly unknown[]): void {
    const before = (this.parts[spec.part] ?? []) as unknown[];
    this.parts[spec.part] = [...before, ...entries];
  }

  private readJson(folder: string, file: string): unknown {
    let text: string;
    try {
      text = readFileSync(join(folder, file), 'utf8');
    } catch (error) {
      this.unreadable(file, error);
      return undefined;
    }
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      this.problems.push({ file, path: '', code: 'broken-json', reason: reasonOf(error) });
      return undefined;
    }
  }

  private accepts(spec: FileSpec, value: unknown, place: Place): boolean {
    const issues = checkSchema(spec.schema, value);
    for (const issue of issues) {
      this.problem({ file: place.file, path: joinPath(place.path, issue.path) }, issue.reason);
    }
    if (issues.length === 0) this.places.set(value as object, place);
    return issues.length === 0;
  }

  private problem(place: Place, reason: string): void {
    this.problems.push({ ...place, code: 'schema', reason });
  }

  private unreadable(file: string, error: unknown): void {
    this.problems.push({ file, path: '', code: 'unreadable', reason: reasonOf(error) });
  }
}

/** `[3]` and `title.ru` make `[3].title.ru`. */
export function joinPath(base: string, rest: string): string {
  if (base === '' || rest === '' || rest.startsWith('[')) return base + rest;
  return `${base}.${rest}`;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
