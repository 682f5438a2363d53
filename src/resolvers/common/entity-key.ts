import { inputError } from './input-error.ts';

/** What `_entities` is given for one entity: its key, not yet looked at. */
export type EntityReference = Readonly<Record<string, unknown>>;

/** A key that is text. @throws BAD_USER_INPUT when it is not. */
export function textKey(reference: EntityReference, field: string): string {
  const value = reference[field];
  if (typeof value === 'string') return value;
  throw inputError(`representations.${field}`, 'text', value);
}

/** A key that is a whole number. @throws BAD_USER_INPUT when it is not. */
export function numberKey(reference: EntityReference, field: string): number {
  const value = reference[field];
  if (Number.isSafeInteger(value)) return Number(value);
  throw inputError(`representations.${field}`, 'a whole number', value);
}
