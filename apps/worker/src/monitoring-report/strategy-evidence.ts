import type { Catalogue } from '@app/catalogue';
import { menteeChanges, strategy } from '@app/monitoring';
import type { PairScore, Strategy, Windows } from '@app/monitoring';
import type { Comparable } from '../monitoring/comparable.js';

/** How the engine scored a pair that people accepted. */
export interface ScoreRecord extends PairScore {
  mentor: string;
  mentee: string;
}

/** §8 of the figures: does the pairing strategy work? */
export interface StrategyEvidence extends Strategy {
  /** Enrolled mentees whose pair came from a suggestion, and those whose pair was made by hand. */
  pairs: { scored: number; unscored: number };
  /** For the curator, in Russian. */
  conclusions: string[];
  caveat: string;
}

const CAVEAT =
  'Видны только состоявшиеся пары: кто остался без наставника, здесь не учтён, а низкие оценки встречаются редко, ' +
  'поэтому связи выглядят слабее. Интервалы не поправлены на их число. Политика подбора сама не меняется.';
const NOTHING =
  'Пока ничего сказать нельзя: ни у одной составляющей оценки интервал не исключает отсутствия связи.';
const COMPONENTS = {
  request: 'соответствие запросу',
  profile: 'сходство профилей',
  compatibility: 'психологическая совместимость',
} as const;

/** Sets the engine's scores beside what changed and how satisfied the mentees were. */
export function strategyEvidence(
  comparable: Comparable,
  catalogue: Catalogue,
  scores: readonly ScoreRecord[],
  windows: Windows,
): StrategyEvidence {
  const mentees = comparable.enrolled.filter(({ role }) => role === 'mentee');
  const byPair = new Map(scores.map((score) => [`${score.mentor} ${score.mentee}`, score]));
  const own = new Map(
    mentees.flatMap(({ person, cluster }): [string, PairScore][] => {
      const score = byPair.get(`${cluster} ${person}`);
      return score ? [[person, score]] : [];
    }),
  );
  const found = strategy({
    changes: menteeChanges({ ...comparable, windows }),
    scores: own,
    satisfaction: satisfactionAtExit(comparable, catalogue),
    fewestForInference: catalogue.data.stage2.inferFrom,
  });
  return {
    pairs: { scored: own.size, unscored: mentees.length - own.size },
    ...found,
    conclusions: conclusionsOf(found, comparable),
    caveat: CAVEAT,
  };
}

/** On the scale of the questionnaires alone: others cannot be ranked together. */
function satisfactionAtExit(
  { enrolled, measurements, measures }: Comparable,
  catalogue: Catalogue,
): Map<string, number> {
  const { scaleMin, scaleMax } = catalogue.data.stage1;
  const people = new Set(enrolled.filter(({ role }) => role === 'mentee').map(({ person }) => person));
  const scales = measures.filter(
    ({ indicator, min, max }) => indicator === 'satisfaction' && min === scaleMin && max === scaleMax,
  );
  return new Map(
    measurements
      .filter(
        (row) =>
          row.role === 'mentee' &&
          row.wave === 'exit' &&
          people.has(row.person) &&
          scales.some(
            ({ indicator, instrument, version }) =>
              indicator === row.indicator && instrument === row.instrument && version === row.version,
          ),
      )
      .map((row) => [row.person, row.value]),
  );
}

function conclusionsOf({ directions }: Strategy, { measures }: Comparable): string[] {
  if (directions.length === 0) return [NOTHING];
  const titles = new Map(measures.map(({ indicator, title }) => [indicator, title]));
  return directions.map(({ component, move, basis, indicator }) => {
    const title = titles.get(indicator) ?? indicator;
    const [than, weight] = move === 'up' ? ['лучше', 'увеличить'] : ['хуже', 'уменьшить'];
    return (
      `«${title}»: чем выше составляющая «${COMPONENTS[component]}», тем ${than} изменение` +
      `${basis === 'regression' ? ' при том же значении на входе' : ''}; её вес можно ${weight}.`
    );
  });
}
