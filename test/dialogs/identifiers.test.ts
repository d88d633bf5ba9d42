import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type IdentifierKind,
  isNhsNumber,
  spotIdentifiers,
  withoutIdentifiers,
} from '../../dialogs/engine/identifiers.ts';

/** All numbers, names and addresses are made up, or kept free for use in fiction. */
const found: Readonly<Record<IdentifierKind, readonly string[]>> = {
  'nhs-number': [
    '9434765919',
    '943 476 5919',
    '943-476-5919',
    'NHS 9434765919',
    'NHS no. 943 476 5919.',
    'her NHS number is 9434765919, see letter',
    '(9434765919)',
    '4010232137',
    '401 023 2137',
    'Number 5990128088',
    'pt 4505577104 seen',
    'nhs:4505577104',
    '599-0128088',
    'NHS4010232137',
    'two: 1234567890 and 4010232137',
  ],
  nino: [
    'AB123456C',
    'ab123456c',
    'AB 12 34 56 C',
    'ab 12 34 56 c',
    'NI AB123456D',
    'NINO: JG 10 37 59 A',
    'jg103759a',
    'her NI number is JG103759A.',
    'AB 123456 C',
    'AB12 3456 C',
    '(CE123456B)',
    'CE 12 34 56 B, see letter',
    'NI:ZY987654A',
    'national insurance ab123456a',
    'HH 01 02 03 D',
    'AB-12-34-56-C',
  ],
  'date-of-birth': [
    'DOB 03/04/2012',
    'dob: 3/4/12',
    'D.O.B. 03.04.2012',
    'd.o.b 3-4-12',
    'date of birth 3 April 2012',
    'born 03/04/2012',
    'Born on 3rd April 2012',
    'born 3rd of April 2012',
    'DOB 2012-04-03',
    'child 03/04/2012',
    '12 March 2009',
    '12th March 2009',
    'aged 14 (14/05/2011)',
    '2011-05-14',
    'born 12/11/2026',
    'DOB 12 Nov 2026',
    'dob 12 november, 2010',
    'Reported 20/11/2026; child 03/04/2012',
    'March 12 2009',
    'DOB 030412',
  ],
  postcode: [
    'SW1A 1AA',
    'sw1a 1aa',
    'SW1A1AA',
    'M1 1AE',
    'm11ae',
    'PO16 7GZ',
    'lives at 12 High Street, PO16 7GZ',
    'GIR 0AA',
    'EC1A 1BB',
    'W1A 0AX',
    'CR2 6XH',
    'DN55 1PT',
    'B33 8TH',
    'S60 1AE.',
    '(S601AE)',
    'SO14 7LY',
  ],
  phone: [
    '01632 960 101',
    '01632960101',
    '01632 960101',
    '07700 900123',
    '07700900123',
    '07700 900 123',
    '07700-900-123',
    '+44 7700 900123',
    '+447700900123',
    '+44 (0)7700 900123',
    '+44(0)1632 960101',
    '020 7946 0018',
    '020-7946-0018',
    '0800 111 1111',
    'call mum on 07700 900456.',
    'tel:02079460018',
    '0161 496 0001',
  ],
  email: [
    'a.smith@example.org',
    'A.SMITH@EXAMPLE.ORG',
    'mail mum at mum99@example.com.',
    '<dad@example.co.uk>',
    'first.last+tag@sub.example.org',
    "o'neil@example.com",
    'josé@example.com',
    'x_y-z@example.ac.uk',
    'email:foo@example.nhs.uk',
    'foo@example-school.sch.uk',
    'a@b.cd',
    'user@例え.jp',
    'mailto:a@example.com',
    'write to foo@example.com or ring',
    '100%@example.com',
  ],
  name: [
    'Sarah Jones',
    'Mrs Jones',
    'Mr. Khan',
    "Miss O'Neill",
    'Dr Patel',
    'Ms Smith-Brown',
    'Baby Smith',
    'Mx Taylor',
    'mum is Sarah Jones',
    'Jean-Luc Picard',
    'Zoë Müller',
    'Anna Maria Rossi',
    'Sarah McDonald',
    'Tom O’Brien',
    'Jane Smith and Peter',
    'Mohammed Al-Hassan',
  ],
};

