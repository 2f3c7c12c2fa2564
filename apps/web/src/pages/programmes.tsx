import { Link } from 'wouter';
import type { Form, Programme } from '../api/types.js';
import { useApi, useList } from '../api/use-api.js';
import { date } from '../format.js';
import { ru } from '../messages.js';
import { Failure } from '../parts/failure.js';

export function ProgrammesPage({ organisation }: { organisation: string }) {
  const programmes = useList<Programme>(`/v1/organisations/${organisation}/programmes`);
  const forms = useApi<{ items: Form[] }>('/v1/catalogue/forms');
  const formTitle = (code: string) => forms.data?.items.find((form) => form.code === code)?.title.ru ?? code;
  return (
    <>
      <h1>{ru.programmes.title}</h1>
      <Failure error={programmes.error} />
      {programmes.data?.length === 0 && <p>{ru.programmes.none}</p>}
      {programmes.data?.map((programme) => (
        <article key={programme.id}>
          <h2>
            <Link href={`/programmes/${programme.id}`}>{programme.name}</Link>
          </h2>
          <p>
            {formTitle(programme.form)},{' '}
            {ru.programmes.term(date(programme.startsOn), date(programme.endsOn))}
          </p>
        </article>
      ))}
    </>
  );
}
