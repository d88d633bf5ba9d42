import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Press } from '../../bot/core/turn.ts';
import { words } from '../../bot/core/words.ts';
import {
  action,
  aNo,
  aService,
  asksWhatLets,
  aWait,
  aYes,
  buttonsOn,
  change,
  clockWorks,
  factOn,
  fieldOn,
  type KeptDecision,
  readOn,
  referenceOn,
  type Shelves,
  say,
  shelves,
  sixPoints,
  still,
  thePerson,
  twoLines,
  writesDown,
} from '../support/consent-drive.ts';
import {
  aCase,
  endings,
  type Fields,
  next,
  pick,
  type Sitting,
  type Step,
  sides,
  sitting,
  ways,
} from '../support/decision-drive.ts';
import { type House, openHouse, type Sent } from '../support/house.ts';

/** What is on record about a person's consent, met by somebody who decides whether to share. */

let house: House;
let kept: Shelves;
let sam: Sitting;
let kit: Sitting;
beforeEach(async () => {
  house = await openHouse();
  kept = shelves(house);
  sam = sitting(house.as('teams', 'sam'));
  kit = sitting(house.as('teams', 'kit'));
});
afterEach(() => house.close());

const [visits = '', attendance = ''] = twoLines.split('\n');
const { follows, notShared } = endings;
const onFile = pick('lets', 'on-file');
const notRequired = pick('requires', 'no');
const danger: Step[] = [next(sides.risk), next(sides.otherSide), pick('told', 'yes', { article8: 'yes' })];
const calm: Step[] = [
  next({
    ...{ whoAtRisk: 'nobody', harmIfNot: 'Not much', harmIfNotLikelihood: 'possible' },
    ...{ harmIfNotSeverity: 'low', threat: 'no', proof: 'old-unproven' },
  }),
  next(sides.otherSide),
];
const seeks: Step[] = [notRequired, pick('canAsk', 'yes')];

/** Nothing happens in the same moment. */
const later = (minutes = 1): void => house.wait(minutes * 60_000);

const consents = async (steps: readonly Step[] = aYes(), person = kit): Promise<string> => {
  later();
  const ref = await writesDown(person, steps);
  later();
  return ref;
};

/** Opens a consent and does something to it. */
const changes = async (ref: string, steps: readonly Step[], person = kit): Promise<void> => {
  later();
  await person.type(ref);
  await person.follow(steps);
  later();
};

const decides = async (steps: readonly Step[], person = sam): Promise<KeptDecision> => {
  await person.decide(steps);
  return keeps(person);
};

const keeps = async (person = sam): Promise<KeptDecision> => {
  await person.follow([follows]);
  if (person.shown().some(({ card }) => card === 'page')) await person.follow([next(notShared)]);
  return kept.decision(referenceOn(person.shown()));
};

const said = (name: string, ref: string, since = ''): string =>
  words(`decision.onRecord.${name}`, { ref, since });
const outcome = (name: string): string => words(`decision.outcomes.${name}.title`);
const limitedTo = (limits: string): Step[] => [
  action('restrict'),
  change('restrict', 'limit', 'what'),
  next({ limits }),
];

describe.each([
  ['teams', 'sam'],
  ['slack', 'USAM'],
] as const)('on %s', (channel, name) => {
  beforeEach(() => {
    sam = sitting(house.as(channel, name));
  });

  test('a yes on record is named, checked and recommended, and both records name each other (R-050)', async () => {
    const ref = await consents();
    await sam.decide(asksWhatLets());
    expect(sam.page().lead?.[0]).toBe(said('given', ref, '17:03 on Friday 20 November 2026'));
    await sam.follow([onFile]);
    expect(sam.outcome()).toBe(outcome('SHARE'));
    const decision = await keeps();
    expect(decision).toMatchObject({
      ...{ status: 'decided', consentResult: 'VALID', consentFailures: [], consentRefs: [ref] },
      recommendation: { outcome: 'SHARE', reasons: ['CONSENT'] },
      ...{ lawfulBasis: { line: 'consent' }, openness: { told: 'when-they-agreed' } },
    });
    expect(factOn(sam, 'decision.facts.consentRefs')).toBe(ref);
    expect(await kept.consent(ref)).toMatchObject({
      status: 'given',
      usedBy: [{ ref: decision.reference, by: 'p-sam', recipients: [{ id: aCase.recipient }] }],
    });
    await kept.expectWhole(ref);
    await kit.type(ref);
    expect(factOn(kit, 'consent.facts.usedBy')).toBe(decision.reference);
  });

  test('taken back a minute ago, it is no ground any more, and the objection counts (R-054, R-058)', async () => {
    const ref = await consents();
    await changes(ref, [action('withdraw')]);
    await sam.decide(asksWhatLets());
    expect(sam.page().lead?.[0]).toBe(said('withdrawn', ref, '17:05 on Friday 20 November 2026'));
    await sam.follow([onFile, notRequired, ...calm]);
    expect(sam.outcome()).toBe(outcome('DO_NOT_SHARE'));
    const decision = await keeps();
    expect(decision).toMatchObject({ status: 'closed', consentResult: 'WITHDRAWN' });
    expect(decision.recommendation.reasons).toEqual(expect.arrayContaining(['OBJECTION', 'WITHDRAWN']));
    expect(decision.consentRefs).toBeUndefined();
    expect((await kept.consent(ref)).usedBy).toEqual([]);
  });
});

