import { type SubmitEvent, useMemo, useState } from 'react';
import { CouncilField } from '../reports/council-field.tsx';
import { DraftLetter } from './draft-letter.tsx';
import type { Council, EditedYear } from './edition-api.ts';
import { type EditionForm, readEdition, showEdition } from './edition-words.ts';
import { ChangeList, SaveBar, useSaving } from './save-bar.tsx';
import { markdownHint, TextField } from './text-field.tsx';
import { useDraft } from './use-draft.ts';

interface EditionFormPageProps {
  readonly year: EditedYear;
  /** What stands in the form at first, where the year has no edition yet. */
  readonly beginning: EditionForm;
  readonly mayEdit: boolean;
}

/** What all letters of a year say, with the letter beside it. */
export function EditionFormPage({ year, beginning, mayEdit }: EditionFormPageProps) {
  const { yearEnding } = year;
  const [saved, setSaved] = useState(year);
  const kept = useMemo(() => (saved.edition ? showEdition(saved.edition) : null), [saved]);
  const [form, setForm] = useState<EditionForm>(kept ?? beginning);
  const [council, setCouncil] = useState('');
  const edition = readEdition(form);
  const { made, failure } = useDraft({ yearEnding, edition, ...(council ? { council } : {}) });
  const { saving, save } = useSaving<EditedYear>(`/studio/api/editions/${yearEnding}`, (now) => {
    setSaved(now);
    if (now.edition) setForm(showEdition(now.edition));
  });
  const problems = made?.problems ?? saving.problems;
  const isChanged = JSON.stringify(form) !== JSON.stringify(kept);

  const field = (name: keyof EditionForm & string) => ({
    name,
    value: String(form[name]),
    problems,
    onChange: (value: string) => setForm({ ...form, [name]: value }),
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    void save({ edition, basedOn: saved.version });
  };

  return (
    <div className="edition-page">
      <form className="edition-form" onSubmit={submit} noValidate>
        <p>
          <a href="/studio/editions">All years</a>
        </p>
        <h1>Letters for the year ending {yearEnding}</h1>
        {saved.edition === null && (
          <p className="notice">This year has no edition yet. Nothing is kept before you save.</p>
        )}
        <fieldset>
          <legend>Dates</legend>
          <TextField {...field('letterDate')} type="date" label="Date of the letters" />
          <TextField {...field('publicationDate')} type="date" label="Public from" />
        </fieldset>
        <fieldset>
          <legend>Sender</legend>
          <TextField {...field('senderName')} label="Name in the letterhead" />
          <TextField {...field('senderAddress')} label="Address" hint="A line each." rows={3} />
          <TextField {...field('contactEmail')} type="email" label="Email for questions" />
          <CheckField
            label="One letter to all addressees of a council"
            checked={form.joint}
            onChange={(joint) => setForm({ ...form, joint })}
          />
        </fieldset>
        <fieldset>
          <legend>Words</legend>
          <TextField {...field('opening')} label="Opening" hint={markdownHint} rows={10} />
          <TextField
            {...field('figuresNote')}
            label="Note on comparing years"
            hint="Plain text, or nothing."
            rows={3}
          />
          <TextField {...field('closing')} label="Closing" hint={markdownHint} rows={6} />
        </fieldset>
        <fieldset>
          <legend>Signatory</legend>
          <TextField {...field('signatoryName')} label="Name" hint="May be left out." />
          <TextField {...field('signatoryOffices')} label="Offices" hint="A line each." rows={2} />
        </fieldset>
        <fieldset>
          <legend>Notice</legend>
          <TextField
            {...field('notice')}
            label="Above every letter"
            hint="Plain text, or nothing."
            rows={3}
          />
          <CheckField
            label="Dates, events and words are samples"
            checked={form.sample}
            onChange={(sample) => setForm({ ...form, sample })}
          />
        </fieldset>
        <SaveBar {...{ saving, isChanged, mayEdit }} onSaveOver={() => void save({ edition })} />
        <ChangeList changes={saved.changes} />
        <Comments yearEnding={yearEnding} councils={saved.comments} />
      </form>
      <DraftLetter {...{ made, failure, council }} onCouncil={setCouncil} />
    </div>
  );
}

interface CheckFieldProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

function CheckField({ label, checked, onChange }: CheckFieldProps) {
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      {label}
    </label>
  );
}

interface CommentsProps {
  readonly yearEnding: number;
  readonly councils: readonly Council[];
}

/** The councils that are told something of their own, and the way to tell another. */
function Comments({ yearEnding, councils }: CommentsProps) {
  const [council, setCouncil] = useState('');
  const address = (slug: string) => `/studio/editions?year=${yearEnding}&council=${slug}`;
  return (
    <section aria-labelledby="comments" className="comments">
      <h2 id="comments">Comments for single councils</h2>
      {councils.length > 0 && (
        <ul>
          {councils.map(({ slug, name }) => (
            <li key={slug}>
              <a href={address(slug)}>{name}</a>
            </li>
          ))}
        </ul>
      )}
      <div className="field">
        <label htmlFor="comment-council">Write to a council</label>
        <CouncilField
          id="comment-council"
          value={council}
          describedBy="about-comment-council"
          onChange={setCouncil}
        />
        <p className="quiet" id="about-comment-council">
          Part of a council’s name.
        </p>
      </div>
      {council !== '' && (
        <p>
          <a href={address(encodeURIComponent(council))}>Edit the comment for {council}</a>
        </p>
      )}
    </section>
  );
}
