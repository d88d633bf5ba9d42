import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Press } from '../../bot/core/turn.ts';
import { words } from '../../bot/core/words.ts';
import { consentRecordSchema } from '../../dialogs/consent/record.ts';
import {
  action,
  aNo,
  aService,
  aWait,
  aYes,
  buttonsOn,
  change,
  clockWorks,
  factOn,
  fieldOn,
  type KeptConsent,
  readOn,
  referenceOn,
  type Shelves,
  say,
  shelves,
  sixPoints,
  still,
  thePerson,
  twoLines,
  upTo,
  writesDown,
} from '../support/consent-drive.ts';
import { aCase, type Fields, next, type Sitting, type Step, sitting } from '../support/decision-drive.ts';
import { type House, openHouse } from '../support/house.ts';

/** What somebody said is written down, put right, changed and read again, as people do it on both channels. */

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

const user = { id: 'p-sam', role: 'practitioner', agency: 'northborough-council' };
const now = '2026-11-20T17:02:00.000Z';
const dutyTeam = {
  id: 'childrens-duty-team',
  name: 'Children\u2019s social care duty team'.replace('\u2019', "'"),
};
const lines = twoLines.split('\n');
const codes = (...names: string[]): string[] => names.map((name) => words(`consent.codes.${name}`));
const error = (name: string, label: string): string =>
  words(`engine.errors.${name}`, { label: words(`${label}.label`), max: 2000 });
const status = (name: string, params: Record<string, string> = {}): string =>
  words(`consent.status.${name}`, { until: '', since: '', by: '', ...params });

const written = async (person: Sitting, steps: readonly Step[]): Promise<KeptConsent> =>
  kept.consent(await writesDown(person, steps));

/** As it is kept, without what keeps it. */
const bodyOf = ({ versions: _, ...body }: KeptConsent) => body;

const channels = [
  ['teams', 'sam'],
  ['slack', 'USAM'],
] as const;

describe.each(channels)('on %s', (platform, name) => {
  beforeEach(() => {
    sam = sitting(house.as(platform, name));
  });

  test('a yes is kept with all that a consent must have (R-045, R-046, R-049, R-051)', async () => {
    const record = await written(
      sam,
      aYes({
        scope: {
          items: twoLines,
          exclusions: 'Attendance is at 62 per cent',
          recipients: 'childrens-duty-team,gp-practice',
          purposes: 'P7,P3',
          to: '2027-03-31',
          reviewOn: '2027-05-01',
        },
      }),
    );
    expect(consentRecordSchema.parse(bodyOf(record))).toEqual(bodyOf(record));
    expect(record).toMatchObject({
      ...{ type: 'consent', status: 'given', about: 'sharing', source: 'asked', platform },
      ...{ subjectRef: 'C-2041', ageBand: 'adult', createdBy: user, createdAt: now, stateAt: now },
      giver: { kind: 'self', basis: 'presumed', at: now },
      informed: sixPoints.split(','),
      ...{ free: 'yes', form: 'explicit', medium: 'verbal' },
      evidence: { date: '2026-11-19', takenBy: user, words: 'Yes, tell them if it helps' },
      scope: {
        items: lines,
        recipients: [dutyTeam, { id: 'gp-practice', name: 'GP practice' }],
        ...{ purposes: ['P7', 'P3'], from: '2026-11-19', to: '2027-03-31' },
      },
      exclusions: { items: ['Attendance is at 62 per cent'], recipients: [] },
      reviewOn: '2027-05-01',
      ...{ usedBy: [], changes: [], waited: [], toTell: [] },
      recommendation: { outcome: 'VALID', reasons: [] },
    });
    expect(sam.record().status).toBe(status('given', { until: '31 March 2027' }));
    expect(factOn(sam, 'consent.facts.words')).toBe('Yes, tell them if it helps');
    expect(buttonsOn(sam).slice(0, 3)).toEqual(
      ['withdraw', 'restrict', 'amend'].map((each) => words(`consent.actions.${each}`)),
    );
    await kept.expectWhole(record.reference);
    expect(await kept.drafts()).toEqual([]);
  });

  test('a no is kept with its reason, and whether they know what may follow (R-052)', async () => {
    const record = await written(sam, aNo({ refusedRecipients: 'gp-practice' }));
    expect(record).toMatchObject({
      ...{ status: 'refused', about: 'sharing', source: 'asked' },
      refusal: { reason: 'He is afraid of the landlord', consequencesExplained: true },
      scope: { recipients: [{ id: 'gp-practice' }] },
      changes: [{ change: 'refuse', reason: 'He is afraid of the landlord', consequencesExplained: true }],
      recommendation: { outcome: 'REFUSED' },
    });
    expect(sam.record().status).toBe(status('refused'));
    expect(factOn(sam, 'consent.facts.reason')).toBe('He is afraid of the landlord');
    expect(factOn(sam, 'consent.facts.keptFrom')).toBe('GP practice');
    expect(factOn(sam, 'consent.facts.recipients')).toBeUndefined();
    expect(await kept.listed(`about:${record.reference}`, 'telling')).toEqual([]);
  });

  test('asked, reminded, and answered: what was written down then must be looked at, and the question closes', async () => {
    const asked = await written(sam, aWait());
    expect(asked).toMatchObject({
      ...{ status: 'sought', dueAt: '2026-11-27T17:00:00.000Z' },
      scope: { items: lines, recipients: [dutyTeam], purposes: [] },
    });
    expect(factOn(sam, 'consent.facts.asked')).toBe(twoLines);
    expect(factOn(sam, 'consent.facts.askedWho')).toBe(dutyTeam.name);
    expect(await clockWorks(house, '2026-11-27T16:59:00Z')).toEqual([]);
    const [late, ...more] = await clockWorks(house, '2026-11-27T17:01:00Z');
    expect(more).toEqual([]);
    expect(late?.reply.summary).toBe(words('consent.notices.overdue.summary'));
    await sam.type(asked.reference);
    expect(sam.record().status).toBe(status('overdue', { by: '17:00 on Friday 27 November 2026' }));

    await sam.press(words('consent.begins.consent'));
    expect(fieldOn(sam, 'subjectRef').value).toBe('C-2041');
    expect(fieldOn(sam, 'ageBand').value).toBe('adult');
    await sam.follow([say('answer', 'agreed'), ...aYes().slice(1, -1)]);
    expect(fieldOn(sam, 'items').value).toBe(twoLines);
    expect(fieldOn(sam, 'recipients').value).toBe(aCase.recipient);
    expect(await kept.consents()).toHaveLength(1);
    await sam.follow([next({ purposes: 'P7' })]);
    const yes = await kept.consent(referenceOn(sam.shown()));
    expect(yes).toMatchObject({ status: 'given', links: [asked.reference], scope: { items: lines } });
    expect(await kept.consent(asked.reference)).toMatchObject({ status: 'answered', overdue: false });
    await sam.type(asked.reference);
    expect(sam.record().status).toBe(status('answered'));
    expect(buttonsOn(sam)).not.toContain(words('consent.begins.consent'));
    for (const { reference } of [yes, asked]) await kept.expectWhole(reference);
    expect(await clockWorks(house, '2026-12-27T17:01:00Z')).toEqual([]);
  });

  test('a yes to a service is kept apart, and lets nobody share (R-061)', async () => {
    const record = await written(sam, aService);
    expect(record).toMatchObject({
      ...{ about: 'service', service: 'A family worker', free: 'yes', status: 'given' },
      evidence: { date: '2026-11-19', takenBy: user, words: 'Yes, I would like that' },
      recommendation: { outcome: 'SERVICE' },
    });
    expect(sam.record().lead).toEqual([words('consent.lead.service')]);
    expect(buttonsOn(sam)[0]).toBe(words('consent.actions.withdraw'));
    await sam.follow([action('withdraw')]);
    expect(sam.record().status).toBe(status('service-withdrawn'));
    await kept.expectWhole(record.reference);
  });

  test('what has gaps is kept, and the card says of each that it does not hold (R-045, R-053)', async () => {
    const steps = aYes({
      how: { informed: 'why,what', free: 'no', form: 'implied' },
      words: { words: 'She nodded', impliedBasis: 'She asked for the referral' },
    });
    const record = await written(sam, steps);
    expect(record).toMatchObject({
      ...{ status: 'given', informed: ['why', 'what'], free: 'no', form: 'implied' },
      impliedBasis: 'She asked for the referral',
      recommendation: { outcome: 'NOT_VALID', reasons: ['NOT_INFORMED', 'NOT_FREE', 'EXPLICIT_ADVISED'] },
    });
    expect(sam.record().status).toBe(status('unsound'));
    expect(sam.record().lead).toEqual(codes('NOT_INFORMED', 'NOT_FREE', 'EXPLICIT_ADVISED'));
    for (const label of ['until', 'items', 'recipients'])
      expect(factOn(sam, `consent.facts.${label}`), label).toBeUndefined();
    await sam.follow([
      action('restrict'),
      change('restrict', 'limit', 'what'),
      next({ limits: lines[0] as string }),
    ]);
    expect(sam.record().status).toBe(status('unsound'));
    expect(sam.record().lead).toEqual(expect.arrayContaining(codes('NOT_INFORMED', 'NOT_FREE')));
  });
});

