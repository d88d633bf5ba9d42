import { describe, expect, it } from 'vitest';
import { termsOf } from '../../bot/core/terms.ts';
import { breach } from '../../dialogs/breach/dialog.ts';
import { breachInput } from '../../dialogs/breach/make-record.ts';
import { type BreachClass, classes, exposures, statuses } from '../../dialogs/breach/record.ts';
import { chainFor, routeFor } from '../../dialogs/breach/route.ts';
import { isSettled, missing, statusOf } from '../../dialogs/breach/stages.ts';
import { nextStep } from '../../dialogs/engine/next-step.ts';
import type { Actor, Context, Given, RecordBody } from '../../dialogs/engine/types.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { type AnyDialog, words } from '../../dialogs/registry.ts';
import { assessment, oneBreach, reported } from '../support/breaches.ts';
import { contextAt, monday, priya, samplePolicy } from '../support/context.ts';

const who = (id: string, agency: string, manager?: string): Actor => ({
  ...{ id, name: id, agency, roles: [] },
  ...(manager ? { manager } : {}),
});
const council = 'northborough-council';

describe('the route of an agency', () => {
  it.each([
    ['the council', who('p-sam', council, 'p-morgan'), 'p-colin', ['p-helen', 'p-vera']],
    ['its data protection officer', who('p-colin', council), 'p-helen', ['p-vera']],
    ['its senior information risk owner', who('p-helen', council), 'p-colin', ['p-vera']],
    ['the police', who('p-nadia', 'county-police', 'p-dev'), 'p-carys', []],
    ['a trust, whose Guardian leads', who('p-imran', 'riverside-nhs', 'p-ruth'), 'p-ruth', ['p-elena']],
    ['a school', who('p-beth', 'hillside-schools', 'p-tomasz'), 'p-tomasz', []],
    ['the one person of an agency who leads', who('p-joy', 'lantern-voluntary'), 'p-joy', []],
    [
      'somebody of their line, where nobody else holds a post',
      who('p-tomasz', 'hillside-schools', 'p-boss'),
      'p-boss',
      [],
    ],
  ])('of %s: %j', (_, reporter, lead, told) => {
    expect(routeFor(reporter, samplePolicy)).toEqual({ lead, told });
  });

  const posts = (changes: Partial<PolicyPack['agencies'][number]>): PolicyPack => ({
    ...samplePolicy,
    agencies: samplePolicy.agencies.map((one) => (one.id === council ? { ...one, ...changes } : one)),
  });

  it.each([
    ['nobody in any post', { posts: {} }, 'p-morgan'],
    ['nobody in any post and no manager', { posts: {} }, 'p-anika', who('p-sam', council)],
    ['a route of its own', { breachRoute: ['legal' as const] }, 'p-vera'],
  ])('with %s', (_, changes, lead, reporter = who('p-sam', council, 'p-morgan')) => {
    expect(routeFor(reporter, posts(changes)).lead).toBe(lead);
  });

  it('goes on to all who could lead, each once, and never whoever reported it', () => {
    const chain = chainFor(who('p-helen', council, 'p-omar'), samplePolicy);
    expect(chain).toEqual(['p-colin', 'p-vera', 'p-omar', 'p-anika']);
  });
});

describe('whoever reported it', () => {
  it('never leads on it while somebody else can', () => {
    const colin = who('p-colin', council);
    const { record } = reported({}, contextAt(monday, { person: colin, reference: 'B-7K3M-Q2' }));
    expect(record).toMatchObject({ lead: 'p-helen', asked: ['p-helen'], createdBy: { id: 'p-colin' } });
  });

  it('does in an agency of one, and then nobody made it', () => {
    const joy = who('p-joy', 'lantern-voluntary');
    const { record, notices } = reported({}, contextAt(monday, { person: joy, reference: 'B-7K3M-Q2' }));
    expect(record).toMatchObject({ lead: 'p-joy', asked: ['p-joy'], createdBy: { id: 'clock' } });
    expect(notices).toEqual([]);
  });
});

const pageOf = (given: Record<string, unknown>, ctx: Context = contextAt(monday)) => {
  const at: Given = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, { value, at: monday }]),
  );
  const step = nextStep(breach, at, ctx);
  return step.kind === 'page' ? step : undefined;
};

