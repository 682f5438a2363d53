import { gzipSync } from 'node:zlib';
import type { ImportKindName } from '../../../src/database/imports/import-kinds.ts';
import { councilsHeader, decisionsHeader, recommendationsHeader } from '../memory-database.ts';

/** A file that no import may take, and what is said of its first mistake. */
export interface MalformedFile {
  title: string;
  kind: ImportKindName;
  content: string | Uint8Array;
  /** Line and column, as the message has them. */
  at: string;
  /** Parts of what was expected and what came. */
  expected: string;
  got: string;
}

type Entry = [
  title: string,
  content: string | Uint8Array,
  at: string,
  expected: string,
  got: string,
];

function files(kind: ImportKindName, entries: readonly Entry[]): MalformedFile[] {
  return entries.map(([title, content, at, expected, got]) => ({
    title,
    kind,
    content,
    at,
    expected,
    got,
  }));
}

const good =
  '19 000 009,E07000002,2019-05-01,2019-09-01,HOUSING,Housing,Allocations,UPHELD,yes,no,A summary';

/** A decisions file of one row, in which something is replaced. */
function decision(from: string, to: string): string {
  return `${decisionsHeader}\n${good.replace(from, to)}\n`;
}

const decisionsFile = decision('', '');

/** Latin text as another program saves it. */
function latin1(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

/** A decisions file with bytes in place of a word. */
function withBytes(...bytes: number[]): Buffer {
  const [before = '', after = ''] = decisionsFile.split('A summary');
  return Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
}

const utf8 = 'UTF-8 (in Excel: Save As';
const officersHeader = 'gss_code,name,salutation,office,email';
const figuresHeader =
  'gss_code,year_ending,received,decided,investigated,not_upheld,upheld,uphold_pct,compliance_outcomes,compliance_pct,satisfactory_remedies,satisfactory_remedy_pct,upheld_per_100k';
const averagesHeader =
  'type,year_ending,uphold_pct,compliance_pct,satisfactory_remedy_pct,upheld_per_100k';
const coursesHeader = 'title,audience,sector,held_on,place,gss_code,provider,delegates';
const seminarsHeader = 'series,held_on,place,delegates,gss_codes';

const encodings = files('decisions', [
  [
    'UTF-16, low byte first',
    Buffer.from(`\ufeff${decisionsFile}`, 'utf16le'),
    'line 1',
    utf8,
    'UTF-16',
  ],
  [
    'UTF-16, high byte first',
    Buffer.from(`\ufeff${decisionsFile}`, 'utf16le').swap16(),
    'line 1',
    utf8,
    'UTF-16',
  ],
  ['UTF-16 without a mark', Buffer.from(decisionsFile, 'utf16le'), 'line 1', utf8, 'UTF-16'],
  ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x72, 0, 0, 0]), 'line 1', utf8, 'UTF-32'],
  [
    'Windows-1252 letters',
    latin1(decision('A summary', 'Café')),
    'line 2',
    utf8,
    'the byte 0xE9, which is "é" in Windows-1252',
  ],
  [
    'Windows-1252 quotation marks',
    withBytes(0x93, 0x41, 0x94),
    'line 2',
    utf8,
    '0x93, which is "“"',
  ],
  [
    'Windows-1252 dash in the header',
    latin1(`${decisionsFile.replace('summary', 'summary\u00ad')}`),
    'line 1',
    utf8,
    '0xAD',
  ],
  ['an overlong character', withBytes(0xc0, 0xaf), 'line 2', utf8, '0xC0'],
  ['half of a surrogate pair', withBytes(0xed, 0xa0, 0x80), 'line 2', utf8, '0xED'],
  ['a character beyond Unicode', withBytes(0xf5, 0x80, 0x80, 0x80), 'line 2', utf8, '0xF5'],
  ['a byte that only goes on', withBytes(0x80), 'line 2', utf8, '0x80'],
  [
    'a character that the file ends in',
    Buffer.concat([Buffer.from(decisionsHeader), Buffer.from([0xe2, 0x82])]),
    'line 1',
    utf8,
    '0xE2',
  ],
  ['a zero byte', withBytes(0x41, 0, 0x42), 'line 2', utf8, 'a zero byte'],
  [
    'a character lost when it was saved',
    decision('A summary', 'Caf\ufffd'),
    'line 2, summary',
    'text of 1 to',
    'a character was lost',
  ],
]);

