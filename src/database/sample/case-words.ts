import type { Subject } from '../../schema/common/subject.enum.ts';

/** What a complaint can be about, in the words of published decisions, and how such a complaint reads. */
export interface CaseTopic {
  category: string;
  subcategory: string;
  /** How common it is within its subject. */
  weight: number;
  /** Who complains, as a sentence begins. */
  complainant: string;
  /** What they say the council did, after “complained that the council”. */
  issues: readonly string[];
}

const adultCare = topics('Adult care services', [
  [
    'Assessment and care plan',
    5,
    'The daughter of an older man',
    'took five months to assess his needs',
    'cut his hours of care without looking at his needs again',
  ],
  [
    'Charging',
    5,
    'The son of an older woman',
    'sent a large bill for care long after it had been given',
    'did not explain what her care would cost before it began',
  ],
  [
    'Residential care',
    4,
    'A woman whose mother lives in a care home',
    'left her with a top-up fee when no cheaper home had a place',
    'did not act on her worries about the home it had arranged',
  ],
  [
    'Domiciliary care',
    3,
    'A man who is cared for at home',
    'arranged carers who came late or not at all',
    'could not say which visits it had charged for',
  ],
  [
    'Safeguarding',
    2,
    'The sister of a vulnerable man',
    'closed a safeguarding enquiry without speaking to the family',
    'was slow to look into bruises that a carer had reported',
  ],
  ['Direct payments', 1, 'A carer', 'stopped direct payments while it audited them'],
  ['Disabled facilities grants', 1, 'A disabled resident', 'took over a year to adapt a bathroom'],
]);

const benefits = topics('Benefits and tax', [
  [
    'Council tax',
    6,
    'A resident',
    'sent enforcement agents for council tax that had been paid',
    'went on billing an empty home after a tenant had moved in',
  ],
  [
    'Council tax support',
    4,
    'A resident on a low income',
    'worked council tax support out from last year’s earnings',
    'did not tell her that she could appeal against the amount',
  ],
  [
    'Housing benefit',
    4,
    'A tenant',
    'asked for an overpayment back that was its own mistake',
    'took four months over a claim for housing benefit',
  ],
  [
    'Local welfare payments',
    1,
    'A parent',
    'refused emergency help without looking at the evidence',
  ],
]);

const corporate = topics('Other categories', [
  ['Land', 3, 'A householder', 'would not say who owned a strip of land beside her garden'],
  [
    'Leisure and culture',
    2,
    'A sports club',
    'raised the rent of a pitch without the notice it had promised',
  ],
  ['Commercial and contracts', 2, 'A trader', 'gave a market pitch to someone else'],
  [
    'Councillor conduct and standards',
    3,
    'A resident',
    'did not look into a councillor’s remarks at a public meeting',
  ],
  ['Elections', 1, 'A voter', 'lost an application for a postal vote'],
  [
    'Complaint handling',
    3,
    'A resident',
    'did not answer a complaint within the time it had set itself',
  ],
]);

const education = [
  ...topics('Education', [
    [
      'Special educational needs',
      7,
      'The mother of a boy with autism',
      'issued his education, health and care plan twenty weeks late',
      'did not provide the speech therapy that his plan set out',
    ],
    [
      'School admissions',
      4,
      'A parent',
      'measured the way to school wrongly',
      'ran an admission appeal that did not hear all she had to say',
    ],
    [
      'Alternative provision',
      2,
      'The father of a girl who could not go to school',
      'left her without lessons for two terms',
    ],
    [
      'School transport',
      3,
      'A parent',
      'refused school transport because of a route that is not safe to walk',
    ],
  ]),
  ...topics('Children’s care services', [
    [
      'Child protection',
      4,
      'A father',
      'shared a child protection report that held mistakes about him',
    ],
    [
      'Looked after children',
      2,
      'A young man who was in care',
      'did not keep up the support it owed him as a care leaver',
    ],
    [
      'Fostering and kinship care',
      2,
      'A grandmother',
      'paid less than the fostering rate for the children it had placed with her',
    ],
    [
      'Disabled children',
      2,
      'The parents of a disabled girl',
      'reviewed her short breaks six months late',
    ],
  ]),
];

