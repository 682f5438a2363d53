/**
 * The explorer: GraphiQL on this server's own `/graphql`, bundled so that it needs no other host.
 * Runs in the browser only.
 */
import 'graphiql/setup-workers/vite';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import './explorer.css';
import examples from './examples.graphql?raw';

const container = document.getElementById('explorer');
if (container === null) {
  throw new Error('[explorer] page: expected an element with id "explorer", but found none.');
}

// Query string and fragment are dropped: the same address that served this page answers operations.
const fetcher = createGraphiQLFetcher({ url: `${location.origin}${location.pathname}` });

createRoot(container).render(
  <GraphiQL
    fetcher={fetcher}
    defaultQuery={examples}
    defaultHeaders=""
    defaultEditorToolsVisibility={false}
    shouldPersistHeaders={false}
  >
    <GraphiQL.Logo>
      <a className="redress-home" href="/">
        Redress
      </a>
    </GraphiQL.Logo>
  </GraphiQL>,
);
