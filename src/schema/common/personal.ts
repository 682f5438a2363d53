/** A column that holds personal data. */
export interface PersonalColumn {
  /** Class of the entity that has it. */
  entity: object;
  /** The property, which is the field's name in the graph as well. */
  property: string;
  /** Whose data it is and why it is kept. */
  why: string;
}

const declared: PersonalColumn[] = [];

/**
 * Marks a column that holds personal data. It is in no log, no message of an error, and no answer or export without a
 * scope: tests put marked words into every such column and look for them everywhere.
 *
 * @param why Whose data it is and why it is kept.
 */
export function Personal(why: string): PropertyDecorator {
  return (prototype, property) => {
    declared.push({ entity: prototype.constructor, property: String(property), why });
  };
}

/** Every column that was marked, in the order in which the entities were loaded. */
export function personalColumns(): readonly PersonalColumn[] {
  return declared;
}
