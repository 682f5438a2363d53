/**
 * `/letters`: every letter that is published.
 */
import { DataSection } from '../frame/data-section.tsx';
import { SearchField, SelectField } from '../frame/fields.tsx';
import { SampleNotice, SampleTag } from '../frame/notices.tsx';
import { PageLinks } from '../frame/pages.tsx';
import { StackingTable } from '../frame/table.tsx';
import { formatCount, formatYear } from '../words.ts';
import { type LetterArchiveView, writeLetterSearch } from './letter-archive-view.ts';

export function LetterArchivePage({ search, letters, years, question }: LetterArchiveView) {
  const { nodes, totalCount, pageInfo } = letters;
  const { trail } = search;
  const previous =
    search.after === ''
      ? null
      : writeLetterSearch({ ...search, after: trail.at(-1) ?? '', trail: trail.slice(0, -1) });
  const next =
    pageInfo.hasNextPage && pageInfo.endCursor !== null
      ? writeLetterSearch({
          ...search,
          after: pageInfo.endCursor,
          trail: search.after === '' ? [] : [...trail, search.after],
        })
      : null;
  return (
    <>
      <h1 className="govuk-heading-l">Annual review letters</h1>
      <p className="govuk-body-l">
        Every July the ombudsman writes to each council about the complaints of the year before.
      </p>
      <search>
        <form className="site-form" action="/letters" method="get" data-live="letter-results">
          <SearchField id="q" label="Council name" value={search.q} names />
          <SelectField
            id="year"
            label="Year"
            chosen={search.year}
            choices={[
              { value: '', text: 'All years' },
              ...years.map((year) => ({ value: String(year), text: formatYear(year) })),
            ]}
          />
          <button type="submit" className="govuk-button">
            Search
          </button>
        </form>
      </search>
      <div id="letter-results">
        {nodes.some(({ sample }) => sample) && <SampleNotice />}
        <div role="status">
          <h2 className="govuk-heading-m">
            {formatCount(totalCount)} {totalCount === 1 ? 'letter' : 'letters'}
          </h2>
        </div>
        {nodes.length === 0 ? (
          <p className="govuk-body">
            No letter fits. Try fewer letters of the name, or{' '}
            <a className="govuk-link" href="/letters">
              see all
            </a>
            .
          </p>
        ) : (
          <StackingTable
            caption="Published letters"
            columns={[{ name: 'Letter' }, { name: 'Council' }, { name: 'Also as' }]}
            rows={nodes.map(({ id, yearEnding, path, sample, council }) => ({
              key: id,
              header: (
                <>
                  <a className="govuk-link" href={`${path}.html`}>
                    {formatYear(yearEnding)}
                    <span className="govuk-visually-hidden"> letter to {council.name}</span>
                  </a>{' '}
                  {sample && <SampleTag />}
                </>
              ),
              cells: [
                <a key="council" className="govuk-link" href={`/councils/${council.slug}`}>
                  {council.name}
                </a>,
                <span key="forms">
                  {(['txt', 'eml', 'json'] as const).map((ending, place) => (
                    <span key={ending}>
                      {place > 0 && ', '}
                      <a className="govuk-link" href={`${path}.${ending}`}>
                        {{ txt: 'text', eml: 'e-mail', json: 'data' }[ending]}
                        <span className="govuk-visually-hidden">
                          , {council.name}, {formatYear(yearEnding)}
                        </span>
                      </a>
                    </span>
                  ))}
                </span>,
              ],
            }))}
          />
        )}
        <PageLinks previous={previous} next={next} />
      </div>
      <DataSection question={question} files={[]} />
    </>
  );
}
