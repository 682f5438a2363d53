import type { Outcome } from '../../schema/decisions/outcome.enum.ts';
import type { Random } from './random.ts';
import type { SampleCase } from './sample-case.ts';

/**
 * A summary such as a published decision carries, or null for outcomes whose decisions are not published.
 * Nobody is named, and every word is made up.
 */
export function writeSummary(item: SampleCase, random: Random): string | null {
  if (item.outcome === null) return null;
  const findings = item.satisfactoryRemedy ? remedied : findingsByOutcome[item.outcome];
  if (findings === undefined) return null;
  const { complainant, issues } = item.topic;
  return `${complainant} complained that the council ${random.pick(issues)}. ${random.pick(findings)}`;
}

const remedied = [
  'The council was at fault, but had put it right before the complaint came to us. What it offered was enough.',
  'There was fault. The council had already said sorry and made good what was lost, so we ask for nothing more.',
];

const findingsByOutcome: Partial<Record<Outcome, readonly string[]>> = {
  CLOSED_AFTER_INITIAL_ENQUIRIES: [
    'We will not look further into this: we would be unlikely to find fault.',
    'We will not investigate, because an appeal to a tribunal is the better way.',
    'We will not investigate. What happened caused too little harm for us to act on.',
    'The complaint comes too late for us to look into, and nothing speaks for making an exception.',
  ],
  NOT_UPHELD: [
    'We looked into it and found no fault in how the council decided.',
    'The council followed its policy and explained its reasons. We found no fault.',
    'We found no fault: the records show that the council did what it should have done.',
  ],
  UPHELD: [
    'We found fault that caused distress. The council agreed to say sorry and to pay for it.',
    'The council was at fault. It agreed to put things right and to change how it works.',
    'We found fault in part. The council agreed to say sorry and to look at the case again.',
    'There was fault, and it cost the person time and trouble. The council agreed to our recommendations.',
  ],
};
