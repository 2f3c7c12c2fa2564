import { MonitoringError } from '../scoring/index.js';
import { auditTable, type Finding } from './audit.js';
import { groupAllowed, organisationAllowed, type DisclosureRules } from './rules.js';
import {
  indexTable,
  type DisclosureCell,
  type DisclosureTable,
  type Equation,
  type Suppression,
  type Suppressions,
} from './table.js';

/** Above this many cells the search for cells that may be shown again is left out: it audits once per cell. */
const MOST_CELLS_TO_REVISIT = 200;

/**
 * Chooses the cells that are not shown, so that the rest gives none of them back: first those that break a rule
 * themselves, then, one by one, the smallest cells that keep a reader from working out a suppressed one by
 * subtraction; at last every such cell, the largest first, is shown again if that gives nothing back. The
 * linear-programming audit decides when it is enough.
 *
 * Deterministic: ties go by id.
 *
 * @throws {MonitoringError} `disclosure-impossible` when a cell's `atMost` alone says too much about it.
 */
export function suppress(table: DisclosureTable, rules: DisclosureRules): Suppressions {
  const cells = indexTable(table);
  const suppressed = new Map<string, Suppression>();
  for (const cell of table.cells) if (!allowed(cell, rules)) suppressed.set(cell.id, 'primary');
  const riskOf = (chosen: Suppressions): Candidates | null =>
    firstRisk(table, cells, chosen, rules) ?? auditRisk(table, cells, chosen, rules);
  for (let risk = riskOf(suppressed); risk; risk = riskOf(suppressed)) {
    const chosen = smallest(risk, cells);
    if (!chosen) {
      throw new MonitoringError('disclosure-impossible', 'A published bound alone exposes a suppressed cell');
    }
    suppressed.set(chosen, 'complementary');
  }
  if (table.cells.length > MOST_CELLS_TO_REVISIT) return suppressed;
  const complementary = [...suppressed.keys()].filter((id) => suppressed.get(id) === 'complementary');
  for (const id of bySize(complementary, cells).reverse()) {
    const without = new Map([...suppressed].filter(([other]) => other !== id));
    if (riskOf(without) === null) suppressed.delete(id);
  }
  return suppressed;
}

function allowed(cell: DisclosureCell, rules: DisclosureRules): boolean {
  const persons = [...cell.persons.values()].reduce((a, b) => a + b, 0);
  if (cell.withheld && persons > 0) return false;
  return cell.level === 'organisation'
    ? organisationAllowed(persons, rules)
    : groupAllowed(cell.persons, rules);
}

/** Shown cells that give a suppressed one away; suppressing one of them helps. */
type Candidates = { preferred: string[]; last: string[] };

/** Looks for what a subtraction alone gives away; cheap, so it runs before every linear programme. */
function firstRisk(
  table: DisclosureTable,
  cells: ReadonlyMap<string, DisclosureCell>,
  suppressed: Suppressions,
  rules: DisclosureRules,
): Candidates | null {
  // A suppressed total whose parts are all shown is their sum.
  for (const { total, parts } of table.equations) {
    const nonEmpty = filled(parts, cells);
    const open = suppressed.has(total) && nonEmpty.length > 0 && nonEmpty.every((id) => !suppressed.has(id));
    if (open) return { preferred: nonEmpty, last: [] };
  }
  // A shown total less all that is shown below it is a group of its own.
  for (const equation of table.equations) {
    if (suppressed.has(equation.total)) continue;
    const rest = remainder(equation, table, cells, suppressed);
    if (!groupAllowed(rest.persons, rules)) return { preferred: rest.shown, last: [equation.total] };
  }
  return null;
}

function auditRisk(
  table: DisclosureTable,
  cells: ReadonlyMap<string, DisclosureCell>,
  suppressed: Suppressions,
  rules: DisclosureRules,
): Candidates | null {
  const findings = auditTable(table, suppressed, rules);
  if (findings.length === 0) return null;
  return (
    findings.map((finding) => related(finding, table, cells, suppressed)).find(hasAny) ??
    shownAnywhere(table, suppressed)
  );
}

/** Shown neighbours of an exposed cell: parts first, totals last. */
function related(
  finding: Finding,
  table: DisclosureTable,
  cells: ReadonlyMap<string, DisclosureCell>,
  suppressed: Suppressions,
): Candidates {
  const equations = table.equations.filter(
    ({ total, parts }) => total === finding.cell || parts.includes(finding.cell),
  );
  const shown = (ids: readonly string[]): string[] => [
    ...new Set(filled(ids, cells).filter((id) => !suppressed.has(id))),
  ];
  return {
    preferred: shown(equations.flatMap(({ parts }) => parts)),
    last: shown(equations.map(({ total }) => total)),
  };
}

function shownAnywhere(table: DisclosureTable, suppressed: Suppressions): Candidates {
  const shown = table.cells.filter((cell) => !suppressed.has(cell.id) && cell.n > 0).map((cell) => cell.id);
  return { preferred: shown, last: [] };
}

function hasAny({ preferred, last }: Candidates): boolean {
  return preferred.length + last.length > 0;
}

/** What is left of a shown total after subtracting everything shown below it along the same dimension. */
function remainder(
  equation: Equation,
  table: DisclosureTable,
  cells: ReadonlyMap<string, DisclosureCell>,
  suppressed: Suppressions,
): { persons: Map<string, number>; shown: string[] } {
  const persons = new Map<string, number>();
  const shown: string[] = [];
  for (const id of filled(equation.parts, cells)) {
    if (!suppressed.has(id)) {
      shown.push(id);
      continue;
    }
    const deeper = table.equations.find(
      ({ total, dimension }) => total === id && dimension === equation.dimension,
    );
    const inner = deeper && remainder(deeper, table, cells, suppressed);
    if (inner) shown.push(...inner.shown);
    for (const [organisation, count] of inner?.persons ?? cells.get(id)?.persons ?? []) {
      persons.set(organisation, (persons.get(organisation) ?? 0) + count);
    }
  }
  return { persons, shown };
}

function filled(ids: readonly string[], cells: ReadonlyMap<string, DisclosureCell>): string[] {
  return ids.filter((id) => (cells.get(id)?.n ?? 0) > 0);
}

function smallest(
  { preferred, last }: Candidates,
  cells: ReadonlyMap<string, DisclosureCell>,
): string | undefined {
  return bySize(preferred.length > 0 ? preferred : last, cells)[0];
}

function bySize(ids: readonly string[], cells: ReadonlyMap<string, DisclosureCell>): string[] {
  const size = (id: string): number => cells.get(id)?.n ?? 0;
  return [...ids].sort((a, b) => size(a) - size(b) || (a < b ? -1 : a > b ? 1 : 0));
}