describe('a yes on record', () => {
  test('in other words than the lines of today has to be read by the person', async () => {
    const ref = await consents(
      aYes({ scope: { items: 'Health visits\nAttendance at school', exclusions: 'The rent' } }),
    );
    await sam.decide([...asksWhatLets(), onFile]);
    expect(sam.page().title).toBe(words('decision.pages.covered.title'));
    expect(sam.page().facts?.map((fact) => ('typed' in fact ? fact.typed : ''))).toEqual([
      ...['Health visits\nAttendance at school', 'The rent', 'Yes, tell them if it helps'],
    ]);
    await sam.follow([pick('covered', 'all')]);
    expect(sam.outcome()).toBe(outcome('SHARE'));
    expect((await keeps()).consentRefs).toEqual([ref]);
  });

  test('that covers some lines sends those, and says which stay', async () => {
    await consents(aYes({ scope: { items: 'Health visits' } }));
    const decision = await decides([
      ...asksWhatLets(),
      ...[onFile, pick('covered', 'some'), pick('rest', 'leave'), next({ notAgreed: '2' })],
    ]);
    expect(decision.recommendation).toMatchObject({ outcome: 'SHARE_LIMITED' });
    expect(decision.recommendation.reasons).toEqual(['CONSENT_PARTIAL', 'SCOPE_ITEM']);
    expect(decision.items?.map(({ label, withheld }) => [label, withheld])).toEqual([
      [visits, false],
      [attendance, true],
    ]);
  });

  test.each(['none', 'some'])('that covers %s of a single line covers nothing (R-051)', async (covered) => {
    await consents(aYes({ scope: { items: 'Something else' } }));
    await sam.decide([...asksWhatLets(visits), onFile, pick('covered', covered)]);
    expect(sam.page().ask).toBe(words('decision.questions.requires.label'));
    await sam.follow(seeks);
    const decision = await keeps();
    expect(decision).toMatchObject({ status: 'awaiting-consent', consentFailures: ['SCOPE_ITEM'] });
    expect(decision.recommendation.reasons).toEqual(['CONSENT_FIRST', 'SCOPE_ITEM']);
  });

  test.each<[string, Fields, Fields, string]>([
    [
      'another recipient',
      { recipients: 'health-visiting' },
      { recipient: 'police-public-protection' },
      'SCOPE_RECIPIENT',
    ],
    ['another purpose', { purposes: 'P3' }, {}, 'SCOPE_PURPOSE'],
  ])('for %s does not count, and they are asked again (R-051, R-064)', async (_, scope, fields, code) => {
    const ref = await consents(aYes({ scope }));
    await sam.decide(asksWhatLets(twoLines, fields));
    expect(sam.page().lead?.[0]).toBe(said('fails', ref, '17:03 on Friday 20 November 2026'));
    await sam.follow([onFile, ...seeks]);
    const decision = await keeps();
    expect(decision).toMatchObject({ consentResult: 'NOT_VALID', consentFailures: [code] });
    expect(decision.recommendation).toMatchObject({
      outcome: 'SEEK_CONSENT',
      reasons: ['CONSENT_FIRST', code],
    });
    expect((await kept.consent(ref)).usedBy).toEqual([]);
  });

  test('that has run out does not count, even before the clock has come (R-064)', async () => {
    const ref = await consents(aYes({ scope: { reviewOn: '2026-11-20' } }));
    house.moveTo('2026-11-21T00:00:30Z');
    const decision = await decides([...asksWhatLets(), onFile, ...seeks]);
    expect((await kept.consent(ref)).status).toBe('given');
    expect(decision.recommendation.reasons).toEqual(['CONSENT_FIRST', 'EXPIRED']);
    await clockWorks(house);
    expect((await kept.consent(ref)).status).toBe('expired');
    later();
    await sam.decide(asksWhatLets());
    expect(sam.page().lead?.[0]).toBe(said('fails', ref, '00:00 on Saturday 21 November 2026'));
  });

  test.each<[string, Parameters<typeof aYes>[0], string[]]>([
    ['not told enough (R-045)', { how: { informed: 'why,what,who,use,effects' } }, ['NOT_INFORMED']],
    ['not free (R-053)', { how: { free: 'no' } }, ['NOT_FREE']],
    ['both', { how: { free: 'no', informed: 'none' } }, ['NOT_INFORMED', 'NOT_FREE']],
  ])('with a gap does not count: %s', async (_, pages, failures) => {
    await consents(aYes(pages));
    const decision = await decides([...asksWhatLets(), onFile, ...seeks]);
    expect(decision).toMatchObject({ consentResult: 'NOT_VALID', consentFailures: failures });
    expect(decision.recommendation.reasons).toEqual(['CONSENT_FIRST', ...failures]);
  });

  test('of a parent does not count once the child is 16 (R-046, R-064)', async () => {
    await consents(
      aYes({ start: { ageBand: '13-15' }, giver: { giver: 'parent', basis: 'parental-responsibility' } }),
    );
    const decision = await decides([...asksWhatLets(twoLines, { ageBand: '16-17' }), onFile, ...seeks]);
    expect(decision.consentFailures).toEqual(['GIVER_NOT_ENTITLED']);
  });

  test('that was not clear is enough for their own care, and for nothing else (R-048)', async () => {
    const implied = { how: { form: 'implied' }, words: { words: 'She nodded', impliedBasis: 'She came' } };
    await consents(aYes({ ...implied, scope: { purposes: 'P7,P26' } }));
    const care = await decides([...asksWhatLets(), onFile]);
    expect(care.recommendation).toMatchObject({ outcome: 'SHARE', reasons: ['CONSENT', 'EXPLICIT_ADVISED'] });
    later();
    const other = await decides([...asksWhatLets(twoLines, { purpose: 'P26' }), onFile, ...seeks]);
    expect(other.consentFailures).toEqual(['NOT_EXPLICIT']);
  });

  test('to a service is never found (R-061)', async () => {
    await consents(aService);
    await sam.decide(asksWhatLets());
    expect(readOn(sam.shown())).not.toContain('On record');
    await sam.follow([onFile]);
    expect(sam.page().ask).toBe(words('decision.questions.consentSound.label'));
  });

  test('about somebody else, or at another agency, is never found', async () => {
    await consents(aYes({ start: { subjectRef: 'C-9999' } }));
    await consents(aYes(), sitting(house.as('teams', 'lee')));
    await sam.decide([...asksWhatLets(), onFile]);
    expect(sam.page().ask).toBe(words('decision.questions.consentSound.label'));
  });

  test('is found however its case reference was typed', async () => {
    const ref = await consents(aYes({ start: { subjectRef: ' c-2041 ' } }));
    expect((await decides([...asksWhatLets(), onFile])).consentRefs).toEqual([ref]);
  });
});

describe('limits (R-055)', () => {
  test('a line that they keep back stays behind, in the record and in what goes', async () => {
    const ref = await consents();
    await changes(ref, limitedTo(attendance));
    await sam.decide(asksWhatLets());
    expect(sam.page().lead?.[0]).toBe(said('restricted', ref, '17:05 on Friday 20 November 2026'));
    await sam.follow([onFile, pick('rest', 'leave')]);
    expect(sam.outcome()).toBe(outcome('SHARE_LIMITED'));
    const decision = await keeps();
    expect(decision.consentResult).toBe('PARTIAL');
    expect(decision.recommendation.reasons).toEqual(['CONSENT_PARTIAL', 'LIMITED']);
    expect(decision.items?.map(({ withheld }) => withheld)).toEqual([false, true]);
    expect(factOn(sam, 'decision.facts.what')).toBe(visits);
    await sam.press(words('copy.button'));
    const { copy = [] } = sam.message();
    const note = copy
      .slice(copy.findIndex((part) => part.includes(words('decision.handling.title'))))
      .join('\n');
    expect(note).toContain(words('decision.handling.consent-given'));
    expect(note).not.toContain(attendance);
    expect((await kept.consent(ref)).usedBy).toHaveLength(1);
  });

  test('without that line the rest holds whole', async () => {
    const ref = await consents();
    await changes(ref, limitedTo(attendance));
    const decision = await decides([...asksWhatLets(visits), onFile]);
    expect(decision).toMatchObject({ consentResult: 'VALID', consentRefs: [ref] });
    expect(decision.recommendation).toMatchObject({ outcome: 'SHARE', reasons: ['CONSENT'] });
  });

  test('a limit in other words still holds where the words are in the line', async () => {
    const ref = await consents();
    await changes(ref, limitedTo('attendance'));
    const decision = await decides([...asksWhatLets(), onFile, pick('rest', 'leave')]);
    expect(decision.items?.map(({ withheld }) => withheld)).toEqual([false, true]);
  });

  test('nothing but what they keep back is a no', async () => {
    const ref = await consents();
    await changes(ref, limitedTo(attendance));
    const decision = await decides([...asksWhatLets(attendance), onFile, notRequired, ...calm]);
    expect(decision).toMatchObject({ consentResult: 'RESTRICTED', final: { outcome: 'DO_NOT_SHARE' } });
    expect(decision.recommendation.reasons).toEqual(expect.arrayContaining(['OBJECTION', 'LIMITED']));
  });

  test('whom they keep out gets nothing on it; the others still do', async () => {
    const ref = await consents(aYes({ scope: { recipients: 'childrens-duty-team,gp-practice' } }));
    await changes(ref, [
      action('restrict'),
      change('restrict', 'limit', 'who'),
      next({ limitRecipients: 'childrens-duty-team' }),
    ]);
    const out = await decides([...asksWhatLets(), onFile, notRequired, ...calm]);
    expect(out).toMatchObject({ consentResult: 'RESTRICTED', consentFailures: ['LIMITED'] });
    expect(out.recommendation.reasons).toContain('OBJECTION');
    later();
    const other = await decides([...asksWhatLets(twoLines, { recipient: 'gp-practice' }), onFile]);
    expect(other).toMatchObject({ consentResult: 'VALID', consentRefs: [ref] });
  });

  test('asked again, a limit that they lift is gone', async () => {
    const ref = await consents();
    await changes(ref, limitedTo(attendance));
    await changes(ref, [
      action('amend'),
      still(),
      next({ exclusions: '' }),
      { title: words('engine.confirm'), fields: {} },
    ]);
    expect((await decides([...asksWhatLets(), onFile])).recommendation.outcome).toBe('SHARE');
  });
});

