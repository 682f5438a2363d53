import type { ResponseObject } from '../transports/subgraph-transport.ts';

/** Whether a value of a response is an object, and neither `null` nor a list. */
export function isResponseObject(value: unknown): value is ResponseObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Adds the fields of `source` to `target`, in depth. What `target` already has stays where `source` has `null`;
 * lists are merged item by item. Objects of `source` may become part of `target`. A key `__proto__` is left out: it
 * would lead to what all objects share.
 *
 * @param isCopied Whether copies of the objects become part of it, and none of `source` itself.
 */
export function mergeData(target: ResponseObject, source: ResponseObject, isCopied = false): void {
  for (const key in source) {
    if (key === '__proto__') continue;
    const given = source[key];
    const value = isCopied && typeof given === 'object' && given !== null ? copyData(given) : given;
    const present = target[key];
    if (present === undefined || present === null) {
      target[key] = value;
    } else if (typeof value === 'object' && value !== null) {
      target[key] = mergeValue(present, value);
    } else if (value !== null && value !== undefined) {
      target[key] = value;
    }
  }
}

function mergeValue(present: unknown, value: object): unknown {
  if (present === value) return present;
  if (Array.isArray(present) && Array.isArray(value)) {
    mergeList(present, value);
    return present;
  }
  if (isResponseObject(present) && isResponseObject(value)) {
    mergeData(present, value);
    return present;
  }
  return value;
}

function mergeList(present: unknown[], values: readonly unknown[]): void {
  const length = Math.min(present.length, values.length);
  for (let index = 0; index < length; index++) {
    const value = values[index];
    if (value === null || value === undefined) continue;
    present[index] = typeof value === 'object' ? mergeValue(present[index], value) : value;
  }
}

/** A copy that shares no object or list with `value`. */
export function copyData<Value>(value: Value): Value;
export function copyData(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => copyData(item));
  if (!isResponseObject(value)) return value;
  const copy: ResponseObject = {};
  for (const key in value) if (key !== '__proto__') copy[key] = copyData(value[key]);
  return copy;
}
