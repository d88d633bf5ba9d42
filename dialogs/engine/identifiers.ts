/**
 * Finds what could tell a reader who someone is, in British free text. It warns; it never blocks and never stores
 * what it found. Words in capitals are not taken for names: too many are bodies and abbreviations.
 */
export type IdentifierKind =
  | 'nhs-number'
  | 'nino'
  | 'date-of-birth'
  | 'postcode'
  | 'phone'
  | 'email'
  | 'name';

const gap = '[ .\\u00a0-]{0,2}';
const nhsNumber = new RegExp(`(?<!\\d)\\d{3}${gap}\\d{3}${gap}\\d{4}(?!\\d)`, 'g');
const nino =
  /\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]\b/gi;
const postcode =
  /\b(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d|[A-HK-Y]\d\d|\d[A-HJKPS-UW]|[A-HK-Y]\d[ABEHMNPRV-Y]) ?\d[ABD-HJLNP-UW-Z]{2})\b/gi;
const ordinal = /\d(?:st|nd|rd|th)$/;
const phone = /(?<![\d-])(?:(?:\+|00)44[ -]?(?:\(0\)[ -]?)?|\(?0)(?:\d[ )-]{0,2}){9,10}(?!\d)/g;
const email = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const monthName = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*';
const numericDate = /(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-](\d{4}|\d{2})(?!\d)/g;
const isoDate = /(?<!\d)((?:19|20)\d{2})-\d{2}-\d{2}(?!\d)/g;
const dayFirst = new RegExp(`\\b\\d{1,2}(?:st|nd|rd|th)?(?: of)? ${monthName},? ((?:19|20)\\d{2})\\b`, 'gi');
const monthFirst = new RegExp(`\\b${monthName} \\d{1,2}(?:st|nd|rd|th)?,? ((?:19|20)\\d{2})\\b`, 'gi');
const bornWords = /\b(?:d\.?o\.?b\.?|date of birth|born)\b/i;
const bornDigits = /\b(?:d\.?o\.?b\.?|date of birth|born)\b\W{0,3}\d{6}(?:\d{2})?(?!\d)/gi;

/** The last digit of an NHS number checks the nine before it. */
export const isNhsNumber = (text: string): boolean => {
  const digits = text.replace(/\D/g, '');
  if (digits.length !== 10 || /^(\d)\1{9}$/.test(digits)) return false;
  const sum = [...digits.slice(0, 9)].reduce((total, digit, i) => total + Number(digit) * (10 - i), 0);
  const check = (11 - (sum % 11)) % 11;
  return check !== 10 && check === Number(digits[9]);
};

const title = /\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Baby)\.? (?:\p{Lu}\.? )?\p{Lu}[\p{L}'’-]+/gu;
const twoNames = /(?<![\p{L}\p{N}])\p{Lu}[\p{Ll}'’-]+(?: \p{Lu}[\p{L}'’-]+){1,2}(?![\p{L}\p{N}])/gu;
// Capitalised pairs that are places, posts or bodies, not people.
const notAName =
  /\b(?:social|services?|care|team|duty|police|school|council|hospital|court|house|road|street|lane|avenue|centre|trust|guardian|officer|manager|worker|children|adults?|county|city|north|south|east|west|health|visitor|primary|academy|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|the|and|none|yet|case|ref|reference|women|aid|child|family|protection|early|help|support|housing|association|domestic|abuse|foster|carer|mental|youth|justice|probation|hub)\b/i;

type Found = RegExpExecArray;
type Finder = (text: string, thisYear: number) => Found[];

const all = (pattern: RegExp, text: string): Found[] => [...text.matchAll(pattern)];

/** Dates with a year, by day, month or year first. */
const datesIn = (text: string): Found[] =>
  [numericDate, isoDate, dayFirst, monthFirst].flatMap((date) => all(date, text));

/** Said to be a birth, or a full date in an earlier year: in this work that is a birth far more often than not. */
const births: Finder = (text, thisYear) => {
  const dates = datesIn(text);
  if (bornWords.test(text)) return [...dates, ...all(bornDigits, text)];
  return dates.filter(([, year = '']) => {
    return year.length === 4 && Number(year) >= 1900 && Number(year) < thisYear;
  });
};

const finders: Readonly<Record<IdentifierKind, Finder>> = {
  'nhs-number': (text) => all(nhsNumber, text).filter(([found]) => isNhsNumber(found)),
  nino: (text) => all(nino, text),
  'date-of-birth': births,
  postcode: (text) => all(postcode, text).filter(([found]) => !ordinal.test(found)),
  // A date with a time after it has as many digits as a phone number.
  phone: (text) => all(phone, text).filter(([found]) => !isNhsNumber(found) && datesIn(found).length === 0),
  email: (text) => all(email, text),
  name: (text) => [...all(title, text), ...all(twoNames, text).filter(([found]) => !notAName.test(found))],
};

const kinds = Object.keys(finders) as readonly IdentifierKind[];

export const spotIdentifiers = (text: string, thisYear: number): IdentifierKind[] =>
  kinds.filter((kind) => finders[kind](text, thisYear).length > 0);

const moreNames = /(?: \p{Lu}[\p{L}'’-]+)+/uy;

/** From where to where; a name goes on as long as its words begin with a capital. */
const spanOf = (kind: IdentifierKind, text: string, { index, 0: part }: Found): Span => {
  const end = index + part.trimEnd().length;
  moreNames.lastIndex = end;
  return { from: index, to: kind === 'name' && moreNames.test(text) ? moreNames.lastIndex : end };
};

type Span = { from: number; to: number };

/** What overlaps is taken out as one. */
const without = (text: string, spans: readonly Span[]): string => {
  let left = '';
  let end = 0;
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    if (from >= end) left += `${text.slice(end, from)}…`;
    end = Math.max(end, to);
  }
  return left + text.slice(end);
};

/** The same text with dots in place of what was found. What is left may fit together to something new: again, then. */
export const withoutIdentifiers = (text: string, thisYear: number): string => {
  const spansOf = (kind: IdentifierKind, rest: string) =>
    finders[kind](rest, thisYear).map((found) => spanOf(kind, rest, found));
  const left = kinds.reduce((rest, kind) => without(rest, spansOf(kind, rest)), text);
  return left === text ? text : withoutIdentifiers(left, thisYear);
};