describe('the report', () => {
  it.each(classes)('of %s says first what to do, danger before all', (one) => {
    const tells = pageOf({ class: one })?.page.tells ?? [];
    const lines = tells.map((said) => (typeof said === 'string' ? said : words(said.key)));
    expect(lines).toHaveLength(4);
    expect(lines[0]).toContain('999');
    expect(lines.slice(1).every((text) => text.startsWith('- '))).toBe(true);
  });

  it('has no field for fault, or for who did it', () => {
    expect(Object.keys(breach.questions)).toEqual([
      ...['class', 'what', 'refs', 'exposed', 'count', 'whose', 'done', 'foundDate', 'foundTime'],
    ]);
    const said = JSON.stringify(
      Object.keys(breach.questions).map((name) => words(`breach.questions.${name}.label`)),
    );
    expect(said).not.toMatch(/who (did|caused|sent)|fault|blame|responsible/i);
  });

  it.each(classes)('of %s offers what can be done about that', (one) => {
    const offers = breach.questions.done.offers?.(contextAt(monday), { class: one }) ?? [];
    expect(offers.length).toBeGreaterThan(2);
    expect(offers.includes('shared-now')).toBe(one === 'failure-to-share');
  });

  const whole = {
    class: 'misdirected',
    what: 'It went astray',
    refs: '',
    exposed: 'outsider',
    count: 'one',
    whose: 'own',
    done: '',
  };
  it.each([
    ['one reference', { refs: 'C-2041' }, undefined],
    ['several', { refs: 'C-2041, C-2042 D-7K3M-Q2' }, undefined],
    ['a name', { refs: 'Jordan Okafor' }, { refs: 'not-a-reference' }],
    ['a name among references', { refs: 'C-2041 Jordan' }, { refs: 'not-a-reference' }],
    ['a day to come', { foundDate: '2026-11-24' }, { foundDate: 'in-the-future' }],
    ['a time to come', { foundTime: '14:31' }, { foundTime: 'time-to-come' }],
    ['a time of yesterday', { foundDate: '2026-11-22', foundTime: '23:59' }, undefined],
    ['a partner that is none', { whose: 'p-nobody' }, { whose: 'not-an-option' }],
    ['a team of our own as a partner', { whose: 'childrens-duty-team' }, { whose: 'not-an-option' }],
    ['a step of another class', { done: 'shared-now' }, { done: 'not-an-option' }],
  ])('with %s', (_, changes, errors) => {
    const step = pageOf({ ...whole, foundDate: '', foundTime: '', ...changes });
    expect(step?.errors).toEqual(errors);
  });

  it.each([
    ['nothing', {}, monday],
    ['a time of today', { foundTime: '09:15' }, '2026-11-23T09:15:00.000Z'],
    ['a day and a time', { foundDate: '2026-11-21', foundTime: '18:30' }, '2026-11-21T18:30:00.000Z'],
    ['a day alone: from its first minute', { foundDate: '2026-11-21' }, '2026-11-21T00:00:00.000Z'],
    ['summer time', { foundDate: '2026-07-01', foundTime: '09:00' }, '2026-07-01T08:00:00.000Z'],
  ])('is known since: %s', (_, found, awareAt) => {
    expect(reported(found).record).toMatchObject({ awareAt, foundAt: awareAt });
  });
});