const notFound: Readonly<Record<IdentifierKind, readonly string[]>> = {
  'nhs-number': [
    '9434765918',
    '1234567890',
    'case 12345',
    '0000000000',
    '1111111111',
    '94347659190',
    '12 345 6789',
    '01632 960 101',
    'ref 943476',
    '2026-11-20 0930',
    '07700900123',
    '999',
    'CR-20417',
    '943 476 591',
    'invoice 2345678901',
    '',
  ],
  nino: [
    'AB12345C',
    'BG123456A',
    'GB123456A',
    'NK123456B',
    'ZZ123456C',
    'DA123456A',
    'AB123456E',
    'QQ12345C',
    'A1234567B',
    'CR-20417',
    'AB1234567C',
    'section 47',
    'ref AB12 34',
    'TN123456A',
    'MAB123456C',
    'KN 12 34 56 A',
  ],
  'date-of-birth': [
    '20/11/2026',
    'seen on 20 November 2026',
    '2026-11-20',
    'by 01/12/2026',
    'born in 2011',
    'aged 14',
    '24/7',
    '1/2',
    'version 1.2',
    'section 47',
    'from 9 to 5',
    'DOB not known',
    'born early',
    'he was 15',
    '12 March',
    '3-4 times',
    'D-7K3M-Q2',
  ],
  postcode: [
    'CR-20417',
    'A12',
    'M25 junction 10',
    'at 3pm',
    'section 47',
    'S47 enquiry',
    'B12 vitamin',
    'room 12',
    '2 adults',
    'D-7K3M-Q2',
    '4 kids',
    'no 12 bus',
    'ward 7B',
    'Q1 2026',
    'in 10 mins',
    'tier 2',
  ],
  phone: [
    '999',
    '101',
    '111',
    'CR-20417',
    '9 to 5',
    '2026-11-20',
    '20/11/2026 09:30',
    '12345',
    '0930',
    '01/12/2026',
    'case 0451',
    '00:30',
    'ref 0123',
    'ext 2045',
    'D-7K3M-Q2',
    '943 476 5919',
    '0-5 years',
  ],
  email: [
    '@here',
    'a@b',
    'meet @ 5',
    'foo at example dot com',
    '@sam',
    '5 @ 3.50',
    'user@',
    'email me',
    'a@ b.com',
    '@example.com',
    'http://example.com',
    'CR@20417',
    '#@!',
    'foo@@',
    'x @y.z',
  ],
  name: [
    'duty social worker',
    'Duty Social Worker',
    "Children's Social Care",
    'Northborough Council',
    'Riverside NHS Trust',
    'Monday Morning',
    'Eastmoor Police',
    'High Street',
    'Case Reference',
    'None Yet',
    'the mother',
    'child',
    'CR-20417',
    'Team Manager',
    'Health Visitor',
    'He said',
    'Please ring',
  ],
};

const kinds = Object.keys(found) as IdentifierKind[];
const rows = (table: typeof found) =>
  kinds.flatMap((kind) => table[kind].map((text) => [kind, text] as const));

// Found in use after the tables above were made: written another way, or something else that looks alike.
const alsoFound: [IdentifierKind, string][] = [
  ['nhs-number', '943.476.5919'],
  ['nhs-number', '943\u00a0476\u00a05919'],
  ['phone', '(01632) 960101'],
  ['phone', '0044 7700 900123'],
  ['name', 'Mr A Khan'],
];
const alsoNotFound: [IdentifierKind, string][] = [
  ['postcode', 's47 1st visit'],
  ['phone', '01-02-2026 09:30'],
  ...[
    "Women's Aid",
    'Child Protection',
    'Early Help',
    'Housing Association',
    'Domestic Abuse',
    'Foster Carer',
  ].map((text): [IdentifierKind, string] => ['name', text]),
];

