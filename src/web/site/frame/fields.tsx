/**
 * Form fields in the patterns of the GOV.UK Design System.
 */

/** One entry of a select. */
export interface Choice {
  readonly value: string;
  readonly text: string;
}

export function SelectField({
  id,
  label,
  choices,
  chosen,
}: {
  id: string;
  label: string;
  choices: readonly Choice[];
  chosen: string;
}) {
  return (
    <div className="govuk-form-group">
      <label className="govuk-label" htmlFor={id}>
        {label}
      </label>
      <select className="govuk-select" id={id} name={id} defaultValue={chosen}>
        {choices.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

/** A field for words. `names` has the browser suggest names of councils once the script is there. */
export function SearchField({
  id,
  label,
  value = '',
  hint,
  names = false,
  large = false,
}: {
  id: string;
  label: string;
  value?: string;
  hint?: string;
  names?: boolean;
  large?: boolean;
}) {
  return (
    <div className="govuk-form-group site-grow">
      <label className={`govuk-label${large ? ' govuk-label--m' : ''}`} htmlFor={id}>
        {label}
      </label>
      {hint !== undefined && (
        <div id={`${id}-hint`} className="govuk-hint">
          {hint}
        </div>
      )}
      <input
        className="govuk-input"
        id={id}
        name={id}
        type="search"
        defaultValue={value}
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        data-council-names={names ? '' : undefined}
      />
    </div>
  );
}
