import { useState } from 'react';
import { ApiError, get, storedKey } from '../api/client.js';
import { ru } from '../messages.js';

export function SignInPage({ onKey }: { onKey: (key: string) => void }) {
  const [key, setKey] = useState('');
  const [error, setError] = useState<string>();
  const submit = async () => {
    storedKey.keep(key.trim());
    try {
      await get('/v1/me');
      onKey(key.trim());
    } catch (failure) {
      storedKey.forget();
      setError(failure instanceof ApiError && failure.status === 401 ? ru.signIn.wrong : String(failure));
    }
  };
  return (
    <main className="container">
      <article style={{ maxWidth: '32rem', margin: '4rem auto' }}>
        <h1>{ru.product}</h1>
        <p>{ru.signIn.lead}</p>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <label>
            {ru.signIn.key}
            <input
              type="password"
              autoComplete="off"
              required
              value={key}
              aria-invalid={error ? true : undefined}
              onChange={(event) => setKey(event.target.value)}
            />
          </label>
          {error && <p role="alert">{error}</p>}
          <button type="submit">{ru.signIn.submit}</button>
        </form>
      </article>
    </main>
  );
}