describe('several words of theirs on record', () => {
  test('the latest about this recipient counts: a no after a yes', async () => {
    const yes = await consents();
    const no = await consents(aNo({ refusedRecipients: 'childrens-duty-team' }));
    await sam.decide(asksWhatLets());
    expect(sam.page().lead?.[0]).toContain(no);
    await sam.follow([onFile, notRequired, ...calm]);
    const decision = await keeps();
    expect(decision).toMatchObject({ consentResult: 'REFUSED', final: { outcome: 'DO_NOT_SHARE' } });
    expect(decision.recommendation.reasons).toEqual(expect.arrayContaining(['OBJECTION', 'REFUSED']));
    expect((await kept.consent(yes)).usedBy).toEqual([]);
  });

  test('a yes after it was taken back', async () => {
    const first = await consents();
    await changes(first, [action('withdraw')]);
    const second = await consents(aYes({ how: { givenOn: '2026-11-20' } }));
    const decision = await decides([...asksWhatLets(), onFile]);
    expect(decision).toMatchObject({ consentResult: 'VALID', consentRefs: [second] });
    expect(decision.recommendation.reasons).toEqual(['CONSENT']);
  });

  test('not a yes that was said before it was taken back, and written down after', async () => {
    const first = await consents();
    await changes(first, [action('withdraw')]);
    house.moveTo('2026-11-24T09:00:00Z');
    await consents(
      aYes({ how: { medium: 'signed', givenOn: '2026-11-10' }, words: { formLocation: 'Case file' } }),
    );
    await sam.decide(asksWhatLets());
    expect(sam.page().lead?.[0]).toContain(first);
    await sam.follow([onFile, notRequired, ...calm]);
    expect((await keeps()).consentResult).toBe('WITHDRAWN');
  });

  test('each recipient has their own', async () => {
    const yes = await consents();
    await consents(aNo({ refusedRecipients: 'gp-practice' }));
    expect(await decides([...asksWhatLets(), onFile])).toMatchObject({ consentRefs: [yes] });
    later();
    const gp = await decides([
      ...asksWhatLets(twoLines, { recipient: 'gp-practice' }),
      onFile,
      notRequired,
      ...calm,
    ]);
    expect(gp.consentResult).toBe('REFUSED');
  });

  test('a no to one is no objection to another', async () => {
    await consents(aNo({ refusedRecipients: 'gp-practice' }));
    await sam.decide(asksWhatLets());
    expect(readOn(sam.shown())).not.toContain('On record');
    const not = pick('lets', 'not-asked');
    await sam.follow([not, ...seeks]);
    expect((await keeps()).recommendation.reasons).toEqual(['CONSENT_FIRST']);
  });

  test('to be asked anew changes nothing until they answer', async () => {
    await consents(aNo());
    await consents(aWait());
    const decision = await decides([...asksWhatLets(), pick('lets', 'not-asked'), notRequired, ...calm]);
    expect(decision.recommendation.reasons).toEqual(expect.arrayContaining(['OBJECTION']));
    const yes = await consents(aYes({ how: { givenOn: '2026-11-20' } }));
    await consents(aWait());
    expect((await decides([...asksWhatLets(), onFile])).consentRefs).toEqual([yes]);
  });

  test('asked and not answered is to wait (C.4), and the wait is on record', async () => {
    const asked = await consents(aWait());
    await sam.decide(asksWhatLets());
    expect(sam.page().lead?.[0]).toBe(said('sought', asked, '17:03 on Friday 20 November 2026'));
    await sam.follow([onFile]);
    expect(sam.outcome()).toBe(outcome('SEEK_CONSENT'));
    expect((await keeps()).recommendation.reasons).toEqual(['WAITING']);
  });
});

describe('a no on record counts, whatever is pressed (R-052, R-058)', () => {
  test.each(['refused', 'withdrawn'])('%s: "I have not asked" keeps the objection', async (how) => {
    if (how === 'refused') await consents(aNo());
    else await changes(await consents(), [action('withdraw')]);
    const decision = await decides([...asksWhatLets(), pick('lets', 'not-asked'), notRequired, ...calm]);
    expect(decision).toMatchObject({ final: { outcome: 'DO_NOT_SHARE' } });
    expect(decision.recommendation.reasons).toContain('OBJECTION');
  });

  test('consent is not the reason: the objection is kept beside it', async () => {
    await consents(aNo());
    const decision = await decides([
      ...asksWhatLets(),
      ...[pick('lets', 'not-basis'), pick('notBasisWhy', 'source-of-risk'), notRequired, ...danger],
    ]);
    expect(decision.recommendation).toMatchObject({ outcome: 'SHARE' });
    expect(decision.recommendation.reasons).toEqual([...['HARM_CLEAR', 'CONSENT_NOT_BASIS', 'OBJECTION']]);
  });

  test('danger outweighs it, and the ground is kept with it (R-057)', async () => {
    const ref = await consents();
    await changes(ref, [action('withdraw')]);
    const decision = await decides([...asksWhatLets(), onFile, notRequired, ...danger]);
    expect(decision.recommendation.reasons).toEqual(['HARM_CLEAR', 'OBJECTION', 'WITHDRAWN']);
    expect(decision).toMatchObject({
      ...{ status: 'decided', lawfulBasis: { line: 'power' }, openness: { told: 'yes' } },
      pit: { whoAtRisk: 'others', harmIfNot: { what: sides.risk.harmIfNot } },
    });
    expect(decision.consentRefs).toBeUndefined();
  });

  test('a law that requires it goes before it (R-057)', async () => {
    await consents(aNo());
    const law = [
      pick('lets', 'law'),
      next({ gateway: 'children-act-1989-s47-9' }),
      pick('conditions', 'met'),
    ];
    const decision = await decides([...asksWhatLets(), ...law, pick('told', 'yes')]);
    expect(decision.recommendation.reasons).toEqual(expect.arrayContaining(['STATUTORY_DUTY', 'OBJECTION']));
    expect(decision.gateway).toEqual(['children-act-1989-s47-9']);
  });

  test('they agreed just now: the new yes counts, and is written down', async () => {
    await consents(aNo());
    const decision = await decides([
      ...asksWhatLets(),
      pick('lets', 'agreed-now'),
      next({ consentWords: 'All right' }),
    ]);
    expect(decision.recommendation).toMatchObject({ outcome: 'SHARE', reasons: ['CONSENT'] });
    const [ref = ''] = decision.consentRefs ?? [];
    later();
    expect((await decides([...asksWhatLets(), onFile])).consentRefs).toEqual([ref]);
  });
});

