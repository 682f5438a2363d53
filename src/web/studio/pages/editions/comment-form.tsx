import { type SubmitEvent, useState } from 'react';
import { DraftLetter } from './draft-letter.tsx';
import type { EditedComment } from './edition-api.ts';
import { ChangeList, SaveBar, useSaving } from './save-bar.tsx';
import { markdownHint, TextField } from './text-field.tsx';
import { useDraft } from './use-draft.ts';

interface CommentFormPageProps {
  readonly comment: EditedComment;
  readonly mayEdit: boolean;
}

/** What one council's letter says to it alone, with its letter beside it. */
export function CommentFormPage({ comment, mayEdit }: CommentFormPageProps) {
  const { yearEnding, council } = comment;
  const [saved, setSaved] = useState(comment);
  const [text, setText] = useState(comment.text);
  const { made, failure } = useDraft({ yearEnding, council: council.slug, comment: text });
  const { saving, save } = useSaving<EditedComment>(
    `/studio/api/comments/${yearEnding}/${council.slug}`,
    (now) => {
      setSaved(now);
      setText(now.text);
    },
  );
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    void save({ text, basedOn: saved.version });
  };

  return (
    <div className="edition-page">
      <form className="edition-form" onSubmit={submit} noValidate>
        <p>
          <a href={`/studio/editions?year=${yearEnding}`}>
            Letters for the year ending {yearEnding}
          </a>
        </p>
        <h1>Comment for {council.name}</h1>
        <TextField
          name="text"
          label="Comment"
          hint={`${markdownHint} Empty it to take the comment out.`}
          rows={12}
          value={text}
          problems={made?.problems ?? saving.problems}
          onChange={setText}
        />
        <SaveBar
          {...{ saving, mayEdit }}
          isChanged={text !== saved.text}
          onSaveOver={() => void save({ text })}
        />
        <ChangeList changes={saved.changes} />
      </form>
      <DraftLetter {...{ made, failure }} council={council.slug} />
    </div>
  );
}
