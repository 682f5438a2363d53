import type { Random } from './random.ts';
import type { SampleCase } from './sample-case.ts';

/** What sort of remedy is recommended, and how it reads. */
export interface RemedyWords {
  remedy: string;
  text: string;
}

/** Personal remedies that suit the case, in random order. Their words are private in life; these are made up. */
export function writePersonalRemedies(item: SampleCase, random: Random): RemedyWords[] {
  const who = 'the person who complained';
  const about = item.topic.subcategory.toLowerCase();
  const pounds = random.pick([100, 150, 200, 250, 300, 400, 500, 750, 1000, 1500]);
  return random.shuffle<RemedyWords>([
    { remedy: 'Apology', text: `Write to ${who} to say sorry for what went wrong.` },
    { remedy: 'Apology', text: `Say sorry to ${who} and to the family for the delay.` },
    {
      remedy: 'Payment for distress',
      text: `Pay ${who} £${pounds} for the distress and uncertainty that the fault caused.`,
    },
    {
      remedy: 'Payment for time and trouble',
      text: `Pay ${who} £${Math.min(pounds, 300)} for the time and trouble of pursuing the complaint.`,
    },
    {
      remedy: 'Payment for loss',
      text: `Pay back what ${who} lost through the mistake: £${pounds}.`,
    },
    {
      remedy: 'New decision',
      text: `Look at the case again (${about}) and write with the reasons.`,
    },
    { remedy: 'Service to be provided', text: `Provide what is still outstanding (${about}).` },
  ]);
}

/** Service improvements that suit the case, in random order. Their words are published. */
export function writeServiceImprovements(item: SampleCase, random: Random): RemedyWords[] {
  const about = item.topic.subcategory.toLowerCase();
  return random.shuffle<RemedyWords>([
    {
      remedy: 'Staff training',
      text: `Train the officers who deal with ${about} in what the law asks of them.`,
    },
    {
      remedy: 'Staff training',
      text: `Remind officers who deal with ${about} to write down the reasons for their decisions.`,
    },
    { remedy: 'Procedure change', text: `Set up a way to notice delays in ${about} early.` },
    { remedy: 'Procedure change', text: `Change the procedure for ${about}, and tell us how.` },
    { remedy: 'Policy review', text: `Review the policy on ${about} in the light of this case.` },
    {
      remedy: 'Better information',
      text: `Make letters and web pages about ${about} say what people may ask for.`,
    },
    {
      remedy: 'Audit of cases',
      text: `Look through other cases of ${about} since the same date for the same fault.`,
    },
  ]);
}
