import { useRef } from 'react';
import { type Part, parts } from './address.ts';

const titles: Readonly<Record<Part, string>> = {
  html: 'HTML',
  text: 'Text',
  mjml: 'MJML',
  data: 'Data',
  query: 'Query',
  changes: 'Changes',
};

interface PartTabsProps {
  readonly part: Part;
  readonly onChange: (part: Part) => void;
}

/** The parts of a letter as tabs: one stop for Tab, arrows between them. */
export function PartTabs({ part, onChange }: PartTabsProps) {
  const list = useRef<HTMLDivElement>(null);

  function press(event: React.KeyboardEvent) {
    const at = parts.indexOf(part);
    const places: Record<string, number> = {
      ArrowRight: (at + 1) % parts.length,
      ArrowLeft: (at - 1 + parts.length) % parts.length,
      Home: 0,
      End: parts.length - 1,
    };
    const next = parts[places[event.key] ?? -1];
    if (next === undefined) return;
    event.preventDefault();
    onChange(next);
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  }

  return (
    <div className="tabs" role="tablist" aria-label="Part of the letter" ref={list}>
      {parts.map((one) => (
        <button
          key={one}
          type="button"
          role="tab"
          id={`tab-${one}`}
          aria-selected={one === part}
          aria-controls="part"
          tabIndex={one === part ? 0 : -1}
          onClick={() => onChange(one)}
          onKeyDown={press}
        >
          {titles[one]}
        </button>
      ))}
    </div>
  );
}
