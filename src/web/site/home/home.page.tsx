/**
 * `/`: where a visitor asks how their council is doing.
 */
import { SearchField } from '../frame/fields.tsx';
import { SampleNotice } from '../frame/notices.tsx';
import type { HomeView } from './home-view.ts';

export function HomePage(_view: HomeView) {
  return (
    <>
      <h1 className="govuk-heading-xl">How is my council doing?</h1>
      <p className="govuk-body-l">
        What an ombudsman found when people complained about their council: how often there was
        fault, whether the council put it right, and how that compares with councils like it.
      </p>
      <SampleNotice />
      <search>
        <form className="site-form" action="/councils" method="get">
          <SearchField
            id="q"
            label="Find a council"
            hint="Part of its name, such as Dartford"
            names
            large
          />
          <button type="submit" className="govuk-button">
            Search
          </button>
        </form>
      </search>
    </>
  );
}