type Giver = { name: string; start: Fields; giver: Fields; basis: string };

const givers: Giver[] = [
  { name: 'an adult', start: {}, giver: { giver: 'self', basis: 'presumed' }, basis: 'presumed' },
  {
    name: 'an adult whose ability was checked',
    start: {},
    giver: { giver: 'self', basis: 'assessed', assessedBy: 'Best interests assessor' },
    basis: 'assessed',
  },
  {
    name: 'somebody of 16',
    start: { ageBand: '16-17' },
    giver: { giver: 'self', basis: 'presumed' },
    basis: 'presumed',
  },
  {
    name: 'a child who understands it',
    start: { ageBand: '13-15' },
    giver: { giver: 'child-able', basis: 'understands', assessedBy: 'School nurse' },
    basis: 'understands',
  },
  {
    name: 'a parent',
    start: { ageBand: 'under-13' },
    giver: { giver: 'parent', basis: 'parental-responsibility' },
    basis: 'parental-responsibility',
  },
  {
    name: 'a parent, before the child is born',
    start: { ageBand: 'unborn' },
    giver: { giver: 'parent', basis: 'parental-responsibility' },
    basis: 'parental-responsibility',
  },
  { name: 'an attorney', start: {}, giver: { giver: 'document', basis: 'attorney' }, basis: 'attorney' },
  { name: 'a deputy', start: {}, giver: { giver: 'document', basis: 'deputy' }, basis: 'deputy' },
];

describe('who may agree (R-046)', () => {
  test.each(givers)('$name, with the reason why, and who judged it', async ({ start, giver, basis }) => {
    const record = await written(sam, aYes({ start, giver }));
    const { assessedBy } = giver;
    expect(record.giver).toEqual({
      kind: giver.giver,
      basis,
      at: now,
      ...(assessedBy ? { assessedBy } : {}),
    });
    expect(record.recommendation).toMatchObject({ outcome: 'VALID', reasons: [] });
    expect(factOn(sam, 'consent.facts.giver')).toBe(words(`consent.questions.giver.options.${giver.giver}`));
    expect(factOn(sam, 'consent.facts.basis')).toBe(words(`consent.questions.basis.options.${basis}`));
    expect(factOn(sam, 'consent.facts.assessedBy')).toBe(assessedBy);
  });

  test('whether it is safe to ask a parent is asked before anybody is named (R-047)', async () => {
    await sam.type('consent');
    await sam.follow([say('answer', 'agreed', { ...thePerson, ageBand: '13-15' })]);
    expect(sam.page().ask).toBe(words('consent.questions.parentRisk.label'));
    expect(sam.page().inputs).toEqual([]);
    await sam.follow([say('parentRisk', 'no')]);
    expect(sam.page().title).toBe(words('consent.pages.giver.title'));
  });

  test('from 16 nobody asks about parents', async () => {
    await sam.type('consent');
    await sam.follow([say('answer', 'agreed', { ...thePerson, ageBand: '16-17' })]);
    expect(sam.page().title).toBe(words('consent.pages.giver.title'));
  });

  test('not sure whether asking a parent is safe leads to advice first (R-047, R-060)', async () => {
    const unsure = { title: words('common.not-sure'), fields: {} };
    await sam.type('consent');
    await sam.follow([say('answer', 'agreed', { ...thePerson, ageBand: 'under-13' }), unsure]);
    expect(sam.message().facts?.map(({ title }) => title)).toEqual(
      ['safeguardingLead', 'dpo', 'caldicott', 'legal'].map(
        (who) => house.policy.advisers[who as keyof typeof house.policy.advisers].title,
      ),
    );
    await sam.follow([{ title: words('engine.return'), fields: {} }, unsure]);
    await sam.follow([next({ giver: 'parent', basis: 'parental-responsibility' })]);
    expect(fieldOn(sam, 'giver').error).toBe(error('parent-unsafe', 'consent.questions.giver'));
  });
});

