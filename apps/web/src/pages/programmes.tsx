import { Link } from 'wouter';
import type { Programme } from '../api/types.js';
import { useList } from '../api/use-api.js';
import { date } from '../format.js';
import { ru } from '../messages.js';
import { ShownList } from '../parts/shown.js';
import { useTitles } from '../parts/titles.js';
import { useOwnPath } from '../session.js';

export function ProgrammesPage() {
  return (
    <>
      <h1>{ru.programmes.title}</h1>
      <ProgrammeList />
    </>
  );
}

/** The programmes of the organisation, each a link. */
export function ProgrammeList() {
  const programmes = useList<Programme>(`${useOwnPath()}/programmes`);
  const formTitle = useTitles('forms');
  return (
    <ShownList loaded={programmes} empty={ru.programmes.none}>
      {(items) =>
        items.map((programme) => (
          <article key={programme.id}>
            <h3>
              <Link href={`/programmes/${programme.id}`}>{programme.name}</Link>
            </h3>
            <p>
              {formTitle(programme.form)},{' '}
              {ru.programmes.term(date(programme.startsOn), date(programme.endsOn))}
            </p>
          </article>
        ))
      }
    </ShownList>
  );
}
