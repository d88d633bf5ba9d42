import { describe, expect, it } from 'vitest';
import { receipt } from '../../dialogs/consent/receipt.ts';
import type { ConsentRecord } from '../../dialogs/consent/record.ts';
import type { Context, Said } from '../../dialogs/engine/types.ts';
import {
  asked,
  changeOf,
  consentWith,
  ctx,
  receiptWords,
  recipientsOf,
  stands,
  words,
} from '../export/made-receipt.ts';
import { contextAt, monday } from '../support/context.ts';
import { gradeOf, sentencesOf, textsOf, wordsOf } from '../support/reading-ease.ts';

const keys = new Set<string>();

const say = ({ key, params }: Said): string => {
  keys.add(key);
  return words(key, params);
};

/** A receipt as somebody reads it: headings, each with what stands below it. */
const read = (record: ConsentRecord, at: Context = ctx): [heading: string, lines: string[]][] =>
  receipt(record, at).map(({ heading, lead, facts, items = [] }) => [
    say(heading),
    [
      ...lead.map(say),
      ...facts.map((fact) => `${say({ key: fact.label })}: ${'said' in fact ? say(fact.said) : fact.value}`),
      ...items.map((item) => (typeof item === 'string' ? item : say(item))),
    ],
  ]);

const headings = (record: ConsentRecord, at?: Context): string[] =>
  read(record, at).map(([heading]) => heading);
const under = (heading: string, record: ConsentRecord, at?: Context): string[] =>
  read(record, at).find(([each]) => each === heading)?.[1] ?? [];
const textOf = (record: ConsentRecord, at?: Context): string => read(record, at).flat(2).join('\n');
const rest = ['What you can do', 'How to reach us', 'This paper is for you'];
const all = Object.entries(stands);

describe('the receipt of a yes', () => {
  it('begins with what they agreed to, line by line, and goes on with who, what for and how long', () => {
    const record = consentWith();
    expect(headings(record)).toEqual([
      'You said yes on 20 November 2026',
      'What we may share',
      'What must stay private',
      'Who may get it',
      'What it is for',
      'How long it counts',
      'When we may share without your yes',
      ...rest,
    ]);
    expect(under('What we may share', record).slice(1)).toEqual(record.scope.items);
    expect(under('What must stay private', record).slice(1)).toEqual(['The letters from the landlord']);
    expect(under('Who may get it', record)).toEqual(['GP practice', 'School safeguarding lead']);
    expect(under('What it is for', record)).toEqual([
      'Join up help around a child and family',
      'Support someone who needs help',
    ]);
  });

  it.each([
    [{ reviewOn: '2027-11-20' }, 'From 20 November 2026 until the end of 20 November 2027.'],
    [{ to: '2027-01-31', reviewOn: '2027-11-20' }, 'From 20 November 2026 until the end of 31 January 2027.'],
    [
      { to: '2028-01-31', reviewOn: '2027-11-20' },
      'From 20 November 2026 until the end of 20 November 2027.',
    ],
  ])('says until when, and that somebody looks at it again before: %j', (days, said) => {
    const { to, reviewOn } = days as { to?: string; reviewOn: string };
    const { scope } = consentWith();
    const record = consentWith({ reviewOn, scope: { ...scope, ...(to ? { to } : {}) } });
    expect(under('How long it counts', record)).toEqual([
      said,
      words('consent.receipt.long.after'),
      words('consent.receipt.long.look'),
    ]);
  });

  it('without an end says so, and promises no look at it before the end', () => {
    expect(under('How long it counts', stands.open as ConsentRecord)).toEqual([
      'From 20 November 2026, until you change your mind.',
    ]);
  });

  it('has no list where there is nothing in it, and no purpose that nobody can read', () => {
    const record = consentWith({
      exclusions: { items: [], recipients: [] },
      scope: { ...consentWith().scope, purposes: ['P7', 'gone'] },
    });
    expect(headings(record)).not.toContain('What must stay private');
    expect(under('What it is for', record)).toEqual(['Join up help around a child and family']);
  });

  it('says nothing of a day that nobody wrote down', () => {
    expect(headings(stands['on-file'] as ConsentRecord)[0]).toBe('You said yes');
  });

  it.each([
    ['implied', 'We took it as a yes on 20 November 2026'],
    ['changed', 'You agreed to this on 20 November 2026'],
    ['again', 'You said yes again on 20 November 2026'],
  ])('says how it came about: %s', (stand, heading) => {
    const record = stands[stand] as ConsentRecord;
    expect(headings(record)[0]).toBe(heading);
    expect(headings(record).slice(1)).toEqual(headings(consentWith()).slice(1));
  });

  it.each(['parent', 'document'])('says that they decided for somebody else: %s', (kind) => {
    expect(textOf(stands[kind] as ConsentRecord)).toContain(words(`consent.receipt.whose.${kind}`));
    expect(textOf(consentWith())).not.toContain(words(`consent.receipt.whose.${kind}`));
  });
});