describe('what shows it (R-048, R-049)', () => {
  test.each(['signed', 'electronic'])('%s: where the original is', async (medium) => {
    await sam.type('consent');
    await sam.follow([...upTo('how'), next({ ...howOf, medium })]);
    expect(sam.page().inputs?.map(({ id }) => id)).toEqual(['formLocation']);
    await sam.follow([next({ formLocation: '' })]);
    expect(fieldOn(sam, 'formLocation').error).toBe(error('missing', 'consent.questions.formLocation'));
    await sam.follow([next({ formLocation: 'Case system, forms, 3 May' }), ...aYes().slice(-1)]);
    const record = await kept.consent(referenceOn(sam.shown()));
    expect(record).toMatchObject({ medium, evidence: { formLocation: 'Case system, forms, 3 May' } });
    expect(record.evidence).not.toHaveProperty('words');
    expect(factOn(sam, 'consent.facts.where')).toBe('Case system, forms, 3 May');
  });

  test('said: the words, and the day', async () => {
    await sam.type('consent');
    await sam.follow([...upTo('how'), next({ ...howOf, givenOn: '' })]);
    expect(fieldOn(sam, 'givenOn').error).toBe(error('missing', 'consent.questions.givenOn'));
    await sam.follow([next({ givenOn: '2026-11-20' }), next({ words: ' ' })]);
    expect(fieldOn(sam, 'words').error).toBe(error('missing', 'consent.questions.words'));
    expect(await kept.consents()).toEqual([]);
  });

  test('implied: nothing is kept without a reason why they would expect it', async () => {
    await sam.type('consent');
    await sam.follow([
      ...upTo('how'),
      next({ ...howOf, form: 'implied' }),
      next({ words: 'She nodded', impliedBasis: '' }),
    ]);
    expect(fieldOn(sam, 'impliedBasis').error).toBe(error('missing', 'consent.questions.impliedBasis'));
    expect(fieldOn(sam, 'words').value).toBe('She nodded');
    await sam.follow([next({ impliedBasis: 'She asked for the referral' }), ...aYes().slice(-1)]);
    expect(await kept.consent(referenceOn(sam.shown()))).toMatchObject({
      ...{ form: 'implied', impliedBasis: 'She asked for the referral' },
      recommendation: { outcome: 'VALID', reasons: ['EXPLICIT_ADVISED'] },
    });
    expect(sam.record().lead).toEqual(codes('EXPLICIT_ADVISED'));
    expect(sam.record().status).toBe(status('given', { until: '20 November 2027' }));
  });
});

const howOf: Fields = {
  informed: sixPoints,
  free: 'yes',
  form: 'explicit',
  medium: 'verbal',
  givenOn: '2026-11-19',
};
const scopeOf: Fields = { items: twoLines, recipients: 'gp-practice', purposes: 'P7' };

type Bad = {
  name: string;
  page: 'giver' | 'how' | 'scope';
  start?: Fields;
  fields: Fields;
  /** What is wrong with each field. */
  errors: Record<string, string>;
  right: Fields;
};

const self = { giver: 'self', basis: 'presumed' };

const badInput: Bad[] = [
  {
    name: 'a day that is still to come',
    page: 'how',
    fields: { ...howOf, givenOn: '2026-11-21' },
    errors: { givenOn: 'in-the-future' },
    right: { givenOn: '2026-11-20' },
  },
  {
    name: 'no day at all',
    page: 'how',
    fields: { ...howOf, givenOn: '31/02/2026' },
    errors: { givenOn: 'not-a-date' },
    right: { givenOn: '2026-02-28' },
  },
  {
    name: 'days that have passed',
    page: 'scope',
    fields: { ...scopeOf, to: '2026-11-19', reviewOn: '2025-11-20' },
    errors: { to: 'in-the-past', reviewOn: 'in-the-past' },
    right: { to: '2026-11-20', reviewOn: '2026-11-20' },
  },
  {
    name: 'more than two years ahead',
    page: 'scope',
    fields: { ...scopeOf, to: '2028-11-21', reviewOn: '2031-01-01' },
    errors: { to: 'too-far', reviewOn: 'too-far' },
    right: { to: '2028-11-20', reviewOn: '2028-11-20' },
  },
  {
    name: 'all of it among what must stay private',
    page: 'scope',
    fields: {
      ...scopeOf,
      exclusions: '- ATTENDANCE is at 62 per cent!\n\nMissed three health visits in may',
    },
    errors: { exclusions: 'nothing-left' },
    right: { exclusions: 'Attendance is at 62 per cent' },
  },
  {
    name: 'neither what nor who nor what for',
    page: 'scope',
    fields: { items: ' \n ', recipients: '', purposes: '', exclusions: 'The rent' },
    errors: { items: 'missing', recipients: 'missing', purposes: 'missing' },
    right: scopeOf,
  },
  {
    name: 'more lines than anybody reads',
    page: 'scope',
    fields: { ...scopeOf, items: Array.from({ length: 21 }, (_, n) => `Line ${n}`).join('\n') },
    errors: { items: 'too-many-lines' },
    right: { items: twoLines },
  },
  {
    name: 'somebody with no right to decide',
    page: 'giver',
    fields: { giver: 'nobody', basis: 'presumed', assessedBy: 'Social worker' },
    errors: { giver: 'not-entitled' },
    right: self,
  },
  {
    name: 'a parent of somebody of 16',
    page: 'giver',
    start: { ageBand: '16-17' },
    fields: { giver: 'parent', basis: 'parental-responsibility' },
    errors: { giver: 'parent-from-16' },
    right: self,
  },
  {
    name: 'a child on their own, and nobody judged that they understand',
    page: 'giver',
    start: { ageBand: 'under-13' },
    fields: { ...self },
    errors: { giver: 'child-able' },
    right: { giver: 'child-able', basis: 'understands' },
  },
  {
    name: 'an adult taken for a child',
    page: 'giver',
    fields: { giver: 'child-able', basis: 'understands' },
    errors: { giver: 'from-16' },
    right: self,
  },
  {
    name: 'a child that is not born yet',
    page: 'giver',
    start: { ageBand: 'unborn' },
    fields: { giver: 'child-able', basis: 'understands' },
    errors: { giver: 'not-born' },
    right: { giver: 'parent', basis: 'parental-responsibility' },
  },
  {
    name: 'a reason that does not fit who agreed',
    page: 'giver',
    fields: { giver: 'document', basis: 'presumed' },
    errors: { basis: 'basis-does-not-fit' },
    right: { basis: 'attorney' },
  },
];

