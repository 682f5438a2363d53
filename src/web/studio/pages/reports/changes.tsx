import { useEffect, useMemo, useState } from 'react';
import { ask, type Published } from '../../api.ts';
import { diffLines } from './diff-lines.ts';

interface ChangesProps {
  readonly report: string;
  /** Slug or code; empty where the report is about no council. */
  readonly council: string;
  readonly text: string;
}

/** The plain text beside that of the last published letter of the same kind about the same council. */
export function Changes({ report, council, text }: ChangesProps) {
  const [published, setPublished] = useState<Published['letter'] | undefined>();
  const [failure, setFailure] = useState('');

  useEffect(() => {
    setPublished(undefined);
    setFailure('');
    if (council === '') return setPublished(null);
    const leaving = new AbortController();
    ask<Published>('/studio/api/published', { report, council }, leaving.signal).then(
      ({ letter }) => setPublished(letter),
      (error: Error) => leaving.signal.aborted || setFailure(error.message),
    );
    return () => leaving.abort();
  }, [report, council]);

  const lines = useMemo(
    () => (published ? diffLines(published.text.trimEnd(), text.trimEnd()) : []),
    [published, text],
  );
  if (failure !== '') return <p className="problem-text">{failure}</p>;
  if (published === undefined) return <p className="quiet">Looking for a published letter…</p>;
  if (published === null) {
    return (
      <p>
        No letter of this report is published {council === '' ? '' : `for “${council}” `}to compare
        with.
      </p>
    );
  }
  const changed = lines.filter(({ kind }) => kind !== 'same').length;
  return (
    <>
      <p>
        Compared with the <a href={published.path}>letter published for {published.yearEnding}</a>:{' '}
        {changed === 0 ? 'the text is the same.' : `${changed} lines differ.`}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which the keyboard must reach. */}
      <section className="source diff" tabIndex={0} aria-label="Changes since the published letter">
        {lines.map(({ kind, stretches }, index) => {
          const Line = kind === 'gone' ? 'del' : kind === 'new' ? 'ins' : 'span';
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name, and no state.
            <Line key={index} className="diff-line">
              {stretches.map((stretch, place) =>
                stretch.kind === 'same' ? (
                  stretch.text
                ) : (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above.
                  <mark key={place}>{stretch.text}</mark>
                ),
              )}
              {'\n'}
            </Line>
          );
        })}
      </section>
    </>
  );
}
