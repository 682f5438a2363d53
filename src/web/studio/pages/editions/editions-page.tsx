import { type SubmitEvent, useEffect, useState } from 'react';
import { ask } from '../../api.ts';
import { CommentFormPage } from './comment-form.tsx';
import type { EditedComment, EditedYear, EditionList } from './edition-api.ts';
import { EditionFormPage } from './edition-form.tsx';
import { carryOver, emptyForm, sayDate } from './edition-words.ts';

/** The years, one year, or one council's comment: as the address says. */
export function EditionsPage() {
  const said = new URLSearchParams(location.search);
  const year = said.get('year');
  const council = said.get('council');
  const { answer: list, failure } = useRead<EditionList>('/studio/api/editions');
  if (list === null) return <Waiting failure={failure} />;
  if (year === null) return <YearList {...list} />;
  if (council !== null) return <CommentLoader {...{ year, council, mayEdit: list.mayEdit }} />;
  return <EditionLoader {...{ year, list }} />;
}

function EditionLoader({ year, list }: { readonly year: string; readonly list: EditionList }) {
  const read = useRead<EditedYear>(`/studio/api/editions/${encodeURIComponent(year)}`);
  // A new year begins with the words of the latest one before it.
  const before = list.editions.find(({ yearEnding }) => yearEnding < Number(year));
  const model = useRead<EditedYear>(
    read.answer?.edition === null && before ? `/studio/api/editions/${before.yearEnding}` : null,
  );
  const failure = read.failure || model.failure;
  if (read.answer === null || failure !== '') return <Waiting failure={failure} />;
  const isNew = read.answer.edition === null;
  if (isNew && before !== undefined && model.answer === null) return <Waiting failure="" />;
  const beginning = model.answer?.edition
    ? carryOver(model.answer.edition, Number(year) - model.answer.yearEnding)
    : emptyForm;
  return <EditionFormPage {...{ year: read.answer, beginning, mayEdit: list.mayEdit }} />;
}

interface CommentLoaderProps {
  readonly year: string;
  readonly council: string;
  readonly mayEdit: boolean;
}

function CommentLoader({ year, council, mayEdit }: CommentLoaderProps) {
  const path = `/studio/api/comments/${encodeURIComponent(year)}/${encodeURIComponent(council)}`;
  const { answer, failure } = useRead<EditedComment>(path);
  if (answer === null) return <Waiting failure={failure} />;
  return <CommentFormPage comment={answer} mayEdit={mayEdit} />;
}

function YearList({ editions }: EditionList) {
  const next = (editions[0]?.yearEnding ?? new Date().getFullYear() - 1) + 1;

  function begin(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const year = String(new FormData(event.currentTarget).get('year') ?? '').trim();
    location.assign(`/studio/editions?year=${encodeURIComponent(year)}`);
  }

  return (
    <div className="year-list">
      <h1>Editions</h1>
      <p>
        What all letters of a year share: dates, opening, closing, signatory. And what single
        councils are told besides.
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">Year ending</th>
            <th scope="col">Letters dated</th>
            <th scope="col">Public from</th>
            <th scope="col">Comments</th>
            <th scope="col">Changes</th>
          </tr>
        </thead>
        <tbody>
          {editions.map(({ yearEnding, letterDate, publicationDate, comments, version }) => (
            <tr key={yearEnding}>
              <th scope="row">
                <a href={`/studio/editions?year=${yearEnding}`}>{yearEnding}</a>
              </th>
              <td>{sayDate(letterDate)}</td>
              <td>{sayDate(publicationDate)}</td>
              <td>{comments}</td>
              <td>{version}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <form className="begin" onSubmit={begin}>
        <label htmlFor="begin-year">Another year</label>
        <input id="begin-year" name="year" inputMode="numeric" required defaultValue={next} />
        <button type="submit">Begin</button>
      </form>
    </div>
  );
}

function Waiting({ failure }: { readonly failure: string }) {
  return failure === '' ? (
    <p className="quiet lone">Reading the editions…</p>
  ) : (
    <div className="lone" role="alert">
      <h1>Editions</h1>
      <p className="problem-text">{failure}</p>
    </div>
  );
}

/** @param path Null to ask nothing. */
function useRead<Answer>(path: string | null): { answer: Answer | null; failure: string } {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [failure, setFailure] = useState('');
  useEffect(() => {
    if (path === null) return;
    const leaving = new AbortController();
    ask<Answer>(path, undefined, leaving.signal).then(setAnswer, (error: Error) => {
      if (!leaving.signal.aborted) setFailure(error.message);
    });
    return () => leaving.abort();
  }, [path]);
  return { answer, failure };
}