describe('what cannot be right is told, and nothing that was written is lost', () => {
  test.each(badInput)('$name', async ({ page, start = {}, fields, errors, right }) => {
    const pages = {
      start: { ...thePerson, ...start },
      giver: right.giver && page !== 'giver' ? right : self,
    };
    await sam.type('consent');
    await sam.follow([...upTo(page, page === 'giver' ? { start: pages.start } : pages), next(fields)]);
    for (const { id, error: said, value } of sam.page().inputs ?? []) {
      expect(value, id).toBe(fields[id] ?? '');
      const wrong = errors[id];
      expect(said, id).toBe(wrong ? error(wrong, `consent.questions.${id}`) : '');
    }
    expect(await kept.consents()).toEqual([]);
    const left = aYes().slice(['giver', 'how', 'words', 'scope'].indexOf(page) + 2);
    await sam.follow([next(right), ...left]);
    const record = await kept.consent(referenceOn(sam.shown()));
    expect(record.recommendation.outcome).toBe('VALID');
    const { kind, basis } = record.giver ?? {};
    expect({ ...fields, ...right }).toMatchObject(page === 'giver' ? { giver: kind, basis } : {});
  });

  test('a parent whom it is not safe to ask (R-047), until somebody else is chosen', async () => {
    await sam.type('consent');
    await sam.follow([
      say('answer', 'agreed', { ...thePerson, ageBand: '13-15' }),
      say('parentRisk', 'yes'),
      next({ giver: 'parent', basis: 'parental-responsibility', assessedBy: 'School nurse' }),
    ]);
    expect(fieldOn(sam, 'giver')).toMatchObject({
      value: 'parent',
      error: error('parent-unsafe', 'consent.questions.giver'),
    });
    expect(fieldOn(sam, 'basis')).toMatchObject({ value: 'parental-responsibility', error: '' });
    expect(fieldOn(sam, 'assessedBy')).toMatchObject({ value: 'School nurse', error: '' });
    await sam.follow([next({ giver: 'child-able', basis: 'understands' }), ...aYes().slice(-3)]);
    expect((await kept.consent(referenceOn(sam.shown()))).giver).toMatchObject({
      ...{ kind: 'child-able', assessedBy: 'School nurse' },
    });
  });

  test('somebody else who is not named', async () => {
    await sam.type('consent');
    await sam.follow([
      ...upTo('scope'),
      next({ ...scopeOf, recipients: 'gp-practice,other' }),
      next({ otherRecipient: '' }),
    ]);
    expect(fieldOn(sam, 'otherRecipient').error).toBe(error('missing', 'consent.questions.otherRecipient'));
    await sam.follow([next({ otherRecipient: 'Warden, Mill Road hostel' })]);
    const record = await kept.consent(referenceOn(sam.shown()));
    expect(record.scope.recipients).toEqual([
      { id: 'gp-practice', name: 'GP practice' },
      { name: 'Warden, Mill Road hostel' },
    ]);
  });

  test('a question without what was asked, and an answer due in the past', async () => {
    await sam.type('consent');
    await sam.follow([say('answer', 'waiting', thePerson)]);
    expect(sam.page().title).toBe(words('consent.pages.waiting.title'));
    await sam.follow([next({ askedFor: '', askedRecipients: 'gp-practice', dueOn: '2026-11-19' })]);
    expect(fieldOn(sam, 'askedFor').error).toBe(error('missing', 'consent.questions.askedFor'));
    expect(fieldOn(sam, 'dueOn').error).toBe(error('in-the-past', 'consent.questions.dueOn'));
    expect(fieldOn(sam, 'askedRecipients').value).toBe('gp-practice');
    await sam.follow([next({ askedFor: 'The rent', dueOn: '2026-12-01' })]);
    expect(await kept.consent(referenceOn(sam.shown()))).toMatchObject({
      ...{ status: 'sought', dueAt: '2026-12-01T17:00:00.000Z' },
      scope: { items: ['The rent'], recipients: [{ id: 'gp-practice' }] },
    });
  });

  test('an empty page says of each field that it is needed', async () => {
    await sam.type('consent');
    await sam.follow(upTo('how'));
    const [reply] = await sam.says.press(sam.button(words('engine.next')), {});
    const page = reply?.card === 'page' ? reply.data.inputs : [];
    expect(page?.flatMap(({ error: said }) => said || [])).toHaveLength(5);
  });

  test('kept for later, it goes on where it was on the other channel', async () => {
    await sam.type('consent');
    await sam.follow(upTo('scope'));
    await sam.press(words('engine.park'), { items: twoLines });
    house.restart();
    const slack = sitting(house.as('slack', 'USAM'));
    await slack.type('drafts');
    await slack.press('Go on');
    expect(fieldOn(slack, 'items').value).toBe(twoLines);
    await slack.follow([next({ recipients: 'gp-practice', purposes: 'P7' })]);
    expect(await kept.consent(referenceOn(slack.shown()))).toMatchObject({
      status: 'given',
      platform: 'slack',
    });
  });
});

describe('an answer to a question', () => {
  test('that is a no is a record of its own, and names what they said no to (R-052)', async () => {
    const asked = await writesDown(sam, aWait());
    const answered = words('consent.begins.consent');
    expect(buttonsOn(sam)[0]).toBe(answered);
    for (const act of ['withdraw', 'restrict', 'amend', 'refuse'])
      expect(buttonsOn(sam)).not.toContain(words(`consent.actions.${act}`));
    await sam.press(answered);
    await sam.follow([say('answer', 'refused')]);
    expect(fieldOn(sam, 'refusedRecipients').value).toBe(aCase.recipient);
    await sam.follow([say('explained', 'no', { refusalReason: 'Too soon' })]);
    const ref = referenceOn(sam.shown());
    expect(await kept.consent(ref)).toMatchObject({
      status: 'refused',
      refusal: { reason: 'Too soon', consequencesExplained: false },
      changes: [{ change: 'refuse', reason: 'Too soon', consequencesExplained: false }],
      scope: { items: lines, recipients: [dutyTeam] },
    });
    const rows = (await kept.consent(ref)).answers.map(({ row }) => row);
    expect(rows).not.toContain('consent.items');
    expect(rows).toContain('consent.refusedRecipients');
    expect(factOn(sam, 'consent.facts.no')).toBe(twoLines);
    expect(factOn(sam, 'consent.facts.keptFrom')).toBe(dutyTeam.name);
    expect((await kept.consent(asked)).status).toBe('answered');
    expect(await clockWorks(house, '2026-12-27T17:01:00Z')).toEqual([]);
    for (const one of [asked, ref]) await kept.expectWhole(one);
  });

  test('written down by a colleague', async () => {
    const asked = await writesDown(sam, aWait());
    await kit.type(asked);
    await kit.press(words('consent.begins.consent'));
    await kit.follow([say('answer', 'refused'), say('explained', 'yes')]);
    expect(await kept.consent(asked)).toMatchObject({ status: 'answered' });
    expect(await kept.consents('p-kit')).toMatchObject([
      { status: 'refused', links: [asked], scope: { recipients: [dutyTeam] } },
    ]);
  });

  test('about somebody else leaves the question open, and so does a yes to a service', async () => {
    const asked = await writesDown(sam, aWait());
    await sam.press(words('consent.begins.consent'));
    await sam.follow(aNo({}, { ...thePerson, subjectRef: 'C-9999' }));
    expect(await kept.consent(asked)).toMatchObject({ status: 'sought' });
    house.wait(1000);
    await sam.type(asked);
    await sam.press(words('consent.begins.consent'));
    await sam.follow(aService);
    expect(await kept.consent(asked)).toMatchObject({ status: 'sought' });
  });

  test('two colleagues answer at once: both words are kept, and the question closes once', async () => {
    const asked = await writesDown(sam, aWait());
    for (const person of [sam, kit]) {
      await person.type(asked);
      await person.press(words('consent.begins.consent'));
      await person.follow([say('answer', 'refused')]);
    }
    const said = say('explained', 'yes');
    await Promise.all([sam.press(said.title), kit.press(said.title)]);
    const answers = [...(await kept.consents()), ...(await kept.consents('p-kit'))];
    expect(answers.map((one) => one.status).sort()).toEqual(['answered', 'refused', 'refused']);
    expect((await kept.consent(asked)).versions.map(({ reason }) => reason)).toEqual([
      'consent.recorded',
      'consent.answered',
    ]);
    await kept.expectWhole(asked);
  });
});

