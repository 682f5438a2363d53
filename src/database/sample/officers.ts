import { Random } from './random.ts';
import type { SampleCouncil } from './sample-council.ts';

/** An officer of the sample. Every one is made up; the addresses lead nowhere. */
export interface SampleOfficer {
  councilCode: string;
  name: string;
  salutation: string;
  office: string;
  email: string;
}

/** Councils whose letter goes to two people in any case. */
const jointLetters = new Set(['E07000107']);

/** One or two officers for every council. */
export function createOfficers(councils: readonly SampleCouncil[]): SampleOfficer[] {
  return councils.flatMap((council) => {
    const random = new Random(`officers ${council.code}`);
    const hasTwo = jointLetters.has(council.code) || random.chance(0.35);
    const [first = '', second = ''] = random.shuffle(familyNames);
    const chief = createOfficer(council, first, random.pick(chiefOffices), random);
    if (!hasTwo) return [chief];
    return [chief, createOfficer(council, second, random.pick(legalOffices), random)];
  });
}

function createOfficer(
  council: SampleCouncil,
  familyName: string,
  office: string,
  random: Random,
): SampleOfficer {
  const [givenName, title] = random.pick(givenNames);
  const mailbox = `${givenName}.${familyName}.${council.slug}`
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z.-]/g, '')
    .toLowerCase();
  return {
    councilCode: council.code,
    name: `${givenName} ${familyName}`,
    salutation: `${random.chance(0.06) ? 'Dr' : title} ${familyName}`,
    office,
    email: `${mailbox}@example.org`,
  };
}

const chiefOffices = [
  'Chief Executive',
  'Chief Executive',
  'Chief Executive',
  'Managing Director',
  'Chief Executive and Head of Paid Service',
];

const legalOffices = [
  'Monitoring Officer',
  'Head of Legal Services',
  'Director of Law and Governance',
  'Head of Customer Services',
];

const givenNames: readonly (readonly [string, string])[] = [
  ['Adeola', 'Ms'],
  ['Amir', 'Mr'],
  ['Anjali', 'Ms'],
  ['Beatrice', 'Mrs'],
  ['Callum', 'Mr'],
  ['Chidi', 'Mr'],
  ['Daniel', 'Mr'],
  ['Eilidh', 'Ms'],
  ['Fatima', 'Mrs'],
  ['Gareth', 'Mr'],
  ['Grace', 'Ms'],
  ['Hana', 'Ms'],
  ['Imran', 'Mr'],
  ['Ioana', 'Ms'],
  ['James', 'Mr'],
  ['Joanna', 'Mrs'],
  ['Kwame', 'Mr'],
  ['Leila', 'Ms'],
  ['Marek', 'Mr'],
  ['Margaret', 'Mrs'],
  ['Mei', 'Ms'],
  ['Morgan', 'Mx'],
  ['Niamh', 'Ms'],
  ['Oliver', 'Mr'],
  ['Priya', 'Ms'],
  ['Rhys', 'Mr'],
  ['Rosa', 'Ms'],
  ['Samuel', 'Mr'],
  ['Siobhán', 'Ms'],
  ['Tariq', 'Mr'],
  ['Thandiwe', 'Ms'],
  ['Zoë', 'Ms'],
];

const familyNames = [
  'Adeyemi',
  'Ashdown',
  'Barrowclough',
  'Bennett',
  'Chaudhry',
  'Copperfield',
  'Cosgrave',
  'Dąbrowski',
  'Dhillon',
  'Ellery',
  'Fairweather',
  'Fernandes',
  'Gilroy',
  'Hale',
  'Hardcastle',
  'Ibekwe',
  'Jankowska',
  'Kaur',
  'Kellaway',
  'Lindqvist',
  'Lowther',
  'Mbeki',
  'Merriweather',
  'Nakamura',
  'Nwosu',
  'O’Dowd',
  'Okafor',
  'Osei',
  'Patel',
  'Pemberley',
  'Qureshi',
  'Rahman',
  'Ravensdale',
  'Sandhu',
  'Silva',
  'Thackeray',
  'Tregenza',
  'Underhill',
  'Vance',
  'Whitlock',
  'Yıldız',
  'Zielińska',
];
