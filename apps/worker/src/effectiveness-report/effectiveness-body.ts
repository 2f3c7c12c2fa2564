import { loadCatalogue } from '@app/catalogue';
import type { Catalogue } from '@app/catalogue';
import {
  disclosureRules,
  practices,
  regionStageTwo,
  type Practice,
  type RegionCell,
  type RegionLine,
  type RegionMeasure,
} from '@app/monitoring';
import { digestOf } from '../matching-run/digest.js';
import { measureKey, measuresOf } from '../monitoring/measures.js';
import { compareText } from '../monitoring/text-order.js';
import type { MadeReport } from '../monitoring-report/monitoring-body.js';
import { MONITORING_ENGINE_VERSION } from '../reports/engine-version.js';
import type { OrganisationReport, Series } from './organisation-report.js';
import { regionCoverage, type CoverageLine } from './region-coverage.js';
import {
  regionPairs,
  regionQuestions,
  regionRequests,
  type RegionPairs,
  type RegionQuestion,
  type RegionRequests,
} from './region-counts.js';

/** All that a region's report is made from: counts and sealed sums of its organisations. */
export interface EffectivenessInput {
  region: { id: string; name: string };
  academicYear: string;
  cutOff: string;
  form: string | null;
  municipality: string | null;
  /** By id. */
  organisations: OrganisationReport[];
}

export type NamedCell = RegionCell & { name: string };

/** The report as it is frozen (statistics.md §7). Everything in it has passed disclosure control. */
export interface EffectivenessBody {
  catalogueVersion: string;
  engineVersion: string;
  organisations: { registered: number; withProgrammes: number; reported: number };
  coverage: CoverageLine[];
  pairs: RegionPairs;
  requests: RegionRequests;
  stage1: RegionQuestion[];
  stage2: (Omit<RegionLine, 'cells'> & { title: string; cells: NamedCell[] })[];
  notReported: { organisation: string; name: string; reason: 'no-programme' | 'no-measurements' }[];
  practices: (Practice & { name: string; title: string })[];
}

/** Makes a region's report. Pure but for the catalogue; heavy enough to run in a thread of its own. */
export function effectivenessReport(input: EffectivenessInput): MadeReport<EffectivenessBody> {
  const catalogue = loadCatalogue();
  const organisations = [...input.organisations].sort((a, b) => compareText(a.organisation, b.organisation));
  const { disclosure } = catalogue.data;
  const settings = {
    threshold: disclosure.persons,
    psychologicalThreshold: disclosure.personsPsychological,
    minOrganisations: disclosure.organisations,
    maxShare: disclosure.dominanceShare,
  };
  const rules = disclosureRules(false, settings);
  const place =
    input.municipality === null ? input.region : { id: input.municipality, name: input.municipality };
  const lines = regionStageTwo({ measures: regionMeasures(organisations, catalogue), rules: settings });
  const hidden = hiddenOrganisations(lines, catalogue);
  const names = new Map(organisations.map(({ organisation, name }) => [organisation, name]));
  const titleOf = (indicator: string): string => catalogue.indicator(indicator)?.title.ru ?? indicator;
  return {
    dataDigest: digestOf({ ...input, organisations, catalogue: catalogue.digest }),
    body: {
      catalogueVersion: catalogue.version,
      engineVersion: MONITORING_ENGINE_VERSION,
      organisations: {
        registered: organisations.length,
        withProgrammes: organisations.filter(({ programmes }) => programmes > 0).length,
        reported: organisations.filter(({ series }) => series.length > 0).length,
      },
      coverage: regionCoverage(organisations, catalogue, rules, hidden, input.cutOff, place),
      pairs: regionPairs(organisations, catalogue, rules, hidden, place),
      requests: regionRequests(organisations, catalogue, rules),
      stage1: regionQuestions(organisations, catalogue, rules),
      stage2: lines.map(({ indicator, cells, ...line }) => ({
        indicator,
        title: titleOf(indicator),
        ...line,
        cells: cells.map((cell) => ({ ...cell, name: names.get(cell.id) ?? cell.id })),
      })),
      notReported: notReported(organisations),
      practices: practices(lines).map((practice) => ({
        ...practice,
        name: names.get(practice.organisation) ?? practice.organisation,
        title: titleOf(practice.indicator),
      })),
    },
  };
}

/** Organisations that a line of the general threshold hides: coverage and pairs count about the same people. */
function hiddenOrganisations(lines: readonly RegionLine[], catalogue: Catalogue): Set<string> {
  const general = lines.filter(({ indicator }) => catalogue.indicator(indicator)?.psychological === false);
  return new Set(
    general.flatMap(({ cells }) =>
      cells.filter(({ level, suppressed }) => level === 'organisation' && suppressed).map(({ id }) => id),
    ),
  );
}

/** Sealed moments by what they measure, in the catalogue's order, mentees before mentors. */
function regionMeasures(organisations: readonly OrganisationReport[], catalogue: Catalogue): RegionMeasure[] {
  const measures = new Map(
    measuresOf(catalogue).map((measure, index) => [measureKey(measure), { measure, index }]),
  );
  const found = new Map<
    string,
    RegionMeasure & { order: string; organisations: RegionMeasure['organisations'][number][] }
  >();
  for (const { organisation, municipality, series } of organisations) {
    for (const { moments, ...of } of series) {
      const known = measures.get(measureKey(of));
      if (!known) continue;
      const order = orderOf(known.index, of);
      const line = found.get(order) ?? {
        measure: known.measure,
        role: of.role,
        topic: of.topic,
        respondent: of.respondent,
        organisations: [],
        order,
      };
      line.organisations.push({ organisation, municipality, moments });
      found.set(order, line);
    }
  }
  return [...found.values()]
    .sort((a, b) => compareText(a.order, b.order))
    .map(({ order: _, ...line }) => line);
}

const ROLE_ORDER = { mentee: '0', mentor: '1' } as const;

function orderOf(index: number, { role, topic, respondent }: Series): string {
  return [String(index).padStart(5, '0'), ROLE_ORDER[role], topic ?? '', respondent ?? ''].join('|');
}

function notReported(organisations: readonly OrganisationReport[]): EffectivenessBody['notReported'] {
  return organisations.flatMap(({ organisation, name, programmes, series }) => {
    if (series.length > 0) return [];
    return [
      {
        organisation,
        name,
        reason: programmes === 0 ? ('no-programme' as const) : ('no-measurements' as const),
      },
    ];
  });
}