describe('a yes that nobody had written down is left behind, each record naming the other (R-050)', () => {
  type Left = { name: string; steps: Step[]; fields?: Fields; made: object };
  const left: Left[] = [
    {
      name: 'said just now',
      steps: [pick('lets', 'agreed-now'), next({ consentWords: 'Yes, do' })],
      made: {
        ...{ medium: 'verbal', form: 'explicit', giver: { kind: 'self' } },
        evidence: { date: '2026-11-20', takenBy: { id: 'p-sam' }, words: 'Yes, do' },
      },
    },
    {
      name: 'said just now, by a child who understands it',
      fields: { ageBand: '13-15' },
      steps: [pick('lets', 'agreed-now'), next({ consentWords: 'Yes, do', giver: 'child-able' })],
      made: { giver: { kind: 'child-able' }, ageBand: '13-15' },
    },
    {
      name: 'on paper, and sound',
      steps: [onFile, pick('consentSound', 'yes')],
      made: { medium: 'on-file', giver: { kind: 'vouched' } },
    },
    {
      name: 'on paper, looked at closely',
      steps: [
        ...[onFile, pick('consentSound', 'check')],
        next({
          ...{ giver: 'document', informed: sixPoints, free: 'yes', form: 'explicit', evidence: 'signed' },
          ...{ covers: 'items,recipient,purpose', limits: 'none', stale: 'no' },
        }),
      ],
      made: { medium: 'on-file', giver: { kind: 'document' } },
    },
  ];

  test.each(left)('$name', async ({ steps, fields = {}, made }) => {
    const decision = await decides([...asksWhatLets(twoLines, fields), ...steps]);
    const [ref = '', ...more] = decision.consentRefs ?? [];
    expect(more).toEqual([]);
    expect(await kept.consent(ref)).toMatchObject({
      ...{ status: 'given', source: 'decision', about: 'sharing', subjectRef: aCase.subjectRef },
      ...{ informed: sixPoints.split(','), free: 'yes', reviewOn: '2027-11-20' },
      scope: {
        ...{ items: [visits, attendance], recipients: [{ id: aCase.recipient }], purposes: [aCase.purpose] },
      },
      usedBy: [{ ref: decision.reference, by: 'p-sam' }],
      ...made,
    });
    await kept.expectWhole(ref);
    await sam.type(ref);
    expect(sam.record().status).toContain('20 November 2027');
    const day = factOn(sam, 'consent.facts.on');
    expect(day).toBe('medium' in made && made.medium === 'on-file' ? undefined : '20 November 2026');
    later();
    await sam.decide([...asksWhatLets(twoLines, fields), onFile]);
    expect(sam.outcome()).toBe(outcome('SHARE'));
    expect((await keeps()).consentRefs).toEqual([ref]);
    expect((await kept.consent(ref)).usedBy).toHaveLength(2);
    await kept.expectWhole(ref);
  });

  test('to a part: only that part is written down as agreed, the rest as kept back', async () => {
    const decision = await decides([
      ...asksWhatLets(),
      ...[pick('lets', 'part'), pick('rest', 'leave'), next({ notAgreed: '2' })],
    ]);
    const [ref = ''] = decision.consentRefs ?? [];
    expect(await kept.consent(ref)).toMatchObject({
      scope: { items: [visits] },
      exclusions: { items: [attendance] },
    });
    await kept.expectWhole(ref);
  });

  test('to a part, and all of it goes by law: nobody writes down that they agreed to all', async () => {
    const decision = await decides([
      ...asksWhatLets(),
      ...[pick('lets', 'part'), pick('rest', 'test'), pick('requires', 'yes')],
      ...[next({ gateway: 'children-act-1989-s47-9' }), pick('conditions', 'met'), pick('told', 'yes')],
    ]);
    expect(decision.recommendation.reasons).toEqual(['CONSENT_PARTIAL', 'STATUTORY_DUTY', 'LIMITED']);
    expect(decision.items?.map(({ withheld }) => withheld)).toEqual([false, false]);
    expect(decision.consentRefs).toBeUndefined();
    expect(await kept.consents()).toEqual([]);
  });

  test('where it is not shared nothing is left behind', async () => {
    const otherwise = { finalOutcome: 'DO_NOT_SHARE', escalated: 'no', departureReason: 'He has moved away' };
    await sam.decide([...asksWhatLets(), pick('lets', 'agreed-now'), next({ consentWords: 'Yes' })]);
    await sam.follow([pick('final', 'differ'), next(otherwise), next(notShared)]);
    expect(await kept.consents()).toEqual([]);
    expect((await kept.decisions())[0]?.consentRefs).toBeUndefined();
  });
});

describe('it changes between the recommendation and the press', () => {
  const asked = 'has changed since you saw this card';

  test.each<[string, Step[]]>([
    ['taken back', [action('withdraw')]],
    ['limited', limitedTo(attendance)],
    [
      'kept from this recipient',
      [
        action('restrict'),
        change('restrict', 'limit', 'who'),
        next({ limitRecipients: 'childrens-duty-team' }),
      ],
    ],
  ])('%s: the press does not count, nothing is recorded, and the card says why', async (_, steps) => {
    const ref = await consents(aYes({ scope: { recipients: 'childrens-duty-team,gp-practice' } }));
    await sam.decide([...asksWhatLets(), onFile]);
    expect(sam.outcome()).toBe(outcome('SHARE'));
    await changes(ref, steps);
    await sam.follow([follows]);
    expect(sam.shown().map(({ card }) => card)).toEqual(['page']);
    expect(await kept.decisions()).toEqual([]);
    expect((await kept.consent(ref)).usedBy).toEqual([]);
    expect(sam.page().alert).toContain(asked);
  });

  test('gone on with, the new recommendation has to be answered by itself', async () => {
    const ref = await consents();
    await sam.decide([...asksWhatLets(), onFile]);
    await changes(ref, [action('withdraw')]);
    await sam.follow([follows, notRequired, ...danger]);
    expect(sam.outcome()).toBe(outcome('SHARE'));
    expect(await kept.decisions()).toEqual([]);
    expect(sam.page().lead?.[0]).toContain(words('decision.codes.WITHDRAWN'));
    expect((await keeps()).recommendation.reasons).toEqual(['HARM_CLEAR', 'OBJECTION', 'WITHDRAWN']);
  });

  test('they answer in that moment: from waiting to sharing, with words that say so', async () => {
    await consents(aWait());
    await sam.decide([...asksWhatLets(), onFile]);
    expect(sam.outcome()).toBe(outcome('SEEK_CONSENT'));
    const yes = await consents();
    await sam.follow([follows]);
    expect(sam.page().alert).toContain(asked);
    expect(sam.outcome()).toBe(outcome('SHARE'));
    expect(await kept.decisions()).toEqual([]);
    expect(await keeps()).toMatchObject({ status: 'decided', consentRefs: [yes] });
  });

  test('used by another decision in between, it counts all the same', async () => {
    const ref = await consents();
    await sam.decide([...asksWhatLets(), onFile]);
    await kit.decide([...asksWhatLets(), onFile]);
    const theirs = await keeps(kit);
    const mine = await keeps();
    expect((await kept.consent(ref)).usedBy.map((use) => use.ref)).toEqual([
      theirs.reference,
      mine.reference,
    ]);
    await kept.expectWhole(ref);
  });
});

