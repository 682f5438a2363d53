import { useEffect, useRef, useState } from 'react';
import type { ListedReport, Preview } from '../../api.ts';
import { readView, type View, widths, writeView } from './address.ts';
import { Changes } from './changes.tsx';
import { Findings, Problems } from './findings.tsx';
import { LetterFrame } from './letter-frame.tsx';
import { ParameterForm, readParameters, showParameters } from './parameter-form.tsx';
import { PartTabs } from './part-tabs.tsx';
import { SendForm } from './send-form.tsx';
import { usePreview, useReportList, useRevision } from './use-preview.ts';

const widthNames: Readonly<Record<number, string>> = {
  375: 'Phone',
  768: 'Tablet',
  1280: 'Desktop',
};

/** Report × fixture or live data × part. The address says what is shown. */
export function ReportsPage() {
  const [view, setView] = useState(() => readView(location.search));
  const [isWatching, setWatching] = useState(false);
  const revision = useRevision(isWatching);
  const { answer: list, failure: listFailure } = useReportList(revision);
  useEffect(() => setWatching(list?.watching ?? false), [list]);

  const report = list?.reports.find(({ name }) => name === view.report) ?? list?.reports[0];
  const isLive = view.fixture === '' && Object.keys(view.values).length > 0 && list?.live === true;
  const fixture = isLive ? '' : view.fixture || (report?.fixtures[0]?.name ?? '');
  const shown: View = { ...view, report: report?.name ?? view.report, fixture };
  const request =
    report === undefined
      ? null
      : {
          report: report.name,
          ...(isLive ? { parameters: readParameters(report, view.values) } : { fixture }),
        };
  const { answer: preview, failure } = usePreview(request, revision);

  function change(changed: Partial<View>) {
    const next = { ...shown, ...changed };
    setView(next);
    history.replaceState(null, '', writeView(next));
  }

  if (list === null) return <p className="quiet lone">{listFailure || 'Reading the reports…'}</p>;
  const problems = [...list.problems, ...(preview?.problems ?? [])];
  return (
    <div className="reports-page">
      <h1 className="unseen">Reports</h1>
      <form
        className="choose"
        aria-label="What is shown"
        onSubmit={(event) => event.preventDefault()}
      >
        <div className="field">
          <label htmlFor="report">Report</label>
          <select
            id="report"
            value={shown.report}
            onChange={(event) => change({ report: event.target.value, fixture: '', values: {} })}
          >
            {list.reports.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
          <p className="quiet">{report?.description}</p>
        </div>
        {report && (
          <DataChoice
            {...{ report, fixture, isLive, live: list.live, whyNoData: list.whyNoData }}
            change={change}
          />
        )}
        {report && isLive && (
          <>
            <ParameterForm
              report={report}
              values={view.values}
              onChange={(values) =>
                change({ values: Object.keys(values).length > 0 ? values : view.values })
              }
            />
            <p className="notice">Live data names people. Send it only to those who may read it.</p>
          </>
        )}
      </form>
      <section className="result" aria-label="Letter">
        <Problems problems={problems} />
        {failure !== '' && (
          <p className="problem-text" role="alert">
            {failure}
          </p>
        )}
        {preview && <Letter preview={preview} view={shown} isLive={isLive} change={change} />}
        {preview && <Findings {...preview} />}
        {request && <SendForm request={request} mail={list.mail} />}
      </section>
    </div>
  );
}

interface DataChoiceProps {
  readonly report: ListedReport;
  readonly fixture: string;
  readonly isLive: boolean;
  readonly live: boolean;
  readonly whyNoData: string | null;
  readonly change: (changed: Partial<View>) => void;
}

function DataChoice({ report, fixture, isLive, live, whyNoData, change }: DataChoiceProps) {
  const parameters = report.fixtures.find(({ name }) => name === fixture)?.params ?? {};
  return (
    <div className="field">
      <label htmlFor="data">Data</label>
      <select
        id="data"
        value={isLive ? ' live' : fixture}
        onChange={({ target: { value } }) =>
          change(
            value === ' live'
              ? { fixture: '', values: showParameters(parameters) }
              : { fixture: value, values: {} },
          )
        }
      >
        {live && <option value=" live">Live data</option>}
        <optgroup label="Fixtures">
          {report.fixtures.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </optgroup>
      </select>
      {!live && <p className="quiet">No live data: {whyNoData}</p>}
      {!isLive && (
        <dl className="parameters">
          {Object.entries(showParameters(parameters)).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

interface LetterProps {
  readonly preview: Preview;
  readonly view: View;
  readonly isLive: boolean;
  readonly change: (changed: Partial<View>) => void;
}

function Letter({ preview, view, isLive, change }: LetterProps) {
  const { part, width } = view;
  // What could be made last stays in sight while the author mends what cannot.
  const lastHtml = useRef('');
  const html = preview.letter?.html || lastHtml.current;
  useEffect(() => {
    if (preview.letter?.html) lastHtml.current = preview.letter.html;
  }, [preview]);
  const identity = JSON.stringify([view.report, view.fixture, view.values]);
  return (
    <>
      {preview.letter && (
        <div className="subject">
          <h2>{preview.letter.subject}</h2>
          <p className="quiet">{preview.letter.preheader}</p>
        </div>
      )}
      <div className="bar">
        <PartTabs part={part} onChange={(next) => change({ part: next })} />
        {part === 'html' && (
          <fieldset className="widths">
            <legend className="unseen">Width</legend>
            {widths.map((one) => (
              <label key={one}>
                <input
                  type="radio"
                  name="width"
                  checked={one === width}
                  onChange={() => change({ width: one })}
                />
                {widthNames[one]}
              </label>
            ))}
          </fieldset>
        )}
      </div>
      <div id="part" role="tabpanel" aria-labelledby={`tab-${part}`}>
        {part === 'html' && !preview.letter?.html && html !== '' && (
          <p className="quiet">The last letter that could be made:</p>
        )}
        {part === 'html' && html !== '' && <LetterFrame {...{ html, width, identity }} />}
        {part === 'text' && <Source label="Plain text" text={preview.letter?.text ?? ''} />}
        {part === 'mjml' && <Source label="MJML" text={preview.letter?.mjml ?? ''} isNumbered />}
        {part === 'data' && <Source label="Data" text={JSON.stringify(preview.data, null, 2)} />}
        {part === 'query' && (
          <Source
            label="Query"
            text={`${preview.query.trim()}\n\n# Variables\n${JSON.stringify(preview.variables, null, 2)}`}
          />
        )}
        {part === 'changes' && (
          <Changes
            report={view.report}
            council={readCouncil(preview, view, isLive)}
            text={preview.letter?.text ?? ''}
          />
        )}
      </div>
    </>
  );
}

function readCouncil(preview: Preview, view: View, isLive: boolean): string {
  if (isLive) return view.values.council ?? '';
  const council = preview.letter?.parameters.council;
  return typeof council === 'string' ? council : '';
}

interface SourceProps {
  readonly label: string;
  readonly text: string;
  readonly isNumbered?: boolean;
}

function Source({ label, text, isNumbered = false }: SourceProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which the keyboard must reach.
    <section className={isNumbered ? 'source numbered' : 'source'} tabIndex={0} aria-label={label}>
      {isNumbered
        ? text.split('\n').map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line's number is its name.
            <span className="numbered-line" key={index}>
              {line}
              {'\n'}
            </span>
          ))
        : text}
    </section>
  );
}
