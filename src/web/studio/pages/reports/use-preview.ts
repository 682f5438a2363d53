import { useEffect, useState } from 'react';
import { ask, type Preview, type ReportList } from '../../api.ts';

/** What came of asking, and what went wrong on the way. */
export interface Asked<Answer> {
  readonly answer: Answer | null;
  readonly failure: string;
}

/** Counts the changes that the server tells of. Stays 0 where files are not watched. */
export function useRevision(isWatching: boolean): number {
  const [revision, setRevision] = useState(0);
  useEffect(() => {
    if (!isWatching) return;
    const changes = new EventSource('/studio/api/changes');
    changes.addEventListener('message', (event) => setRevision(Number(event.data)));
    return () => changes.close();
  }, [isWatching]);
  return revision;
}

/** The list of reports, asked for again at each revision. */
export function useReportList(revision: number): Asked<ReportList> {
  return useAnswer<ReportList>('/studio/api/reports', null, revision);
}

/** The letter of a request, which is null where none is chosen; the last one stays until the next has come. */
export function usePreview(request: object | null, revision: number): Asked<Preview> {
  const body = request === null ? '' : JSON.stringify(request);
  return useAnswer<Preview>('/studio/api/preview', body, revision);
}

/** @param body JSON to send; null for none, empty to ask nothing. */
function useAnswer<Answer>(path: string, body: string | null, revision: number): Asked<Answer> {
  const [asked, setAsked] = useState<Asked<Answer>>({ answer: null, failure: '' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision is a reason to ask again.
  useEffect(() => {
    if (body === '') return;
    const leaving = new AbortController();
    ask<Answer>(path, body === null ? undefined : JSON.parse(body), leaving.signal).then(
      (answer) => setAsked({ answer, failure: '' }),
      (error: Error) => {
        if (!leaving.signal.aborted) setAsked((last) => ({ ...last, failure: error.message }));
      },
    );
    return () => leaving.abort();
  }, [path, body, revision]);
  return asked;
}
