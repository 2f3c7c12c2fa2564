import type { StageTwoLine } from './line.js';
import type { Measure } from './measure.js';

export type SizeWord = 'none' | 'small' | 'moderate' | 'large';

/** Size words by |g_av|: below 0.2 none noticeable, 0.5 small, 0.8 moderate, else large. */
export function sizeWord(gav: number): SizeWord {
  const size = Math.abs(gav);
  return size < 0.2 ? 'none' : size < 0.5 ? 'small' : size < 0.8 ? 'moderate' : 'large';
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
  measure: Pick<Measure, 'title' | 'change'>,
  infer: boolean,
): string {
  const n = line.n.pairs;
  if (n === 0) return `${measure.title}: нет ни одной пары замеров «вход – выход»`;
  if (!infer || !line.change)
    return `${measure.title}: n = ${n}, мало пар замеров для вывода, только описание`;
  return `${finding(line, measure, n)}; ${caveat(line)}`;
}

function finding(
  line: Pick<StageTwoLine, 'change' | 'effect' | 'pAdjusted'>,
  measure: Pick<Measure, 'title' | 'change'>,
  n: number,
): string {
  const mean = line.change?.mean ?? 0;
  const gav = line.effect.gav?.estimate;
  const word = gav === undefined ? (mean === 0 ? 'none' : 'large') : sizeWord(gav);
  if (word === 'none') return `${measure.title}: заметного изменения нет, n = ${n}`;
  const name = mean > 0 ? measure.change.better : measure.change.worse;
  const size = SIZE_RU[word][genderOf(name.trim().split(/\s+/u)[0] ?? '')];
  const unsure = line.pAdjusted !== null && line.pAdjusted >= 0.05 ? ', статистически не подтверждено' : '';
  return `${name}: ${size}, n = ${n}${unsure}`;
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
