import { Random } from './random.ts';
import { existsThrough, type SampleCouncil } from './sample-council.ts';

/** A seminar of the sample with the authorities that came. */
export interface SampleSeminar {
  series: string;
  heldOn: string;
  place: string;
  delegates: number;
  councilCodes: string[];
}

interface SeminarTargets {
  yearEnding: number;
  heldOn: string;
  place: string;
  /** Regions from which authorities come. */
  regions: readonly string[];
  authorities: number;
  delegates: number;
}

const south = ['London', 'South East', 'East of England'];
const north = ['North East', 'North West', 'Yorkshire and The Humber'];
const midlands = ['West Midlands', 'East Midlands'];

/**
 * Printed in the letters of July 2020: seminars for link officers in London, Bristol, Leeds and Birmingham, with 178
 * delegates from 143 authorities. Their days, how they divide, and the years before are made up.
 */
const seminarTargets: readonly SeminarTargets[] = [
  {
    yearEnding: 2018,
    heldOn: '2017-11-14',
    place: 'London',
    regions: south,
    authorities: 34,
    delegates: 41,
  },
  {
    yearEnding: 2019,
    heldOn: '2018-10-09',
    place: 'London',
    regions: south,
    authorities: 41,
    delegates: 50,
  },
  {
    yearEnding: 2019,
    heldOn: '2018-11-06',
    place: 'Manchester',
    regions: north,
    authorities: 30,
    delegates: 37,
  },
  {
    yearEnding: 2020,
    heldOn: '2019-09-24',
    place: 'London',
    regions: south,
    authorities: 58,
    delegates: 72,
  },
  {
    yearEnding: 2020,
    heldOn: '2019-10-08',
    place: 'Bristol',
    regions: ['South West'],
    authorities: 22,
    delegates: 27,
  },
  {
    yearEnding: 2020,
    heldOn: '2019-10-22',
    place: 'Leeds',
    regions: north,
    authorities: 31,
    delegates: 39,
  },
  {
    yearEnding: 2020,
    heldOn: '2019-11-12',
    place: 'Birmingham',
    regions: midlands,
    authorities: 32,
    delegates: 40,
  },
];

/** Councils that came to a seminar in any case. */
const alwaysThere = ['E07000107'];

/** The link officer seminars of all years. An authority comes to one of them a year at most. */
export function createSeminars(councils: readonly SampleCouncil[]): SampleSeminar[] {
  return seminarTargets.map((target) => {
    const random = new Random(`seminar ${target.heldOn}`);
    const near = random.shuffle(
      councils.filter(
        (council) =>
          target.regions.includes(council.region) && existsThrough(council, target.yearEnding),
      ),
    );
    const guests = [
      ...near.filter((council) => alwaysThere.includes(council.code)),
      ...near.filter((council) => !alwaysThere.includes(council.code)),
    ].slice(0, target.authorities);
    return {
      series: 'Link officer seminar',
      heldOn: target.heldOn,
      place: target.place,
      delegates: target.delegates,
      councilCodes: guests.map((council) => council.code).toSorted(),
    };
  });
}
