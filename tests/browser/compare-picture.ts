/**
 * Compares what a page looks like with a kept picture.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

const folder = fileURLToPath(new URL('./pictures', import.meta.url));

/**
 * How different one pixel may look before it counts, from 0 to 1. Edges that are merely smoothed in another way do not
 * count, so that another version of Chromium or of its fonts makes no difference.
 */
const THRESHOLD = 0.2;

/** Pixels of the second picture that differ from the first; all of them when the sizes do. */
export function countDifferentPixels(kept: Buffer, taken: Buffer): number {
  return compare(kept, taken).different;
}

function compare(kept: Buffer, taken: Buffer): { different: number; total: number; diff: PNG } {
  const [one, other] = [PNG.sync.read(kept), PNG.sync.read(taken)];
  const { width, height } = other;
  const diff = new PNG({ width, height });
  const total = width * height;
  if (one.width !== width || one.height !== height) return { different: total, total, diff };
  const options = { threshold: THRESHOLD, includeAA: false };
  const different = pixelmatch(one.data, other.data, diff.data, width, height, options);
  return { different, total, diff };
}

/**
 * What is wrong with a picture, or null when it looks as the kept one does. Kept pictures were made with Liberation Sans, which
 * CI installs. `REDRESS_RENEW_PICTURES=1` keeps the pictures of this run instead: look at them before you commit them.
 *
 * @param share the share of pixels that may differ
 */
export function findPictureFault(name: string, taken: Buffer, share: number): string | null {
  const file = join(folder, `${name}.png`);
  if (process.env.REDRESS_RENEW_PICTURES === '1') {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, taken);
    return null;
  }
  if (!existsSync(file))
    return `${name}: there is no kept picture. Run with REDRESS_RENEW_PICTURES=1.`;
  const { different, total, diff } = compare(readFileSync(file), taken);
  if (different <= total * share) return null;
  const [takenFile, diffFile] = ['taken', 'diff'].map((kind) =>
    join(tmpdir(), `${name}-${kind}.png`),
  );
  if (takenFile !== undefined) writeFileSync(takenFile, taken);
  if (diffFile !== undefined) writeFileSync(diffFile, PNG.sync.write(diff));
  return `${name}: ${different} of ${total} pixels differ, at most ${Math.floor(total * share)} may. Look at ${takenFile} and ${diffFile}; REDRESS_RENEW_PICTURES=1 keeps the new look.`;
}
