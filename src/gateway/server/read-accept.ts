import { BoundedCache } from '../plan/bounded-cache.ts';
import { negotiate, type ResponseForm } from './negotiate.ts';
import { acceptsParts, negotiateStream, type StreamForm } from './stream-form.ts';

/** What an `Accept` header takes. */
export interface AcceptedForms {
  /** One response. `undefined` when it takes none that we have. */
  readonly form: ResponseForm | undefined;
  /** Results one after another. */
  readonly streamForm: StreamForm | undefined;
  /** Whether it takes the answer to one operation in parts. */
  readonly takesParts: boolean;
}

/** Programs send few different ones. */
const known = new BoundedCache<AcceptedForms>(100, 20_000);

/** Reads an `Accept` header: each once, as long as it is sent again and again. */
export function readAccept(accept: string | undefined): AcceptedForms {
  const key = accept ?? '';
  const found = known.get(key);
  if (found !== undefined) return found;
  const read = {
    form: negotiate(accept),
    streamForm: negotiateStream(accept),
    takesParts: acceptsParts(accept),
  };
  known.set(key, read);
  return read;
}
