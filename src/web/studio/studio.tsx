/**
 * The studio: where authors see their reports come out, and officers what goes into letters. Runs in the browser only.
 */
import { createRoot } from 'react-dom/client';
import { KeyGate } from './key-gate.tsx';
import { studioPages } from './pages.ts';
import './studio.css';

const container = document.getElementById('studio');
if (container === null) {
  throw new Error('[studio] page: expected an element with id "studio", but found none.');
}

const current = studioPages.find(({ path }) => path === location.pathname) ?? studioPages[0];

function Studio() {
  return (
    <>
      <header className="studio-head">
        <a className="studio-home" href="/">
          Redress
        </a>
        <nav aria-label="Studio">
          <ul>
            {studioPages.map(({ path, title }) => (
              <li key={path}>
                <a href={path} aria-current={path === current?.path ? 'page' : undefined}>
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main>
        <KeyGate>{current && <current.Page />}</KeyGate>
      </main>
    </>
  );
}

createRoot(container).render(<Studio />);
