import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Stored } from '../../bot/core/ports.ts';
import {
  fields,
  grounds,
  isDay,
  packSearch,
  readSearch,
  recipientsOf,
  type Search,
  unpackSearch,
  writtenIn,
} from '../../bot/core/search.ts';
import { answersTo, searchListing } from '../../bot/core/search-listing.ts';
import { subjectTerm, typedKey } from '../../bot/core/terms.ts';
import { words } from '../../bot/core/words.ts';
import { citations } from '../../dialogs/decision/reasons.ts';
import { outcomes } from '../../dialogs/policy/catalogue.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { contextAt, monday, priya, samplePolicy } from '../support/context.ts';

const partner = { sector: 'police', routes: ['post'], asking: '', sensitive: false };
const pack: PolicyPack = {
  ...samplePolicy,
  partners: {
    'duty-team': { ...partner, title: 'Duty team', agency: 'northborough-council' },
    'missing-team': { ...partner, title: 'Missing people team', agency: 'county-police' },
    'front-desk': { ...partner, title: 'Front desk', agency: 'county-police' },
  },
};

const read = (answers: Record<string, unknown>) => readSearch(writtenIn(answers), pack);
const searchOf = (answers: Record<string, unknown>): Search => {
  const { search, faults } = read(answers);
  expect(faults).toEqual({});
  return search;
};

const who = (roles: string[], id = 'p-me') => ({
  actor: { ...priya, id, roles },
  registered: true,
  context: (reference: string) => contextAt(monday, { policy: pack, reference }),
});

describe('what is looked for', () => {
  it('is read from each field, and keeps no word that was typed', () => {
    const search = searchOf({
      reference: ' d-7k3m-q2 ',
      subject: ' CR-20417 ',
      recipient: 'duty-team',
      outcome: 'SHARE',
      ground: 'CONSENT',
      from: '2026-11-01',
      to: '21/11/2026',
    });
    expect(search).toEqual({
      reference: 'D-7K3M-Q2',
      subject: typedKey('cr-20417'),
      recipient: typedKey('duty-team'),
      outcome: 'SHARE',
      ground: 'CONSENT',
      from: '2026-11-01',
      to: '2026-11-21',
    });
    expect(JSON.stringify(search)).not.toMatch(/20417/);
  });

  it('may be a whole agency', () => {
    expect(searchOf({ recipient: 'agency/county-police' })).toEqual({ agency: 'county-police' });
  });

  it.each([
    ['reference', 'D-7K3M', 'not-a-reference'],
    ['reference', '<at>D-7K3M-Q2</at>', 'not-a-reference'],
    ['subject', 'x'.repeat(81), 'too-long'],
    ['recipient', 'nobody', 'not-an-option'],
    ['recipient', 'agency/nowhere', 'not-an-option'],
    ['recipient', 'constructor', 'not-an-option'],
    ['outcome', 'share', 'not-an-option'],
    ['ground', 'CONSENT|x', 'not-an-option'],
    ['from', 'yesterday', 'not-a-date'],
    ['from', '2026-02-30', 'not-a-date'],
    ['from', '31/11/2026', 'not-a-date'],
    ['to', '0026-01-01', 'not-a-date'],
    ['to', '9999-12-31', 'not-a-date'],
    ['to', '2026-11-21T00:00', 'not-a-date'],
  ] as const)('is not clear from %s %j', (field, text, fault) => {
    expect(read({ [field]: text }).faults).toEqual({ [field]: fault });
  });

  it('does not end before it begins', () => {
    expect(read({ from: '2026-11-02', to: '2026-11-01' }).faults).toEqual({ to: 'ends-before' });
    expect(read({ from: '2026-11-02', to: '2026-11-02' }).faults).toEqual({});
  });

  it.each([{}, { subject: '' }, { subject: '   ', outcome: '' }, { other: 'x' }, { subject: 7, from: null }])(
    'is nothing in %j',
    (answers) => expect(read(answers).faults).toEqual({ none: 'nothing' }),
  );

  it('never throws, whatever comes in', () => {
    const values = fc.oneof(fc.string({ unit: 'binary', maxLength: 100 }), fc.anything());
    const answers = fc.dictionary(fc.constantFrom(...fields), values);
    fc.assert(fc.property(answers, (each) => void searchListing(read(each).search, who([]))));
  });

  it.each([
    ['2026-11-21', true],
    ['2026-11-31', false],
    ['21/11/2026', false],
    ['', false],
  ])('%j can stand in a date field: %s', (text, yes) => expect(isDay(text)).toBe(yes));
});

