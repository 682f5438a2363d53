import { useLayoutEffect, useRef } from 'react';

interface LetterFrameProps {
  readonly html: string;
  readonly width: number;
  /** Says which letter it is: the same one keeps its place when it changes. */
  readonly identity: string;
}

/** A letter's HTML in a frame that runs no scripts. Its links open in tabs of their own. */
export function LetterFrame({ html, width, identity }: LetterFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const shown = useRef('');

  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const top = shown.current === identity ? (element.contentWindow?.scrollY ?? 0) : 0;
    shown.current = identity;
    const keepPlace = () => element.contentWindow?.scrollTo({ top, behavior: 'instant' });
    element.addEventListener('load', keepPlace, { once: true });
    element.srcdoc = html.replace(/<head>/i, '<head><base target="_blank">');
    return () => element.removeEventListener('load', keepPlace);
  }, [html, identity]);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which the keyboard must reach.
    <section className="frame-desk" tabIndex={0} aria-label={`Letter, ${width} pixels wide`}>
      <iframe
        ref={frame}
        title="HTML of the letter"
        sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
        style={{ width }}
      />
    </section>
  );
}
