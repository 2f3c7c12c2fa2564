import type { StageTwoLine } from './line.js';
import type { Measure } from './measure.js';

export type SizeWord = 'none' | 'small' | 'moderate' | 'large';

/** Where |g_av| begins to be small, moderate, large (Cohen 1988). */
export type SizeBounds = readonly [number, number, number];
export const DEFAULT_SIZE_BOUNDS: SizeBounds = [0.2, 0.5, 0.8];

/** Size words by |g_av|: below 0.2 none noticeable, below 0.5 small, below 0.8 moderate, else large. */
export function sizeWord(gav: number, [small, moderate, large]: SizeBounds = DEFAULT_SIZE_BOUNDS): SizeWord {
  const size = Math.abs(gav);
  return size < small ? 'none' : size < moderate ? 'small' : size < large ? 'moderate' : 'large';
}

type Gender = 'masculine' | 'feminine' | 'neuter';

const SIZE_RU: Record<Exclude<SizeWord, 'none'>, Record<Gender, string>> = {
  small: { masculine: 'слабый', feminine: 'слабая', neuter: 'слабое' },
  moderate: { masculine: 'умеренный', feminine: 'умеренная', neuter: 'умеренное' },
  large: { masculine: 'выраженный', feminine: 'выраженная', neuter: 'выраженное' },
};

/** Gender of a Russian noun by its ending: рост, динамика, снижение. A soft sign is read as feminine. */
function genderOf(noun: string): Gender {
  if (/[оеё]$/i.test(noun)) return 'neuter';
  return /[аяь]$/i.test(noun) ? 'feminine' : 'masculine';
}

const NO_COMPARISON = 'группы сравнения нет, влияние программы не доказано';

/**
 * One line in plain Russian, in words of change, not effect: what changed, how much, n, and the caveat:
 * «снижение тревожности: умеренное, n = 48; группы сравнения нет, влияние программы не доказано».
 */
export function verdict(
  line: Pick<StageTwoLine, 'change' | 'effect' | 'n' | 'pAdjusted' | 'comparison' | 'reasons'>,
  measure: Pick<Measure, 'title' | 'change' | 'direction'>,
  infer: boolean,
  bounds: SizeBounds = DEFAULT_SIZE_BOUNDS,
): string {
  const n = line.n.pairs;
  if (n === 0) return `${measure.title}: нет ни одной пары замеров «вход – выход»`;
  if (!infer || !line.change)
    return `${measure.title}: n = ${n}, мало пар замеров для вывода, только описание`;
  return `${finding(line, measure, n, bounds)}; ${caveat(line)}`;
}

function finding(
  line: Pick<StageTwoLine, 'change' | 'effect' | 'pAdjusted'>,
  measure: Pick<Measure, 'title' | 'change' | 'direction'>,
  n: number,
  bounds: SizeBounds,
): string {
  const mean = line.change?.mean ?? 0;
  const gav = line.effect.gav?.estimate;
  const word = gav === undefined ? (mean === 0 ? 'none' : 'large') : sizeWord(gav, bounds);
  if (word === 'none') return `${measure.title}: заметного изменения нет, n = ${n}`;
  const name = nameOfChange(measure, mean > 0);
  const size =
    SIZE_RU[word][measure.direction === 'band' ? 'neuter' : genderOf(name.trim().split(/\s+/u)[0] ?? '')];
  const unsure = line.pAdjusted !== null && line.pAdjusted >= 0.05 ? ', статистически не подтверждено' : '';
  return `${name}: ${size}, n = ${n}${unsure}`;
}

/** Where a band is best, better is neither more nor less but nearer. */
function nameOfChange(
  { title, direction, change }: Pick<Measure, 'title' | 'change' | 'direction'>,
  better: boolean,
): string {
  if (direction === 'band') return `${title}, ${better ? 'приближение к норме' : 'отдаление от нормы'}`;
  return better ? change.better : change.worse;
}

function caveat({ comparison }: Pick<StageTwoLine, 'comparison'>): string {
  if (!comparison) return NO_COMPARISON;
  const side =
    comparison.ci[0] > 0
      ? 'изменение больше, чем в группе сравнения'
      : comparison.ci[1] < 0
        ? 'изменение меньше, чем в группе сравнения'
        : 'от группы сравнения заметно не отличается';
  return `${side} (n = ${comparison.n}); группы составлены не случайно, влияние программы не доказано`;
}