describe('where a breach stands', () => {
  const record = oneBreach().record();
  const after = { at: monday, text: 'It is back', out: 'no' as const };
  const containment = { done: [], after };
  const not = { decision: 'not-report' as const, reasons: 'No risk' };
  const report = { decision: 'report' as const, reasons: 'Risk' };
  const learnt = { cause: 'A', lessons: 'B' };
  it.each([
    ['reported', {}],
    ['contained', { containment }],
    ['assessed', { assessment: assessment(true), regulator: report }],
    ['notified', { assessment: assessment(true), regulator: { ...report, at: monday } }],
    ['not-notified', { assessment: assessment(false), regulator: not }],
    ['investigated', { assessment: assessment(false), regulator: not, ...learnt }],
    // What was learnt early does not hide that the regulator is still to be told.
    ['assessed', { assessment: assessment(true), regulator: report, ...learnt }],
    ['contained', { containment, ...learnt }],
    ['closed', { closedAt: monday }],
  ] as const)('%s', (status, changes) => {
    expect(statusOf({ ...record, ...changes })).toBe(status);
  });

  const done = { containment, assessment: assessment(false), regulator: not, ...learnt };
  const told = { ...report, at: monday };
  const late = { ...report, at: '2026-11-30T10:00:00.000Z' };
  it.each([
    ['all of it', {}, ['contained', 'assess', 'investigated']],
    ['nothing', done, []],
    ['the regulator', { ...done, regulator: report }, ['regulatorTold']],
    ['nothing, told in time', { ...done, regulator: told }, []],
    ['why it was late', { ...done, regulator: late }, ['regulatorTold']],
    ['nothing, late with a reason', { ...done, regulator: { ...late, lateReason: 'Ill' } }, []],
    ['the people', { ...done, assessment: assessment(false, { risk: 'high' }) }, ['peopleTold']],
    ['the people, as decided', { ...done, assessment: assessment(false, { tell: true }) }, ['peopleTold']],
    [
      'nothing, with a reason why not',
      { ...done, assessment: assessment(false, { risk: 'high' }), peopleTold: { reasonNot: 'Danger' } },
      [],
    ],
    [
      'nothing, people told',
      {
        ...done,
        assessment: assessment(false, { risk: 'high' }),
        peopleTold: { at: monday, how: 'By phone' },
      },
      [],
    ],
    [
      'people first where there is danger',
      { ...done, regulator: report, assessment: assessment(true, { risk: 'high', urgent: true }) },
      ['peopleTold', 'regulatorTold'],
    ],
    ['the cause', { ...done, cause: undefined }, ['investigated']],
    [
      'a task',
      { ...done, actions: [{ n: 1, text: 'Train', owner: 'TM', due: '2026-12-01', overdue: false }] },
      ['taskDone'],
    ],
  ])('still to do: %s', (_, changes, left) => {
    expect(missing({ ...record, ...changes } as typeof record)).toEqual(left);
  });
});

describe('what partners and the register hear', () => {
  const tellsOf = (changes: Parameters<typeof reported>[0]) => reported(changes).tells ?? [];

  it.each(classes)('of our own %s', (one: BreachClass) => {
    const dialogs = tellsOf({ class: one }).map(({ dialog }) => dialog);
    expect(dialogs).toEqual(one === 'agreement' || one === 'onward' ? ['register-entry'] : []);
  });

  it('of theirs: codes and references, to whoever answers for them', () => {
    const [liaison, entry] = tellsOf({ whose: 'police-public-protection' });
    expect(liaison).toMatchObject({
      agency: 'county-police',
      to: 'p-nadia',
      thread: 'northborough-council/B-7K3M-Q2/police-public-protection',
      asker: 'p-colin',
      input: {
        ...{ kind: 'breach', code: 'misdirected', from: council, theirRef: 'B-7K3M-Q2', about: ['C-2041'] },
        ...{ thread: 'northborough-council/B-7K3M-Q2', urgent: false },
      },
    });
    expect(entry?.input).toEqual({
      ...{ kind: 'breach', n: 1, agencies: [council, 'county-police'], reasonCode: 'misdirected' },
      ...{ stage: 'open', openedAt: monday, trendTags: [] },
    });
    expect(JSON.stringify([liaison, entry])).not.toContain('wrong house');
  });

  it.each(exposures)('is urgent where it came to somebody who is %s: only if they may do harm', (exposed) => {
    const [liaison] = tellsOf({ whose: 'police-public-protection', exposed });
    expect(liaison?.input.urgent).toBe(exposed === 'hostile');
  });

  it('partners hear again when it has become urgent', () => {
    const one = oneBreach({ whose: 'police-public-protection' });
    const given = {
      ...{
        happened: ['sent'],
        danger: 'yes',
        personal: 'yes',
        holder: 'us',
        kinds: ['contact'],
        whose: ['victims'],
      },
      ...{ count: 'one', exposedTo: 'hostile', back: 'out', protected: 'none', purpose: 'mistake' },
      ...{
        ended: 'no',
        each: 'can',
        telling: 'safe',
        report: 'yes',
        reportWhy: 'Danger',
        tell: 'yes',
        tellWhy: 'Danger',
      },
    };
    const effect = one.act('assess', given);
    expect(one.record().assessment?.recommended.urgent).toBe(true);
    expect(effect?.tells?.map(({ id, input }) => [id, input.urgent])).toEqual([
      ['liaison-police-public-protection-urgent', true],
    ]);
  });

  it('the register hears when what it says has changed, and not else', () => {
    const one = oneBreach({ class: 'agreement' });
    const told = () =>
      one.seen.flatMap(({ tells = [] }) => tells.map(({ input }) => [input.n, input.stage, input.outcome]));
    one.act('contained', { did: 'Stopped', out: 'no' });
    one.act('investigated', { cause: 'A', lessons: 'B' });
    expect(told()).toEqual([[1, 'open', undefined]]);
    one.act('partner', { partner: 'gp-practice' });
    expect(told()).toHaveLength(3);
  });

  it('whoever is not on the register writes to no partner; whoever leads does', () => {
    const ctx = contextAt(monday, {
      reference: 'B-7K3M-Q2',
      newcomer: { contact: {}, agencyKnown: false },
    });
    const { record, tells = [] } = reported({ whose: 'police-public-protection' }, ctx);
    expect(tells.map(({ dialog }) => dialog)).toEqual(['register-entry']);
    expect(record).toMatchObject({ originator: 'police-public-protection', partnersNotified: [] });
    const action = breach.lifecycle.actions.partner;
    expect(action?.ask?.filled?.(record)).toEqual({ partner: 'police-public-protection' });
  });
});

