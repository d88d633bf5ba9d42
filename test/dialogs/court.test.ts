import { describe, expect, it } from 'vitest';
import { aims, flows } from '../../dialogs/court/aims.ts';
import { court } from '../../dialogs/court/dialog.ts';
import { contactsOf } from '../../dialogs/court/parties.ts';
import type { CourtFlow } from '../../dialogs/court/record.ts';
import { statusOf } from '../../dialogs/court/steps.ts';
import { decision } from '../../dialogs/decision/dialog.ts';
import { dispute } from '../../dialogs/dispute/dialog.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { seeded } from '../crash/plan.ts';
import { contextAt, monday, priya, samplePolicy } from '../support/context.ts';
import {
  byPolice,
  council,
  courtHouse,
  cps,
  crownCourt,
  eastmoor,
  familyCourt,
  hand,
  inEveryState,
  nadia,
  type Opening,
  openingStep,
  openings,
  police,
  release,
  ruled,
  shared,
} from '../support/courts.ts';

/** The nine aims, each from its beginning to its end, with every way that is closed. */

const errorsOf = (step: object): Readonly<Record<string, string>> =>
  (step as { errors?: Record<string, string> }).errors ?? {};

describe('beginning', () => {
  it('holds every aim once, two of them seen from both sides', () => {
    expect([...flows].map((name) => aims[name].aim).sort()).toEqual([1, 2, 3, 4, 5, 6, 6, 7, 8, 9]);
  });

  it.each([
    [
      'a council',
      priya,
      ['ask-police', 'log-request', 'applied', 'release', 'permission', 'defence', 'hearings'],
    ],
    ['the police', nadia, ['investigation', 'prosecution', 'ask-council', 'permission', 'hearings']],
  ])('offers %s what is for them', (_, person, offered) => {
    expect(court.questions.aim?.offers?.(contextAt(monday, { person }), {})).toEqual(offered);
    for (const aim of flows.filter((name) => !offered.includes(name)))
      expect(errorsOf(openingStep({ aim }, person))).toEqual({ aim: 'not-an-option' });
  });

  it('shows the law of today first, and the source document after it', () => {
    const page = court.next({}, contextAt(monday));
    expect(page).toMatchObject({ page: 'aim', tells: [expect.stringContaining('1 March 2024')] });
    const [first, second] = court.questions.aim?.citations ?? [];
    expect([first?.id, second?.id]).toEqual(['law:L-21', 'norfolk-2015']);
    for (const name of flows) expect(aims[name].citations[0]?.id, name).toBe('law:L-21');
  });

  it.each(Object.keys(openings) as Opening[])('asks for %s only what it needs, and all of that', (aim) => {
    const person = byPolice.includes(aim) ? nadia : priya;
    const whole: Readonly<Record<string, unknown>> = { aim, ...openings[aim] };
    for (const name of aims[aim].asks.filter((each) => whole[each] !== undefined)) {
      const step = openingStep({ ...whole, [name]: '' }, person);
      expect(errorsOf(step)[name], `${aim} without ${name}`).toBe(
        court.questions[name]?.required ? 'missing' : undefined,
      );
    }
    const asked = aims[aim].asks.map((name) => name as string);
    expect(Object.keys(openings[aim]).filter((name) => !asked.includes(name))).toEqual(
      aim === 'release' ? ['rule'] : [],
    );
  });

  it.each([
    ['criminalRef', 'Jordan Okafor'],
    ['criminalRef', '943 476 5919'],
    ['material', 'The notes on Jordan Okafor'],
    ['relevance', 'She was born on 3 May 2012'],
    ['proportionality', 'Ring 07700 900123'],
  ])('refuses what could tell who it is, in %s: %s', (field, text) => {
    const step = openingStep({ aim: 'ask-council', ...openings['ask-council'], [field]: text }, nadia);
    expect(errorsOf(step)[field]).toMatch(/^(tells-who|not-a-reference)$/);
  });

  it.each([
    'Everything you have',
    'All records',
    'The whole file, please',
    'all of your case files',
    'Anything on the family',
    'full notes',
  ])('asks to narrow down: %s', (material) => {
    expect(errorsOf(openingStep({ aim: 'ask-police', ...openings['ask-police'], material }))).toEqual({
      material: 'too-wide',
    });
  });

  it.each([
    'All records of home visits in May 2026',
    'The first account of the officer',
    'Body worn video of 3 May',
  ])('takes what says which: %s', (material) => {
    expect(openingStep({ aim: 'ask-police', ...openings['ask-police'], material }).kind).toBe('end');
  });

  it('wants an officer by rank and number, and no number of a person', () => {
    const step = (officer: string) =>
      openingStep({ aim: 'investigation', ...openings.investigation, officer }, nadia);
    expect(step('Detective Constable 4471').kind).toBe('end');
    expect(errorsOf(step('DC 4471, 07700 900123'))).toEqual({ officer: 'tells-who' });
  });

  it.each([
    ['beganOn', 'investigation', '2026-12-24', 'in-the-future'],
    ['criminalOn', 'prosecution', '2026-11-22', 'in-the-past'],
    ['criminalOn', 'prosecution', '2029-11-22', 'too-far'],
    ['dueOn', 'ask-council', '2026-11-22', 'in-the-past'],
  ] as const)('checks the day in %s', (field, aim, day, error) => {
    const step = openingStep({ aim, ...openings[aim], [field]: day }, nadia);
    expect(errorsOf(step)).toEqual({ [field]: error });
  });

  it('wants police and prosecutors both to hear that a court was asked', () => {
    const step = openingStep({ aim: 'applied', ...openings.applied, to: police });
    expect(errorsOf(step)).toEqual({ to: 'tell-both' });
  });

  it('sends back a request about a victim that is not complete, by the words of the policy pack', () => {
    const whole = { aim: 'log-request', ...openings['log-request'], aboutVictim: 'yes' };
    expect(openingStep(whole)).toMatchObject({ kind: 'page', page: { page: 'victim' } });
    expect(errorsOf(openingStep({ ...whole, conditions: '1,2,3' }))).toEqual({
      conditions: 'conditions-first',
    });
    expect(openingStep({ ...whole, conditions: '1,2,3,4,5,6' }).kind).toBe('end');
    const picks = court.questions.conditions?.pick?.({}, contextAt(monday)) ?? [];
    expect(picks).toHaveLength(6);
    const house = courtHouse('log-request', { aboutVictim: 'yes', conditions: '1,2,3,4,5,6' });
    expect(house.show(council).lead.map(({ key }) => key)).toContain('court.lead.victim');
  });

  it('begins with what a decision or an enquiry holds, and never with a name', () => {
    const from = (record: object, person = priya) =>
      court.begins?.(record as never, contextAt(monday, { person }));
    const made = { type: 'decision', subjectRef: 'C-2041', recipient: [{ id: 'police-public-protection' }] };
    expect(from(made)).toEqual({ filled: { familyRef: 'C-2041', to: police } });
    expect(from({ ...made, subjectRef: 'Jordan Okafor', recipient: [] })).toEqual({ filled: {} });
    expect(from({ type: 'enquiry', caseRef: 'C-7' }, nadia)).toEqual({ filled: { criminalRef: 'C-7' } });
    expect(from({ type: 'consent' })).toBeUndefined();
  });
});