describe('a search in a button', () => {
  const whole: Search = {
    subject: typedKey('a'),
    recipient: typedKey('b'),
    outcome: 'SHARE_DEPERSONALISED',
    ground: 'PI_FAVOURS_CONFIDENCE',
    from: '2026-11-01',
    to: '2026-11-21',
  };

  it('comes back as it was', () => {
    const search = fc.record(
      {
        subject: fc.string().map(typedKey),
        recipient: fc.string().map(typedKey),
        agency: fc.constantFrom('county-police', 'riverside-nhs'),
        outcome: fc.constantFrom(...outcomes),
        ground: fc.constantFrom(...grounds),
        from: fc.constantFrom('2026-11-01', '2024-02-29'),
        to: fc.constantFrom('2026-11-21'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(search, (each) => {
        if (Object.keys(each).length > 0) expect(unpackSearch(packSearch(each))).toEqual(each);
      }),
    );
  });

  it('is never longer than a press may hold', () => {
    const longest = <T extends string>(all: readonly T[]) =>
      [...all].sort((a, b) => b.length - a.length)[0] as T;
    const most = { ...whole, agency: 'a'.repeat(41), ground: longest(grounds), outcome: longest(outcomes) };
    const { recipient: _, ...other } = most;
    for (const each of [whole, other]) expect(packSearch(each).length).toBeLessThanOrEqual(200);
  });

  it.each([
    '',
    '|',
    'x',
    'sshort',
    `s${typedKey('a')}|s${typedKey('b')}`,
    'oSHARE|qX',
    'oshare',
    'gA',
    'f2026-02-30',
    'f21/11/2026',
    't----------',
    'aowner:p-1',
    'constructor',
  ])('of no button of ours is no search: %j', (packed) => expect(unpackSearch(packed)).toBeUndefined());
});

describe('what the store is asked', () => {
  const day = { from: '2026-07-01', to: '2026-07-02' };
  const whole = { ...day, subject: 's', recipient: 'r', outcome: 'SHARE', ground: 'CONSENT' };

  it.each([
    [[], ['subject:s', ['owner:p-me', 'open'], 'recipient:r', 'ground:CONSENT', 'outcome:SHARE']],
    [
      ['manager'],
      ['subject:s', ['owner:p-me', 'chain:p-me', 'open'], 'recipient:r', 'ground:CONSENT', 'outcome:SHARE'],
    ],
    [['auditor'], ['subject:s', 'recipient:r', 'ground:CONSENT', 'outcome:SHARE']],
  ])('for a person with the roles %j is what they may see, the rarest first', (roles, groups) => {
    const { term, and, from, to, limit, kinds } = searchListing(whole, who(roles));
    expect([term, ...(and ?? [])]).toEqual(groups);
    // British summer time: the day begins an hour before it does in Greenwich.
    expect([from, to]).toEqual(['2026-06-30T23:00:00.000Z', '2026-07-02T23:00:00.000Z']);
    expect([limit, kinds]).toEqual([10, ['record']]);
  });

  it.each([
    [[], 'owner:p-me'],
    [['manager'], ['owner:p-me', 'chain:p-me']],
    [['dpo'], 'agency:northborough-council'],
  ])('for days alone, with the roles %j, is led by what they may see', (roles, term) => {
    expect(searchListing(day, who(roles))).toMatchObject({ term, and: [] });
  });

  it('for an agency is any of its posts, or the agency itself', () => {
    const { term } = searchListing({ agency: 'county-police' }, who(['dpo']));
    const keys = ['county-police', 'missing-team', 'front-desk'].map(typedKey);
    expect(term).toEqual(keys.map((key) => `recipient:${key}`));
  });

  it('of a record that was found by its reference is whether it answers to the rest', () => {
    const found = {
      at: '2026-07-01T10:00:00.000Z',
      terms: [subjectTerm('C-1'), 'outcome:SHARE', `recipient:${typedKey('front-desk')}`],
    } as unknown as Stored;
    const answers = (search: Search) => answersTo(search, found, pack);
    expect(answers({})).toBe(true);
    expect(answers({ ...day, subject: typedKey(' c-1'), outcome: 'SHARE' })).toBe(true);
    expect(answers({ agency: 'county-police' })).toBe(true);
    expect(answers({ agency: 'riverside-nhs' })).toBe(false);
    expect(answers({ outcome: 'ESCALATE' })).toBe(false);
    expect(answers({ from: '2026-07-02' })).toBe(false);
    expect(answers({ to: '2026-06-30' })).toBe(false);
  });
});

describe('what can be chosen', () => {
  it('are the agencies and posts of the policy pack', () => {
    expect(recipientsOf(pack).filter(({ whole }) => whole)).toHaveLength(pack.agencies.length);
    expect(recipientsOf(pack).at(-1)).toEqual({ value: 'front-desk', title: 'Front desk', whole: false });
  });

  it.each([
    ['outcomes', outcomes],
    ['grounds', grounds],
  ] as const)('are %s in words that fit a menu on either channel', (kind, codes) => {
    const said = codes.map((code) => words(`find.${kind}.${code}`));
    for (const each of said) expect(each.length).toBeLessThanOrEqual(75);
    expect(new Set(said).size).toBe(codes.length);
  });

  it('are twelve outcomes, and reasons that a decision gives', () => {
    expect(new Set(outcomes).size).toBe(12);
    for (const ground of grounds) expect(Object.keys(citations), ground).toContain(ground);
  });
});
