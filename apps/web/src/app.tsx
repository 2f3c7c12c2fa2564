import { useState } from 'react';
import { Link, Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { storedKey } from './api/client.js';
import type { Me } from './api/types.js';
import { useApi } from './api/use-api.js';
import { ru } from './messages.js';
import { OrganisationsPage } from './pages/organisations.js';
import { ProgrammePage } from './pages/programme.js';
import { ProgrammesPage } from './pages/programmes.js';
import { SignInPage } from './pages/sign-in.js';
import { Failure } from './parts/failure.js';
import { RegionReportPage } from './pages/region-report.js';

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
        <nav>
          <ul>
            <li>
              <Link href="/">
                <strong>{ru.product}</strong>
              </Link>
            </li>
            {me.data?.name && <li>{me.data.name}</li>}
          </ul>
          <ul>
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

function PagesOf({ me }: { me: Me }) {
  if (me.role === 'curator' && me.organisation !== null) {
    const { organisation } = me;
    return (
      <Switch>
        <Route path="/programmes/:id">
          {({ id }) => <ProgrammePage id={id} organisation={organisation} />}
        </Route>
        <Route>
          <ProgrammesPage organisation={organisation} />
        </Route>
      </Switch>
    );
  }
  if (me.role === 'region' && me.region !== null) {
    const { region } = me;
    return (
      <>
        <RegionReportPage region={region} />
        <OrganisationsPage />
      </>
    );
  }
  return <p>{ru.signIn.roleWithoutPages}</p>;
}
