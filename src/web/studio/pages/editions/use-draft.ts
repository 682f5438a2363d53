import { useEffect, useState } from 'react';
import { ask } from '../../api.ts';
import type { DraftLetter } from './edition-api.ts';

/** How long a writer pauses before the letter is made anew. */
const pauseMs = 300;

/** The letter of a draft, made anew when the draft rests; the last one stays until the next has come. */
export function useDraft(draft: object): { made: DraftLetter | null; failure: string } {
  const [made, setMade] = useState<DraftLetter | null>(null);
  const [failure, setFailure] = useState('');
  const body = JSON.stringify(draft);

  useEffect(() => {
    const leaving = new AbortController();
    const timer = setTimeout(() => {
      ask<DraftLetter>('/studio/api/draft', JSON.parse(body), leaving.signal).then(
        (answer) => {
          setMade((last) => ({ ...answer, letter: answer.letter ?? last?.letter ?? null }));
          setFailure(answer.failure ?? '');
        },
        (error: Error) => leaving.signal.aborted || setFailure(error.message),
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [body]);

  return { made, failure };
}