const otherKinds = files('decisions', [
  [
    'an Excel workbook',
    Buffer.from('504b0304140006000800', 'hex'),
    'line 1',
    utf8,
    'an Excel workbook (.xlsx)',
  ],
  [
    'an old Excel workbook',
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    'line 1',
    utf8,
    'an old Excel workbook',
  ],
  ['a file compressed with gzip', gzipSync(decisionsFile), 'line 1', utf8, 'gzip: unpack it first'],
  [
    'a web page',
    '<!DOCTYPE html>\n<html><body>Sign in</body></html>',
    'line 1',
    utf8,
    'a web page or XML',
  ],
  ['XML', '<?xml version="1.0"?><decisions/>', 'line 1', utf8, 'a web page or XML'],
  ['JSON', '[{"reference":"19 000 009"}]', 'line 1', utf8, 'JSON'],
  ['a PDF', '%PDF-1.7\n', 'line 1', utf8, 'a PDF'],
  ['a SQLite database', 'SQLite format 3\0', 'line 1', utf8, 'a SQLite database'],
  ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), 'line 1', utf8, 'a picture'],
]);

const structure = files('decisions', [
  ['nothing at all', '', 'line 1', 'a header row', 'an empty file'],
  ['a byte order mark alone', '\ufeff', 'line 1', 'a header row', 'an empty file'],
  ['empty lines alone', '\n\r\n\n', 'line 1', 'a header row', 'an empty file'],
  [
    'semicolons',
    decisionsFile.replaceAll(',', ';'),
    'line 1',
    'commas between the columns',
    'semicolons',
  ],
  ['tabs', decisionsFile.replaceAll(',', '\t'), 'line 1', 'commas between the columns', 'tabs'],
  [
    'upright bars',
    decisionsFile.replaceAll(',', '|'),
    'line 1',
    'commas between the columns',
    'upright bars',
  ],
  ['no header', `${good}\n`, 'line 1, 19 000 009', 'columns named', '"19 000 009"'],
  ['a header of another kind', `${officersHeader}\n`, 'line 1, name', 'columns named', '"name"'],
  [
    'a column that is missing',
    decisionsFile.replace('outcome,', ''),
    'line 1, outcome',
    'a column of this name',
    'none',
  ],
  [
    'a column that is misspelt',
    decisionsFile.replace('decided_on', 'decided_no'),
    'line 1, decided_no',
    'columns named',
    'is decided_on meant?',
  ],
  [
    'a column with spaces',
    decisionsFile.replace('received_on', 'Received on'),
    'line 1, received on',
    'columns named',
    'is received_on meant?',
  ],
  [
    'a column that is not known',
    decisionsFile.replace('summary', 'summary,colour'),
    'line 1, colour',
    'columns named',
    '"colour"',
  ],
  [
    'a column twice',
    decisionsFile.replace('summary', 'summary,subject'),
    'line 1, subject',
    'each column once',
    'as column 12',
  ],
  [
    'a column without a name',
    decisionsFile.replace('summary', 'summary,'),
    'line 1',
    'columns named',
    'column 12 without a name',
  ],
  [
    'a row that is too short',
    `${decisionsHeader}\n19 000 009,E07000002\n`,
    'line 2',
    '11 columns',
    'got 2',
  ],
  [
    'a row that is too long',
    `${decisionsHeader}\n${good},more\n`,
    'line 2',
    '11 columns',
    'got 12',
  ],
  [
    'a comma that is not quoted',
    decision('A summary', 'First, second'),
    'line 2',
    '11 columns',
    'got 12',
  ],
  [
    'a row of commas',
    `${decisionsFile},,,,,,,,,,\n`,
    'line 3, reference',
    'a reference such as',
    'nothing',
  ],
  [
    'a quotation mark never closed',
    decision('A summary', '"A summary'),
    'line 2, summary',
    'every quotation mark to be closed',
    'the end of the file',
  ],
  [
    'a quotation mark never closed in the header',
    decisionsFile.replace('summary', '"summary'),
    'line 1',
    'every quotation mark to be closed',
    'the end of the file',
  ],
  [
    'a quotation mark inside a cell',
    decision('A summary', 'A 5" pipe'),
    'line 2, summary',
    'those inside it doubled',
    'in the middle of a cell',
  ],
  [
    'a quotation mark after a space',
    decision('A summary', ' "A summary"'),
    'line 2, summary',
    'around the whole cell',
    'in the middle of a cell',
  ],
  [
    'text after a quotation mark',
    decision('A summary', '"A" summary'),
    'line 2, summary',
    'after a closing quotation mark',
    'something else',
  ],
  [
    'a row of more than a megabyte',
    decision('A summary', `"${'x'.repeat(1_100_000)}`),
    'line 2, summary',
    'at most 1 MB',
    'a longer one',
  ],
  ['the last lines cut off', decisionsFile.slice(0, -30), 'line 2', '11 columns', 'got 7'],
  ['a total at the end', `${decisionsFile}Total,1\n`, 'line 3', '11 columns', 'got 2'],
  [
    'mixed line ends and a bad row',
    `${decisionsHeader}\r${good}\r\n\n${good.replace('009', '010').replace('HOUSING', 'x')}`,
    'line 4, subject',
    'one of',
    '"x"',
  ],
  [
    'one row twice',
    `${decisionsFile}${good}\n`,
    'line 3, reference',
    'each row once',
    'first on line 2',
  ],
  [
    'one row twice, written another way',
    `${decisionsFile}${good.replace('19 000 009', '19-000-009')}\n`,
    'line 3, reference',
    'each row once',
    'first on line 2',
  ],
]);

