import { useState } from 'react';
import type { Form, Programme } from '../api/types.js';
import { useApi } from '../api/use-api.js';
import { ru } from '../messages.js';
import { Failure } from '../parts/failure.js';
import { MatchingTab } from './matching-tab.js';
import { MonitoringTab } from './monitoring-tab.js';
import { PairsTab } from './pairs-tab.js';

const TABS = ['matching', 'pairs', 'monitoring'] as const;
type Tab = (typeof TABS)[number];

export function ProgrammePage({ id, organisation }: { id: string; organisation: string }) {
  const programme = useApi<Programme>(`/v1/programmes/${id}`);
  const forms = useApi<{ items: Form[] }>('/v1/catalogue/forms');
  const [tab, setTab] = useState<Tab>('matching');
  const form = forms.data?.items.find((candidate) => candidate.code === programme.data?.form);
  const variantTitle = (code: string | null) =>
    form?.variants.find((variant) => variant.code === code)?.title.ru ?? code ?? '';
  return (
    <>
      <Failure error={programme.error} />
      <h1>{programme.data?.name}</h1>
      <div className="actions" role="tablist">
        {TABS.map((each) => (
          <button
            key={each}
            role="tab"
            aria-selected={tab === each}
            className={tab === each ? '' : 'outline'}
            onClick={() => setTab(each)}
          >
            {ru.tabs[each]}
          </button>
        ))}
      </div>
      <section role="tabpanel" style={{ marginTop: '1rem' }}>
        {tab === 'matching' && (
          <MatchingTab programme={id} organisation={organisation} variantTitle={variantTitle} />
        )}
        {tab === 'pairs' && <PairsTab programme={id} />}
        {tab === 'monitoring' && <MonitoringTab programme={id} endsOn={programme.data?.endsOn} />}
      </section>
    </>
  );
}