describe('the receipt of a yes with a gap', () => {
  const record = stands.unsure as ConsentRecord;

  it('lets nobody think that something is shared on it', () => {
    for (const each of [record, stands['limited and unsure'] as ConsentRecord]) {
      expect(headings(each)).not.toContain('What we may share');
      expect(headings(each)).not.toContain('How long it counts');
      expect(textOf(each)).toContain('We share nothing because of your yes until we have talked.');
      expect(textOf(each)).toContain('School attendance');
    }
  });

  it('is one of a whole yes once they were asked again', () => {
    const again = consentWith({ ...record, status: 'amended', changes: [changeOf('amend')] });
    expect(headings(again)).toContain('What we may share');
  });
});

describe('the receipt of a limit', () => {
  const record = stands.limited as ConsentRecord;

  it('begins with the limit, by the day it was set', () => {
    expect(headings(record).slice(0, 5)).toEqual([
      'You set a limit on 23 November 2026',
      'What must stay private',
      'Who must not get it',
      'What happens now',
      'When we may share without your yes',
    ]);
    expect(under('What must stay private', record).slice(1)).toEqual(['Rent that is owed']);
    expect(under('Who must not get it', record)).toEqual(['GP practice']);
  });

  it('leaves it out of what may still be shared, and of who may still get it', () => {
    expect(under('What we may share', record).slice(1)).toEqual([
      'School attendance',
      'Appointments that were missed',
    ]);
    expect(under('Who may get it', record)).toEqual(['School safeguarding lead']);
  });
});

describe('the receipt of a yes that was taken back', () => {
  const record = stands.back as ConsentRecord;

  it('begins with that, and with what happens now', () => {
    expect(headings(record)).toEqual([
      'You took back your yes on 23 November 2026',
      'What happens now',
      'When we may share without your yes',
      'Who we are telling',
      'What your yes was about',
      ...rest,
    ]);
    expect(under('What happens now', record)).toEqual([
      'We share nothing new because of that yes.',
      'We tell those who got something from us because of it, or may have got it.',
      'What we shared before, we cannot take back.',
      'Nobody will hold it against you. If it means that someone can help you less, we tell you so.',
    ]);
  });

  it('names all who had something, also those whom it no longer covered', () => {
    const used = { ref: 'D-2222-22', at: monday, recipients: recipientsOf('mash') };
    expect(under('Who we are telling', consentWith({ ...record, usedBy: [used] }))).toEqual([
      'Multi-agency safeguarding hub (MASH)',
      'GP practice',
      'School safeguarding lead',
    ]);
  });

  it('is one of a no where they had only been asked', () => {
    const asking = consentWith({ ...asked, status: 'withdrawn', changes: [changeOf('withdraw')] });
    expect(headings(asking)[0]).toBe('You said no on 23 November 2026');
    expect(textOf(asking)).not.toMatch(/took back|that yes/);
  });

  it('goes by the day of the place, not of the clock in Greenwich', () => {
    const late = consentWith({ ...record, stateAt: '2026-07-01T23:30:00.000Z' });
    expect(headings(late)[0]).toBe('You took back your yes on 2 July 2026');
  });
});

describe('the receipt of a yes that ran out', () => {
  it('is the same whether the clock has been there or not', () => {
    const late = contextAt('2027-11-21T09:00:00.000Z');
    expect(headings(consentWith(), late)).toEqual(
      headings(stands.over as ConsentRecord).with(0, 'Your yes ran out on 20 November 2027'),
    );
    expect(textOf(consentWith(), late)).not.toContain('What we may share');
  });
});

describe('the receipt of a no', () => {
  it('says that they said no, to whom and to what', () => {
    const record = stands.no as ConsentRecord;
    expect(headings(record)[0]).toBe('You said no on 23 November 2026');
    expect(under('Who must not get it from us', record)).toEqual(['GP practice', 'School safeguarding lead']);
    expect(under('What you said no to', record)).toEqual(record.scope.items);
  });

  it('to everything has no lists', () => {
    const none = { items: [], recipients: [], purposes: [], from: '2026-11-20' };
    const record = consentWith({
      ...(stands.no as ConsentRecord),
      scope: none,
      exclusions: { items: [], recipients: [] },
    });
    expect(headings(record)).toEqual([
      'You said no on 23 November 2026',
      'What happens now',
      'When we may share without your yes',
      ...rest,
    ]);
  });
});

describe('the receipt of a service', () => {
  it('says what they take part in, and that it lets nobody share', () => {
    const record = stands.service as ConsentRecord;
    expect(headings(record)).toEqual([
      'On 20 November 2026 you agreed to take part',
      'It is not a yes to sharing',
      ...rest,
    ]);
    expect(read(record)[0]?.[1].at(-1)).toBe('A family worker, every week');
  });

  it('says that they stop', () => {
    const record = stands['service over'] as ConsentRecord;
    expect(headings(record)).toEqual(['On 23 November 2026 you told us that you stop', ...rest]);
    expect(read(record)[0]?.[1].at(-1)).toBe('A family worker, every week');
  });
});