describe('what identifies someone', () => {
  it.each(rows(found))('a %s is found in %j', (kind, text) => {
    expect(spotIdentifiers(text, 2026)).toContain(kind);
  });

  it.each(rows(notFound))('no %s is found in %j', (kind, text) => {
    expect(spotIdentifiers(text, 2026)).not.toContain(kind);
  });

  it.each(alsoFound)('a %s is found in %j too', (kind, text) => {
    expect(spotIdentifiers(text, 2026)).toContain(kind);
  });

  it.each(alsoNotFound)('no %s is found in %j either', (kind, text) => {
    expect(spotIdentifiers(text, 2026)).not.toContain(kind);
  });

  it('is found each once, whatever else stands in the text', () => {
    const text =
      'Sarah Jones, DOB 03/04/2012, PO16 7GZ, 07700 900123, sj@example.com, 943 476 5919, AB123456C';
    expect(spotIdentifiers(`${text}\n${text}`, 2026).sort()).toEqual([...kinds].sort());
  });

  it('is found again and again: nothing is remembered between texts', () => {
    for (let i = 0; i < 3; i += 1) expect(spotIdentifiers('ring 07700 900123', 2026)).toEqual(['phone']);
  });

  it('is not a date of this year, until the year is over', () => {
    expect(spotIdentifiers('20/11/2026', 2026)).toEqual([]);
    expect(spotIdentifiers('20/11/2026', 2027)).toEqual(['date-of-birth']);
  });

  it('never takes for ever, however hostile the text', () => {
    for (const part of ['0', '0 ', 'a.', 'Aa ', '1-', 'a@', 'AB', '٣'])
      for (const end of ['', '!', '@', ' x']) {
        const started = performance.now();
        spotIdentifiers(part.repeat(4000) + end, 2026);
        expect(performance.now() - started, part).toBeLessThan(2000);
      }
  });
});

const checkDigit = (nine: readonly number[]): number =>
  (11 - (nine.reduce((sum, digit, i) => sum + digit * (10 - i), 0) % 11)) % 11;

describe('an NHS number', () => {
  const nine = fc.array(fc.nat(9), { minLength: 9, maxLength: 9 });

  it('is known by its check digit, and by no other last digit', () => {
    fc.assert(
      fc.property(nine, (digits) => {
        fc.pre(new Set(digits).size > 1);
        const check = checkDigit(digits);
        for (let last = 0; last <= 9; last += 1)
          expect(isNhsNumber([...digits, last].join(''))).toBe(last === check);
      }),
    );
  });

  it('has ten digits, in groups or not', () => {
    expect(['943 476 5919', '943-476-5919', '9434765919'].every(isNhsNumber)).toBe(true);
    expect(['943476591', '94347659199', '', 'nine'].some(isNhsNumber)).toBe(false);
  });
});

describe('a text without what identifies someone', () => {
  const texts = [...Object.values(found), ...Object.values(notFound)].flat();

  it.each([
    ['Sarah Jones, DOB 03/04/2012, PO16 7GZ', '…, DOB …, …'],
    ['Ring 07700 900123 or sj@example.com.', 'Ring … or ….'],
    ['943 476 5919 and AB123456C', '… and …'],
    ['May I tell the school? They are 14.', 'May I tell the school? They are 14.'],
    ['The Safeguarding Lead said so on 20/11/2026.', 'The Safeguarding Lead said so on 20/11/2026.'],
    ['Mrs Ann Lee and Mr Lee', '… and …'],
    ['Sarah Jane Mary Smith-Jones, aunt', '…, aunt'],
    ['born 030412', '…'],
    ['', ''],
  ])('%j is %j', (text, expected) => expect(withoutIdentifiers(text, 2026)).toBe(expected));

  const pieces = fc.array(
    fc.oneof(fc.constantFrom(...texts), fc.string(), fc.constantFrom(' ', '\n', ', ', '…')),
    { maxLength: 8 },
  );

  it('has none, reads the same when it is gone over again, and keeps a text that had none', () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join(' ');
        const left = withoutIdentifiers(text, 2026);
        expect(spotIdentifiers(left, 2026)).toEqual([]);
        expect(withoutIdentifiers(left, 2026)).toBe(left);
        if (spotIdentifiers(text, 2026).length === 0) expect(left).toBe(text);
      }),
      { numRuns: 400 },
    );
  });

  it('never takes for ever, however hostile the text', () => {
    for (const part of ['0 ', 'Aa ', '07700 900123 ', 'a@b.c ', '3 May 2011 ', 'AB123456C']) {
      const started = performance.now();
      withoutIdentifiers(part.repeat(300), 2026);
      expect(performance.now() - started, part).toBeLessThan(2000);
    }
  });
});