describe('what a partner says', () => {
  const news = (more: object = {}) => ({
    ...{ partner: 'police-public-protection', agency: 'county-police', heardAt: monday, notes: [] },
    ...more,
  });
  const note = (text: string) => ({ at: monday, text });

  it('is kept, in whatever order it comes, and whoever leads is told once', () => {
    const one = oneBreach({ whose: 'police-public-protection' });
    const kinds = (effect: ReturnType<typeof one.act>) => effect?.notices.map(({ kind }) => kind);
    expect(kinds(one.act('heard', news({ notes: [note('We have it')] }), 'clock'))).toEqual([
      'breach.partner-added',
    ]);
    // The first word comes last.
    expect(kinds(one.act('heard', news(), 'clock'))).toEqual([]);
    expect(one.record().partnersNotified[0]?.notes).toEqual([note('We have it')]);
    const linked = news({ notes: [note('We have it')], theirRef: 'B-2222-22' });
    expect(kinds(one.act('heard', linked, 'clock'))).toEqual(['breach.partner-heard']);
    expect(kinds(one.act('heard', linked, 'clock'))).toEqual([]);
    const before = one.record();
    one.act('heard', { partner: 'gp-practice', agency: 'x', notes: [] }, 'clock');
    one.act('heard', { odd: true }, 'clock');
    expect(one.record()).toEqual(before);
  });

  it('not at all: whoever leads is asked to ring', () => {
    const one = oneBreach({ whose: 'police-public-protection' });
    const effect = one.act('unreached', { partner: 'police-public-protection' }, 'clock');
    expect(effect?.notices).toMatchObject([{ to: 'p-colin', kind: 'breach.unreached' }]);
  });
});

describe('every breach', () => {
  /** Always the same steps, one after the other, in any order. */
  const walk = (seed: number) => {
    const one = oneBreach({ class: classes[seed % classes.length] ?? 'misdirected' });
    const given: Record<string, object> = {
      contained: { did: 'Stopped', out: 'no' },
      regulatorTold: { toldDate: '2026-11-23', toldTime: '14:30' },
      peopleTold: { told: 'not-told', reasonNot: 'No risk' },
      investigated: { cause: 'A', lessons: 'B' },
      addTask: { task: 'Train', owner: 'TM', due: '2026-12-01' },
      taskDone: {},
      reopen: { why: 'More came out' },
      more: { more: 'More' },
      pass: { to: 'siro' },
      assess: {
        ...{ happened: ['sent'], danger: 'no', personal: 'yes', holder: 'us', kinds: ['contact'] },
        ...{ whose: ['public'], count: 'one', exposedTo: 'professional', back: 'back', protected: 'none' },
        ...{ purpose: 'mistake', report: seed % 2 ? 'yes' : 'no', reportWhy: 'x', tell: 'no', tellWhy: 'x' },
      },
      linked: { ref: 'T-2222-22' },
      close: {},
    };
    const names = Object.keys(given);
    const records = [one.record()];
    for (let step = 0, at = seed; step < 60; step += 1) {
      at = (Math.imul(at, 1_664_525) + 1_013_904_223) >>> 0;
      const name = names[(at >>> 16) % names.length] ?? '';
      const which = String(one.record().actions.find(({ doneAt }) => !doneAt)?.n);
      if (one.act(name, name === 'taskDone' ? { which } : given[name])) records.push(one.record());
    }
    return records;
  };

  it('is listed, whatever has become of it, and stands where its facts say (R-147)', () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 40; seed += 1)
      for (const record of walk(seed)) {
        const terms = termsOf(breach as AnyDialog, record, { waits: false, cards: false });
        expect(terms).toEqual(expect.arrayContaining(['type:breach', 'agency:northborough-council']));
        expect(record.status).toBe(statusOf(record));
        expect(record.status === 'closed' && missing(record).length > 0).toBe(false);
        expect(record.dueAt === undefined).toBe(isSettled(record));
        seen.add(record.status);
      }
    expect([...seen].sort()).toEqual([...statuses].sort());
  });
});

