import {
  flag,
  flagOff,
  key,
  longText,
  optional,
  type TableDescription,
  text,
  whole,
} from '../table-description.ts';

export const reportsTables: readonly TableDescription[] = [
  {
    name: 'edition',
    columns: {
      year_ending: key(whole),
      letter_date: text(10),
      publication_date: text(10),
      sender_name: text(200),
      sender_address: longText,
      contact_email: text(254),
      joint: flag,
      opening: longText,
      figures_note: optional(longText),
      closing: longText,
      signatory_name: optional(text(200)),
      signatory_offices: longText,
      sample: flag,
      notice: optional(longText),
    },
  },
  {
    name: 'council_comment',
    columns: { gss_code: key(text(9)), year_ending: key(whole), text: longText },
  },
  {
    name: 'letter',
    columns: {
      id: key(text(40)),
      report: text(80),
      gss_code: text(9),
      council_slug: text(80),
      year_ending: whole,
      state: text(20),
      published_at: optional(text(30)),
      sample: flagOff,
    },
    indexes: { letter_year: ['year_ending', 'gss_code'] },
    uniqueIndexes: { letter_council_year: ['gss_code', 'year_ending', 'report'] },
  },
];