/** What a person may do, counted. */
const counting = (person: Sitting) => {
  let presses = 0;
  const { press } = person.says;
  person.says.press = (...what) => {
    presses += 1;
    return press(...what);
  };
  return () => presses;
};

describe('they take it back (R-054)', () => {
  test.each([
    ['whoever wrote it down', 'sam'],
    ['a colleague', 'kit'],
  ])('in one press, by %s, at once and with everything before still there', async (_, name) => {
    const ref = await writesDown(sam, aYes());
    const before = bodyOf(await kept.consent(ref));
    const person = sitting(house.as('teams', name));
    const presses = counting(person);
    house.wait(1000);
    await person.type(ref);
    await person.follow([action('withdraw')]);
    expect(presses()).toBe(1);
    const record = await kept.consent(ref);
    expect(record).toMatchObject({
      ...{ status: 'withdrawn', stateAt: '2026-11-20T17:02:01.000Z', scope: before.scope },
      changes: [
        {
          ...{ id: 'withdraw-1', change: 'withdraw', from: '2026-11-20T17:02:01.000Z', detail: '' },
          takenBy: { id: `p-${name}`, agency: user.agency },
          told: [dutyTeam],
        },
      ],
    });
    expect(person.record().status).toContain('17:02 on Friday 20 November 2026');
    expect(person.record().lead?.[0]).toBe(words('consent.lead.withdrawn'));
    for (const label of ['until', 'items', 'recipients'])
      expect(factOn(person, `consent.facts.${label}`), label).toBeUndefined();
    expect(factOn(person, 'consent.facts.was')).toBe(twoLines);
    const [first, second] = await kept.versions(ref);
    expect(first?.record).toEqual(before);
    expect(second).toMatchObject({
      n: 2,
      by: `p-${name}`,
      reason: 'consent.withdrawn',
      previous: first?.hash,
    });
    await kept.expectWhole(ref);
  });

  test('the owner hears of it from a colleague, by reference only', async () => {
    const ref = await writesDown(sam, aYes());
    await kit.type(ref);
    await kit.follow([action('withdraw')]);
    const [notice, ...more] = await clockWorks(house);
    expect(more).toEqual([]);
    expect(notice).toMatchObject({
      to: { user: 'sam' },
      reply: { summary: words('consent.notices.changed.summary') },
    });
    expect(JSON.stringify(notice)).toContain(ref);
    for (const secret of [...lines, 'C-2041', 'Yes, tell them if it helps'])
      expect(JSON.stringify(notice)).not.toContain(secret);
  });

  test('what they said is added afterwards, once; and a ground to go on, with its facts (R-057)', async () => {
    const ref = await writesDown(sam, aYes());
    await sam.follow([action('withdraw')]);
    await sam.follow([action('explain')]);
    expect(fieldOn(sam, 'refusalReason').value).toBe('');
    await sam.follow([change('explain', 'explained', 'yes', { refusalReason: 'She has moved' })]);
    expect((await kept.consent(ref)).changes[0]).toMatchObject({
      ...{ reason: 'She has moved', consequencesExplained: true },
    });
    expect(factOn(sam, 'consent.facts.reason')).toBe('She has moved');
    expect(buttonsOn(sam)).not.toContain(words('consent.actions.explain'));
    await sam.follow([action('goOn'), next({ ground: 'duty', law: 'none', facts: '' })]);
    expect(fieldOn(sam, 'facts').error).toBe(error('missing', 'consent.goOn.questions.facts'));
    expect((await kept.consent(ref)).versions).toHaveLength(3);
    await sam.follow([next({ law: 'children-act-1989-s47-9', facts: 'An enquiry was opened today' })]);
    expect((await kept.consent(ref)).changes[0]).toMatchObject({
      ...{ change: 'withdraw', reason: 'She has moved' },
      continuing: {
        ...{ ground: 'duty', citation: 'children-act-1989-s47-9', facts: 'An enquiry was opened today' },
        by: { id: 'p-sam' },
      },
    });
    expect(factOn(sam, 'consent.facts.continuing')).toBe(words('consent.goOn.questions.ground.options.duty'));
    expect(factOn(sam, 'consent.facts.continuingFacts')).toBe('An enquiry was opened today');
    expect((await kept.consent(ref)).status).toBe('withdrawn');
    await kept.expectWhole(ref);
  });

  test('not sure is no ground: advice comes first, then the answer is asked again and nothing is lost', async () => {
    const ref = await writesDown(sam, aNo());
    const unsure = next({ ground: 'not-sure', law: 'none', facts: 'He may hurt a resident' });
    await sam.follow([action('goOn'), unsure]);
    expect(sam.message().title).toBe(words('engine.advice.title'));
    await sam.follow([{ title: words('engine.return'), fields: {} }]);
    expect(fieldOn(sam, 'facts').value).toBe('He may hurt a resident');
    await sam.follow([unsure]);
    expect(fieldOn(sam, 'ground').error).toBe(error('no-ground', 'consent.goOn.questions.ground'));
    expect(fieldOn(sam, 'facts').value).toBe('He may hurt a resident');
    expect((await kept.consent(ref)).versions).toHaveLength(1);
    await sam.follow([next({ ground: 'public-interest' })]);
    expect((await kept.consent(ref)).changes[0]?.continuing).toMatchObject({ ground: 'public-interest' });
    expect(factOn(sam, 'consent.facts.continuingFacts')).toBe('He may hurt a resident');
  });

  test('pressed twice, or on an old card, it counts once and shows where it stands', async () => {
    const ref = await writesDown(sam, aYes());
    const press = sam.button(words('consent.actions.withdraw'));
    const both = await Promise.all([sam.says.press(press), sam.says.press(press)]);
    expect(both.map(([reply]) => reply?.card)).toEqual(['record', 'record']);
    await sam.send(press);
    expect(sam.record().status).toContain('17:02');
    await sam.send({ ...press, action: 'restrict' });
    const record = await kept.consent(ref);
    expect(record.changes).toHaveLength(1);
    expect(record.versions).toHaveLength(2);
    expect(await kept.listed(`about:${ref}`, 'telling')).toHaveLength(1);
    await kept.expectWhole(ref);
  });

  test('two people press at once: it counts once, and both see it', async () => {
    const ref = await writesDown(sam, aYes());
    await kit.type(ref);
    const [mine, theirs] = [sam, kit].map((person) => person.button(words('consent.actions.withdraw')));
    await Promise.all([sam.send(mine as Press), kit.send(theirs as Press)]);
    for (const person of [sam, kit]) expect(person.record().lead?.[0]).toBe(words('consent.lead.withdrawn'));
    const record = await kept.consent(ref);
    expect(record.changes).toHaveLength(1);
    expect(await kept.listed(`about:${ref}`, 'telling')).toHaveLength(1);
    await kept.expectWhole(ref);
  });

  test('taken back by one while another limits it: both are told where it stands, and nothing is limited twice', async () => {
    const ref = await writesDown(sam, aYes());
    await kit.type(ref);
    await kit.follow([action('restrict'), change('restrict', 'limit', 'what')]);
    await Promise.all([
      sam.send(sam.button(words('consent.actions.withdraw'))),
      kit.press(words('engine.next'), { limits: lines[0] as string }),
    ]);
    const record = await kept.consent(ref);
    expect(record.status).toBe('withdrawn');
    const order = record.changes.map((one) => one.change);
    expect([['withdraw'], ['restrict', 'withdraw']]).toContainEqual(order);
    await kept.expectWhole(ref);
    await sam.type(ref);
    expect(sam.record().lead?.[0]).toBe(words('consent.lead.withdrawn'));
  });
});