const values = files('decisions', [
  [
    'a day the calendar does not have',
    decision('2019-09-01', '2020-02-30'),
    'line 2, decided_on',
    'a date such as',
    'the calendar has no such day',
  ],
  [
    '29 February of another year',
    decision('2019-09-01', '2019-02-29'),
    'line 2, decided_on',
    'a date such as',
    'the calendar has no such day',
  ],
  [
    'a thirteenth month',
    decision('2019-09-01', '2019-13-01'),
    'line 2, decided_on',
    'a date such as',
    'no month or day of that number',
  ],
  [
    'a date as Excel shows it',
    decision('2019-09-01', '01/09/2019'),
    'line 2, decided_on',
    'a date such as',
    'format the column as yyyy-mm-dd',
  ],
  [
    'a date with full stops',
    decision('2019-09-01', '1.9.19'),
    'line 2, decided_on',
    'a date such as',
    'day, month and year',
  ],
  [
    'a date as Excel keeps it',
    decision('2019-09-01', '43709'),
    'line 2, decided_on',
    'a date such as',
    'the number by which Excel keeps a date',
  ],
  [
    'a date with a time',
    decision('2019-09-01', '2019-09-01T00:00:00Z'),
    'line 2, decided_on',
    'a date such as',
    'leave the time out',
  ],
  [
    'a date of single digits',
    decision('2019-09-01', '2019-9-1'),
    'line 2, decided_on',
    'a date such as',
    'two digits each',
  ],
  [
    'a date without dashes',
    decision('2019-09-01', '20190901'),
    'line 2, decided_on',
    'a date such as',
    'without dashes',
  ],
  [
    'a date in words',
    decision('2019-09-01', '1 Sep 2019'),
    'line 2, decided_on',
    'a date such as',
    'write it in digits',
  ],
  [
    'a year of two digits too early',
    decision('2019-05-01', '0019-05-01'),
    'line 2, received_on',
    'a date such as',
    'before April 1974',
  ],
  [
    'a date in the future',
    decision('2019-09-01', '2098-09-01'),
    'line 2, decided_on',
    'a date up to today',
    '2098-09-01',
  ],
  [
    'a complaint received in the future',
    decision('2019-05-01,2019-09-01', '2098-05-01,'),
    'line 2, received_on',
    'a date up to today',
    '2098-05-01',
  ],
  [
    'no date of receipt',
    decision('2019-05-01', ''),
    'line 2, received_on',
    'a date such as',
    'nothing',
  ],
  [
    'a reference without spaces',
    decision('19 000 009', '19000009'),
    'line 2, reference',
    'a reference such as',
    'spaces are missing',
  ],
  [
    'a reference that lost its 0',
    decision('19 000 009', '9000009'),
    'line 2, reference',
    'a reference such as',
    'a leading 0',
  ],
  [
    'a reference with two marks',
    decision('19 000 009', '19-000 009'),
    'line 2, reference',
    'a reference such as',
    'not both',
  ],
  [
    'a reference as Excel shortens it',
    decision('19 000 009', '1.90E+07'),
    'line 2, reference',
    'a reference such as',
    'as Excel shortens it',
  ],
  [
    'no reference',
    decision('19 000 009', ''),
    'line 2, reference',
    'a reference such as',
    'nothing',
  ],
  [
    'a small e in a code',
    decision('E07000002', 'e07000002'),
    'line 2, gss_code',
    'an ONS code',
    'capital letter',
  ],
  [
    'a code that is too short',
    decision('E07000002', 'E0700002'),
    'line 2, gss_code',
    'an ONS code',
    'E and 7 digits, not 8',
  ],
  [
    'a council of Wales',
    decision('E07000002', 'W06000015'),
    'line 2, gss_code',
    'an ONS code',
    'Wales',
  ],
  ['a name for a code', decision('E07000002', 'Bex'), 'line 2, gss_code', 'an ONS code', '"Bex"'],
  ['an error of Excel', decision('E07000002', '#N/A'), 'line 2, gss_code', 'an ONS code', '"#N/A"'],
  [
    'a subject that is misspelt',
    decision('HOUSING', 'HOUSNG'),
    'line 2, subject',
    'one of ADULT_CARE',
    'is HOUSING meant?',
  ],
  [
    'an outcome that is misspelt',
    decision('UPHELD', 'Not uphelt'),
    'line 2, outcome',
    'one of',
    'is NOT_UPHELD meant?',
  ],
  [
    'an outcome that is none',
    decision('UPHELD', 'PENDING'),
    'line 2, outcome',
    'one of',
    '"PENDING"',
  ],
  [
    'neither yes nor no',
    decision('yes,no', 'maybe,no'),
    'line 2, satisfactory_remedy',
    'true, false',
    '"maybe"',
  ],
  [
    'an address that is not https',
    decision('yes,no', 'yes,http://example.org/report'),
    'line 2, public_report',
    'https address',
    'http://example.org',
  ],
  [
    'a script for an address',
    decision('yes,no', 'yes,javascript:alert(1)'),
    'line 2, public_report',
    'https address',
    'javascript',
  ],
  ['no category', decision('Housing,', ','), 'line 2, category', 'text of 1 to 80', 'nothing'],
  [
    'a category that is too long',
    decision('Housing,', `${'x'.repeat(81)},`),
    'line 2, category',
    'text of 1 to 80',
    '81 characters',
  ],
  [
    'a summary that is too long',
    decision('A summary', 'y'.repeat(20_001)),
    'line 2, summary',
    'text of 1 to 20000',
    '20001 characters',
  ],
  [
    'a control character',
    decision('A summary', 'bell \u0007'),
    'line 2, summary',
    'text of',
    'a control character',
  ],
  [
    'text that is turned round',
    decision('A summary', 'A \u202eyrammus'),
    'line 2, summary',
    'text of',
    'turns the direction',
  ],
]);

