import type { ResponsePath } from '../run/flatten-path.ts';
import { isResponseObject } from '../run/merge-data.ts';
import type { ResponseObject } from '../transports/subgraph-transport.ts';

/** Where the answer so far has objects and lists, and where it has null: leaves are `true`. */
type Shape = ShapeObject | Shape[] | null | true;
interface ShapeObject {
  [key: string]: Shape;
}

/** What a client has of an answer that comes in parts. A null that it got stays null. */
export class DeliveredData {
  readonly #root: ShapeObject = Object.create(null);

  /** Whether there is an object at `path`, and no null on the way. */
  has(path: ResponsePath): boolean {
    return this.#find(path) !== undefined;
  }

  /** Adds to the object at `path`. Gives `data` as it may be sent: null where the client got null already. */
  add(path: ResponsePath, data: ResponseObject): ResponseObject {
    const target = this.#find(path);
    if (target === undefined) throw new Error('Nothing can be added beneath a null');
    return addObject(target, data);
  }

  #find(path: ResponsePath): ShapeObject | undefined {
    let shape: Shape | undefined = this.#root;
    for (const key of path) {
      if (typeof shape !== 'object' || shape === null) return undefined;
      shape = Array.isArray(shape) ? shape[Number(key)] : shape[key];
    }
    if (typeof shape !== 'object' || shape === null || Array.isArray(shape)) return undefined;
    return shape;
  }
}

function addObject(target: ShapeObject, data: ResponseObject): ResponseObject {
  const sent: ResponseObject = {};
  for (const [key, value] of Object.entries(data)) {
    const [shape, visible] = addValue(target[key], value);
    target[key] = shape;
    // Assigning to `__proto__` would change what the object inherits.
    if (key !== '__proto__') sent[key] = visible;
    else Object.defineProperty(sent, key, { value: visible, enumerable: true });
  }
  return sent;
}

function addValue(known: Shape | undefined, value: unknown): [Shape, unknown] {
  if (known === null || value === null) return [null, null];
  if (Array.isArray(value)) {
    const shapes: Shape[] = Array.isArray(known) ? known : [];
    const sent = value.map((item, index) => {
      const [shape, visible] = addValue(shapes[index], item);
      shapes[index] = shape;
      return visible;
    });
    return [shapes, sent];
  }
  if (!isResponseObject(value)) return [true, value];
  const isObject = typeof known === 'object' && !Array.isArray(known);
  const shape: ShapeObject = isObject ? known : Object.create(null);
  return [shape, addObject(shape, value)];
}
