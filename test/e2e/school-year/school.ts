import type { PairPage, PairView } from '@app/contracts';
import type { Client } from '../../support/index.js';
import { CONSENTED, ENDS, ENTRY, EXIT, STARTS } from './calendar.js';

const MATHS = 'subject.mathematics';

/** The bank of mentors as the school's program saves it: Russian headers, `;`, dates as people write them. */
export function mentorTable(ids: readonly string[]): string {
  const header =
    'Идентификатор;Вид участника;ФИО;Класс;Компетенции;Мест у наставника;Отметка: Математика;Согласия';
  const rows = ids.map((id, i) => {
    const consents = `personal-data:${CONSENTED}:representative:12/26|testing:${CONSENTED}:representative:12/26`;
    return `${id};обучающийся;Ковалёв Пётр ${i + 1};10 «А»;${MATHS}:${5 - (i % 3)};1;5,0;${consents}`;
  });
  return [header, ...rows].join('\r\n');
}

export const mentees = (ids: readonly string[]) =>
  ids.map((externalId, i) => ({
    externalId,
    personKind: 'student',
    displayName: `Лебедева Анна ${i + 1}`,
    grade: 7,
    categories: ['failing'],
    requests: [{ topic: MATHS, importance: 1 + (i % 5) }],
    marks: { [MATHS]: 3 },
    consents: ['personal-data', 'testing', 'publication'].map((purpose) => ({
      purpose,
      givenOn: CONSENTED,
      by: 'representative',
      document: '12/26',
    })),
  }));

export const programmeBody = {
  name: 'Ученик – ученик',
  form: 'student-student',
  variants: ['achiever-underachiever'],
  kinds: ['traditional'],
  modes: ['in-person'],
  startsOn: STARTS,
  endsOn: ENDS,
};

/** Anxiety falls by four to six points, marks rise by a half; the wave says which of the two is given. */
export const measurements = (programme: string, ids: readonly string[], wave: 'entry' | 'exit') =>
  ids.flatMap((externalId, i) => {
    const common = {
      programme,
      subject: { bank: 'mentees', externalId },
      wave,
      measuredOn: wave === 'entry' ? ENTRY : EXIT,
    };
    const fell = wave === 'exit' ? 4 + (i % 3) : 0;
    return [
      { ...common, indicator: 'anxiety', value: 45 + (i % 4) - fell, instrument: 'stai.state', version: '1' },
      { ...common, indicator: 'marks.mean', topic: MATHS, value: wave === 'entry' ? 3 : 3.5 },
    ];
  });

export async function pairsOf(curator: Client, programme: string): Promise<PairView[]> {
  const { body } = await curator.get<PairPage>(`/v1/programmes/${programme}/pairs?limit=1000`);
  return body.items;
}

/** The pair of a mentee that has not ended. */
export async function openPair(curator: Client, programme: string, mentee: string): Promise<PairView> {
  const pairs = await pairsOf(curator, programme);
  const found = pairs.find((pair) => pair.endedOn === null && pair.mentees.includes(mentee));
  if (!found) throw new Error(`${mentee} has no pair among ${JSON.stringify(pairs)}`);
  return found;
}