type Move = readonly [who: string, what: string, answers?: object];

/** What is done, and where it stands after each; `ours` began it. */
const courses: readonly (readonly [Opening, object, string, readonly (readonly [...Move, string])[]])[] = [
  [
    ...(['investigation', {}, 'sending'] as const),
    [
      [council, 'acknowledge', {}, 'sending'],
      [police, 'sentByHand', hand(familyCourt), 'sent'],
      [police, 'arrived', { agency: familyCourt, on: '2026-11-23' }, 'told'],
      [police, 'close', { why: 'done' }, 'closed'],
    ],
  ],
  [
    ...(['prosecution', { to: [council, eastmoor] }, 'sent'] as const),
    [
      [council, 'acknowledge', {}, 'sent'],
      [eastmoor, 'acknowledge', {}, 'told'],
      [
        police,
        'change',
        { stage: 'trial', criminalCourt: crownCourt, criminalOn: '2027-01-11', trialOn: '' },
        'sent',
      ],
      [council, 'acknowledge', {}, 'sent'],
      [eastmoor, 'acknowledge', {}, 'told'],
    ],
  ],
  [
    ...(['ask-police', {}, 'sent'] as const),
    [
      [police, 'acknowledge', {}, 'acknowledged'],
      [police, 'reply', { ...shared, says: 'part', withheld: 'A statement', reasons: 'harm' }, 'replied'],
      [council, 'close', { why: 'done' }, 'closed'],
    ],
  ],
  [
    ...(['ask-police', { to: [cps] }, 'sending'] as const),
    [
      [council, 'sentByHand', hand(cps), 'sent'],
      [council, 'arrived', { agency: cps, on: '2026-11-23' }, 'acknowledged'],
      [council, 'answered', { agency: cps, on: '2026-11-23', says: 'not-held' }, 'replied'],
    ],
  ],
  [
    ...(['applied', {}, 'sending'] as const),
    [
      [council, 'sentByHand', hand(cps), 'sent'],
      [police, 'acknowledge', {}, 'sent'],
      [council, 'arrived', { agency: cps, on: '2026-11-23' }, 'told'],
    ],
  ],
  [
    ...(['release', {}, 'ready'] as const),
    [
      [council, 'release', release, 'released'],
      [police, 'acknowledge', {}, 'released'],
    ],
  ],
  [
    ...([
      'release',
      { rule: 'none', court: familyCourt, parties: 'Mother, council', proportionality: 'No other way' },
      'sending',
    ] as const),
    [
      [council, 'sentByHand', hand(familyCourt), 'asked'],
      [council, 'hearing', { on: '2026-12-01' }, 'listed'],
      [council, 'ruling', ruled, 'ready'],
      [council, 'release', release, 'released'],
    ],
  ],
  [
    ...([
      'release',
      { rule: 'order', orderRef: 'NB26C00123-4', terms: 'The report', until: '2026-12-01' },
      'ready',
    ] as const),
    [[council, 'release', release, 'released']],
  ],
  [
    ...(['ask-council', {}, 'sent'] as const),
    [
      [council, 'reply', shared, 'replied'],
      [police, 'close', { why: 'done' }, 'closed'],
    ],
  ],
  [
    ...(['log-request', {}, 'sent'] as const),
    [
      [council, 'acknowledge', {}, 'acknowledged'],
      [council, 'reply', shared, 'replied'],
      [council, 'close', { why: 'done' }, 'closed'],
    ],
  ],
  [
    ...(['defence', {}, 'consulting'] as const),
    [
      [council, 'consult', { on: '2026-11-20', how: 'meeting' }, 'consulting'],
      [council, 'view', { view: 'objects', reasons: 'It is about somebody else' }, 'consulting'],
      [council, 'settle', { outcome: 'disclose', reasons: 'It helps the defence' }, 'ready'],
      [council, 'release', release, 'released'],
    ],
  ],
  [
    ...(['permission', {}, 'sending'] as const),
    [
      [council, 'sentByHand', hand(familyCourt), 'asked'],
      [council, 'ruling', { ruling: 'refused', order: 'NB26C00123-5' }, 'refused'],
      [council, 'close', { why: 'done' }, 'closed'],
    ],
  ],
  [
    ...(['hearings', {}, 'sending'] as const),
    [
      [police, 'acknowledge', {}, 'sending'],
      [council, 'sentByHand', hand(familyCourt), 'sent'],
      [council, 'held', { outcome: 'Order NB26C00123-6' }, 'held'],
    ],
  ],
];