describe('a decision that waits for the person', () => {
  const waits = async (): Promise<string> => {
    await sam.decide([...ways.canAsk, follows]);
    return referenceOn(sam.shown());
  };
  const opens = async (sent: readonly Sent[]) => {
    const open = sent[0]?.reply.data.buttons?.find(({ title }) => title === words('notices.open'));
    await sam.send(open?.press as Press);
  };
  const again = words('decision.begins.decision');

  test('is reminded of; the answer that a colleague takes opens it, and its answers are still there', async () => {
    const waiting = await waits();
    expect(await clockWorks(house, '2026-11-24T09:29:00Z')).toEqual([]);
    const [reminder, ...more] = await clockWorks(house, '2026-11-24T09:31:00Z');
    expect(more).toEqual([]);
    expect(reminder?.reply.summary).toBe(words('decision.notices.remind.summary'));

    const yes = await consents();
    expect(kit.record().lead).toContain(words('consent.lead.waited-other'));
    expect(buttonsOn(kit)).not.toContain(words('consent.begins.decision', { ref: waiting }));
    expect(await kept.consent(yes)).toMatchObject({ waited: [waiting] });
    const sent = await clockWorks(house);
    expect(sent.map(({ to, reply }) => [to.user, reply.summary])).toEqual([
      ['sam', words('consent.notices.go-on.summary')],
    ]);
    expect(JSON.stringify(sent)).toContain(waiting);
    await opens(sent);
    expect(sam.record().title).toContain(waiting);
    await sam.press(again);
    expect(sam.page().ask).toBe(words('decision.questions.lets.label'));
    expect(sam.page().lead?.[0]).toContain(yes);
    await sam.follow([onFile]);
    const decision = await keeps();
    expect(decision).toMatchObject({
      ...{ status: 'decided', links: [waiting], consentRefs: [yes], subjectRef: aCase.subjectRef },
      items: [{ label: visits }, { label: attendance }],
    });
    expect(await kept.decision(waiting)).toMatchObject({
      ...{ status: 'closed', resumedBy: decision.reference, overdue: false },
    });
    await sam.type(waiting);
    expect(factOn(sam, 'decision.facts.resumedBy')).toBe(decision.reference);
    expect(await clockWorks(house, '2026-12-24T09:31:00Z')).toEqual([]);
    await kept.expectWhole(yes);
  });

  test('what was said on the way is asked no more: case, lines and what was taken as read', async () => {
    await sam.decide(ways.consent);
    await sam.change('origin', 'allowed');
    for (const _ of ['decide', 'consent-sound']) await sam.press(words('engine.back'));
    await sam.follow([pick('lets', 'not-asked'), ...seeks]);
    const waiting = (await keeps()).reference;
    await consents();
    await sam.type(waiting);
    await sam.press(again);
    await sam.follow([onFile]);
    const decision = await keeps();
    const answers = Object.fromEntries(decision.answers.map(({ row, value }) => [row, value]));
    expect(answers).toMatchObject({
      'decision.origin': 'allowed',
      'decision.recipient': aCase.recipient,
      'decision.purpose': aCase.purpose,
    });
    expect(answers).not.toHaveProperty('decision.canAsk');
  });

  test('written down by its owner, it goes on from the card of the answer', async () => {
    const waiting = await waits();
    await sam.press(words('decision.begins.consent'));
    for (const [id, value] of [
      ['subjectRef', aCase.subjectRef],
      ['ageBand', aCase.ageBand],
    ] as const)
      expect(fieldOn(sam, id).value).toBe(value);
    await sam.follow([say('answer', 'agreed'), ...aYes().slice(1, -1)]);
    expect(fieldOn(sam, 'items').value).toBe(twoLines);
    expect(fieldOn(sam, 'recipients').value).toBe(aCase.recipient);
    expect(fieldOn(sam, 'purposes').value).toBe(aCase.purpose);
    await sam.follow([next({})]);
    const yes = referenceOn(sam.shown());
    expect(sam.record().lead).toContain(words('consent.lead.waited'));
    later();
    await sam.press(words('consent.begins.decision', { ref: waiting }));
    await sam.follow([onFile]);
    expect(await keeps()).toMatchObject({ status: 'decided', consentRefs: [yes], links: [waiting] });
    expect(await kept.notices('p-sam')).toEqual([]);
    await sam.type(yes);
    expect(buttonsOn(sam)).not.toContain(words('consent.begins.decision', { ref: waiting }));
    expect(buttonsOn(sam)).toContain(words('consent.actions.amend'));
  });

  test('a no is an answer too: the objection counts when it goes on', async () => {
    const waiting = await waits();
    await consents(aNo());
    await sam.type(waiting);
    await sam.press(again);
    await sam.follow([pick('lets', 'refused'), ...calm]);
    const decision = await keeps();
    expect(decision.recommendation.reasons).toEqual(expect.arrayContaining(['OBJECTION']));
    expect(await kept.decision(waiting)).toMatchObject({ status: 'closed', resumedBy: decision.reference });
  });

  test('gone on with twice at once, it closes once and names one that went on', async () => {
    const waiting = await waits();
    await consents();
    const slack = sitting(house.as('slack', 'USAM'));
    for (const person of [sam, slack]) {
      await person.type(waiting);
      later();
      await person.press(again);
      await person.follow([onFile]);
    }
    await Promise.all([sam.press(follows.title), slack.press(follows.title)]);
    const all = await kept.decisions();
    expect(all).toHaveLength(3);
    const old = all.find(({ reference }) => reference === waiting);
    expect(old?.versions).toHaveLength(2);
    expect(all.map(({ reference }) => reference)).toContain(old?.resumedBy);
  });
});