const rules = files('decisions', [
  [
    'decided before it came',
    decision('2019-09-01', '2019-04-30'),
    'line 2, decided_on',
    'on or after received_on (2019-05-01)',
    '2019-04-30',
  ],
  [
    'an outcome of an open case',
    decision('2019-09-01', ''),
    'line 2, decided_on',
    'a date, since there is an outcome',
    'nothing',
  ],
  [
    'a decision without an outcome',
    decision('UPHELD,yes', ',no'),
    'line 2, outcome',
    'an outcome, since there is a date',
    'nothing',
  ],
  [
    'a satisfactory remedy of what was not upheld',
    decision('UPHELD', 'NOT_UPHELD'),
    'line 2, satisfactory_remedy',
    'only an upheld complaint',
    'true',
  ],
  [
    'a public report of an open case',
    decision(
      '2019-09-01,HOUSING,Housing,Allocations,UPHELD,yes,no',
      ',HOUSING,Housing,Allocations,,no,yes',
    ),
    'line 2, public_report',
    'the case is not decided',
    'true',
  ],
  [
    'a council that nobody knows',
    decision('E07000002', 'E07000099'),
    'line 2, gss_code',
    'a council that was imported before',
    '"E07000099"',
  ],
  [
    'a council that had ended',
    decision('E07000002', 'E07000004'),
    'line 2, gss_code',
    'E07000004 ended on 2019-03-31: use its successor E06000005',
    '"E07000004"',
  ],
  [
    'a council that had not begun',
    decision('E07000002,2019-05-01,2019-09-01', 'E06000005,2019-01-01,2019-03-01'),
    'line 2, gss_code',
    'E06000005 began on 2019-04-01: use its predecessor E07000004',
    '"E06000005"',
  ],
  [
    'no longer upheld, with recommendations',
    `${decisionsHeader}\n${good.replace('009', '001').replace('UPHELD,yes', 'NOT_UPHELD,no')}`,
    'line 2, outcome',
    'UPHELD, since the decision has recommendations',
    'NOT_UPHELD',
  ],
]);

