import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGraph, type TestGraph } from '../ask-graph.ts';
import { openSmallDatabase } from '../small-database.ts';

let graph: TestGraph;

beforeAll(async () => {
  graph = openGraph(await openSmallDatabase());
});
afterAll(() => graph.close());

describe('a year of training', () => {
  it('counts courses, people, change, audiences and sectors', async () => {
    const query = `{ trainingYear(yearEnding: 2020) {
      courses change people careProviderRecord sample seminarDelegates seminarAuthorities seminarPlaces
      byAudience { audience courses people } bySector { sector courses people }
      deliveries { heldOn place people provider council { slug } course { title audience } }
      seminars { series place delegates authorities councils { slug } } } }`;
    expect((await graph.ask(query)).data).toMatchSnapshot();
  });

  it('counts an authority once, however many seminars it sent someone to', async () => {
    const { data } = await graph.ask(
      '{ trainingYear(yearEnding: 2020) { seminarAuthorities seminars { authorities } } }',
    );
    expect(data).toEqual({
      trainingYear: { seminarAuthorities: 2, seminars: [{ authorities: 2 }, { authorities: 1 }] },
    });
  });

  it('has no change and no record without a year before', async () => {
    const { data } = await graph.ask(
      '{ trainingYear(yearEnding: 2019) { courses change careProviderRecord } }',
    );
    expect(data).toEqual({ trainingYear: { courses: 1, change: null, careProviderRecord: false } });
  });

  it('is null when none is known', async () => {
    expect((await graph.ask('{ trainingYear(yearEnding: 2001) { courses } }')).data).toEqual({
      trainingYear: null,
    });
  });
});

describe('the training of a council', () => {
  it('is what its officers had in the year', async () => {
    const query = `{ councils { nodes { slug training(yearEnding: 2020) { courses { id } seminars { place } } } } }`;
    expect((await graph.ask(query)).data).toEqual({
      councils: {
        nodes: [
          {
            slug: 'alder',
            training: {
              courses: [{ id: 'd2' }],
              seminars: [{ place: 'London' }, { place: 'Leeds' }],
            },
          },
          { slug: 'birch', training: { courses: [], seminars: [{ place: 'London' }] } },
          { slug: 'cedar', training: { courses: [], seminars: [] } },
        ],
      },
    });
  });
});

describe('the courses on offer', () => {
  it('are sorted by title, and tell which subjects they are about', async () => {
    const { data } = await graph.ask('{ courses { title sector audience subjects } }');
    expect(data).toMatchSnapshot();
  });

  it('are those for one audience, if asked', async () => {
    const { data } = await graph.ask('{ courses(audience: CARE_PROVIDER) { audience } }');
    expect(data).toEqual({ courses: [{ audience: 'CARE_PROVIDER' }] });
  });
});