const environment = topics('Environment and regulation', [
  [
    'Refuse and recycling',
    6,
    'A resident',
    'missed her bins for weeks on end',
    'stopped helping him to bring out his bins',
  ],
  [
    'Noise',
    3,
    'A resident',
    'did not act on the noise of a nearby workshop',
    'closed a case about a barking dog without a visit',
  ],
  ['Antisocial behaviour', 3, 'A tenant', 'did not follow up reports of antisocial behaviour'],
  ['Pollution', 1, 'A household', 'did not look into smoke from a bonfire site'],
  ['Licensing', 1, 'A driver', 'took months to renew a taxi licence'],
  ['Trees', 2, 'A householder', 'would not prune a street tree that shades her home'],
  ['Drainage', 1, 'A household', 'let a ditch flood their garden'],
]);

const highways = topics('Transport and highways', [
  [
    'Parking and other penalties',
    6,
    'A driver',
    'sent enforcement agents for a penalty he had never heard of',
    'did not consider what she had written against a bus lane penalty',
  ],
  [
    'Highway repair and maintenance',
    4,
    'A resident',
    'did not repair a broken pavement',
    'left potholes that damaged a car',
  ],
  [
    'Traffic management',
    2,
    'A resident',
    'closed a road without weighing what it meant for those who live there',
  ],
  [
    'Blue badges',
    3,
    'A woman who has trouble walking',
    'refused a blue badge without seeing how she walks',
  ],
  ['Street lighting', 1, 'A resident', 'left a street without light for a winter'],
]);

const housing = topics('Housing', [
  [
    'Homelessness',
    6,
    'A mother of two',
    'kept her family in bed and breakfast for longer than six weeks',
    'turned her away on the day she became homeless',
  ],
  [
    'Allocations',
    5,
    'A tenant in a crowded flat',
    'gave his household the wrong priority on the housing register',
    'lost the medical evidence with her application',
  ],
  ['Private housing', 2, 'A private tenant', 'did not inspect damp in a rented home'],
  [
    'Council house sales and leaseholders',
    2,
    'A leaseholder',
    'charged for repairs to a block without asking the leaseholders',
  ],
]);

const planning = topics('Planning and development', [
  [
    'Planning applications',
    6,
    'A neighbour',
    'gave permission for an extension without seeing that it overlooks his garden',
    'did not tell her of an application next door',
  ],
  [
    'Enforcement',
    4,
    'A neighbour',
    'did not act when a building went up higher than was allowed',
    'took two years to decide whether to enforce',
  ],
  ['Building control', 1, 'A home owner', 'signed off work that was not finished'],
  [
    'Planning advice',
    1,
    'A home owner',
    'gave advice before an application and did not stand by it',
  ],
]);

const other = topics('Other categories', [
  ['Other', 1, 'A resident', 'did not answer letters', 'gave out wrong information on its website'],
]);

/** Topics of each subject. */
export const caseTopics: Readonly<Record<Subject, readonly CaseTopic[]>> = {
  ADULT_CARE_SERVICES: adultCare,
  BENEFITS_AND_TAX: benefits,
  CORPORATE_AND_OTHER_SERVICES: corporate,
  EDUCATION_AND_CHILDRENS_SERVICES: education,
  ENVIRONMENTAL_SERVICES: environment,
  HIGHWAYS_AND_TRANSPORT: highways,
  HOUSING: housing,
  PLANNING_AND_DEVELOPMENT: planning,
  OTHER: other,
};

type TopicWords = readonly [string, number, string, ...string[]];

function topics(category: string, words: readonly TopicWords[]): CaseTopic[] {
  return words.map(([subcategory, weight, complainant, ...issues]) => ({
    category,
    subcategory,
    weight,
    complainant,
    issues,
  }));
}