const recommended =
  '19 000 001,2,PERSONAL_REMEDY,Apology,Apologise in private words,2019-12-01,2019-11-01,ON_TIME';
const recommendation = (from: string, to: string) =>
  `${recommendationsHeader}\n${recommended.replace(from, to)}\n`;
const recommendations = files('recommendations', [
  [
    'of no decision',
    recommendation('19 000 001', '19 000 099'),
    'line 2, decision_reference',
    'an upheld decision that was imported before',
    '"19 000 099"',
  ],
  [
    'of a decision that was not upheld',
    recommendation('19 000 001', '19 000 002'),
    'line 2, decision_reference',
    'an upheld decision',
    '"19 000 002"',
  ],
  [
    'due before the decision',
    recommendation('2019-12-01,2019-11-01,ON_TIME', '2019-01-01,,'),
    'line 2, due_on',
    'on or after the decision (2019-09-01)',
    '2019-01-01',
  ],
  [
    'settled before the decision',
    recommendation('2019-11-01', '2019-08-01'),
    'line 2, settled_on',
    'on or after the decision',
    '2019-08-01',
  ],
  [
    'settled in the future',
    recommendation('2019-11-01,ON_TIME', '2098-11-01,LATE'),
    'line 2, settled_on',
    'a date up to today',
    '2098-11-01',
  ],
  [
    'compliance without a date',
    recommendation('2019-11-01', ''),
    'line 2, settled_on',
    'a date, since compliance is given',
    'nothing',
  ],
  [
    'a date without compliance',
    recommendation('ON_TIME', ''),
    'line 2, compliance',
    'how it was settled',
    'nothing',
  ],
  [
    'on time after it was due',
    recommendation('2019-11-01', '2020-01-01'),
    'line 2, compliance',
    'LATE or NOT_COMPLIED',
    'ON_TIME',
  ],
  [
    'late before it was due',
    recommendation('ON_TIME', 'LATE'),
    'line 2, compliance',
    'ON_TIME, since',
    'LATE',
  ],
  [
    'a number of 0',
    recommendation(',2,', ',0,'),
    'line 2, number',
    'a whole number from 1 to 99',
    '"0"',
  ],
  [
    'a number with a fraction',
    recommendation(',2,', ',2.0,'),
    'line 2, number',
    'a whole number',
    'a fraction',
  ],
  [
    'a number below nothing',
    recommendation(',2,', ',-2,'),
    'line 2, number',
    'a whole number',
    'less than nothing',
  ],
  [
    'one number twice',
    `${recommendation('', '')}${recommended}\n`,
    'line 3, number',
    'each row once',
    'first on line 2',
  ],
  [
    'personal words with a control character',
    recommendation('private words', 'private \u0001'),
    'line 2, text',
    'text of',
    'personal and not shown',
  ],
]);