describe('sending', () => {
  const yes = words('decision.sent.questions.rightPerson.options.yes');
  const refusal = words('engine.errors.consent-changed', { label: '', max: 0 });
  const sends = async (ref: string): Promise<void> => {
    later();
    await sam.type(ref);
    await sam.press(words('decision.actions.sent'));
    await sam.press(yes, { route: 'secure-email' });
  };

  test.each<[string, Step[]]>([
    ['taken back', [action('withdraw')]],
    ['limited', limitedTo(attendance)],
    [
      'asked again, for other things',
      [
        action('amend'),
        still(),
        next({ recipients: 'gp-practice' }),
        { title: words('engine.confirm'), fields: {} },
      ],
    ],
  ])('is refused once the consent was %s, and the owner is told not to', async (_, steps) => {
    const ref = await consents();
    const { reference } = await decides([...asksWhatLets(), onFile]);
    await changes(ref, steps);
    const sent = (await clockWorks(house)).filter(({ to }) => to.user === 'sam');
    expect(sent.map(({ reply }) => reply.summary)).toEqual([words('consent.notices.rests.summary')]);
    expect(JSON.stringify(sent)).toContain(reference);
    await sends(reference);
    expect(sam.page().alert).toBe(refusal);
    expect(fieldOn(sam, 'route').value).toBe('secure-email');
    expect(await kept.decision(reference)).toMatchObject({ status: 'decided' });
    expect((await kept.decision(reference)).transferAt).toBeUndefined();
  });

  test('is refused once it ran out, whether the clock came or not; a new yes for the same lets it go', async () => {
    const ref = await consents(aYes({ scope: { reviewOn: '2026-11-21' } }));
    const { reference } = await decides([...asksWhatLets(), onFile]);
    house.moveTo('2026-11-22T09:00:00Z');
    await sends(reference);
    expect(sam.page().alert).toBe(refusal);
    await clockWorks(house);
    expect((await kept.consent(ref)).status).toBe('expired');
    await sam.press(yes, { route: 'secure-email' });
    expect(sam.page().alert).toBe(refusal);
    await changes(ref, [
      action('amend'),
      still({ givenOn: '2026-11-22' }),
      next({}),
      { title: words('engine.confirm'), fields: {} },
    ]);
    await sam.press(yes, { route: 'secure-email' });
    expect(await kept.decision(reference)).toMatchObject({ status: 'shared', method: 'secure-email' });
  });

  test('stays refused where the new yes is no longer for whoever would get it', async () => {
    const ref = await consents(aYes({ scope: { reviewOn: '2026-11-21' } }));
    const { reference } = await decides([...asksWhatLets(), onFile]);
    await clockWorks(house, '2026-11-22T09:00:00Z');
    await changes(ref, [
      action('amend'),
      still({ givenOn: '2026-11-22' }),
      next({ recipients: 'gp-practice' }),
      { title: words('engine.confirm'), fields: {} },
    ]);
    await sends(reference);
    expect(sam.page().alert).toBe(refusal);
  });

  test('goes on while nothing changed, and where another reason lets it', async () => {
    await consents();
    const { reference } = await decides([...asksWhatLets(), onFile]);
    await sends(reference);
    expect(await kept.decision(reference)).toMatchObject({ status: 'shared' });
    later();
    const ref = await consents(aNo());
    const forced = await decides([...asksWhatLets(), onFile, notRequired, ...danger]);
    await changes(ref, [
      action('goOn'),
      next({ ground: 'public-interest', law: 'none', facts: 'He may hurt a resident' }),
    ]);
    await sends(forced.reference);
    expect(await kept.decision(forced.reference)).toMatchObject({ status: 'shared' });
  });

  test('after a change the decision is made again with its answers, and the old one waits for nobody', async () => {
    const ref = await consents();
    const first = await decides([...asksWhatLets(), onFile]);
    await changes(ref, limitedTo(attendance));
    await sam.type(first.reference);
    await sam.press(words('decision.begins.decision'));
    expect(sam.page().ask).toBe(words('decision.questions.lets.label'));
    await sam.follow([onFile, pick('rest', 'leave')]);
    const second = await keeps();
    expect(second).toMatchObject({ links: [first.reference], consentRefs: [ref] });
    expect(second.items?.map(({ withheld }) => withheld)).toEqual([false, true]);
    later();
    await sends(second.reference);
    expect(await kept.decision(second.reference)).toMatchObject({ status: 'shared' });
    expect(await kept.decision(first.reference)).toMatchObject({
      resumedBy: second.reference,
      status: 'closed',
    });
  });
});

describe('two people at once', () => {
  test('one decides on it while the other takes it back: never a share that nobody is warned of', async () => {
    const ref = await consents();
    await sam.decide([...asksWhatLets(), onFile]);
    await kit.type(ref);
    await Promise.all([sam.press(follows.title), kit.send(kit.button(words('consent.actions.withdraw')))]);
    const record = await kept.consent(ref);
    expect(record.status).toBe('withdrawn');
    await kept.expectWhole(ref);
    const [decision] = await kept.decisions();
    if (!decision) {
      expect(record.usedBy).toEqual([]);
      expect(sam.shown()[0]?.card).toBe('page');
      return;
    }
    expect(record.usedBy.map((use) => use.ref)).toEqual([decision.reference]);
    const rests = (await kept.notices('p-sam')).filter(({ kind }) => kind === 'consent.rests');
    expect(rests).toMatchObject([{ ref: decision.reference }]);
  });

  test('the same, the other one first', async () => {
    const ref = await consents();
    await sam.decide([...asksWhatLets(), onFile]);
    await kit.type(ref);
    await Promise.all([kit.send(kit.button(words('consent.actions.withdraw'))), sam.press(follows.title)]);
    const record = await kept.consent(ref);
    const decisions = await kept.decisions();
    expect(record.status).toBe('withdrawn');
    expect(record.usedBy.map((use) => use.ref)).toEqual(decisions.map(({ reference }) => reference));
    await kept.expectWhole(ref);
  });

  test('both decide on it: it names both, and each once', async () => {
    const ref = await consents();
    for (const person of [sam, kit]) await person.decide([...asksWhatLets(), onFile]);
    await Promise.all([sam.press(follows.title), kit.press(follows.title)]);
    const decisions = [...(await kept.decisions()), ...(await kept.decisions('p-kit'))];
    expect(decisions).toHaveLength(2);
    const record = await kept.consent(ref);
    expect(record.usedBy.map((use) => use.ref).sort()).toEqual(decisions.map((one) => one.reference).sort());
    expect(record.versions).toHaveLength(3);
    await kept.expectWhole(ref);
  });

  test('one press that arrives twice leaves one decision, one consent and one mark that it was used', async () => {
    await sam.decide([...asksWhatLets(), pick('lets', 'agreed-now'), next({ consentWords: 'Yes' })]);
    const press = sam.button(follows.title);
    await Promise.all([sam.says.press(press), sam.says.press(press)]);
    expect(await kept.decisions()).toHaveLength(1);
    const [consent, ...more] = await kept.consents();
    expect(more).toEqual([]);
    expect(consent?.usedBy).toHaveLength(1);
  });

  test('it is sent in the moment in which it is taken back: both are on record, and whoever sent it is told', async () => {
    const ref = await consents();
    const { reference } = await decides([...asksWhatLets(), onFile]);
    later();
    await sam.press(words('decision.actions.sent'));
    await kit.type(ref);
    const yes = words('decision.sent.questions.rightPerson.options.yes');
    await Promise.all([
      kit.send(kit.button(words('consent.actions.withdraw'))),
      sam.press(yes, { route: 'secure-email' }),
    ]);
    const record = await kept.consent(ref);
    expect(record.status).toBe('withdrawn');
    expect(['shared', 'decided']).toContain((await kept.decision(reference)).status);
    const rests = (await kept.notices('p-sam')).filter(({ kind }) => kind === 'consent.rests');
    expect(rests).toMatchObject([{ ref: reference }]);
    await kept.expectWhole(ref);
  });
});