describe('a card that is older than the record', () => {
  test('still takes their word: to take it back counts, whatever became of it since (R-054)', async () => {
    const ref = await writesDown(sam, aYes());
    await kit.type(ref);
    const old = kit.button(words('consent.actions.withdraw'));
    house.wait(1000);
    await sam.follow([
      action('restrict'),
      change('restrict', 'limit', 'what'),
      next({ limits: lines[0] as string }),
    ]);
    await kit.send(old);
    expect((await kept.consent(ref)).status).toBe('withdrawn');
    expect(kit.record().lead?.[0]).toBe(words('consent.lead.withdrawn'));
    await kept.expectWhole(ref);
  });

  test('does nothing else, and says so', async () => {
    const ref = await writesDown(sam, aYes());
    await sam.press(words('copy.button'));
    const old = sam.button(words('copy.done'));
    await kit.type(ref);
    await kit.follow([
      action('restrict'),
      change('restrict', 'limit', 'what'),
      next({ limits: lines[0] as string }),
    ]);
    await sam.send(old);
    expect((await kept.consent(ref)).caseFileCopy).toBeUndefined();
    expect(sam.record().warnings).toContain(words('engine.stale'));
  });
});

describe('they set limits (R-055)', () => {
  test.each(['sam', 'kit'])('on a part of it, through %s', async (name) => {
    const ref = await writesDown(sam, aYes());
    const person = sitting(house.as('teams', name));
    await person.type(ref);
    await person.follow([action('restrict'), change('restrict', 'limit', 'what')]);
    await person.follow([next({ limits: twoLines })]);
    expect(fieldOn(person, 'limits')).toMatchObject({
      value: twoLines,
      error: error('all-limited', 'consent.restrict.questions.limits'),
    });
    await person.follow([next({ limits: lines[1] as string })]);
    expect(await kept.consent(ref)).toMatchObject({
      status: 'restricted',
      scope: { items: lines },
      exclusions: { items: [lines[1]], recipients: [] },
      changes: [{ id: 'restrict-1', detail: lines[1], takenBy: { id: `p-${name}` }, told: [dutyTeam] }],
    });
    expect(factOn(person, 'consent.facts.keptBack')).toBe(lines[1]);
    await kept.expectWhole(ref);
  });

  test('one after the other, until nothing would be left', async () => {
    const ref = await writesDown(sam, aYes());
    await sam.follow([
      action('restrict'),
      change('restrict', 'limit', 'what'),
      next({ limits: lines[0] as string }),
    ]);
    house.wait(1000);
    await sam.follow([
      action('restrict'),
      change('restrict', 'limit', 'what'),
      next({ limits: lines[1] as string }),
    ]);
    expect(fieldOn(sam, 'limits').error).toBe(error('all-limited', 'consent.restrict.questions.limits'));
    expect((await kept.consent(ref)).exclusions.items).toEqual([lines[0]]);
    await sam.follow([next({ limits: 'The rent' })]);
    expect((await kept.consent(ref)).exclusions.items).toEqual([lines[0], 'The rent']);
    expect((await kept.consent(ref)).changes.map(({ detail }) => detail)).toEqual([lines[0], 'The rent']);
  });

  test('on who gets it, those who are not on the register too, and never on all', async () => {
    const scope = { recipients: 'childrens-duty-team,gp-practice,other' };
    const other = next({ otherRecipient: 'Warden, Mill Road hostel' });
    const ref = await writesDown(sam, [...aYes({ scope }), other]);
    await sam.follow([action('restrict'), change('restrict', 'limit', 'who')]);
    const offered = fieldOn(sam, 'limitRecipients').choices ?? [];
    expect(offered.map((each) => ('typed' in each ? each.typed : each.title))).toEqual([
      ...[dutyTeam.name, 'GP practice', 'Warden, Mill Road hostel'],
    ]);
    const all = offered.map(({ value }) => value);
    await sam.follow([next({ limitRecipients: all.join(',') })]);
    expect(fieldOn(sam, 'limitRecipients').error).toBe(
      error('all-limited', 'consent.restrict.questions.limitRecipients'),
    );
    await sam.follow([next({ limitRecipients: all[2] as string })]);
    expect((await kept.consent(ref)).exclusions.recipients).toEqual([{ name: 'Warden, Mill Road hostel' }]);
    expect(factOn(sam, 'consent.facts.keptFrom')).toBe('Warden, Mill Road hostel');

    house.wait(1000);
    await sam.follow([action('restrict'), change('restrict', 'limit', 'who')]);
    expect((fieldOn(sam, 'limitRecipients').choices ?? []).map(({ value }) => value)).toEqual(
      all.slice(0, 2),
    );
    await sam.follow([next({ limitRecipients: all.slice(0, 2).join(',') })]);
    expect(fieldOn(sam, 'limitRecipients').error).not.toBe('');
    await sam.follow([next({ limitRecipients: all[0] as string })]);
    expect((await kept.consent(ref)).exclusions.recipients).toEqual([
      { name: 'Warden, Mill Road hostel' },
      dutyTeam,
    ]);
    await kept.expectWhole(ref);
  });
});

