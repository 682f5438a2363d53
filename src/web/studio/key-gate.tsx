import { type ReactNode, type SubmitEvent, useEffect, useState } from 'react';
import { keepKey, readKey, StudioRefusal, send } from './api.ts';

/** What stands behind it, once the server lets this tab in: on this machine at once, elsewhere with a key. */
export function KeyGate({ children }: { readonly children: ReactNode }) {
  const [state, setState] = useState<'asking' | 'open' | 'shut'>('asking');
  const [reason, setReason] = useState('');

  const knock = () =>
    send('/studio/api/reports').then(
      () => setState('open'),
      (error: unknown) => {
        const isKeyless =
          error instanceof StudioRefusal && error.status === 401 && readKey() === '';
        setReason(isKeyless ? '' : error instanceof Error ? error.message : String(error));
        setState('shut');
      },
    );

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when the page opens.
  useEffect(() => void knock(), []);

  function signIn(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    keepKey(String(new FormData(event.currentTarget).get('key') ?? '').trim());
    void knock();
  }

  if (state === 'open') return children;
  if (state === 'asking') return <p className="quiet lone">Opening the studio…</p>;
  return (
    <form className="gate" onSubmit={signIn}>
      <h1>Studio</h1>
      <p>
        Letters hold personal data. Away from the server’s own machine the studio opens with an API
        key that has the scope <code>letters:render</code>.
      </p>
      <label htmlFor="key">API key</label>
      <input
        id="key"
        name="key"
        type="password"
        autoComplete="off"
        required
        aria-describedby="key-problem"
      />
      <p id="key-problem" className="problem-text" role="alert">
        {reason}
      </p>
      <button type="submit">Open the studio</button>
      <p className="quiet">The key stays in this tab and is forgotten when you close it.</p>
    </form>
  );
}
