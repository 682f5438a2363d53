import { useEffect, useId, useState } from 'react';
import { ask } from '../../api.ts';

interface Council {
  readonly slug: string;
  readonly name: string;
}

interface CouncilFieldProps {
  readonly id: string;
  readonly value: string;
  readonly describedBy: string;
  readonly onChange: (value: string) => void;
}

/** A field for a council: type part of a name and choose, or write slug or code. */
export function CouncilField({ id, value, describedBy, onChange }: CouncilFieldProps) {
  const [words, setWords] = useState(value);
  const [found, setFound] = useState<readonly Council[]>([]);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const listId = useId();

  useEffect(() => setWords(value), [value]);

  useEffect(() => {
    if (!isOpen || words.trim() === '') return setFound([]);
    const leaving = new AbortController();
    const path = `/studio/api/councils?q=${encodeURIComponent(words.replaceAll('-', ' '))}`;
    ask<{ councils: readonly Council[] }>(path, undefined, leaving.signal).then(
      ({ councils }) => {
        setFound(councils);
        setActive(-1);
      },
      () => {}, // the field takes slugs and codes without a list as well
    );
    return () => leaving.abort();
  }, [words, isOpen]);

  function choose(council: string) {
    setOpen(false);
    setWords(council);
    onChange(council);
  }

  function press(event: React.KeyboardEvent) {
    const isList = isOpen && found.length > 0;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (found.length > 0) setActive((active + step + found.length) % found.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose((isList ? found[active]?.slug : undefined) ?? words.trim());
    } else if (event.key === 'Escape') {
      setOpen(false);
    }
  }

  const isShown = isOpen && found.length > 0;
  return (
    <div className="combo">
      <input
        id={id}
        role="combobox"
        aria-expanded={isShown}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isShown && active >= 0 ? `${listId}-${active}` : undefined}
        aria-describedby={describedBy}
        autoComplete="off"
        spellCheck={false}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setOpen(true);
        }}
        onKeyDown={press}
        onBlur={() => {
          setOpen(false);
          if (words.trim() !== value) onChange(words.trim());
        }}
      />
      <div id={listId} role="listbox" aria-label="Councils" hidden={!isShown}>
        {found.map(({ slug, name }, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard works in the field, which keeps the focus.
          <div
            key={slug}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(slug)}
          >
            {name} <span className="quiet">{slug}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
