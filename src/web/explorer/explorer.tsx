/**
 * The explorer: GraphiQL on this server's own `/graphql`, bundled so that it needs no other host.
 * Runs in the browser only.
 */
import 'graphiql/setup-workers/vite';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import './explorer.css';
import examples from './examples.graphql?raw';
import { createPlanFetcher } from './plan-fetcher.ts';
import { createPlanPlugin } from './plan-panel.tsx';
import { PlanStore } from './plan-store.ts';
import './plan.css';
import { createSecretFreeStorage } from './secret-free-storage.ts';

const container = document.getElementById('explorer');
if (container === null) {
  throw new Error('[explorer] page: expected an element with id "explorer", but found none.');
}

// Query string and fragment are dropped: the same address that served this page answers operations.
const url = `${location.origin}${location.pathname}`;
const plans = new PlanStore();
const fetcher = createPlanFetcher(createGraphiQLFetcher({ url }), plans);
const plugins = [HISTORY_PLUGIN, createPlanPlugin(plans)];

// A page of the site opens its own query here. It stands in the fragment, which never leaves the browser.
const opened = new URLSearchParams(location.hash.slice(1));
const initialQuery = opened.get('query');

createRoot(container).render(
  <GraphiQL
    fetcher={fetcher}
    plugins={plugins}
    defaultQuery={examples}
    {...(initialQuery === null
      ? {}
      : { initialQuery, initialVariables: opened.get('variables') ?? '' })}
    defaultHeaders=""
    defaultEditorToolsVisibility={false}
    shouldPersistHeaders={false}
    storage={createSecretFreeStorage(localStorage)}
  >
    <GraphiQL.Logo>
      <a className="redress-home" href="/">
        Redress
      </a>
    </GraphiQL.Logo>
  </GraphiQL>,
);