describe('a receipt', () => {
  it('is not there while nobody has answered, nor where the answer has a record of its own', () => {
    for (const status of ['sought', 'answered'] as const)
      expect(receipt(consentWith({ ...asked, status }), ctx)).toEqual([]);
  });

  it.each(all)('says what they can do, how to reach us, and has room for a name: %s', (_, record) => {
    const { peopleContact, privacyNotice } = ctx.policy;
    expect(under('What you can do', record).join(' ')).toMatch(
      /(Change your mind|Stop) at any time.*Ask to see.*put right.*Complain/,
    );
    expect(under('How to reach us', record).slice(1)).toEqual([
      `Call or write: ${peopleContact.title}: ${peopleContact.text}`,
      `Read more: ${privacyNotice.title}: ${privacyNotice.url}`,
    ]);
    expect(under('This paper is for you', record).slice(1)).toEqual([
      expect.stringMatching(/^Name: \.{40,}$/),
      expect.stringMatching(/^Date: \.{40,}$/),
    ]);
  });

  it.each(all.filter(([, { about }]) => about === 'sharing'))(
    'says when the law or danger counts for more: %s',
    (_, record) => {
      expect(under('When we may share without your yes', record).slice(1)).toEqual([
        'The law says that we must.',
        'Someone could be badly hurt.',
        'It helps to stop or solve a serious crime.',
      ]);
    },
  );

  it.each(all)(
    'holds no reference, no colleague, and nothing colleagues wrote down for each other: %s',
    (_, record) => {
      const secret = 'SECRET';
      const hidden = { id: `${secret}-p`, role: secret, agency: 'northborough-council' };
      const full: ConsentRecord = {
        ...record,
        subjectRef: secret,
        createdBy: hidden,
        impliedBasis: secret,
        ...(record.giver ? { giver: { ...record.giver, assessedBy: secret, basis: secret } } : {}),
        ...(record.evidence
          ? { evidence: { ...record.evidence, words: secret, formLocation: secret, takenBy: hidden } }
          : {}),
        refusal: { reason: secret, consequencesExplained: true },
        waited: [secret],
        toldByHand: [{ name: secret, how: secret, at: monday, by: hidden }],
        usedBy: [{ ref: secret, at: monday, recipients: [] }],
        changes: record.changes.map((each) => ({
          ...each,
          ...{ detail: secret, reason: secret, takenBy: hidden },
          continuing: { ground: secret, facts: secret, by: hidden, at: monday },
        })),
        answers: [{ row: secret, value: secret, at: monday }],
      };
      const text = textOf(full);
      expect(text).not.toContain(secret);
      for (const internal of ['C-7K3M-Q2', 'p-priya', 'P7', 'gp-practice', 'undefined'])
        expect(text).not.toContain(internal);
    },
  );
});

describe('the words of a receipt', () => {
  const texts = textsOf(receiptWords);

  it('are all said, and none is missing', () => {
    for (const [, record] of all) read(record);
    const said = [...keys].map((key) => key.replace('consent.receipt.', ''));
    const known = texts.map(([key]) => key).filter((key) => !key.startsWith('titles.'));
    expect(said.sort()).toEqual(known.sort());
    expect(Object.keys(receiptWords.titles).sort()).toEqual(
      [...new Set(Object.values(stands).map(({ status }) => status))].sort(),
    );
  });

  it('are none of ours', () => {
    for (const [key, text] of texts)
      expect(text, key).not.toMatch(
        /\b(scope|exclu\w+|records?|recorded|practitioners?|consents?|recipients?|subject|purposes?|withdr\w+|restrict\w*|revok\w*|partners?|agenc\w+|data|process\w*|lawful|basis|disclos\w*)\b/i,
      );
  });

  it('read like those of a ten-year-old, or easier, file and every paper', () => {
    expect(gradeOf(texts.map(([, text]) => text).filter((text) => wordsOf(text).length >= 4))).toBeLessThan(
      4.5,
    );
    for (const [stand, record] of all) {
      const prose = receipt(record, ctx)
        .flatMap(({ lead, items = [] }) => [...lead, ...items])
        .flatMap((each) => (typeof each === 'string' ? [] : [words(each.key, each.params)]))
        .filter((text) => wordsOf(text).length >= 4);
      expect(gradeOf(prose), stand).toBeLessThan(5);
    }
  });

  it('are short: no sentence has more than 20 of them', () => {
    for (const [key, text] of texts)
      for (const sentence of sentencesOf(text)) expect(wordsOf(sentence).length, key).toBeLessThanOrEqual(20);
  });
});
