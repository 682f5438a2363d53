import type { MjmlFragment } from './markup/fragment.ts';
import { takeApart, writeSource } from './markup/letter-shape.ts';
import { type CompileMjml, compileShape, fillShape, type Shape } from './shape.ts';

/** What the cache has done since it was made. */
export interface ShapeStats {
  /** Shapes held now. */
  readonly shapes: number;
  /** Letters filled in, without MJML. */
  readonly filled: number;
  /** Letters that went through MJML, the first of each shape included. */
  readonly compiled: number;
  /** Shapes that cannot be filled in, whose letters all go through MJML. */
  readonly notFillable: number;
  /** Shapes given up for newer ones. */
  readonly evicted: number;
}

/** Gives the HTML of letters, putting each shape through MJML once. */
export interface ShapeCache {
  /** The HTML of a letter whose shape is known, `undefined` for any other; synchronous. */
  fill(letter: MjmlFragment): string | undefined;
  /**
   * The HTML of any letter, byte for byte what MJML gives for it. Rejects with MJML's error when
   * the markup is not valid.
   */
  render(letter: MjmlFragment): Promise<string>;
  stats(): ShapeStats;
}

/** The most shapes to hold, and what turns MJML into HTML. */
export interface ShapeCacheOptions {
  readonly max: number;
  readonly compile: CompileMjml;
}

/** A cache of at most `max` shapes, of which the one unused for longest goes first. */
export function createShapeCache({ max, compile }: ShapeCacheOptions): ShapeCache {
  // A Map keeps insertion order: a shape is put back at the end whenever it is used.
  const shapes = new Map<string, Shape | null>();
  const pending = new Map<string, Promise<void>>();
  const counts = { filled: 0, compiled: 0, evicted: 0 };

  let newest = '';

  const use = (key: string): Shape | null | undefined => {
    const shape = shapes.get(key);
    if (shape === undefined || key === newest) return shape;
    shapes.delete(key);
    shapes.set(key, shape);
    newest = key;
    return shape;
  };

  const keep = (key: string, shape: Shape | null): void => {
    shapes.set(key, shape);
    newest = key;
    const [oldest] = shapes.keys();
    if (shapes.size > max && oldest !== undefined) {
      shapes.delete(oldest);
      counts.evicted += 1;
    }
  };

  const fill = (letter: MjmlFragment): string | undefined => {
    const { key, values } = takeApart(letter);
    const shape = use(key);
    if (shape === undefined || shape === null) return undefined;
    counts.filled += 1;
    return fillShape(shape, values);
  };

  const compileDirectly = async (letter: MjmlFragment): Promise<string> => {
    counts.compiled += 1;
    return compile(writeSource(letter));
  };

  const render = async (letter: MjmlFragment): Promise<string> => {
    const { key } = takeApart(letter);
    // No await where nothing is under way: the check below and `pending.set` belong together.
    const underWay = pending.get(key);
    if (underWay !== undefined) await underWay.catch(() => undefined);
    const filled = fill(letter);
    if (filled !== undefined) return filled;
    if (shapes.has(key) || pending.has(key)) return compileDirectly(letter);
    const html = compileDirectly(letter);
    const compiling = html
      .then((direct) => compileShape(letter, direct, compile))
      .then((shape) => keep(key, shape))
      .finally(() => pending.delete(key));
    pending.set(key, compiling);
    await compiling;
    return html;
  };

  return {
    fill,
    render,
    stats: () => ({
      shapes: shapes.size,
      ...counts,
      notFillable: [...shapes.values()].filter((shape) => shape === null).length,
    }),
  };
}