describe('each aim, from its beginning to its end', () => {
  it.each(courses)('%s %j', (aim, answers, first, moves) => {
    const house = courtHouse(aim, answers);
    house.deliver();
    expect(house.ours().status).toBe(first);
    for (const [who, what, given, status] of moves) {
      expect(house.act(who, what, given), what).toBe('done');
      house.deliver();
      expect(house.ours().status, what).toBe(status);
    }
    for (const record of house.records.values()) expect(statusOf(record)).toBe(record.status);
    const ids = house.seen.flatMap(({ agency, effect }) =>
      [...(effect.tells ?? []), ...effect.due, ...effect.notices].map(({ id }) => `${agency} ${id}`),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('tells both recipients, and shows how it stands with each', () => {
    const house = courtHouse('investigation');
    house.deliver();
    house.act(council, 'acknowledge');
    house.deliver();
    const states = () =>
      house
        .show(police)
        .facts.flatMap((fact) => ('said' in fact && fact.label === 'court.facts.to' ? [fact.said.key] : []));
    expect(states()).toEqual(['court.party.heard', 'court.party.to-send']);
    expect(house.record(council)).toMatchObject({
      ...{ aim: 1, criminalRef: '42/1234/26', officer: 'DC 4471', beganOn: '2026-11-20', asked: [] },
    });
  });

  it('sends changed dates again, to those who have them and those who do not yet', () => {
    const house = courtHouse('prosecution', { to: [council, familyCourt] });
    house.deliver();
    house.act(council, 'acknowledge');
    house.act(police, 'sentByHand', hand(familyCourt));
    house.deliver();
    house.act(police, 'change', {
      stage: 'trial',
      criminalCourt: crownCourt,
      criminalOn: '2027-01-11',
      trialOn: '',
    });
    house.deliver();
    expect(house.ours().status).toBe('sending');
    expect(house.record(council)).toMatchObject({ status: 'sent', asked: ['p-vera'] });
    expect(house.notices(council)).toContain('changed p-vera');
    expect(JSON.stringify(house.show(council).facts)).toContain('11 January 2027');
    expect(JSON.stringify(house.show(council).facts)).not.toContain('14 December 2026');
  });

  it('keeps a reply item by item, with what is withheld and why, and our decision to ourselves', () => {
    const house = courtHouse('ask-police');
    house.deliver();
    house.act(police, 'reply', {
      ...shared,
      says: 'part',
      withheld: 'A statement',
      reasons: 'harm,third-party',
    });
    house.deliver();
    const kept = house.ours().steps.find(({ kind }) => kind === 'replied');
    expect(kept).toMatchObject({
      ...{ says: 'part', items: 'Two notes of May', basis: 'power', withheld: 'A statement' },
      reasons: ['harm', 'third-party'],
    });
    expect(JSON.stringify(house.ours())).not.toContain('D-7K3M-Q2');
    expect(JSON.stringify(house.record(police))).toContain('D-7K3M-Q2');
    expect(house.notices(council)).toContain('replied p-priya');
  });

  it('lets the terms of an order limit what is released, until it ends', () => {
    const house = courtHouse('permission');
    house.act(council, 'sentByHand', hand(familyCourt));
    house.act(council, 'ruling', { ...ruled, until: '2026-12-31' });
    const form = court.lifecycle.actions.release?.ask;
    const page = form?.next({}, house.contextFor(council, priya)) as { shows: readonly object[] };
    expect(JSON.stringify(page.shows)).toContain('The report, to police, for this case');
    expect(errorsOf(house.act(council, 'release', { ...release, within: 'no' }) as object)).toEqual({
      within: 'outside-terms',
    });
    house.moveTo('2027-01-01T10:00:00Z');
    expect(errorsOf(house.act(council, 'release', release) as object)).toEqual({ within: 'order-ended' });
    house.moveTo('2026-12-31T10:00:00Z');
    expect(house.act(council, 'release', release)).toBe('done');
  });

  it('warns where both courts sit on one day, until that is changed', () => {
    const house = courtHouse('hearings', { familyOn: '2026-12-14' });
    const keys = () => house.show(council).lead.map(({ key }) => key);
    expect(keys()).toContain('court.lead.clash');
    const dates = {
      criminalCourt: crownCourt,
      criminalOn: '2026-12-14',
      familyCourt,
      familyOn: '2026-12-15',
    };
    house.act(council, 'change', dates);
    expect(keys()).not.toContain('court.lead.clash');
    house.deliver();
    house.act(police, 'acknowledge');
    house.act(council, 'held', { outcome: 'Order NB26C00123-6' });
    house.deliver();
    expect(house.notices(police)).toEqual(['came-notice p-nadia', 'changed p-nadia', 'outcome p-nadia']);
    expect(JSON.stringify(house.show(police).facts)).toContain('Order NB26C00123-6');
    expect(court.facets?.(house.ours()).subject).toEqual(['NB26C00123', '42/1234/26']);
  });
});

/** Where something may not be done: what is pressed, and when. */
const refused: readonly (readonly [string, Opening, object, readonly Move[], Move])[] = [
  [
    'released without a rule or leave',
    'release',
    { rule: 'none', court: familyCourt, parties: 'Council', proportionality: 'x' },
    [],
    [council, 'release', release],
  ],
  [
    'released while the court is asked',
    'permission',
    {},
    [[council, 'sentByHand', hand(familyCourt)]],
    [council, 'release', release],
  ],
  [
    'released after the court said no',
    'permission',
    {},
    [
      [council, 'sentByHand', hand(familyCourt)],
      [council, 'ruling', { ruling: 'refused', order: 'X-1' }],
    ],
    [council, 'release', release],
  ],
  ['ruled on before it was sent', 'permission', {}, [], [council, 'ruling', ruled]],
  ['disclosed before prosecutors were asked', 'defence', {}, [], [council, 'release', release]],
  [
    'settled before prosecutors were asked',
    'defence',
    {},
    [[council, 'view', { view: 'objects', reasons: 'x' }]],
    [council, 'settle', { outcome: 'disclose', reasons: 'x' }],
  ],
  [
    'settled before the council said what it thinks',
    'defence',
    {},
    [[council, 'consult', { on: '2026-11-20', how: 'phone' }]],
    [council, 'settle', { outcome: 'disclose', reasons: 'x' }],
  ],
  [
    'disclosed before it is settled',
    'defence',
    {},
    [
      [council, 'consult', { on: '2026-11-20', how: 'phone' }],
      [council, 'view', { view: 'no-objection', reasons: 'x' }],
    ],
    [council, 'release', release],
  ],
  [
    'disclosed while a judge is asked',
    'defence',
    {},
    [
      [council, 'consult', { on: '2026-11-20', how: 'phone' }],
      [council, 'view', { view: 'objects', reasons: 'x' }],
      [council, 'settle', { outcome: 'judge', reasons: 'x' }],
    ],
    [council, 'release', release],
  ],
  ['answered twice', 'ask-police', {}, [[police, 'reply', { says: 'not-held' }]], [police, 'reply', shared]],
  ['answered without a decision', 'ask-police', {}, [], [police, 'reply', { ...shared, decision: '' }]],
  [
    'answered in part without saying why',
    'ask-police',
    {},
    [],
    [police, 'reply', { ...shared, says: 'part', withheld: 'x', reasons: '' }],
  ],
  [
    'answered by whoever asked, for one who can answer',
    'ask-police',
    {},
    [],
    [council, 'answered', { agency: police, on: '2026-11-20', says: 'all' }],
  ],
  ['answered to a notice', 'applied', {}, [], [police, 'reply', shared]],
  [
    'sent by hand to one who hears of it here',
    'investigation',
    {},
    [],
    [police, 'sentByHand', hand(council)],
  ],
  [
    'sent on a day to come',
    'investigation',
    {},
    [],
    [police, 'sentByHand', { ...hand(familyCourt), on: '2026-12-01' }],
  ],
  [
    'confirmed by one it was not sent to',
    'investigation',
    {},
    [],
    [police, 'arrived', { agency: familyCourt, on: '2026-11-23' }],
  ],
  ['changed where there are no dates', 'investigation', {}, [], [police, 'change', {}]],
  [
    'changed by whoever was told',
    'prosecution',
    { to: [council] },
    [],
    [council, 'change', { stage: 'trial', criminalCourt: crownCourt, criminalOn: '2027-01-11', trialOn: '' }],
  ],
  ['closed by whoever was asked', 'ask-police', {}, [], [police, 'close', { why: 'done' }]],
  [
    'done after it is closed',
    'ask-police',
    {},
    [[council, 'close', { why: 'not-needed' }]],
    [police, 'reply', shared],
  ],
  ['held where it is no hearing', 'applied', {}, [], [council, 'held', { outcome: 'x' }]],
];

describe('what may not be', () => {
  it.each(refused)('%s', (_, aim, answers, before, [who, what, given]) => {
    const house = courtHouse(aim, answers);
    house.deliver();
    for (const [agency, name, more] of before) {
      expect(house.act(agency, name, more), name).toBe('done');
      house.deliver();
    }
    const kept = [...house.records.values()];
    expect(house.act(who, what, given)).not.toBe('done');
    expect([...house.records.values()]).toEqual(kept);
  });

  it('says in words that prosecutors come first', () => {
    const house = courtHouse('defence');
    const step = house.act(council, 'settle', { outcome: 'disclose', reasons: 'x' }) as object;
    expect(errorsOf(step)).toEqual({ outcome: 'consult-first' });
    expect(house.show(council).actions).toEqual(['consult', 'settle', 'close']);
  });
});

describe('the one who answers', () => {
  it.each([
    [council, ['p-vera', 'p-colin', 'p-anika']],
    [police, ['p-nadia', 'p-dev', 'p-carys']],
    [eastmoor, ['p-hugh', 'p-gwen']],
    [cps, []],
    ['nowhere', []],
  ])('at %s, with those who stand in', (agency, people) => {
    expect(contactsOf(agency, samplePolicy)).toEqual(people);
  });

  it('is asked alone, and never whoever logged it', () => {
    const house = courtHouse('ask-council');
    house.deliver();
    expect(house.record(council)).toMatchObject({ asked: ['p-vera'], createdBy: { id: 'clock' } });
    const vera = { ...priya, id: 'p-vera' };
    const logged = courtHouse('log-request', {}, { person: vera });
    expect(logged.ours().asked).toEqual(['p-colin']);
    expect(courtHouse('log-request').notices(council)).toEqual(['came-request p-vera']);
  });

  it('has whoever stands in beside them while they are away', () => {
    const house = courtHouse('ask-council');
    house.deliver();
    const action = court.lifecycle.actions.standIn;
    const ctx = house.contextFor(council, { id: 'clock', name: '', agency: council, roles: [] });
    const effect = action?.apply(house.record(council), { to: 'p-omar' }, ctx);
    expect(effect?.record.asked).toEqual(['p-vera', 'p-omar']);
    expect(effect?.notices.map(({ to }) => to)).toEqual(['p-omar']);
  });
});

describe('a sharing decision', () => {
  it('is begun from a request and from what may be released, with what they name', () => {
    const house = courtHouse('ask-council');
    house.deliver();
    expect(house.show(council).begins).toEqual([{ dialog: 'decision' }]);
    expect(house.show(police).begins).toEqual([]);
    const begun = (record: CourtFlow) => decision.begins?.(record, contextAt(monday));
    expect(begun(house.record(council))).toEqual({
      filled: {
        ...{ subjectRef: '42/1234/26', recipient: 'police-public-protection' },
        items: 'Notes of the two home visits in May',
      },
    });
    expect(begun(courtHouse('release').ours())).toMatchObject({
      filled: { subjectRef: 'NB26C00123', recipient: 'police-public-protection' },
    });
    expect(courtHouse('release').show(council).begins).toEqual([{ dialog: 'decision' }]);
    expect(courtHouse('applied').show(council).begins).toEqual([]);
  });
});

describe('a dispute', () => {
  it('is begun where something is kept back, with the agency that was asked', () => {
    const house = courtHouse('ask-police');
    house.deliver();
    house.act(police, 'reply', { says: 'none', reasons: 'harm' });
    house.deliver();
    expect(house.show(council).begins).toEqual([{ dialog: 'dispute' }]);
    expect(house.show(police).begins).toEqual([]);
    expect(dispute.begins?.(house.ours(), contextAt(monday))).toEqual({
      filled: { about: 'W-2222-22', partner: 'police-public-protection', wants: 'we' },
    });
    const whole = courtHouse('ask-police');
    whole.deliver();
    whole.act(police, 'reply', shared);
    whole.deliver();
    expect(whole.show(council).begins).toEqual([]);
  });
});

describe('what goes by hand', () => {
  it('says how they want to be written to, until it has been sent', () => {
    const house = courtHouse('permission');
    const route = () => house.show(council).facts.some(({ label }) => label === 'court.facts.route');
    expect(route()).toBe(true);
    expect(JSON.stringify(house.show(council).facts)).toContain(
      'court office with the number of the family case',
    );
    house.act(council, 'sentByHand', hand(familyCourt));
    expect(route()).toBe(false);
  });
});

describe('every state', () => {
  it('leaves room on the card for the copy and the urgent button, and a way on', () => {
    for (const record of inEveryState()) {
      const ctx = contextAt(monday);
      const { actions, begins = [] } = court.show(record, ctx);
      expect(actions.length + begins.length, record.status).toBeLessThanOrEqual(3);
      for (const name of actions) {
        const action = court.lifecycle.actions[name];
        expect(action?.from, name).toContain(record.status);
        expect(action?.when?.(record, ctx) ?? true, name).toBe(true);
      }
      if (record.side === 'from' && record.status !== 'closed') expect(actions).toContain('close');
    }
  });

  it('has all fields of the application in its copy', () => {
    const [first] = court.copy?.(courtHouse('permission').ours(), contextAt(monday)) ?? [];
    expect(first?.heading.key).toBe('court.copy.application');
    expect(first?.facts.map(({ label }) => label.replace('court.facts.', ''))).toEqual([
      ...['applicant', 'familyRef', 'applyTo', 'parties', 'material', 'relevance', 'proportionality'],
    ]);
  });
});

const moves: readonly Move[] = [
  [police, 'acknowledge'],
  [council, 'acknowledge'],
  [eastmoor, 'acknowledge'],
  [police, 'change', { stage: 'trial', criminalCourt: crownCourt, criminalOn: '2027-01-11', trialOn: '' }],
  [police, 'change', { stage: 'plea', criminalCourt: crownCourt, criminalOn: '2027-01-18', trialOn: '' }],
  [police, 'sentByHand', hand(familyCourt)],
  [police, 'arrived', { agency: familyCourt, on: '2026-11-23' }],
  [council, 'reply', shared],
  [eastmoor, 'reply', { says: 'not-held' }],
  [police, 'close', { why: 'done' }],
  [police, 'chase'],
  [council, 'chase'],
];

describe('agencies that hear of each other in any order, some of it twice', () => {
  it.each(Array.from({ length: 60 }, (_, seed) => seed + 1))('end with the same by run %i', (seed) => {
    const chance = seeded(seed);
    const pick = <T>(all: readonly T[]): T => all[Math.floor(chance() * all.length)] as T;
    const aim = pick(['prosecution', 'ask-council'] as const);
    const to = aim === 'prosecution' ? [council, eastmoor, familyCourt] : [council, eastmoor];
    const house = courtHouse(aim, { to });
    const sent: (typeof house.wire)[number][] = [];
    for (let i = 0; i < 80; i += 1) {
      const roll = chance();
      const [who, what, given] = pick(moves);
      if (roll < 0.4 && house.records.has(who)) house.act(who, what, given);
      else if (roll < 0.8 && house.wire.length > 0) {
        const [message] = house.wire.splice(Math.floor(chance() * house.wire.length), 1);
        if (message) {
          sent.push(message);
          house.arrive(message);
        }
      } else if (sent.length > 0) house.arrive(pick(sent));
    }
    house.deliver();
    const ours = house.ours();
    for (const agency of [council, eastmoor]) {
      const theirs = house.record(agency);
      const mine = theirs.steps.filter(({ side }) => side === agency);
      expect(ours.steps.filter(({ side }) => side === agency).map(({ n, kind }) => [n, kind])).toEqual(
        mine.map(({ n, kind }) => [n, kind]),
      );
      expect(theirs.status === 'closed').toBe(ours.status === 'closed');
    }
    const ids = house.seen.flatMap(({ agency, effect }) =>
      [...(effect.tells ?? []), ...effect.due, ...effect.notices].map(({ id }) => `${agency} ${id}`),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('never take a third party at its word, nor the other side about ourselves', () => {
    const house = courtHouse('ask-council', { to: [council, eastmoor] });
    house.deliver();
    const forged = {
      n: 1,
      at: monday,
      by: { id: 'x', role: 'x', agency: eastmoor },
      kind: 'replied',
      says: 'none',
    };
    const say = (to: string, step: object, by: string) =>
      house.arrive({ agency: to, to: 'x', by, input: { steps: [step] } } as never);
    const before = [house.ours(), house.record(council)];
    say(police, { ...forged, side: council, agency: council }, eastmoor);
    say(police, { ...forged, side: eastmoor, agency: council }, eastmoor);
    say(police, { ...forged, side: 'from', agency: council }, eastmoor);
    say(council, { ...forged, side: council, agency: council }, police);
    say(council, { ...forged, side: 'from', kind: 'closed', why: 'done' }, eastmoor);
    expect([house.ours(), house.record(council)]).toEqual(before);
  });

  it('let nothing of how it was sent, or of what was said among ourselves, go across', () => {
    const house = courtHouse('investigation');
    house.act(police, 'sentByHand', hand(familyCourt));
    house.deliver();
    expect(JSON.stringify(house.record(council).steps)).not.toContain('secure-email');
  });
});

const limits = (change: Partial<PolicyPack['timers']['court']>): PolicyPack => ({
  ...samplePolicy,
  timers: { ...samplePolicy.timers, court: { ...samplePolicy.timers.court, ...change } },
});

describe('the clock', () => {
  it.each([
    ['twenty working days', '2026-11-23T10:00:00Z', '2026-12-21T17:00:00.000Z'],
    ['over Christmas and New Year', '2026-12-04T10:00:00Z', '2027-01-06T17:00:00.000Z'],
    ['from a Saturday', '2026-11-21T10:00:00Z', '2026-12-18T17:00:00.000Z'],
    ['into summer time', '2027-03-08T10:00:00Z', '2027-04-07T16:00:00.000Z'],
    ['into winter time', '2026-10-12T10:00:00Z', '2026-11-09T17:00:00.000Z'],
    ['late in the evening of summer', '2026-07-01T23:30:00Z', '2026-07-30T16:00:00.000Z'],
  ])('gives the police %s', (_, at, due) => {
    expect(courtHouse('ask-police', {}, { at }).ours().dueAt).toBe(due);
  });

  it('takes its limits from the policy pack, those of police apart from those of councils', () => {
    const policy = limits({
      policeReply: { workingDays: 3, law: 'L-21' },
      councilReply: { workingDays: 5, law: 'L-45' },
    });
    expect(courtHouse('ask-police', {}, { policy }).ours().dueAt).toBe('2026-11-26T17:00:00.000Z');
    expect(courtHouse('ask-council', {}, { policy }).ours().dueAt).toBe('2026-11-30T17:00:00.000Z');
    expect(courtHouse('log-request', {}, { policy }).ours().dueAt).toBe('2026-11-30T17:00:00.000Z');
    expect(courtHouse('ask-police', { dueOn: '2026-12-01' }, { policy }).ours().dueAt).toBe(
      '2026-12-01T17:00:00.000Z',
    );
  });

  it('shows the working days that are left, and that it is over', () => {
    const house = courtHouse('ask-police');
    house.deliver();
    const left = () => house.show(police).lead.find(({ key }) => /lead\.(left|over)/.test(key));
    expect(left()).toMatchObject({ key: 'court.lead.left', params: { days: '20' } });
    house.moveTo('2026-12-18T10:00:00Z');
    expect(left()?.key).toBe('court.lead.left-1');
    house.moveTo('2026-12-21T10:00:00Z');
    expect(left()?.key).toBe('court.lead.left-0');
    house.moveTo('2026-12-21T17:00:00Z');
    expect(left()?.key).toBe('court.lead.over');
    const onSaturday = courtHouse('ask-police', { dueOn: '2026-11-28' });
    onSaturday.moveTo('2026-11-27T18:00:00Z');
    expect(onSaturday.show(council).lead.map(({ key }) => key)).toContain('court.lead.left-1');
  });

  it('asks again, brings in whoever stands in, and tells whoever asked', () => {
    const house = courtHouse('ask-council');
    house.deliver();
    house.tick('2026-11-25T16:59:59Z');
    expect(house.notices(council)).toEqual(['came-request p-vera']);
    house.tick('2026-11-25T17:00:00Z');
    expect(house.record(council)).toMatchObject({
      asked: ['p-vera', 'p-colin'],
      late: ['acknowledge'],
      chases: 1,
    });
    expect(house.notices(police)).toEqual(['unheard p-nadia']);
    house.tick('2026-11-26T17:00:00Z');
    expect(house.record(council).asked).toEqual(['p-vera', 'p-colin', 'p-anika']);
    expect(house.notices(police)).toContain('unheard p-dev');
    house.act(council, 'acknowledge');
    house.deliver();
    const before = house.seen.length;
    house.tick('2026-11-30T17:00:00Z');
    expect(house.seen.length).toBe(before);
  });

  it('stops after as many times as the policy pack says', () => {
    const house = courtHouse('ask-council');
    house.deliver();
    const chases = house.record(council);
    expect(chases.chases).toBe(0);
    for (const day of ['25', '26', '27', '30']) house.tick(`2026-11-${day}T17:00:00Z`);
    const due = house.seen.flatMap(({ agency, effect }) => (agency === council ? effect.due : []));
    expect(due.filter(({ action }) => action === 'chase')).toHaveLength(3);
  });

  it('gives a word before the answer is due, and marks it late on both sides when it is', () => {
    const house = courtHouse('ask-council');
    house.deliver();
    house.act(council, 'acknowledge');
    house.deliver();
    house.tick('2026-12-14T17:00:00Z');
    expect(house.notices(council)).toContain('remind p-vera');
    expect(house.record(council).late).toEqual([]);
    house.tick('2026-12-21T17:00:00Z');
    expect([house.record(council).late, house.ours().late]).toEqual([['reply'], ['reply']]);
    expect(house.notices(council)).toEqual(expect.arrayContaining(['late p-vera', 'late p-colin']));
    expect(house.notices(police)).toEqual(
      expect.arrayContaining(['late-theirs p-nadia', 'late-theirs p-dev']),
    );
    expect(JSON.stringify(house.show(police).facts)).toContain('court.party.late');
  });

  it('gives no word before where there is no time for one, and none once it is answered', () => {
    const house = courtHouse('ask-council', { dueOn: '2026-11-25' });
    house.deliver();
    const dues = house.seen.flatMap(({ effect }) => effect.due.map(({ action }) => action));
    expect(dues).not.toContain('remind');
    house.act(council, 'reply', { says: 'not-held' });
    house.deliver();
    const before = house.seen.length;
    house.tick('2027-01-25T17:00:00Z');
    expect(house.seen.length).toBe(before);
  });

  it('asks for what goes by hand, within its own limit', () => {
    const house = courtHouse('permission');
    house.tick('2026-11-24T17:00:00Z');
    expect(house.notices(council)).toEqual(['unsent p-priya']);
    expect(house.ours().late).toEqual(['send']);
    house.act(council, 'sentByHand', hand(familyCourt));
    expect(house.ours().chaseAt).toBeUndefined();
  });

  it('asks on the day of a hearing what came of it, and not of one that was moved', () => {
    const house = courtHouse('permission');
    house.act(council, 'sentByHand', hand(familyCourt));
    house.act(council, 'hearing', { on: '2026-12-01' });
    house.act(council, 'hearing', { on: '2026-12-08' });
    house.tick('2026-12-01T17:00:00Z');
    expect(house.notices(council)).not.toContain('hearing p-priya');
    house.tick('2026-12-08T17:00:00Z');
    expect(house.notices(council)).toContain('hearing p-priya');
    const linked = courtHouse('hearings');
    linked.tick('2026-12-16T17:00:00Z');
    expect(linked.notices(council)).toContain('hearing p-priya');
  });
});