describe('begun from', () => {
  const ctx = contextAt(monday, { reference: 'B-7K3M-Q2' });
  const decision = (changes: object): RecordBody =>
    ({
      type: 'decision',
      reference: 'D-7K3M-Q2',
      subjectRef: 'C-2041',
      direction: 'out',
      ...changes,
    }) as never;
  const police = { id: 'police-public-protection', name: 'Police' };
  it.each([
    ['a decision', { recipient: [police] }, { refs: 'C-2041', exposed: 'professional' }, [police.id]],
    [
      'one to a team of our own',
      { recipient: [{ id: 'mash', name: 'MASH' }] },
      { refs: 'C-2041', exposed: 'professional' },
      [],
    ],
    [
      'what was typed',
      { recipient: [{ name: 'A neighbour' }] },
      { refs: 'C-2041', exposed: 'professional' },
      [],
    ],
    [
      'what came in',
      { direction: 'in', recipient: [police] },
      { refs: 'C-2041', whose: police.id },
      [police.id],
    ],
    ['a case that is called by a name', { subjectRef: 'Jordan Okafor', recipient: [] }, {}, []],
    ['the urgent lane', { direction: undefined }, { refs: 'C-2041' }, []],
  ])('%s: what is known is there to be looked at', (_, changes, filled, recipients) => {
    expect(breach.begins?.(decision(changes), ctx)).toEqual({ answered: { recipients }, filled });
  });

  it('what a partner told us', () => {
    const told = {
      type: 'liaison',
      kind: 'breach',
      reference: 'V-2222-22',
      from: 'county-police',
      about: ['C-2041', 'Jordan Okafor'],
    };
    expect(breach.begins?.(told as never, ctx)).toEqual({
      answered: { liaison: 'V-2222-22' },
      filled: { refs: 'C-2041', whose: 'police-public-protection' },
    });
    expect(breach.finds?.({ liaison: 'V-2222-22' }, false)).toEqual([{ facet: 'case', key: 'V-2222-22' }]);
    expect(breach.begins?.({ ...told, kind: 'claim' } as never, ctx)).toBeUndefined();
    const { record, also } = breach.record(
      { class: 'misdirected', what: 'x', exposed: 'nobody', count: 'one', whose: 'own' },
      { outcome: '', reasons: [], citations: [] },
      { ...ctx, from: 'V-2222-22' },
      { recipients: { value: 'odd', at: monday } },
    );
    expect(record).toMatchObject({ links: ['V-2222-22'], recipients: [] });
    expect(also).toEqual([
      { dialog: 'liaison', ref: 'V-2222-22', action: 'linked', input: { ref: 'B-7K3M-Q2' } },
    ]);
  });

  it('the very message: where it is and when it was sent', () => {
    const message = {
      platform: 'slack',
      sentAt: '2026-11-23T14:00:00.000Z',
      link: 'https://slack.com/x',
    } as const;
    const { record } = reported({}, { ...ctx, message });
    expect(record).toMatchObject({ message, occurredAt: message.sentAt });
  });

  it('another record of ours, such as a complaint', () => {
    const input = breachInput.parse({
      ...{ class: 'confidentiality', what: 'A complaint says so', refs: ['C-2041'], from: 'T-2222-22' },
      ...{ partner: 'gp-practice', awareAt: '2026-11-22T10:00:00.000Z' },
    });
    const effect = breach.takes?.(input, ctx);
    expect(effect?.record).toMatchObject({
      ...{ links: ['T-2222-22'], subjectsRef: ['C-2041'], exposedTo: 'not-known', lead: 'p-colin' },
      ...{ awareAt: '2026-11-22T10:00:00.000Z', originator: 'gp-practice', status: 'reported' },
    });
    expect(effect?.tells?.map(({ dialog }) => dialog)).toEqual(['liaison', 'register-entry']);
    expect(effect?.notices.map(({ kind }) => kind)).toContain('breach.lead');
    const plain = breach.takes?.({ class: 'misdirected', what: 'x', refs: [], from: 'T-2222-22' }, ctx);
    expect(plain?.record).toMatchObject({ awareAt: monday, ofProtocol: false });
  });

  it('any other record: nothing is known', () => {
    expect(breach.begins?.({ type: 'consent' } as never, ctx)).toBeUndefined();
  });
});

