import { useState } from 'react';
import { CouncilField } from '../reports/council-field.tsx';
import { LetterFrame } from '../reports/letter-frame.tsx';
import type { DraftLetter as Made } from './edition-api.ts';

interface DraftLetterProps {
  readonly made: Made | null;
  readonly failure: string;
  /** Chooses whose letter is shown. Left out where that is settled. */
  readonly onCouncil?: (slug: string) => void;
  readonly council: string;
}

const widths = [
  { name: 'Phone', width: 375 },
  { name: 'Desktop', width: 1280 },
] as const;

/** The letter as it would be with what stands in the form: nothing is saved for it. */
export function DraftLetter({ made, failure, onCouncil, council }: DraftLetterProps) {
  const [width, setWidth] = useState<number>(375);
  const letter = made?.letter ?? null;
  return (
    <section className="draft-letter" aria-label="The letter with these words">
      <h2>The letter with these words</h2>
      {onCouncil && (
        <div className="field">
          <label htmlFor="shown-council">To</label>
          <CouncilField
            id="shown-council"
            value={council}
            describedBy="about-shown-council"
            onChange={onCouncil}
          />
          <p className="quiet" id="about-shown-council">
            {letter === null
              ? 'Part of a council’s name.'
              : `This is the letter to ${letter.council}.`}
          </p>
        </div>
      )}
      <fieldset className="widths">
        <legend className="unseen">Width</legend>
        {widths.map((one) => (
          <label key={one.width}>
            <input
              type="radio"
              name="draft-width"
              checked={one.width === width}
              onChange={() => setWidth(one.width)}
            />
            {one.name}
          </label>
        ))}
      </fieldset>
      <p className="problem-text" role="status">
        {failure}
      </p>
      {letter === null ? (
        <p className="quiet">Making the letter…</p>
      ) : (
        <LetterFrame html={letter.html} width={width} identity={letter.council} />
      )}
    </section>
  );
}
