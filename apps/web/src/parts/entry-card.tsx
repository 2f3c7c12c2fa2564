import type { ReactNode } from 'react';
import type { Bank, Entry } from '../api/bank-types.js';
import { useApi } from '../api/use-api.js';
import { date } from '../format.js';
import { ru } from '../messages.js';
import { useOwnPath } from '../session.js';
import { Shown } from './shown.js';
import { Tags } from './tags.js';
import { useTitles } from './titles.js';

/** What one bank holds of a person; empty fields are left out. */
export function EntryCard({ bank, person }: { bank: Bank; person: string }) {
  const entry = useApi<Entry>(`${useOwnPath()}/banks/${bank}/entries/${person}`);
  return (
    <section>
      <h2>{ru.banks.person.entry[bank]}</h2>
      <Shown loaded={entry}>{(found) => <Fields entry={found} />}</Shown>
    </section>
  );
}

function Fields({ entry }: { entry: Entry }) {
  const kind = useTitles('person-kinds');
  const category = useTitles('categories');
  const topic = useTitles('topics');
  const mode = useTitles('modes');
  const text = ru.banks.person;
  const { fields } = text;
  const { interests = [], languages = [], modes = [] } = entry.profile;
  const lines: [string, ReactNode][] = [
    [fields.kind, kind(entry.personKind)],
    [fields.birthYear, entry.birthYear],
    [fields.grade, entry.grade],
    [fields.experience, entry.experienceYears],
    [fields.categories, entry.categories.map(category).join(', ')],
    [fields.competences, entry.competences.map((one) => `${topic(one.topic)} (${one.level})`).join(', ')],
    [fields.requests, entry.requests.map((one) => `${topic(one.topic)} (${one.importance ?? 3})`).join(', ')],
    [fields.interests, interests.join(', ')],
    [fields.languages, languages.join(', ')],
    [fields.modes, modes.map(mode).join(', ')],
    [fields.capacity, entry.bank === 'mentors' ? entry.capacity : null],
    [fields.trained, entry.bank === 'mentors' ? (entry.trained ? text.yes : text.no) : null],
    [fields.waiting, entry.waitingSince && date(entry.waitingSince)],
    [fields.refreshed, entry.refreshedOn && date(entry.refreshedOn)],
    [
      fields.evidence,
      entry.evidence.map(({ title, year }) => (year ? `${title} (${year})` : title)).join('; '),
    ],
  ];
  return (
    <>
      <Tags titles={(entry.flags ?? []).map((flag) => ru.banks.flagTags[flag] ?? flag)} />
      <dl className="card">
        {lines
          .filter(([, value]) => value !== null && value !== '')
          .map(([title, value]) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </>
  );
}