describe('the check alone (R-063)', () => {
  const about: Fields = { ...thePerson, recipient: 'childrens-duty-team', purpose: 'P7', items: twoLines };
  const codes = (...names: string[]): string[] => names.map((name) => words(`consent.codes.${name}`));
  const verdict = (name: string): string => words(`consent-check.status.${name}`);
  const checks = async (fields: Fields = {}, steps: readonly Step[] = []): Promise<void> => {
    later();
    await sam.type('consent check');
    await sam.follow([next({ ...about, ...fields }), ...steps]);
  };
  const stands = (value: string): Step => ({
    title: words(`consent-check.questions.state.options.${value}`),
    fields: {},
  });
  const sound: Fields = {
    ...{ giver: 'self', informed: sixPoints, free: 'yes', form: 'explicit', evidence: 'noted' },
    ...{ covers: 'items,recipient,purpose', limits: 'none', stale: 'no' },
  };

  test('on record with two defects, both are listed', async () => {
    const ref = await consents(aYes({ how: { informed: 'why', free: 'no' } }));
    await checks();
    expect(sam.record().status).toBe(verdict('NOT_VALID'));
    expect(sam.record().lead).toEqual([
      ...codes('NOT_INFORMED', 'NOT_FREE'),
      words('consent-check.next.NOT_VALID'),
    ]);
    expect(factOn(sam, 'consent-check.facts.consentRef')).toBe(ref);
    expect(await kept.checks()).toMatchObject([{ consentRef: ref, verdict: 'NOT_VALID' }]);
    expect((await kept.consent(ref)).usedBy).toEqual([]);
  });

  test('on record and sound, it holds', async () => {
    await consents();
    await checks();
    expect(sam.record().status).toBe(verdict('VALID'));
    expect(buttonsOn(sam)).not.toContain(words('consent-check.begins.consent'));
  });

  test.each<[string, Step[], string[]]>([
    ['taken back (R-054)', [action('withdraw')], ['WITHDRAWN']],
    ['limited (R-055)', limitedTo(attendance), ['RESTRICTED']],
  ])('%s, it says so at once', async (_, steps, failures) => {
    const ref = await consents();
    await changes(ref, steps);
    await checks();
    expect(sam.record().lead?.slice(0, -1)).toEqual(codes(...failures));
    expect(sam.record().status).toBe(verdict(failures[0] === 'RESTRICTED' ? 'PARTIAL' : 'NOT_VALID'));
  });

  test('nobody said what would be shared: a limit is named all the same', async () => {
    const ref = await consents();
    await changes(ref, limitedTo(attendance));
    await checks({ items: '' });
    expect(sam.record().status).toBe(verdict('PARTIAL'));
  });

  test('run out, before the clock has come (R-064)', async () => {
    await consents(aYes({ scope: { to: '2026-11-20' } }));
    house.moveTo('2026-11-21T08:00:00Z');
    await checks();
    expect(sam.record().lead?.[0]).toBe(words('consent.codes.EXPIRED'));
  });

  test('another recipient, by name too (R-051)', async () => {
    const warden = next({ otherRecipient: 'Warden, Mill Road' });
    await consents([...aYes({ scope: { recipients: 'other' } }), warden]);
    await checks({ recipient: 'gp-practice' });
    expect(sam.record().lead?.[0]).toBe(words('consent.codes.SCOPE_RECIPIENT'));
    await checks({ recipient: 'other' }, [next({ recipientText: 'warden (mill road)' })]);
    expect(sam.record().status).toBe(verdict('VALID'));
    expect(factOn(sam, 'consent-check.facts.recipient')).toBe('warden (mill road)');
  });

  test('other words have to be read, and what was read decides', async () => {
    await consents();
    await checks({ items: 'The visits' });
    expect(sam.page().title).toBe(words('consent-check.pages.covered.title'));
    expect(readOn(sam.shown())).toContain(visits);
    await sam.follow([pick('covered', 'none')]);
    expect(sam.record().lead?.[0]).toBe(words('consent.codes.SCOPE_ITEM'));
  });

  test.each<[string, string]>([
    ['none', 'NOT_SOUGHT'],
    ['sought', 'WAITING'],
    ['refused', 'REFUSED'],
    ['withdrawn', 'WITHDRAWN'],
  ])('nothing on record, and it stands so: %s', async (state, code) => {
    await checks({}, [stands(state)]);
    expect(sam.record().lead?.slice(0, -1)).toEqual(codes(code));
    expect(sam.record().status).toBe(verdict('NOT_VALID'));
  });

  type Told = [string, Fields, string, string[]];
  test.each<Told>([
    ['all of it sound', {}, 'VALID', []],
    ['one point not told (R-045)', { informed: 'why,what,who,use,effects' }, 'NOT_VALID', ['NOT_INFORMED']],
    ['somebody who cannot decide (R-046)', { giver: 'cannot' }, 'NOT_VALID', ['CAPACITY']],
    ['felt obliged (R-053)', { free: 'no' }, 'NOT_VALID', ['NOT_FREE']],
    [
      'implied, for their care (R-048)',
      { form: 'implied-expected', infoKind: 'health' },
      'VALID',
      ['EXPLICIT_ADVISED'],
    ],
    [
      'implied and not expected (R-048)',
      { form: 'implied-unexpected' },
      'NOT_VALID',
      ['IMPLIED_UNSUPPORTED', 'EXPLICIT_ADVISED'],
    ],
    ['written down nowhere (R-049)', { evidence: 'none' }, 'NOT_VALID', ['NOT_RECORDED']],
    ['for others (R-051)', { covers: 'items,purpose' }, 'NOT_VALID', ['SCOPE_RECIPIENT']],
    ['with a limit (R-055)', { limits: 'part' }, 'PARTIAL', ['RESTRICTED']],
    ['run out (R-064)', { stale: 'expired' }, 'NOT_VALID', ['EXPIRED']],
    ['changed since (R-064)', { stale: 'changed' }, 'NOT_VALID', ['CHANGED']],
  ])('nothing on record, and asked about it: %s', async (_, fields, name, failures) => {
    const { infoKind = '', ...detail } = { ...sound, ...fields };
    await checks({ infoKind }, [stands('given'), next(detail)]);
    expect(sam.record().status).toBe(verdict(name));
    expect(sam.record().lead?.slice(0, -1)).toEqual(codes(...failures));
  });

  test('an entitled parent passes (R-046)', async () => {
    await checks({ ageBand: 'under-13' }, [stands('given'), next({ ...sound, giver: 'parent' })]);
    expect(sam.record().status).toBe(verdict('VALID'));
  });

  test('what was told to the check stands in what is begun from it', async () => {
    await checks({ items: 'The visits' }, [stands('none')]);
    later();
    await sam.press(words('consent-check.begins.decision'));
    await sam.follow([pick('actToday', 'no'), pick('wants', 'own')]);
    for (const id of ['subjectRef', 'ageBand', 'recipient', 'purpose'])
      expect(fieldOn(sam, id).value, id).toBe(about[id]);
    await sam.follow([next({})]);
    expect(fieldOn(sam, 'items').value).toBe('The visits');
    await sam.follow([pick('wellbeing', 'person'), pick('lets', 'not-asked'), ...seeks]);
    expect(await keeps()).toMatchObject({ status: 'awaiting-consent', subjectRef: 'C-2041' });
  });

  test('what they say now is written down from its card, with what was told', async () => {
    await checks({ recipient: 'other' }, [next({ recipientText: 'Warden' }), stands('none')]);
    later();
    await sam.press(words('consent-check.begins.consent'));
    await sam.follow([say('answer', 'agreed'), ...aYes().slice(1, -1)]);
    expect(fieldOn(sam, 'items').value).toBe(twoLines);
    expect(fieldOn(sam, 'recipients').value).toBe('other');
    expect(fieldOn(sam, 'purposes').value).toBe('P7');
    await sam.follow([next({})]);
    expect(fieldOn(sam, 'otherRecipient').value).toBe('Warden');
    await sam.follow([next({})]);
    expect(await kept.consent(referenceOn(sam.shown()))).toMatchObject({
      scope: { recipients: [{ name: 'Warden' }] },
    });
  });
});

