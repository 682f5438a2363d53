import type { GraphiQL } from 'graphiql';
import { type ComponentProps, useEffect, useSyncExternalStore } from 'react';
import type { PlanState, PlanStore } from './plan-store.ts';
import { PlanTree } from './plan-tree.tsx';

type Plugin = NonNullable<ComponentProps<typeof GraphiQL>['plugins']>[number];

/** The panel that draws how the last operation was answered. While it is open, plans are asked for. */
export function createPlanPlugin(store: PlanStore): Plugin {
  return { title: 'Query plan', icon: PlanIcon, content: () => <PlanPanel store={store} /> };
}

function PlanPanel({ store }: { readonly store: PlanStore }) {
  useEffect(() => store.watch(), [store]);
  const state = useSyncExternalStore(store.subscribe, store.read);
  return (
    <section className="plan-panel" aria-label="Query plan">
      <div className="plan-title">Query plan</div>
      <div aria-live="polite">
        <PlanContent state={state} />
      </div>
    </section>
  );
}

function PlanContent({ state }: { readonly state: PlanState }) {
  switch (state.kind) {
    case 'plan':
      return <PlanTree plan={state.plan} />;
    case 'waiting':
      return <p>The operation is under way.</p>;
    case 'none':
      return <p>There is no plan: the operation was refused, or is a subscription.</p>;
    case 'forbidden':
      return (
        <>
          <p>
            <strong>This credential may not read plans.</strong> The operation ran without one.
          </p>
          <KeyNeeded />
        </>
      );
    case 'unsigned':
      return (
        <>
          <p>
            <strong>The operation was sent without an API key.</strong>
          </p>
          <KeyNeeded />
        </>
      );
    default:
      return (
        <>
          <p>
            Run an operation, and this panel draws which subgraphs were asked what, in which order,
            and how long each took.
          </p>
          <KeyNeeded />
        </>
      );
  }
}

function KeyNeeded() {
  return (
    <>
      <p>
        Plans are shown to callers with the scope <code>admin</code>. Write an API key that has it
        into Headers, below the operation, and run it again:
      </p>
      <pre>{'{ "authorization": "Bearer rk_…" }'}</pre>
      <p>
        <code>redress key create</code> makes one; the first start of a server shows one.
      </p>
    </>
  );
}

function PlanIcon() {
  return (
    <svg height="1em" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2">
      <title>Query plan</title>
      <path d="M2 5h9M7 12h10M14 19h8M2 2v20" strokeLinecap="round" />
    </svg>
  );
}
