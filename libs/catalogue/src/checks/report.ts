import type { CatalogueData } from '@app/contracts';
import type { CatalogueProblem, CatalogueProblemCode } from '../catalogue-error.js';
import { joinPath, type Place } from '../read-folder.js';

/** Codes that entries may refer to. */
export interface Known {
  kinds: ReadonlySet<string>;
  topics: ReadonlySet<string>;
  categories: ReadonlySet<string>;
  personKinds: ReadonlySet<string>;
  modes: ReadonlySet<string>;
  traits: ReadonlySet<string>;
  forms: ReadonlySet<string>;
  denominators: ReadonlySet<string>;
  roles: ReadonlySet<string>;
}

/** Collects the problems of cross-references, each with the file and the place of its entry. */
export class CheckReport {
  readonly problems: CatalogueProblem[] = [];
  readonly known: Known;

  constructor(
    readonly data: CatalogueData,
    private readonly places: ReadonlyMap<object, Place>,
  ) {
    const codes = (entries: readonly { code: string }[]) => new Set(entries.map((entry) => entry.code));
    this.known = {
      kinds: codes(data.kinds),
      topics: codes(data.topics),
      categories: codes(data.categories),
      personKinds: codes(data.personKinds),
      modes: codes(data.modes),
      traits: codes(data.traits),
      forms: codes(data.forms),
      denominators: codes(data.denominators),
      roles: codes(data.roles),
    };
  }

  /** A view that writes every problem to the place of one entry. */
  of(entry: object): EntryReport {
    const place = this.places.get(entry) ?? { file: '?', path: '' };
    return new EntryReport(this, place);
  }
}

export class EntryReport {
  constructor(
    private readonly report: CheckReport,
    private readonly place: Place,
  ) {}

  get known(): Known {
    return this.report.known;
  }

  add(path: string, code: CatalogueProblemCode, reason: string): void {
    const { file } = this.place;
    this.report.problems.push({ file, path: joinPath(this.place.path, path), code, reason });
  }

  /** Each of the codes must be known. */
  references(path: string, what: keyof Known, codes: readonly string[]): void {
    for (const code of codes) {
      if (!this.known[what].has(code)) {
        this.add(path, 'unknown-reference', `unknown code "${code}" (not in ${what})`);
      }
    }
  }

  unique(path: string, codes: readonly string[]): void {
    for (const code of duplicates(codes)) this.add(path, 'duplicate', `"${code}" stands twice`);
  }
}

export function duplicates(codes: readonly string[]): string[] {
  return [...new Set(codes.filter((code, index) => codes.indexOf(code) !== index))];
}
