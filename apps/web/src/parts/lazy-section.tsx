import { useState } from 'react';
import type { ReactNode } from 'react';
import { useApi } from '../api/use-api.js';
import { ru } from '../messages.js';
import { Failure } from './failure.js';

/** A closed section that asks the API once it is opened. */
export function LazySection<T>({
  title,
  path,
  children,
}: {
  title: string;
  path: string;
  children: (data: T) => ReactNode;
}) {
  const [opened, setOpened] = useState(false);
  const answer = useApi<T>(opened ? path : null);
  return (
    <details onToggle={(event) => event.currentTarget.open && setOpened(true)}>
      <summary>{title}</summary>
      <Failure error={answer.error} />
      {opened && !answer.data && !answer.error && <p aria-busy="true">{ru.answers.loading}</p>}
      {answer.data && children(answer.data)}
    </details>
  );
}
