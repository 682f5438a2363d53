import type { ListedReport, ParameterSchema } from '../../api.ts';
import { CouncilField } from './council-field.tsx';

type Values = Readonly<Record<string, string>>;

interface ParameterFormProps {
  readonly report: ListedReport;
  readonly values: Values;
  readonly onChange: (values: Values) => void;
}

/** A field for each parameter that a report declares. */
export function ParameterForm({ report, values, onChange }: ParameterFormProps) {
  const { properties = {}, required = [] } = report.parameters;
  return (
    <>
      {Object.entries(properties).map(([name, schema]) => (
        <div className="field" key={name}>
          <label htmlFor={`parameter-${name}`}>
            {sayName(name)}
            {required.includes(name) ? '' : <span className="quiet"> (may be left out)</span>}
          </label>
          <Field
            name={name}
            schema={schema}
            value={values[name] ?? ''}
            onChange={(value) => onChange({ ...values, [name]: value })}
          />
          <p className="quiet" id={`about-${name}`}>
            {schema.description}
          </p>
        </div>
      ))}
    </>
  );
}

interface FieldProps {
  readonly name: string;
  readonly schema: ParameterSchema;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Field({ name, schema, value, onChange }: FieldProps) {
  const id = `parameter-${name}`;
  const about = `about-${name}`;
  if (schema.enum !== undefined || schema.type === 'boolean') {
    return (
      <select
        id={id}
        aria-describedby={about}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">–</option>
        {(schema.enum ?? ['true', 'false']).map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
    );
  }
  if (/council$/i.test(name)) {
    return <CouncilField id={id} value={value} describedBy={about} onChange={onChange} />;
  }
  return (
    <input
      id={id}
      aria-describedby={about}
      inputMode={isNumber(schema) ? 'numeric' : 'text'}
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** Parameters as the report takes them: numbers as numbers where the schema says so. Empty fields are left out. */
export function readParameters(report: ListedReport, values: Values): Record<string, unknown> {
  const { properties = {} } = report.parameters;
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, schema]) => {
      const value = values[name] ?? '';
      return value === '' ? [] : [[name, readValue(schema, value)]];
    }),
  );
}

/** What the form shows of parameters. */
export function showParameters(parameters: Readonly<Record<string, unknown>>): Values {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}

function readValue(schema: ParameterSchema, value: string): unknown {
  if (schema.type === 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value; // the report says what it expected
  }
}

function isNumber({ type }: ParameterSchema): boolean {
  return type === 'integer' || type === 'number';
}

/** `yearEnding` as "Year ending". */
function sayName(name: string): string {
  const words = name.replace(/([A-Z])/g, ' $1').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