const council =
  'E07000050,cade,Cade District Council,Cade,DISTRICT,South East,50000,51.5,0.5,E10000001,,,';
const councilRow = (from: string, to: string) =>
  `${councilsHeader}\n${council.replace(from, to)}\n`;
const councils = files('councils', [
  [
    'a decimal comma',
    councilRow('51.5', '"51,5"'),
    'line 2, lat',
    'a number from 49 to 56',
    'write a decimal point',
  ],
  [
    'latitude and longitude swapped',
    councilRow('51.5,0.5', '0.5,51.5'),
    'line 2, lat',
    'a number from 49 to 56',
    '"0.5"',
  ],
  [
    'thousands with commas',
    councilRow('50000', '"50,000"'),
    'line 2, population',
    'a whole number',
    'marks between thousands',
  ],
  [
    'people below nothing',
    councilRow('50000', '-5'),
    'line 2, population',
    'a whole number',
    'less than nothing',
  ],
  [
    'a region that is none',
    councilRow('South East', 'South'),
    'line 2, region',
    'one of East Midlands',
    '"South"',
  ],
  [
    'a slug with capitals',
    councilRow('cade', 'Cade'),
    'line 2, slug',
    'lower-case letters',
    '"Cade"',
  ],
  [
    'a slug that another council has',
    councilRow('cade', 'bex'),
    'line 2, slug',
    'a slug of its own',
    'which E07000002 has',
  ],
  [
    'a county that is no county',
    councilRow('E10000001', 'E07000002'),
    'line 2, county_gss_code',
    'a county council',
    '"E07000002"',
  ],
  [
    'an end before the beginning',
    councilRow('E10000001,,,', 'E10000001,2020-01-01,2019-01-01,'),
    'line 2, end_date',
    'on or after start_date',
    '2019-01-01',
  ],
  [
    'a successor without an end',
    councilRow('E10000001,,,', 'E10000001,,,E07000002'),
    'line 2, end_date',
    'since replaced_by names a successor',
    'nothing',
  ],
  [
    'a successor that nobody knows',
    councilRow('E10000001,,,', 'E10000001,,2019-01-01,E07000099'),
    'line 2, replaced_by',
    'codes of known councils',
    '"E07000099"',
  ],
  [
    'its own successor',
    councilRow('E10000001,,,', 'E10000001,,2019-01-01,E07000050'),
    'line 2, replaced_by',
    'other councils',
    'itself',
  ],
]);

const officer = 'E07000002,Ruth Hale,Ms Hale,Chief Executive,ruth.hale@example.org';
const officerRow = (from: string, to: string) =>
  `${officersHeader}\n${officer.replace(from, to)}\n`;
const officers = files('officers', [
  [
    'two addresses',
    officerRow('ruth.hale@example.org', 'a@example.org;b@example.org'),
    'line 2, email',
    'one e-mail address',
    'personal and not shown',
  ],
  [
    'an address with a line break',
    officerRow('ruth.hale@example.org', '"a@example.org\nBcc: b@example.org"'),
    'line 2, email',
    'one e-mail address',
    'personal and not shown',
  ],
  ['no name', officerRow('Ruth Hale', ''), 'line 2, name', 'text of 1 to 200', 'nothing'],
  [
    'one officer twice',
    `${officerRow('', '')}${officer}\n`,
    'line 3, email',
    'each row once',
    'the same again, first on line 2',
  ],
]);

