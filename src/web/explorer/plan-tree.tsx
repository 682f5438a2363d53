import { parse, print } from 'graphql';
import { listFetches, type Plan, type PlanFetch, type PlanStep } from './plan.ts';

/** How many colours there are for subgraphs; more subgraphs share them. Names tell them apart in any case. */
const COLOURS = 6;

interface Scale {
  /** Whole time of the operation, never 0. */
  readonly durationMs: number;
  /** The colour of each subgraph, by name. */
  readonly colours: ReadonlyMap<string, number>;
}

/** A plan as nested lists, with a bar for each fetch on one scale of time. */
export function PlanTree({ plan }: { readonly plan: Plan }) {
  const fetches = listFetches(plan.root);
  const names = [...new Set(fetches.map(({ subgraph }) => subgraph))];
  const scale: Scale = {
    durationMs: Math.max(plan.durationMs, 0.001),
    colours: new Map(names.map((name, index) => [name, index % COLOURS])),
  };
  const sent = fetches.filter(({ timing }) => timing !== undefined).length;
  return (
    <>
      <p className="plan-summary">
        <strong>{formatMs(plan.durationMs)}</strong> in all, with {count(sent, 'request')}
        {names.length > 0 && ` to ${names.length === 1 ? names[0] : `${names.length} subgraphs`}`}.
        {` Planning took ${formatMs(plan.planningMs)} of it.`}
      </p>
      {plan.root === null ? (
        <p>No subgraph was needed: the gateway answered by itself.</p>
      ) : (
        <>
          <div className="plan-axis" aria-hidden="true">
            <span>0 ms</span>
            <span>{formatMs(plan.durationMs)}</span>
          </div>
          <ol className="plan-steps">
            <Step step={plan.root} scale={scale} />
          </ol>
        </>
      )}
    </>
  );
}

function Step({ step, scale }: { readonly step: PlanStep; readonly scale: Scale }) {
  if (step.kind === 'Fetch') return <Fetch fetch={step} scale={scale} />;
  return (
    <li className="plan-group">
      <span className="plan-order">
        {step.kind === 'Sequence' ? 'One after another' : 'At the same time'}
      </span>
      <ol className="plan-steps">
        {step.steps.map((child) => (
          <Step key={child.id} step={child} scale={scale} />
        ))}
      </ol>
    </li>
  );
}

function Fetch({ fetch, scale }: { readonly fetch: PlanFetch; readonly scale: Scale }) {
  const { subgraph, paths, timing, operation } = fetch;
  return (
    <li className="plan-fetch" data-colour={scale.colours.get(subgraph)}>
      <p className="plan-head">
        <strong className="plan-subgraph">{subgraph}</strong>
        {paths.length > 0 && ' for '}
        {paths.map((path, index) => (
          <span key={path}>
            {index > 0 && ' and '}
            <code>{path}</code>
          </span>
        ))}
      </p>
      {timing && (
        <div className="plan-track" aria-hidden="true">
          <div className="plan-bar" style={placeBar(timing, scale.durationMs)} />
        </div>
      )}
      <p className="plan-words">{describeFetch(fetch)}</p>
      <details>
        <summary>
          Operation<span className="unseen"> sent to {subgraph}</span>
        </summary>
        <pre>{layOut(operation)}</pre>
      </details>
    </li>
  );
}

function placeBar(
  { startMs, durationMs }: { readonly startMs: number; readonly durationMs: number },
  wholeMs: number,
) {
  const left = Math.min(100, Math.max(0, (startMs / wholeMs) * 100));
  return { left: `${left}%`, width: `${Math.min(100 - left, (durationMs / wholeMs) * 100)}%` };
}

/** `7.1 ms from 0.4 ms, 12 entities`. */
function describeFetch({ timing, entities, isAnswered }: PlanFetch): string {
  if (timing === undefined) return 'Not sent: nothing was wanted of it';
  const parts = [`${formatMs(timing.durationMs)}, from ${formatMs(timing.startMs)}`];
  if (entities !== undefined) parts.push(count(entities, 'entity', 'entities'));
  if (!isAnswered) parts.push('no answer');
  return parts.join(' · ');
}

function formatMs(milliseconds: number): string {
  const digits = milliseconds >= 100 ? 0 : milliseconds >= 10 ? 1 : 2;
  return `${milliseconds.toFixed(digits)} ms`;
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

function layOut(operation: string): string {
  try {
    return print(parse(operation));
  } catch {
    return operation;
  }
}
