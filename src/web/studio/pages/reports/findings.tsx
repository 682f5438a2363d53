import type { Preview, Problem } from '../../api.ts';

/** What keeps the letter from being made, each with report, file and line. */
export function Problems({ problems }: { readonly problems: readonly Problem[] }) {
  return (
    <div role="alert">
      {problems.length > 0 && (
        <ul className="problems">
          {problems.map((problem) => (
            <li key={`${problem.stage} ${problem.message}`}>
              <p className="place">
                {[problem.report ?? 'report', problem.stage].join(' · ')}
                {problem.file !== null && (
                  <>
                    {' · '}
                    <code>
                      {problem.file}:{problem.line}
                    </code>
                  </>
                )}
              </p>
              <p>{problem.message}</p>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The size of the letter beside that at which it is cut off, and what the check finds. */
export function Findings({ bytes, findings, timings }: Preview) {
  const share = bytes.html / bytes.clip;
  return (
    <section className="findings" aria-labelledby="findings">
      <h2 id="findings">
        {findings.length === 0
          ? 'The check finds nothing'
          : `The check finds ${findings.length === 1 ? 'one thing' : `${findings.length} things`}`}
      </h2>
      {findings.length > 0 && (
        <ul>
          {findings.map(({ severity, rule, message, line }) => (
            <li key={`${rule} ${message}`}>
              <strong className={severity}>{severity}</strong> {rule}
              {line === undefined ? '' : `, MJML line ${line}`}: {message}
            </li>
          ))}
        </ul>
      )}
      <div className="size">
        <meter
          aria-label="Size of the HTML"
          min={0}
          max={1}
          high={0.9}
          optimum={0}
          value={Math.min(1, share)}
        />
        <p>
          {(bytes.html / 1024).toFixed(1)} kB of {bytes.clip / 1024} kB, where Gmail cuts letters
          off · text {(bytes.text / 1024).toFixed(1)} kB
          <span className="quiet">
            {' '}
            · data {Math.round(timings.dataMs)} ms · letter {Math.round(timings.renderMs)} ms
          </span>
        </p>
      </div>
    </section>
  );
}
