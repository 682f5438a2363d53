import type { FieldProblem } from '../../api.ts';

interface TextFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly problems: readonly FieldProblem[];
  readonly onChange: (value: string) => void;
  /** Rows of a field for several lines. Default: one line. */
  readonly rows?: number;
  readonly type?: 'text' | 'date' | 'email';
}

export const markdownHint =
  'Markdown: an empty line between paragraphs, *emphasis*, **strong**, lists with “- ” or “1. ”, [words](https://…).';

/** A labelled field with a hint, and what is wrong with it beneath. */
export function TextField({
  name,
  label,
  hint,
  value,
  problems,
  onChange,
  rows,
  type = 'text',
}: TextFieldProps) {
  const own = problems.filter(({ field }) => field === name);
  const id = `edition-${name}`;
  const shared = {
    id,
    name,
    value,
    'aria-describedby': `${id}-hint ${id}-problems`,
    'aria-invalid': own.length > 0,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {rows === undefined ? (
        <input type={type} autoComplete="off" {...shared} />
      ) : (
        <textarea rows={rows} spellCheck {...shared} />
      )}
      <p className="quiet" id={`${id}-hint`}>
        {hint}
      </p>
      <ul className="field-problems" id={`${id}-problems`}>
        {own.map(({ line, message }) => (
          <li key={`${line} ${message}`}>
            {line === null ? '' : `Line ${line}: `}
            {message}.
          </li>
        ))}
      </ul>
    </div>
  );
}