describe('what is asked of whoever leads', () => {
  const asks = (name: string, given: Record<string, unknown>, ctx: Context) => {
    const form = breach.lifecycle.actions[name]?.ask;
    if (!form) throw new Error(name);
    const at: Given = Object.fromEntries(
      Object.entries(given).map(([field, value]) => [field, { value, at: monday }]),
    );
    return nextStep(form, at, ctx);
  };
  const one = oneBreach();
  const ctxAt = (now: string): Context => ({ ...one.ctx(), now: new Date(now) });

  it.each([
    ['a day to come', '2026-11-26', '10:00', { toldDate: 'in-the-future' }],
    ['a time to come', '2026-11-25', '12:01', { toldTime: 'time-to-come' }],
    ['a day before it was known', '2026-11-22', '10:00', { toldDate: 'before-known' }],
    ['a minute before it was known', '2026-11-23', '14:29', { toldTime: 'before-known' }],
  ])('the regulator was told: %s is refused', (_, toldDate, toldTime, errors) => {
    const step = asks(
      'regulatorTold',
      { toldDate, toldTime, theirRef: '' },
      ctxAt('2026-11-25T12:00:00.000Z'),
    );
    expect(step.kind === 'page' && step.errors).toEqual(errors);
  });

  it('the very minute in which it was known is not before it', () => {
    const known = { ...one.record(), awareAt: '2026-11-23T14:30:59.000Z' };
    const ctx = { ...ctxAt('2026-11-25T12:00:00.000Z'), record: known };
    expect(asks('regulatorTold', { toldDate: '2026-11-23', toldTime: '14:30', theirRef: '' }, ctx).kind).toBe(
      'end',
    );
  });

  it.each([
    ['in time', '2026-11-26', '14:30', 'end'],
    ['a minute late', '2026-11-26', '14:31', 'page'],
  ])('the regulator was told %s', (_, toldDate, toldTime, kind) => {
    const ctx = ctxAt('2026-11-27T12:00:00.000Z');
    const step = asks('regulatorTold', { toldDate, toldTime, theirRef: 'IC-1' }, ctx);
    expect(step.kind).toBe(kind);
    if (step.kind === 'page') expect(step.page.ask).toEqual(['lateReason']);
    const blank = asks('regulatorTold', { toldDate, toldTime, theirRef: '', lateReason: ' ' }, ctx);
    expect(blank.kind).toBe(kind);
  });

  it('since when it was known: not after it was reported, and not to come', () => {
    const ctx = ctxAt('2026-11-24T12:00:00.000Z');
    const errors = (knownDate: string, knownTime: string) => {
      const step = asks('aware', { knownDate, knownTime, why: 'The desk knew' }, ctx);
      return step.kind === 'page' ? step.errors : {};
    };
    expect(errors('2026-11-20', '09:00')).toEqual({});
    expect(errors('2026-11-24', '09:00')).toEqual({ knownTime: 'after-known' });
    expect(errors('2026-11-25', '09:00')).toEqual({ knownDate: 'in-the-future' });
  });

  it.each([
    ['2026-11-22', 'in-the-past'],
    ['2026-11-23', undefined],
    ['2028-11-22', undefined],
    ['2028-11-23', 'too-far'],
  ])('a task is due on %s: %s', (due, fault) => {
    const step = asks('addTask', { task: 'Train', owner: 'TM', due }, one.ctx());
    expect(step.kind === 'page' ? step.errors.due : undefined).toBe(fault);
  });

  it('who it is passed to: posts of the route with somebody new in them', () => {
    const offers = breach.lifecycle.actions.pass?.ask?.questions.to?.offers;
    expect(offers?.(one.ctx(), {})).toEqual(['siro', 'caldicott']);
    expect(offers?.(contextAt(monday), {})).toEqual([]);
    one.act('pass', { to: 'siro' });
    expect(one.record()).toMatchObject({
      lead: 'p-helen',
      asked: ['p-helen'],
      readers: ['p-vera', 'p-colin'],
    });
    expect(one.record().heededAt).toBeUndefined();
    expect(priya.agency).toBe(one.record().agencyId);
  });
});
