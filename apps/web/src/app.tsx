import { useState } from 'react';
import { Link, Route, Router, Switch, useLocation } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { storedKey } from './api/client.js';
import type { Me } from './api/types.js';
import { useApi } from './api/use-api.js';
import { ru } from './messages.js';
import { BankPage } from './pages/bank.js';
import { HomePage } from './pages/home.js';
import { ImportPage } from './pages/import.js';
import { OrganisationsPage } from './pages/organisations.js';
import { PairPage } from './pages/pair.js';
import { PersonPage } from './pages/person.js';
import { ProgrammePage } from './pages/programme.js';
import { ProgrammesPage } from './pages/programmes.js';
import { RegionReportPage } from './pages/region-report.js';
import { SignInPage } from './pages/sign-in.js';
import { Failure } from './parts/failure.js';
import { SessionContext } from './session.js';

export function App() {
  const [key, setKey] = useState(storedKey.read());
  if (key === null) return <SignInPage onKey={setKey} />;
  const signOut = () => {
    storedKey.forget();
    setKey(null);
  };
  return (
    <Router hook={useHashLocation}>
      <SignedIn onSignOut={signOut} />
    </Router>
  );
}

function SignedIn({ onSignOut }: { onSignOut: () => void }) {
  const me = useApi<Me>('/v1/me');
  return (
    <>
      <header className="container-fluid">
        <nav aria-label={ru.nav.label}>
          <ul>
            <li>
              <Link href="/">
                <strong>{ru.product}</strong>
              </Link>
            </li>
            {me.data?.name && <li>{me.data.name}</li>}
          </ul>
          <ul>
            {me.data &&
              linksOf(me.data).map(([href, title]) => <NavLink key={href} href={href} title={title} />)}
            <li>
              <button className="secondary outline" onClick={onSignOut}>
                {ru.signOut}
              </button>
            </li>
          </ul>
        </nav>
      </header>
      <main className="container-fluid">
        <Failure error={me.error} />
        {me.data && <PagesOf me={me.data} />}
      </main>
    </>
  );
}

function NavLink({ href, title }: { href: string; title: string }) {
  const [location] = useLocation();
  const here = href === '/' ? location === '/' : location.startsWith(href);
  return (
    <li>
      <Link href={href} aria-current={here ? 'page' : undefined}>
        {title}
      </Link>
    </li>
  );
}

/** What a role finds in the head of every page. */
function linksOf({ role, organisation }: Me): [string, string][] {
  if (organisation === null || role === 'region' || role === 'operator') return [];
  return [
    ...(role === 'curator'
      ? ([
          ['/', ru.nav.home],
          ['/programmes', ru.nav.programmes],
        ] as [string, string][])
      : []),
    ['/banks/mentors', ru.banks.links.mentors],
    ['/banks/mentees', ru.banks.links.mentees],
  ];
}

function PagesOf({ me }: { me: Me }) {
  const { role, organisation, region } = me;
  if (organisation !== null && (role === 'curator' || role === 'school')) {
    return (
      <SessionContext value={{ role, organisation }}>
        {role === 'curator' ? <CuratorPages organisation={organisation} /> : <SchoolPages />}
      </SessionContext>
    );
  }
  if (role === 'region' && region !== null) {
    return (
      <>
        <RegionReportPage region={region} />
        <OrganisationsPage />
      </>
    );
  }
  return <p>{ru.signIn.roleWithoutPages}</p>;
}

function CuratorPages({ organisation }: { organisation: string }) {
  return (
    <Switch>
      <Route path="/programmes/:id/:tab?">
        {({ id, tab }) => <ProgrammePage key={id} id={id} tab={tab} organisation={organisation} />}
      </Route>
      <Route path="/programmes">
        <ProgrammesPage />
      </Route>
      <Route path="/pairs/:id">{({ id }) => <PairPage key={id} id={id} />}</Route>
      {bankRoutes()}
      <Route>
        <HomePage />
      </Route>
    </Switch>
  );
}

/** What the school's own office sees: the banks. */
function SchoolPages() {
  return (
    <Switch>
      {bankRoutes()}
      <Route>
        <BankPage bank="mentors" />
      </Route>
    </Switch>
  );
}

const bankRoutes = () => [
  <Route key="import" path="/banks/:bank/import">
    {({ bank }) => (isBank(bank) ? <ImportPage key={bank} bank={bank} /> : <p>{ru.notFound}</p>)}
  </Route>,
  <Route key="bank" path="/banks/:bank">
    {({ bank }) => (isBank(bank) ? <BankPage key={bank} bank={bank} /> : <p>{ru.notFound}</p>)}
  </Route>,
  <Route key="person" path="/people/:id">
    {({ id }) => <PersonPage key={id} id={id} />}
  </Route>,
];

const isBank = (name: string): name is 'mentors' | 'mentees' => name === 'mentors' || name === 'mentees';
