/**
 * What the map shows, to be chosen. Without a script the button asks for the page again.
 */
import { COUNCIL_TYPES, formatYear, REGIONS } from '../words.ts';
import type { MapState } from './map-state.ts';
import type { LiveMap, MapView } from './map-view.ts';
import { MAP_LAYERS, type MapLayer } from './map-year.ts';
import { MEASURE_NAMES, MEASURES, type MeasureName } from './measures.ts';

const LAYER_WORDS: Readonly<Record<MapLayer, string>> = {
  districts: 'With districts',
  counties: 'With counties',
};

interface Choice<Value extends string> {
  readonly value: Value;
  readonly text: string;
}

function MapSelect<Value extends string>({
  name,
  label,
  choices,
  chosen,
  choose,
}: {
  name: keyof MapState;
  label: string;
  choices: readonly Choice<Value>[];
  chosen: Value;
  choose: (value: Value) => void;
}) {
  return (
    <div className="govuk-form-group">
      <label className="govuk-label" htmlFor={`map-${name}`}>
        {label}
      </label>
      <select
        className="govuk-select"
        id={`map-${name}`}
        name={name}
        value={chosen}
        onChange={(event) => {
          const choice = choices.find(({ value }) => value === event.currentTarget.value);
          if (choice !== undefined) choose(choice.value);
        }}
      >
        {choices.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

function YearSlider({ view, live }: { view: MapView; live: LiveMap | undefined }) {
  const { years, state } = view;
  return (
    <div className="govuk-form-group map-year">
      <label className="govuk-label" htmlFor="map-year">
        Year
      </label>
      <input
        type="range"
        id="map-year"
        name="year"
        min={years[0]}
        max={years.at(-1)}
        step="1"
        value={state.year}
        aria-valuetext={formatYear(state.year)}
        onChange={(event) => live?.change({ year: Number(event.currentTarget.value) })}
      />
      <div className="map-years" aria-hidden="true">
        {years.map((year) => (
          <span key={year} className={year === state.year ? 'map-year-now' : undefined}>
            {year}
          </span>
        ))}
      </div>
    </div>
  );
}

const measures: readonly Choice<MeasureName>[] = MEASURE_NAMES.map((value) => ({
  value,
  text: MEASURES[value].title,
}));
const layers: readonly Choice<MapLayer>[] = MAP_LAYERS.map((value) => ({
  value,
  text: LAYER_WORDS[value],
}));
const anyType: Choice<string> = { value: '', text: 'All types' };
const anyRegion: Choice<string> = { value: '', text: 'All regions' };

export function MapForm({ view, live }: { view: MapView; live?: LiveMap | undefined }) {
  const { state } = view;
  const change = live?.change;
  return (
    <form
      className="map-form"
      action="/"
      method="get"
      aria-label="Map"
      onSubmit={(event) => {
        if (live !== undefined) event.preventDefault();
      }}
    >
      <MapSelect
        name="measure"
        label="Show"
        choices={measures}
        chosen={state.measure}
        choose={(measure: MeasureName) => change?.({ measure })}
      />
      <MapSelect
        name="layer"
        label="Layer"
        choices={layers}
        chosen={state.layer}
        choose={(layer: MapLayer) => change?.({ layer })}
      />
      <MapSelect
        name="type"
        label="Type"
        choices={[
          anyType,
          ...Object.entries(COUNCIL_TYPES).map(([value, text]) => ({ value, text })),
        ]}
        chosen={state.type}
        choose={(type: string) => change?.({ type })}
      />
      <MapSelect
        name="region"
        label="Region"
        choices={[anyRegion, ...REGIONS.map((region) => ({ value: region, text: region }))]}
        chosen={state.region}
        choose={(region: string) => change?.({ region })}
      />
      <YearSlider view={view} live={live} />
      <button type="submit" className="govuk-button govuk-button--secondary">
        Update map
      </button>
    </form>
  );
}
