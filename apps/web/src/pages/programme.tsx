import { Link } from 'wouter';
import type { Form, Programme } from '../api/types.js';
import { useApi, useCatalogue } from '../api/use-api.js';
import { ru } from '../messages.js';
import { Failure } from '../parts/failure.js';
import { MatchingTab } from './matching-tab.js';
import { MeetingsTab } from './meetings-tab.js';
import { MonitoringTab } from './monitoring-tab.js';
import { PairsTab } from './pairs-tab.js';
import { PapersTab } from './papers-tab.js';
import { RoadMapTab } from './road-map-tab.js';

const TABS = ['matching', 'meetings', 'pairs', 'road-map', 'papers', 'monitoring'] as const;

/** A programme; which of its pages is open stands in the address. */
export function ProgrammePage({
  id,
  tab = 'matching',
  organisation,
}: {
  id: string;
  tab: string | undefined;
  organisation: string;
}) {
  const programme = useApi<Programme>(`/v1/programmes/${id}`);
  const forms = useCatalogue<Form>('forms');
  const form = forms.find((candidate) => candidate.code === programme.data?.form);
  const variantTitle = (code: string | null) =>
    form?.variants.find((variant) => variant.code === code)?.title.ru ?? code ?? '';
  return (
    <>
      <Failure error={programme.error} />
      <h1>{programme.data?.name ?? ru.loading}</h1>
      <nav className="tabs" aria-label={ru.nav.programme}>
        {TABS.map((each) => (
          <Link
            key={each}
            href={`/programmes/${id}/${each}`}
            aria-current={tab === each ? 'page' : undefined}
          >
            {ru.tabs[each]}
          </Link>
        ))}
      </nav>
      {tab === 'matching' && (
        <MatchingTab programme={id} organisation={organisation} variantTitle={variantTitle} />
      )}
      {tab === 'meetings' && <MeetingsTab programme={id} />}
      {tab === 'pairs' && <PairsTab programme={id} />}
      {tab === 'road-map' && <RoadMapTab programme={id} />}
      {tab === 'papers' && <PapersTab programme={id} />}
      {tab === 'monitoring' && <MonitoringTab programme={id} endsOn={programme.data?.endsOn} />}
    </>
  );
}
