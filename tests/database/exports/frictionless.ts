import { z } from 'zod';

/**
 * The rules of the Frictionless Data Package, Data Resource, Table Schema and CSV Dialect specifications, version 1, as
 * far as they bind: what must be there, what it must look like, and what may stand nowhere.
 */
const name = z.string().regex(/^[-a-z0-9._/]+$/);

const constraints = {
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
};
const enumOf = <T extends z.ZodType>(value: T) =>
  z
    .array(value)
    .min(1)
    .refine((values) => new Set(values).size === values.length, 'enum values are unique')
    .optional();

const common = { name: z.string().min(1), title: z.string(), description: z.string() };
const field = z.discriminatedUnion('type', [
  z.strictObject({
    ...common,
    type: z.literal('string'),
    format: z.enum(['default', 'email', 'uri', 'binary', 'uuid']).optional(),
    constraints: z.strictObject({ ...constraints, enum: enumOf(z.string()) }).optional(),
  }),
  ...(['integer', 'number'] as const).map((type) =>
    z.strictObject({
      ...common,
      type: z.literal(type),
      constraints: z.strictObject({ ...constraints, enum: enumOf(z.number()) }).optional(),
    }),
  ),
  z.strictObject({
    ...common,
    type: z.literal('boolean'),
    trueValues: z.array(z.string()).optional(),
    falseValues: z.array(z.string()).optional(),
    constraints: z.strictObject({ ...constraints, enum: enumOf(z.boolean()) }).optional(),
  }),
  z.strictObject({
    ...common,
    type: z.literal('date'),
    format: z
      .union([z.enum(['default', 'any']), z.string().regex(/^(%[YmdjyBb]|[-/. ])+$/)])
      .optional(),
    constraints: z.strictObject({ ...constraints, enum: enumOf(z.string()) }).optional(),
  }),
]);

const schema = z
  .strictObject({
    fields: z.array(field).min(1),
    primaryKey: z.union([z.string(), z.array(z.string()).min(1)]),
    missingValues: z.array(z.string()),
  })
  .superRefine(({ fields, primaryKey }, context) => {
    const names = fields.map((one) => one.name);
    if (new Set(names).size !== names.length) context.addIssue('field names are unique');
    for (const key of [primaryKey].flat()) {
      if (!names.includes(key)) context.addIssue(`${key} of the primary key is no field`);
    }
  });

const resource = z.strictObject({
  profile: z.literal('tabular-data-resource'),
  name,
  // Relative, within the folder of the descriptor, with forward slashes.
  path: z.string().regex(/^(?!\/)(?!.*\.\.)(?!.*\\)(?!\w+:)[^\s]+$/),
  description: z.string(),
  format: z.literal('csv'),
  mediatype: z.literal('text/csv'),
  encoding: z.literal('utf-8'),
  bytes: z.int().nonnegative().optional(),
  hash: z
    .string()
    .regex(/^(sha256:[a-f0-9]{64}|[a-f0-9]{32})$/)
    .optional(),
  dialect: z.strictObject({
    delimiter: z.string(),
    lineTerminator: z.string(),
    quoteChar: z.string().length(1),
    doubleQuote: z.boolean(),
    header: z.boolean(),
  }),
  schema,
});

const dataPackage = z
  .strictObject({
    profile: z.literal('tabular-data-package'),
    name,
    title: z.string().min(1),
    description: z.string(),
    // The one property of our own, which the specification allows.
    sample: z.boolean().optional(),
    licenses: z
      .array(
        z.strictObject({
          name: z.string().regex(/^[-a-zA-Z0-9._]+$/),
          path: z.url(),
          title: z.string().optional(),
        }),
      )
      .min(1),
    sources: z
      .array(
        z.strictObject({
          title: z.string().min(1),
          path: z.string().optional(),
          email: z.string().optional(),
        }),
      )
      .min(1),
    resources: z.array(resource).min(1),
  })
  .refine(
    ({ resources }) => new Set(resources.map((one) => one.name)).size === resources.length,
    'resource names are unique',
  );

/** What the rules have against a descriptor, a line each. */
export function frictionlessProblems(descriptor: unknown): string[] {
  const { error } = dataPackage.safeParse(descriptor);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}
