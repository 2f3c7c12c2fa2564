import { useState } from 'react';
import type { DestructionAct, Person, Withdrawal } from '../api/bank-types.js';
import { post } from '../api/client.js';
import { useAction } from '../api/use-action.js';
import { useCatalogue } from '../api/use-api.js';
import type { Titled } from '../api/types.js';
import { date } from '../format.js';
import { grouped } from '../grouped.js';
import { ru } from '../messages.js';
import { useOwnPath, useSession } from '../session.js';
import { today } from '../today.js';
import { DownloadButton } from './download-button.js';
import { CheckField, Form, SelectField, TextField } from './fields.js';
import { Outcome } from './outcome.js';
import { Table } from './table.js';
import { useTitles } from './titles.js';

/** A person's consents, and the ways to write one down and to withdraw one. */
export function ConsentsSection({ person, onChange }: { person: Person; onChange: () => void }) {
  const purpose = useTitles('consent-purposes');
  const [act, setAct] = useState<DestructionAct>();
  const text = ru.banks.person;
  const { consentColumns: columns } = text;
  const mayWrite = useSession().role !== 'psychologist';
  const standing = person.consents.filter(({ withdrawnOn }) => !withdrawnOn).map((one) => one.purpose);
  return (
    <section>
      <h2>{text.consents}</h2>
      {person.consents.length === 0 ? (
        <p className="empty">{text.noConsents}</p>
      ) : (
        <Table
          caption={text.consents}
          rows={person.consents}
          rowKey={({ id }) => id}
          columns={[
            { title: columns.purpose, cell: (consent) => purpose(consent.purpose) },
            { title: columns.given, cell: ({ givenOn }) => date(givenOn) },
            { title: columns.by, cell: ({ by }) => text.by[by] ?? by },
            { title: columns.document, cell: ({ document }) => document },
            { title: columns.until, cell: ({ validUntil }) => date(validUntil) },
            { title: columns.withdrawn, cell: ({ withdrawnOn }) => date(withdrawnOn) },
          ]}
        />
      )}
      {act && <Act act={act} />}
      {mayWrite && !person.erasedAt && <RecordForm person={person.externalId} onDone={onChange} />}
      {mayWrite && standing.length > 0 && (
        <WithdrawForm
          person={person.externalId}
          purposes={[...new Set(standing)]}
          onDone={({ act: made }) => {
            if (made) setAct(made);
            onChange();
          }}
        />
      )}
    </section>
  );
}

function RecordForm({ person, onDone }: { person: string; onDone: () => void }) {
  const purposes = useCatalogue<Titled>('consent-purposes');
  const path = `${useOwnPath()}/people/${person}/consents`;
  const [consent, setConsent] = useState({
    purpose: 'personal-data',
    givenOn: today(),
    by: 'self',
    document: '',
    validUntil: '',
  });
  const action = useAction(onDone);
  const text = ru.banks.person;
  const { consentColumns: columns } = text;
  const change = (field: keyof typeof consent) => (value: string) =>
    setConsent({ ...consent, [field]: value });
  const send = () => {
    const { document, validUntil, ...rest } = consent;
    const body = { ...rest, ...(document && { document }), ...(validUntil && { validUntil }) };
    action.run(() => post(path, body), text.recorded);
  };
  return (
    <details>
      <summary>{text.record}</summary>
      <Form submit={text.record} busy={action.busy} onSubmit={send}>
        <SelectField
          label={columns.purpose}
          value={consent.purpose}
          onChange={change('purpose')}
          options={purposes.map(({ code, title }) => ({ value: code, title: title.ru }))}
        />
        <TextField
          type="date"
          required
          label={columns.given}
          value={consent.givenOn}
          onChange={change('givenOn')}
        />
        <SelectField
          label={columns.by}
          value={consent.by}
          onChange={change('by')}
          options={Object.entries(text.by).map(([value, title]) => ({ value, title }))}
        />
        <TextField label={text.document} value={consent.document} onChange={change('document')} />
        <TextField
          type="date"
          label={columns.until}
          value={consent.validUntil}
          onChange={change('validUntil')}
        />
      </Form>
      <Outcome action={action} />
    </details>
  );
}

/** A withdrawal destroys data for good, so it says what, and asks twice. */
function WithdrawForm({
  person,
  purposes,
  onDone,
}: {
  person: string;
  purposes: readonly string[];
  onDone: (withdrawal: Withdrawal) => void;
}) {
  const title = useTitles('consent-purposes');
  const path = `${useOwnPath()}/people/${person}/consents/withdrawals`;
  const [chosen, setChosen] = useState('');
  const [withdrawnOn, setWithdrawnOn] = useState(today());
  const [document, setDocument] = useState('');
  const [understood, setUnderstood] = useState(false);
  const action = useAction();
  const text = ru.banks.person;
  const purpose = purposes.includes(chosen) ? chosen : '';
  const send = () =>
    action.run(async () => {
      const { body } = await post<Withdrawal>(path, { purpose, withdrawnOn, ...(document && { document }) });
      setUnderstood(false);
      onDone(body);
    }, text.withdrawn);
  return (
    <details>
      <summary>{text.withdraw}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <div className="fields">
          <SelectField
            required
            none="—"
            label={text.consentColumns.purpose}
            value={purpose}
            onChange={(value) => {
              setChosen(value);
              setUnderstood(false);
            }}
            options={purposes.map((code) => ({ value: code, title: title(code) }))}
          />
          <TextField
            type="date"
            required
            label={text.withdrawnOn}
            value={withdrawnOn}
            onChange={setWithdrawnOn}
          />
          <TextField label={text.document} value={document} onChange={setDocument} />
        </div>
        {purpose && (
          <div className="warning" role="alert">
            <p>{text.warning[purpose]}</p>
            <CheckField label={text.understand} checked={understood} onChange={setUnderstood} />
          </div>
        )}
        <button
          type="submit"
          className="danger"
          disabled={!understood || action.busy}
          aria-busy={action.busy}
        >
          {text.withdraw}
        </button>
      </form>
      <Outcome action={action} />
    </details>
  );
}

function Act({ act }: { act: DestructionAct }) {
  const text = ru.banks.person;
  return (
    <article role="status">
      <p>{text.actMade(act.number, date(act.madeOn))}</p>
      <Table
        caption={text.destroyed}
        rows={[...grouped(act.destroyed, ({ title }) => title)]}
        rowKey={([title]) => title}
        columns={[
          { title: text.destroyedColumns.title, cell: ([title]) => title },
          {
            title: text.destroyedColumns.rows,
            cell: ([, lines]) => lines.reduce((sum, { rows }) => sum + rows, 0),
            number: true,
          },
        ]}
      />
      <DownloadButton
        path={`/v1/destruction-acts/${act.id}.docx`}
        name={`act-${act.number}.docx`}
        title={text.actDocument}
      />
    </article>
  );
}
