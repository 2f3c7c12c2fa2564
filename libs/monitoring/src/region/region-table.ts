import { groupBy } from '../numbers/group-by.js';
import {
  ROUNDING_BLUR,
  FEWEST_FOR_EXACT,
  type CellSum,
  type DisclosureCell,
  type DisclosureTable,
} from '../disclosure/index.js';
import { mergeSums } from '../moments/index.js';
import type { OrganisationMoments, RegionMeasure } from './region-line.js';

/** The crossing over all instrument versions of an indicator, beside each version's own. */
export const ALL_VERSIONS = 'all';

export function cellId(
  version: number | typeof ALL_VERSIONS,
  level: 'region' | 'municipality' | 'organisation',
  id = '',
): string {
  return `${version}|${level}|${id}`;
}

/**
 * Everything that the lines of one indicator publish, as one table: region, municipalities and organisations for
 * every instrument version, and, where there are several versions, over all of them. So a cell that is hidden in
 * one line cannot be had from another.
 */
export function regionTable(versions: readonly RegionMeasure[]): DisclosureTable {
  const table: DisclosureTable = { cells: [], equations: [] };
  versions.forEach(({ measure, organisations }, index) =>
    addPlaces(table, index, organisations, measure.max - measure.min),
  );
  if (versions.length < 2) return table;
  const everywhere = versions.flatMap(({ organisations }) => organisations);
  addPlaces(table, ALL_VERSIONS, everywhere, null);
  const known = new Set(table.cells.map((cell) => cell.id));
  for (const cell of table.cells.filter(({ id }) => id.startsWith(`${ALL_VERSIONS}|`))) {
    const place = cell.id.slice(ALL_VERSIONS.length);
    const parts = versions.map((_version, index) => `${index}${place}`).filter((id) => known.has(id));
    table.equations.push({ dimension: 'version', total: cell.id, parts });
  }
  return table;
}

function addPlaces(
  table: DisclosureTable,
  version: number | typeof ALL_VERSIONS,
  organisations: readonly OrganisationMoments[],
  valueRange: number | null,
): void {
  const byMunicipality = groupBy(organisations, (row) => row.municipality);
  const municipalities = [...byMunicipality.keys()];
  table.cells.push(groupCell(cellId(version, 'region'), 'group', organisations, valueRange));
  table.equations.push({
    dimension: 'place',
    total: cellId(version, 'region'),
    parts: municipalities.map((id) => cellId(version, 'municipality', id)),
  });
  for (const [municipality, rows] of byMunicipality) {
    const own = groupBy(rows, (row) => row.organisation);
    table.cells.push(groupCell(cellId(version, 'municipality', municipality), 'group', rows, valueRange));
    table.equations.push({
      dimension: 'place',
      total: cellId(version, 'municipality', municipality),
      parts: [...own.keys()].map((id) => cellId(version, 'organisation', id)),
    });
    for (const [id, list] of own) {
      table.cells.push(groupCell(cellId(version, 'organisation', id), 'organisation', list, valueRange));
    }
  }
}

function groupCell(
  id: string,
  level: DisclosureCell['level'],
  rows: readonly OrganisationMoments[],
  valueRange: number | null,
): DisclosureCell {
  const sums = mergeSums(rows.map((row) => row.moments.sums));
  // Over several versions the larger number of persons counts: the same person may stand behind both.
  const persons = new Map<string, number>();
  for (const { organisation, moments } of rows) {
    persons.set(organisation, Math.max(persons.get(organisation) ?? 0, moments.persons));
  }
  if (valueRange === null) return { id, level, n: sums.n, persons, sums: [] };
  const change: CellSum = {
    name: 'd',
    value: sums.n * sums.d.mean,
    blur: sums.n < FEWEST_FOR_EXACT ? ROUNDING_BLUR * sums.n : 0,
    low: -valueRange,
    high: valueRange,
  };
  // Where all changes are equal, any figure is everybody's figure.
  return { id, level, n: sums.n, persons, sums: [change], withheld: sums.n > 0 && !(sums.d.m2 > 0) };
}
