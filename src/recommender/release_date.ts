/**
 * Release dates as decimal years. Data sets give a year, a month or a day ("1998", "1998-05",
 * "1998-05-04"); a year alone stands for its middle, a month alone for its middle.
 */

const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/;
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** The release date as a decimal year (2014.5 is the middle of 2014); NaN where there is none. */
export function decimalYear(releaseDate: string | null): number {
  const match = DATE.exec(releaseDate ?? "");
  if (!match) return NaN;
  const year = Number(match[1]);
  const month = Number(match[2]);
  if (!(month >= 1 && month <= 12)) return year + 0.5;
  const day = match[3] === undefined ? 15 : Number(match[3]);
  return year + (DAYS_BEFORE_MONTH[month - 1] + day - 0.5) / 365.25;
}

/** The calendar year of a release date; NaN where there is none. */
export function releaseYear(releaseDate: string | null): number {
  const match = DATE.exec(releaseDate ?? "");
  return match ? Number(match[1]) : NaN;
}