const figures = (cells: string) => `${figuresHeader}\n${cells}\n`;
const publishedFigures = files('published-figures', [
  [
    'a percentage above 100',
    figures('E07000002,2020,,,,,,101,,,,,'),
    'line 2, uphold_pct',
    'a whole percentage from 0 to 100',
    '"101"',
  ],
  [
    'a percentage with its sign',
    figures('E07000002,2020,,,,,,50%,,,,,'),
    'line 2, uphold_pct',
    'without a sign',
    'leave the sign out',
  ],
  [
    'a year that is two',
    figures('E07000002,2019/20,,,,,,,,,,,'),
    'line 2, year_ending',
    'a year ending',
    'in which it ends',
  ],
  [
    'more upheld than investigated',
    figures('E07000002,2020,,9,4,,5,,,,,,'),
    'line 2, upheld',
    'at most investigated (4)',
    'got 5',
  ],
  [
    'more investigated than decided',
    figures('E07000002,2020,,3,4,,,,,,,,'),
    'line 2, investigated',
    'at most decided (3)',
    'got 4',
  ],
  [
    'counts that do not add up',
    figures('E07000002,2020,,9,4,1,2,,,,,,'),
    'line 2, investigated',
    'upheld and not_upheld together (3)',
    'got 4',
  ],
  [
    'more remedies than upheld',
    figures('E07000002,2020,,9,4,2,2,,,,3,,'),
    'line 2, satisfactory_remedies',
    'at most upheld (2)',
    'got 3',
  ],
  [
    'a rate that its counts contradict',
    figures('E07000002,2020,,9,4,2,2,60,,,,,'),
    'line 2, uphold_pct',
    '50 (2 of 4), give or take 1',
    'got 60',
  ],
]);

const others = [
  ...files('published-averages', [
    [
      'a type that is misspelt',
      `${averagesHeader}\nDISTRICTS,2020,45,,,\n`,
      'line 2, type',
      'one of',
      'is DISTRICT meant?',
    ],
    [
      'a rate with a comma',
      `${averagesHeader}\nDISTRICT,2020,45,,,"4,5"\n`,
      'line 2, upheld_per_100k',
      'a number',
      'write a decimal point',
    ],
  ]),
  ...files('courses', [
    [
      'a council and a provider',
      `${coursesHeader}\nGood decisions,COUNCIL,Housing,2019-05-01,Leeds,E07000002,Someone,9\n`,
      'line 2, provider',
      'nothing, since gss_code names a council',
      'Someone',
    ],
    [
      'more people than a hall holds',
      `${coursesHeader}\nGood decisions,COUNCIL,Housing,2019-05-01,Leeds,,,10001\n`,
      'line 2, delegates',
      'from 0 to 10000',
      '"10001"',
    ],
    [
      'an audience that is misspelt',
      `${coursesHeader}\nGood decisions,COUNCILS,Housing,2019-05-01,Leeds,,,9\n`,
      'line 2, audience',
      'one of',
      'is COUNCIL meant?',
    ],
    [
      'a course held in the future',
      `${coursesHeader}\nGood decisions,COUNCIL,Housing,2098-05-01,Leeds,,,9\n`,
      'line 2, held_on',
      'a date up to today',
      '2098-05-01',
    ],
  ]),
  ...files('seminars', [
    [
      'a council twice',
      `${seminarsHeader}\nLink officers,2019-05-01,Leeds,9,E07000002 E07000002\n`,
      'line 2, gss_codes',
      'each once',
      'E07000002 E07000002',
    ],
    [
      'more councils than people',
      `${seminarsHeader}\nLink officers,2019-05-01,Leeds,1,E07000002 E10000001\n`,
      'line 2, delegates',
      'at least one for each authority (2)',
      'got 1',
    ],
    [
      'a council that nobody knows',
      `${seminarsHeader}\nLink officers,2019-05-01,Leeds,1,E07000099\n`,
      'line 2, gss_codes',
      'councils that were imported before',
      '"E07000099"',
    ],
  ]),
];

export const malformedFiles: readonly MalformedFile[] = [
  ...encodings,
  ...otherKinds,
  ...structure,
  ...values,
  ...rules,
  ...recommendations,
  ...councils,
  ...officers,
  ...publishedFigures,
  ...others,
];