describe('they are asked again (R-064)', () => {
  const agreedAgain = async (person: Sitting, fields: Fields): Promise<void> => {
    await person.follow([action('amend'), still(), next(fields)]);
    await person.press(words('engine.confirm'));
  };

  test('no longer true: it cannot count, and what was written stays', async () => {
    const ref = await writesDown(sam, aYes());
    await sam.follow([action('amend'), still({ still: 'no' })]);
    expect(fieldOn(sam, 'still').error).toBe(error('not-still', 'consent.amend.questions.still'));
    expect(fieldOn(sam, 'words').value).toBe('Yes, still');
    expect(fieldOn(sam, 'givenOn').value).toBe('2026-11-20');
    expect((await kept.consent(ref)).versions).toHaveLength(1);
    await sam.follow([next({ still: 'yes' })]);
    expect(sam.page().title).toBe(words('consent.amend.pages.amend-scope.title'));
  });

  test('what it covered stands in the fields, and nothing counts before it was checked', async () => {
    const ref = await writesDown(sam, aYes({ scope: { to: '2027-06-01', exclusions: lines[1] as string } }));
    await sam.follow([action('amend'), still()]);
    for (const [id, value] of Object.entries({
      ...{ items: twoLines, recipients: 'childrens-duty-team', purposes: 'P7' },
      ...{ exclusions: lines[1], to: '2027-06-01' },
    }))
      expect(fieldOn(sam, id).value, id).toBe(value);
    await sam.follow([next({ to: '2026-01-01', exclusions: twoLines })]);
    expect(fieldOn(sam, 'to').error).toBe(error('in-the-past', 'consent.amend.questions.to'));
    expect(fieldOn(sam, 'exclusions').error).toBe(
      error('nothing-left', 'consent.amend.questions.exclusions'),
    );
    await sam.follow([next({ to: '', exclusions: '', recipients: 'gp-practice' })]);
    expect((await kept.consent(ref)).status).toBe('given');
    await sam.press(words('engine.confirm'));
    const record = await kept.consent(ref);
    expect(record).toMatchObject({
      ...{ status: 'amended', medium: 'verbal', reviewOn: '2027-11-20' },
      scope: { items: lines, recipients: [{ id: 'gp-practice' }], from: '2026-11-19' },
      exclusions: { items: [], recipients: [] },
      evidence: { date: '2026-11-20', words: 'Yes, still', takenBy: user },
    });
    expect(record.scope).not.toHaveProperty('to');
    // Whom it covers no more hears of it too.
    expect(record.changes[0]?.told.map(({ id }) => id).sort()).toEqual([
      'childrens-duty-team',
      'gp-practice',
    ]);
    expect((await kept.versions(ref))[0]?.record).toMatchObject({ scope: { to: '2027-06-01' } });
    await kept.expectWhole(ref);
  });

  test('by a colleague: what was missing before is mended, and holds from then on', async () => {
    const ref = await writesDown(
      sam,
      aYes({
        how: { informed: 'why', free: 'no', form: 'implied' },
        words: { words: 'She nodded', impliedBasis: 'She came' },
      }),
    );
    expect(sam.record().status).toBe(status('unsound'));
    await kit.type(ref);
    await agreedAgain(kit, {});
    expect(await kept.consent(ref)).toMatchObject({
      ...{ status: 'amended', informed: sixPoints.split(','), free: 'yes', form: 'explicit' },
      evidence: { takenBy: { id: 'p-kit' } },
    });
    expect(kit.record().lead).toEqual([]);
    expect((await kept.versions(ref))[0]?.record).toMatchObject({
      informed: ['why'],
      impliedBasis: 'She came',
    });
    await kept.expectWhole(ref);
  });

  test('those who are not on the register can stay, or go; and a limit on them is not lost unseen', async () => {
    const warden = next({ otherRecipient: 'Warden, Mill Road hostel' });
    const ref = await writesDown(sam, [...aYes({ scope: { recipients: 'other' } }), warden]);
    await sam.follow([action('amend'), still()]);
    const key = fieldOn(sam, 'recipients').value;
    expect(fieldOn(sam, 'recipients').choices).toContainEqual({
      typed: 'Warden, Mill Road hostel',
      value: key,
    });
    await sam.follow([next({ recipients: `${key},gp-practice` })]);
    await sam.press(words('engine.confirm'));
    expect((await kept.consent(ref)).scope.recipients).toEqual([
      { name: 'Warden, Mill Road hostel' },
      { id: 'gp-practice', name: 'GP practice' },
    ]);
    house.wait(1000);
    await sam.follow([
      action('restrict'),
      change('restrict', 'limit', 'who'),
      next({ limitRecipients: key as string }),
    ]);
    house.wait(1000);
    await sam.follow([action('rang'), next({ whom: 'Warden  Mill Road hostel', how: 'phone' })]);
    await sam.follow([action('amend'), still()]);
    expect(fieldOn(sam, 'recipients').value).toBe('gp-practice');
    await sam.follow([next({})]);
    await sam.press(words('engine.confirm'));
    expect((await kept.consent(ref)).scope.recipients).toEqual([{ id: 'gp-practice', name: 'GP practice' }]);
    await kept.expectWhole(ref);
  });

  test('of somebody who will be 18 it is asked whether their details stay (R-066)', async () => {
    const ref = await writesDown(sam, aYes({ start: { ageBand: '16-17' } }));
    await sam.follow([action('amend'), still(), next({})]);
    expect(fieldOn(sam, 'after18').error).toBe(error('missing', 'consent.amend.questions.after18'));
    await sam.follow([next({ after18: 'remove' })]);
    await sam.press(words('engine.confirm'));
    expect((await kept.consent(ref)).after18).toBe('remove');
  });
});

describe('it runs out (R-064)', () => {
  const summaries = (sent: Awaited<ReturnType<typeof clockWorks>>) => sent.map(({ reply }) => reply.summary);

  test('the owner is reminded before, it ends by the clock, and a new yes makes it hold again', async () => {
    const ref = await writesDown(sam, aYes({ scope: { to: '2027-01-20' } }));
    expect(await clockWorks(house, '2027-01-06T09:29:00Z')).toEqual([]);
    expect(summaries(await clockWorks(house, '2027-01-06T09:31:00Z'))).toEqual([
      words('consent.notices.remind.summary'),
    ]);
    expect(await clockWorks(house, '2027-01-20T23:59:00Z')).toEqual([]);
    expect((await kept.consent(ref)).status).toBe('given');
    expect(summaries(await clockWorks(house, '2027-01-21T00:01:00Z'))).toEqual([
      words('consent.notices.renew.summary'),
    ]);
    expect(await kept.consent(ref)).toMatchObject({
      status: 'expired',
      changes: [{ change: 'expire', takenBy: { id: 'clock' }, told: [dutyTeam] }],
    });
    await sam.type(ref);
    expect(sam.record().status).toBe(status('expired'));
    expect(factOn(sam, 'consent.facts.heldUntil')).toBe('20 January 2027');
    expect(buttonsOn(sam)).toContain(words('consent.actions.amend'));
    await sam.follow([action('amend'), still({ givenOn: '2027-01-21' })]);
    expect(fieldOn(sam, 'to').value).toBe('');
    await sam.follow([next({})]);
    await sam.press(words('engine.confirm'));
    expect(await kept.consent(ref)).toMatchObject({ status: 'amended', reviewOn: '2028-01-21' });
    expect((await kept.consent(ref)).changes.map((one) => one.change)).toEqual(['expire', 'renew']);
    await kept.expectWhole(ref);
  });

  test('the card says that it has run out before the clock has come', async () => {
    const ref = await writesDown(sam, aYes({ scope: { reviewOn: '2026-11-20' } }));
    house.moveTo('2026-11-21T00:00:30Z');
    await sam.type(ref);
    expect((await kept.consent(ref)).status).toBe('given');
    expect(sam.record().status).toBe(status('expired'));
  });

  test('put off, it is reminded of once, at the new time', async () => {
    const ref = await writesDown(sam, aYes({ scope: { reviewOn: '2027-01-20' } }));
    house.moveTo('2026-12-01T09:00:00Z');
    await sam.follow([action('amend'), still(), next({ reviewOn: '2027-03-20' })]);
    await sam.press(words('engine.confirm'));
    expect(summaries(await clockWorks(house, '2027-01-22T09:00:00Z'))).toEqual([]);
    expect(summaries(await clockWorks(house, '2027-03-08T09:31:00Z'))).toEqual([
      words('consent.notices.remind.summary'),
    ]);
    expect((await kept.consent(ref)).status).toBe('amended');
    await kept.expectWhole(ref);
  });

  test('asked again for the same time, nobody is reminded twice', async () => {
    await writesDown(sam, aYes({ scope: { reviewOn: '2027-01-20' } }));
    house.moveTo('2026-12-01T09:00:00Z');
    await sam.follow([action('amend'), still(), next({ reviewOn: '2027-01-20' })]);
    await sam.press(words('engine.confirm'));
    expect(summaries(await clockWorks(house, '2027-01-06T09:31:00Z'))).toEqual([
      words('consent.notices.remind.summary'),
    ]);
    expect(house.events.filter(({ event }) => event === 'deadline.failed')).toEqual([]);
  });

  test('taken back before, the clock leaves it alone', async () => {
    const ref = await writesDown(sam, aYes({ scope: { reviewOn: '2027-01-20' } }));
    await sam.follow([action('withdraw')]);
    expect(summaries(await clockWorks(house, '2027-02-01T09:31:00Z'))).toEqual([]);
    expect((await kept.consent(ref)).changes).toHaveLength(1);
  });
});

