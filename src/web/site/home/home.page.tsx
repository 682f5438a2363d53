/**
 * `/`: where a visitor asks how their council is doing.
 */
import { SearchField } from '../frame/fields.tsx';
import { Island } from '../frame/island.tsx';
import { MissingNotice, PageSection, ProblemSummary, SampleNotice } from '../frame/notices.tsx';
import { MapSection } from '../map/map-section.tsx';
import type { MapView } from '../map/map-view.ts';
import type { HomeView } from './home-view.ts';

const PART_WORDS = { figures: 'figures', compliance: 'compliance with recommendations' } as const;

function MapOfCouncils({ map }: { map: MapView }) {
  const { year, ...data } = map;
  return (
    <PageSection id="map" title="England’s councils side by side">
      <MissingNotice what={year.missing.map((part) => PART_WORDS[part])} />
      <Island name="map" data={data}>
        <MapSection view={map} />
      </Island>
    </PageSection>
  );
}

export function HomePage({ sample, map, problems }: HomeView) {
  return (
    <>
      <ProblemSummary problems={problems} />
      <h1 className="govuk-heading-xl">How is my council doing?</h1>
      <p className="govuk-body-l">
        What an ombudsman found when people complained about their council: how often there was
        fault, whether the council put it right, and how that compares with councils like it.
      </p>
      {sample && <SampleNotice />}
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
      {map === null ? (
        <MissingNotice what={['the map of councils']} />
      ) : (
        <MapOfCouncils map={map} />
      )}
    </>
  );
}