describe('asking first, and not asking', () => {
  test('at first contact what was explained is kept with its times, and asking follows (R-043)', async () => {
    const option = (question: string, value: string) =>
      words(`first-contact.questions.${question}.options.${value}`);
    await sam.type('first contact');
    expect(readOn(sam.shown())).toContain(house.policy.privacyNotice.url);
    const asked = option('asked', 'yes');
    await sam.press(asked, { subjectRef: 'C-2041', explained: 'purpose' });
    expect(fieldOn(sam, 'explained')).toMatchObject({
      value: 'purpose',
      error: expect.stringContaining('?'),
    });
    await sam.press(asked, { explained: 'purpose,partners,rights' });
    const at = '2026-11-20T17:02:00.000Z';
    expect((await kept.listed('owner:p-sam', 'record'))[0]).toMatchObject({
      ...{ type: 'first-contact', purposeExplained: at, partnersExplained: at },
      ...{ consentAsked: { b: true, at }, noticeVersion: house.policy.privacyNotice.version },
    });
    later();
    await sam.press(words('first-contact.begins.consent'));
    expect(fieldOn(sam, 'subjectRef').value).toBe('C-2041');
  });

  test('patients\u2019 names for research: how people are left out is asked, and kept (R-065)', async () => {
    await consents(aYes({ scope: { purposes: 'P17' } }));
    await sam.decide([...asksWhatLets(twoLines, { purpose: 'P17' }), onFile, next({ optOut: '' })]);
    expect(fieldOn(sam, 'optOut').error).toContain('Needed');
    await sam.follow([next({ optOut: 'A notice with a phone number' })]);
    expect(await keeps()).toMatchObject({ optOut: { method: 'A notice with a phone number' } });
  });

  const notAsked = [...asksWhatLets(), pick('lets', 'not-asked'), notRequired];

  test('with early help and no consent, they are asked first (R-044)', async () => {
    const decision = await decides([
      ...asksWhatLets(twoLines, { purpose: 'P3' }),
      pick('lets', 'not-asked'),
      ...seeks,
    ]);
    expect(decision.recommendation).toMatchObject({ outcome: 'SEEK_CONSENT', reasons: ['CONSENT_FIRST'] });
  });

  test.each(['child-harm', 'adult-harm', 'crime', 'delay'])(
    'a ground not to ask needs its facts, and is kept with them (R-059): %s',
    async (ground) => {
      await sam.decide([...notAsked, pick('canAsk', ground), next({ whyNotAsk: '' })]);
      expect(fieldOn(sam, 'whyNotAsk').error).toContain('Needed');
      await sam.follow([next({ whyNotAsk: 'She was hit when she last asked' }), ...danger]);
      expect((await keeps()).inappropriateGrounds).toEqual([
        { ground, facts: 'She was hit when she last asked' },
      ]);
    },
  );

  test('whoever worries about asking is offered advisers, and advice is on record (R-060)', async () => {
    const unsure = { title: words('common.not-sure'), fields: {} };
    await sam.decide([...notAsked, unsure]);
    const { advisers } = house.policy;
    for (const { title, text } of [advisers.dpo, advisers.caldicott, advisers.legal])
      expect(sam.message().facts).toContainEqual({ title, words: text });
    await sam.follow([{ title: words('engine.return'), fields: {} }, unsure]);
    expect(await keeps()).toMatchObject({
      ...{ status: 'awaiting-advice', recommendation: { reasons: ['CONSENT_UNSURE'] } },
    });
  });

  test('a service is offered: they are asked, unless a duty to a child is met (R-061)', async () => {
    await sam.decide([...asksWhatLets(), pick('lets', 'not-asked'), notRequired]);
    await sam.follow([pick('canAsk', 'cannot'), next({ whyNotAsk: 'He does not answer' }), ...danger]);
    await sam.change('serviceOffer', 'yes');
    expect(sam.outcome()).toBe(outcome('SEEK_CONSENT'));
    expect((await keeps()).recommendation.reasons).toEqual(['SERVICE_OFFER']);
    later();
    const child = await decides([
      ...asksWhatLets(twoLines, { harmMarks: 'child' }),
      ...[pick('lets', 'law'), next({ gateway: 'children-act-1989-s47-9' }), pick('conditions', 'met')],
      pick('told', 'yes'),
    ]);
    expect(child.recommendation.reasons).toEqual(['STATUTORY_DUTY']);
  });

  test('even where a law requires it, whether the person is told is asked, yes first (R-062)', async () => {
    await sam.decide([
      ...asksWhatLets(),
      ...[pick('lets', 'law'), next({ gateway: 'children-act-1989-s47-9' }), pick('conditions', 'met')],
    ]);
    expect(sam.page().ask).toBe(words('decision.questions.told.label'));
    expect(sam.page().options?.[0]?.button.title).toBe(words('decision.questions.told.options.yes'));
  });

  test('health information without consent needs a reason why nobody asked (R-067)', async () => {
    await sam.decide([...notAsked, pick('canAsk', 'cannot'), next({ whyNotAsk: '' })]);
    expect(fieldOn(sam, 'whyNotAsk').error).toContain('Needed');
    expect(await kept.decisions()).toEqual([]);
  });
});
