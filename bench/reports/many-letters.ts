import { fixtures } from '../../src/plugins/annual-letter/fixtures.ts';

type LetterFixture = NonNullable<(typeof fixtures)[string]>;

/**
 * `count` letters that differ from each other in name, figures and length of tables, in turn from
 * every fixture of the annual letter: the same ones each time.
 */
export function makeLetters(count: number): LetterFixture[] {
  const all = Object.values(fixtures);
  return Array.from({ length: count }, (_, index) => {
    const fixture = all[index % all.length];
    const council = fixture?.data.council;
    if (fixture === undefined || !council) throw new Error('A fixture without a council.');
    const { performance } = council;
    const decided = 20 + ((index * 37) % 400);
    const upheld = (index * 13) % decided;
    return {
      ...fixture,
      data: {
        ...fixture.data,
        council: {
          ...council,
          name: `${council.name} District No. ${index}`,
          performance: {
            ...performance,
            decided,
            upheld:
              performance.upheld.percent === null
                ? performance.upheld
                : {
                    numerator: upheld,
                    denominator: decided,
                    percent: Math.floor((200 * upheld + decided) / (2 * decided)),
                  },
          },
        },
      },
    };
  });
}
