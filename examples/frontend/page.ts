import { askGraph } from './ask-graph.ts';
import { councilRates } from './operations.generated.ts';
import { showRates } from './show-rates.ts';

const form = document.querySelector('form');
const place = document.querySelector('#answer');
let asked = 0;

/** Asks for what the form holds; an answer that a later question overtook is dropped. */
async function ask(values: FormData): Promise<void> {
  asked += 1;
  const number = asked;
  const slug = String(values.get('slug')).trim().toLowerCase();
  place?.setAttribute('aria-busy', 'true');
  const answer = await askGraph(councilRates, {
    slug,
    yearEnding: Number(values.get('yearEnding')),
  });
  if (number !== asked) return;
  place?.replaceChildren(...showRates(answer, slug));
  place?.setAttribute('aria-busy', 'false');
}

form?.addEventListener('submit', (event) => {
  event.preventDefault();
  void ask(new FormData(form));
});
if (form) void ask(new FormData(form));
