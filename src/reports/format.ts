/** Dates, numbers and lists as a locale writes them. */
export interface ReportFormat {
  /** `2020-07-22` as "22 July 2020". */
  date(isoDate: string): string;
  /** `2020-03-31` as "31/03/20". */
  shortDate(isoDate: string): string;
  /** 1400 as "1,400". */
  count(value: number): string;
  /** With one decimal: 3.25 as "3.3". */
  decimal(value: number): string;
  /** A whole percentage: 61 as "61%". */
  percent(value: number): string;
  /** "London, Bristol and Leeds". */
  list(items: readonly string[]): string;
  /** "1 letter", "2 letters": the word for a count, the plural being given for other numbers. */
  plural(value: number, one: string, many: string): string;
}

/**
 * The format of a locale. Dates are calendar dates: no time zone touches them. A text that is not a
 * `YYYY-MM-DD` date is given back as it is.
 *
 * Throws a `RangeError` for a locale tag that is not well formed.
 */
export function createFormat(locale: string): ReportFormat {
  const long = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const short = new Intl.DateTimeFormat(locale, {
    day: '2-digit',
    month: '2-digit',
    year: '2-digit',
    timeZone: 'UTC',
  });
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const oneDecimal = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const withDate = (isoDate: string, format: Intl.DateTimeFormat): string => {
    const time = /^\d{4}-\d{2}-\d{2}$/.test(isoDate) ? Date.parse(isoDate) : Number.NaN;
    return Number.isNaN(time) ? isoDate : format.format(time);
  };
  const joined = remember((items: string) => list.format(items === '' ? [] : items.split('\0')));
  const otherCount = remember((value: number) => whole.format(value));
  // Most numbers of a letter: an array is asked faster than a map.
  const small: string[] = [];
  const count = (value: number): string => {
    if (value < 0 || value >= rememberedResults || !Number.isInteger(value)) {
      return otherCount(value);
    }
    const known = small[value];
    if (known !== undefined) return known;
    const made = whole.format(value);
    small[value] = made;
    return made;
  };
  return {
    date: remember((isoDate: string) => withDate(isoDate, long)),
    shortDate: remember((isoDate: string) => withDate(isoDate, short)),
    count,
    decimal: remember((value: number) => oneDecimal.format(value)),
    percent: remember((value: number) => percent.format(value / 100)),
    list: (items) => joined(items.join('\0')),
    plural: (value, one, many) => `${count(value)} ${value === 1 ? one : many}`,
  };
}

/** The most results that one function remembers. Letters of a year share dates and small numbers. */
const rememberedResults = 2000;

/** Remembers what a function gave: `Intl` takes microseconds, and a letter asks it a hundred times. */
function remember<Key extends string | number>(give: (key: Key) => string): (key: Key) => string {
  const results = new Map<Key, string>();
  return (key) => {
    const known = results.get(key);
    if (known !== undefined) return known;
    if (results.size >= rememberedResults) results.clear();
    const result = give(key);
    results.set(key, result);
    return result;
  };
}
