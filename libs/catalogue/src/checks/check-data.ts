import type { CatalogueData } from '@app/contracts';
import type { CatalogueProblem } from '../catalogue-error.js';
import { FILES, type ListPart } from '../files.js';
import type { Place } from '../read-folder.js';
import { checkForm } from './check-form.js';
import { checkImportColumns } from './check-import-columns.js';
import { checkRetention } from './check-people.js';
import { checkInstrument } from './check-instrument.js';
import { checkVocabulary } from './check-vocabulary.js';
import { CheckReport } from './report.js';

/** What JSON Schema cannot say: codes that do not exist, stand twice, or contradict each other. */
export function checkData(data: CatalogueData, places: ReadonlyMap<object, Place>): CatalogueProblem[] {
  const report = new CheckReport(data, places);
  checkCodesAreUnique(report);
  checkVocabulary(report);
  checkRetention(report);
  checkImportColumns(report);
  for (const form of data.forms) checkForm(form, report);
  for (const instrument of data.instruments) checkInstrument(instrument, report);
  return report.problems;
}

/** Instruments may stand in several versions, everything else once. */
function checkCodesAreUnique(report: CheckReport): void {
  for (const { part, layout } of FILES) {
    if (layout === 'object') continue;
    const seen = new Set<string>();
    for (const entry of report.data[part as ListPart]) {
      const key = part === 'instruments' ? `${entry.code} ${entry.version}` : entry.code;
      if (seen.has(key)) report.of(entry).add('code', 'duplicate', `"${key}" stands twice in the catalogue`);
      seen.add(key);
    }
  }
}
