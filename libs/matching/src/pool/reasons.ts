import type { PairScore } from '../rules/score-pair.js';
import type { Taxonomy } from '../rules/taxonomy.js';
import { fieldName, listed, ofMentors, percent, plural, quoted } from './russian.js';
import type { Remark } from './types.js';

/** Where a mentee's mentor stands among all that the mentee could have. */
export interface Standing {
  locked: boolean;
  tie: boolean;
  /** From 1: how many eligible mentors have more points, and one. */
  rank: number;
  eligible: number;
}

/** Why this pair, in the order in which a curator wants to read it: request, profile, compatibility, standing. */
export function reasonsFor(score: PairScore, standing: Standing, taxonomy: Taxonomy): Remark[] {
  return [
    ...requestReasons(score, taxonomy),
    ...profileReasons(score),
    ...compatibilityReasons(score),
    ...standingReasons(standing),
  ];
}

function requestReasons({ parts, components }: PairScore, taxonomy: Taxonomy): Remark[] {
  if (components.request === null) {
    return [
      { code: 'no-requests', params: {}, text: 'Запрос наставляемого не указан: пара оценена без него' },
    ];
  }
  const covered = parts.topics.filter((topic) => topic.level > 0);
  const missing = parts.topics.filter((topic) => topic.level === 0);
  const remarks: Remark[] = [];
  if (covered.length > 0) {
    const names = covered.map(
      ({ topic, level }) => `${quoted(taxonomy.title(topic))} (уровень ${level} из 5)`,
    );
    const asked = parts.topics.length;
    const head =
      asked === 1
        ? 'Наставник отвечает запросу'
        : `Наставник отвечает на ${covered.length} из ${asked} ${plural(asked, 'запроса', 'запросов', 'запросов')}`;
    remarks.push({
      code: 'topics-covered',
      params: { covered: covered.length, asked, topics: covered },
      text: `${head}: ${listed(names)}`,
    });
  }
  if (missing.length > 0) {
    const names = missing.map(({ topic }) => quoted(taxonomy.title(topic)));
    remarks.push({
      code: 'topics-missing',
      params: { topics: missing.map(({ topic }) => topic) },
      text: `Без ответа ${plural(missing.length, 'остаётся запрос', 'остаются запросы', 'остаются запросы')}: ${listed(names)}`,
    });
  }
  return remarks;
}

function profileReasons({ parts, components }: PairScore): Remark[] {
  if (components.profile === null) return [];
  const names = parts.features.map(({ field, similarity }) => `${fieldName(field)} – ${percent(similarity)}`);
  return [
    {
      code: 'profile',
      params: { similarity: components.profile, features: parts.features },
      text: `Соответствие профилей ${percent(components.profile)}: ${names.join(', ')}`,
    },
  ];
}

function compatibilityReasons({ parts }: PairScore): Remark[] {
  const remark = (code: string, value: number | null, text: string): Remark[] =>
    value === null ? [] : [{ code, params: { value }, text: `${text}: ${percent(value)}` }];
  return [
    ...remark('assessment', parts.assessment, 'Психологическая совместимость по оценке педагога-психолога'),
    ...remark('traits', parts.traits, 'Сочетание личностных качеств'),
    ...remark('interest', parts.interest, 'Взаимный интерес после знакомства'),
  ];
}

function standingReasons({ locked, tie, rank, eligible }: Standing): Remark[] {
  const remarks: Remark[] = [];
  if (locked) remarks.push({ code: 'locked', params: {}, text: 'Пара закреплена куратором' });
  else if (eligible === 1) {
    remarks.push({
      code: 'only-mentor',
      params: {},
      text: 'Единственный наставник, который подходит по правилам',
    });
  } else if (rank === 1) {
    const text = `Лучшая оценка среди ${ofMentors(eligible)}, подходящих по правилам`;
    remarks.push({ code: 'first-choice', params: { eligible }, text });
  } else {
    const text = `${rank}-я оценка из ${eligible}: в сумме по всем парам так лучше, чем отдать этому наставляемому более высокую`;
    remarks.push({ code: 'best-for-all', params: { rank, eligible }, text });
  }
  if (tie && !locked) {
    remarks.push({
      code: 'tie',
      params: {},
      text: 'Есть равноценный вариант: выбор между ними сделан по жребию (зерно подбора)',
    });
  }
  return remarks;
}
