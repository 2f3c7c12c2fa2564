import type { Catalogue } from '@app/catalogue';
import type {
  FieldError,
  Indicator,
  Instrument,
  MeasurementRowDto,
  RespondentKind,
  Scale,
} from '@app/contracts';
import { findInstrument, unknownPerson } from './check-response.js';
import { isKnown, roleOf, type MonitoringImportContext } from './import-context.js';

/** Everything about a measurement that can be said from the catalogue and the banks. */
export function checkMeasurement(
  row: MeasurementRowDto,
  context: MonitoringImportContext,
  catalogue: Catalogue,
): FieldError[] {
  const errors: FieldError[] = [];
  if (!context.programmes.has(row.programme.toLowerCase()))
    errors.push({ field: 'programme', code: 'unknown-programme', message: '' });
  if (row.subject && !isKnown(context, row.subject))
    errors.push(unknownPerson('subject.externalId', row.subject));
  if (row.topic !== undefined && !catalogue.topic(row.topic))
    errors.push({ field: 'topic', code: 'unknown-topic', message: '' });
  const indicator = catalogue.indicator(row.indicator);
  if (!indicator) return [...errors, { field: 'indicator', code: 'unknown-indicator', message: '' }];
  errors.push(...checkSubject(row, indicator));
  const found = scaleOf(row, catalogue);
  if (found && 'code' in found) return [...errors, found];
  if (found && !found.instrument.waves.includes(row.wave)) {
    const message = `Методика «${found.instrument.title.ru}» в этот замер не проводится.`;
    errors.push({ field: 'wave', code: 'wrong-wave', message });
  }
  const { min, max } = found?.scale ?? indicator;
  if (row.value < min || row.value > max) {
    const message = `Показатель «${indicator.title.ru}» принимает значения от ${min} до ${max}.`;
    errors.push({ field: 'value', code: 'out-of-range', message });
  }
  return errors;
}

/** Who the value comes from: the school's register, or whoever fills in the instrument that was scored on paper. */
export function measuredBy(row: MeasurementRowDto, catalogue: Catalogue): RespondentKind {
  const instrument =
    row.instrument === undefined ? undefined : catalogue.instrument(row.instrument, row.version);
  if (!instrument) return 'school';
  const role = row.subject && roleOf(row.subject);
  const own = instrument.respondents.find((respondent) => respondent === role);
  return own ?? instrument.respondents[0] ?? 'school';
}

/** Police and dispensary figures exist as counts of the organisation only, never as somebody's (design.md §8). */
function checkSubject(row: MeasurementRowDto, indicator: Indicator): FieldError[] {
  if (indicator.level === 'organisation' && row.subject) {
    const message = `Показатель «${indicator.title.ru}» – число по организации в целом: участник не указывается.`;
    return [{ field: 'subject', code: 'not-allowed', message }];
  }
  if (indicator.level === 'person' && !row.subject) {
    const message = `Показатель «${indicator.title.ru}» измеряется у участника: укажите его.`;
    return [{ field: 'subject', code: 'required', message }];
  }
  return [];
}

function scaleOf(
  row: MeasurementRowDto,
  catalogue: Catalogue,
): { instrument: Instrument; scale: Scale } | FieldError | null {
  const { instrument: code, version } = row;
  if (code === undefined && version === undefined) return null;
  if (code === undefined || version === undefined) {
    const field = code === undefined ? 'instrument' : 'version';
    return { field, code: 'required', message: 'Методика и её версия указываются вместе.' };
  }
  const found = findInstrument(catalogue, code, version);
  if ('code' in found) return found;
  const scale = found.instrument.scales.find((candidate) => candidate.indicator === row.indicator);
  if (scale) return { instrument: found.instrument, scale };
  const message = `Методика «${found.instrument.title.ru}» не измеряет этот показатель.`;
  return { field: 'indicator', code: 'not-allowed', message };
}