describe('who may do what', () => {
  const strangers = [
    ['a visitor', 'stranger'],
    ['somebody of another agency', 'lee'],
  ] as const;

  test.each(strangers)('%s reads nothing and changes nothing', async (_, name) => {
    const ref = await writesDown(sam, aYes());
    const other = sitting(house.as('teams', name));
    const before = await kept.consent(ref);
    await other.type(ref);
    expect(other.shown().map(({ card }) => card)).toEqual(['message']);
    const acts = ['withdraw', 'restrict', 'amend', 'explain', 'goOn', 'rang', 'refuse', 'copied'];
    for (const act of [...acts, 'tell', 'used', 'expire', 'answered', 'unreached'])
      await other.send({ do: 'act', ref, action: act, seq: before.versions.length });
    await other.send({ do: 'copy', ref });
    await other.send({ do: 'more', word: 'told', ref });
    // A visitor is not even asked.
    const begun = name === 'lee' ? 'page' : 'message';
    for (const dialog of ['consent', 'decision', 'consent-check', 'first-contact']) {
      house.wait(1000);
      await other.send({ do: 'command', word: dialog, ref });
      expect(other.shown().map(({ card }) => card)).toEqual([begun]);
      for (const { card, data } of other.shown())
        if (card === 'page') for (const { value } of data.inputs ?? []) expect(value).toBe('');
    }
    for (const secret of [...lines, dutyTeam.name, 'Yes, tell them if it helps'])
      expect(JSON.stringify(other.seen().filter(({ card }) => card !== 'page'))).not.toContain(secret);
    expect(await kept.consent(ref)).toEqual(before);
    expect(await kept.listed(`about:${ref}`, 'telling')).toEqual([]);
  });

  test('no colleague presses what only the clock or a decision does', async () => {
    const ref = await writesDown(sam, aYes());
    const before = await kept.consent(ref);
    await kit.type(ref);
    for (const act of ['tell', 'used', 'expire', 'remind', 'overdue', 'answered', 'unreached'])
      await kit.send({ do: 'act', ref, action: act, seq: 1 });
    expect(await kept.consent(ref)).toEqual(before);
  });

  test('a colleague reads it, every look is in the trail, and it can be put in the case file', async () => {
    const ref = await writesDown(sam, aYes());
    await kit.type(ref);
    await kit.press(words('copy.button'));
    expect(readOn(kit.shown())).toContain(lines[0]);
    await kit.press(words('copy.done'));
    expect((await kept.consent(ref)).caseFileCopy).toMatchObject({ by: { id: 'p-kit' } });
    const trail = await kept.listed<{ what: string; who: string }>(`ref:${ref}`, 'audit');
    expect(trail.map(({ what, who }) => `${who} ${what}`).sort()).toEqual([
      'p-kit changed',
      'p-kit exported',
      'p-kit read',
      'p-sam created',
    ]);
    await kept.expectWhole(ref);
  });
});

describe('the whole history', () => {
  test('after everything that can happen, every version is readable and the chain holds (R-054)', async () => {
    const ref = await writesDown(
      sam,
      aYes({ scope: { recipients: 'childrens-duty-team,gp-practice', reviewOn: '2026-12-20' } }),
    );
    await kit.type(ref);
    await kit.follow([
      action('restrict'),
      change('restrict', 'limit', 'what'),
      next({ limits: lines[1] as string }),
    ]);
    house.wait(60_000);
    await sam.type(ref);
    await sam.follow([
      action('amend'),
      still(),
      next({ items: `${twoLines}\nThe rent`, exclusions: '', reviewOn: '2026-12-20' }),
    ]);
    await sam.press(words('engine.confirm'));
    await clockWorks(house, '2026-12-22T09:00:00Z');
    await kit.type(ref);
    await kit.follow([action('amend'), still({ givenOn: '2026-12-22' }), next({})]);
    await kit.press(words('engine.confirm'));
    house.wait(60_000);
    await kit.follow([action('withdraw'), action('explain'), change('explain', 'explained', 'no')]);
    await kit.follow([action('goOn'), next({ ground: 'vital', law: 'none', facts: 'He has not eaten' })]);
    const record = await kept.consent(ref);
    expect(record.changes.map((one) => one.id)).toEqual([
      'restrict-1',
      'amend-2',
      'expire-3',
      'renew-4',
      'withdraw-5',
    ]);
    expect(record.changes.map(({ takenBy }) => takenBy.id)).toEqual([
      'p-kit',
      'p-sam',
      'clock',
      'p-kit',
      'p-kit',
    ]);
    const versions = await kept.versions(ref);
    expect(versions.map(({ reason }) => reason)).toEqual([
      ...['consent.recorded', 'consent.restricted', 'consent.amended', 'consent.expired', 'consent.amended'],
      ...['consent.withdrawn', 'consent.explained', 'consent.continued'],
    ]);
    const items = versions.map(({ record: one }) => (one as KeptConsent).scope.items.length);
    expect(items).toEqual([2, 2, 3, 3, 3, 3, 3, 3]);
    for (const { record: one } of versions) expect(consentRecordSchema.parse(one)).toEqual(one);
    await kept.expectWhole(ref);
    await kit.press(words('copy.button'));
    const copy = readOn(kit.shown());
    for (const { hash } of versions) expect(copy).toContain(hash.slice(0, 12));
  });
});
