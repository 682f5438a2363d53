import { useEffect, useState } from 'react';
import { ask, type FieldProblem, StudioRefusal } from '../../api.ts';
import type { Change } from './edition-api.ts';
import { sayMoment } from './edition-words.ts';

/** What came of saving. */
export interface Saving {
  readonly isBusy: boolean;
  readonly said: string;
  readonly failed: boolean;
  readonly problems: readonly FieldProblem[];
  /** Whether somebody else saved since the form was read. */
  readonly isStale: boolean;
}

const rest: Saving = { isBusy: false, said: '', failed: false, problems: [], isStale: false };

/** Saves by a route, and keeps what came of it until the next time. */
export function useSaving<Saved extends { readonly version: number }>(
  path: string,
  onSaved: (saved: Saved) => void,
) {
  const [saving, setSaving] = useState<Saving>(rest);
  const save = async (body: object) => {
    setSaving({ ...rest, isBusy: true });
    try {
      const saved = await ask<Saved>(path, body);
      onSaved(saved);
      setSaving({ ...rest, said: `Saved as version ${saved.version}.` });
    } catch (error) {
      const refusal = error instanceof StudioRefusal ? error : null;
      setSaving({
        ...{ isBusy: false, failed: true, problems: refusal?.problems ?? [] },
        said: error instanceof Error ? error.message : String(error),
        isStale: refusal?.code === 'WORDING_CHANGED',
      });
    }
  };
  return { saving, save };
}

interface SaveBarProps {
  readonly saving: Saving;
  readonly isChanged: boolean;
  readonly mayEdit: boolean;
  /** Saves over what somebody else saved meanwhile. */
  readonly onSaveOver: () => void;
}

/** The button that saves, and what came of it. */
export function SaveBar({ saving, isChanged, mayEdit, onSaveOver }: SaveBarProps) {
  useEffect(() => {
    if (!isChanged) return;
    const hold = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', hold);
    return () => removeEventListener('beforeunload', hold);
  }, [isChanged]);

  return (
    <div className="save-bar">
      <button type="submit" disabled={saving.isBusy || !mayEdit}>
        Save
      </button>
      {saving.isStale && (
        <button type="button" onClick={onSaveOver}>
          Save mine over it
        </button>
      )}
      <p className="quiet">
        {mayEdit
          ? isChanged
            ? 'Not saved yet.'
            : ''
          : 'To save, open the studio with a key that has the scope letters:publish.'}
      </p>
      <p role={saving.failed ? 'alert' : 'status'} className={saving.failed ? 'problem-text' : ''}>
        {saving.said}
      </p>
    </div>
  );
}

/** Who changed it, and when. */
export function ChangeList({ changes }: { readonly changes: readonly Change[] }) {
  if (changes.length === 0) return null;
  return (
    <details className="change-list">
      <summary>{changes.length === 1 ? 'Changed once' : `Changed ${changes.length} times`}</summary>
      <ol reversed>
        {changes.map(({ number, at, by }) => (
          <li key={number} value={number}>
            <time dateTime={at}>{sayMoment(at)}</time>, {by}
          </li>
        ))}
      </ol>
    </details>
  );
}
