import { suppress, type DisclosureRules, type DisclosureTable, type Suppressions } from '@app/monitoring';

/** The number of one organisation in a figure. */
export interface PlaceCount {
  organisation: string;
  municipality: string;
  n: number;
  /** The whole that it is a part of, where that is published too: few left outside it are as telling as few in it. */
  outOf?: number;
  /** A second sum over the same people that is published, such as how many of them are content. */
  part?: number;
}

export type Level = 'region' | 'municipality' | 'organisation';

const REGION = '';

/** Id of a figure's cell in the table. */
export function figureCell(figure: string, level: Level, id: string = REGION): string {
  return `${figure}|${level}|${id}`;
}

/** A table of counts to which figures are added one by one, so that all of them pass disclosure control together. */
export class FigureTable {
  private readonly table: DisclosureTable = { cells: [], equations: [] };

  /**
   * @param hidden organisations that another part of the report hides: shown here, the same number of people would
   *   give them away there.
   */
  constructor(
    private readonly rules: DisclosureRules,
    private readonly hidden: ReadonlySet<string> = new Set(),
  ) {}

  /** The figure's cells of the region, the municipalities and the organisations, which add up. */
  addPlaces(figure: string, rows: readonly PlaceCount[]): void {
    const municipalities = groupRows(rows, (row) => row.municipality);
    this.addCell(figureCell(figure, 'region'), 'group', rows);
    this.addSum(
      'place',
      figureCell(figure, 'region'),
      [...municipalities.keys()].map((id) => figureCell(figure, 'municipality', id)),
    );
    for (const [municipality, own] of municipalities) {
      this.addCell(figureCell(figure, 'municipality', municipality), 'group', own);
      this.addSum(
        'place',
        figureCell(figure, 'municipality', municipality),
        own.map((row) => figureCell(figure, 'organisation', row.organisation)),
      );
      for (const row of own)
        this.addCell(figureCell(figure, 'organisation', row.organisation), 'organisation', [row]);
    }
  }

  /** The figure's cell of the region alone. */
  addRegion(figure: string, rows: readonly PlaceCount[]): void {
    this.addCell(figureCell(figure, 'region'), 'group', rows);
  }

  /** Says that published cells add up: a reader can subtract. */
  addSum(dimension: string, total: string, parts: string[]): void {
    this.table.equations.push({ dimension, total, parts });
  }

  /** Which cells must not be shown, their own or their neighbours' sake. */
  suppressed(): Suppressions {
    return suppress(this.table, this.rules);
  }

  private addCell(id: string, level: 'organisation' | 'group', rows: readonly PlaceCount[]): void {
    const n = total(rows, (row) => row.n);
    const whole = rows.every((row) => row.outOf !== undefined) ? total(rows, (row) => row.outOf ?? 0) : null;
    const outside = whole === null ? null : whole - n;
    // A whole below the threshold is shown nowhere, since nothing of it is: it bounds nothing for a reader.
    const isWholeKnown = whole !== null && whole >= this.rules.threshold && whole >= n;
    const part = rows.some((row) => row.part !== undefined) ? total(rows, (row) => row.part ?? 0) : null;
    this.table.cells.push({
      id,
      level,
      n,
      persons: new Map(rows.map((row) => [row.organisation, row.n])),
      sums: part === null ? [] : [{ name: 'part', value: part, blur: 0, low: 0, high: 1 }],
      ...(isWholeKnown && { atMost: whole }),
      withheld:
        (outside !== null && outside > 0 && outside < this.rules.threshold) ||
        (level === 'organisation' && rows.some((row) => this.hidden.has(row.organisation))),
    });
  }
}

export function groupRows<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}

export function total<Row>(rows: readonly Row[], of: (row: Row) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0);
}
