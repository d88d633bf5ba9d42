import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { type KeptRecord, keep } from '../../bot/core/records.ts';
import { toRing } from '../../dialogs/consent/following.ts';
import { lifecycle } from '../../dialogs/consent/lifecycle.ts';
import { makeRecord } from '../../dialogs/consent/make-record.ts';
import { checkOnRecord } from '../../dialogs/consent/on-record.ts';
import {
  type ConsentChange,
  type ConsentRecord,
  type ConsentState,
  consentRecordSchema,
  type Recipient,
  states,
} from '../../dialogs/consent/record.ts';
import { accept } from '../../dialogs/engine/accept.ts';
import type { Action, Context, Effect, Question } from '../../dialogs/engine/types.ts';
import { localDate } from '../../dialogs/engine/working-time.ts';
import { type PolicyPack, policyPackSchema } from '../../dialogs/policy/pack.ts';
import { samplePack } from '../../dialogs/policy/sample.ts';
import { type AnyDialog, dialogs } from '../../dialogs/registry.ts';
import { contextAt, priya } from '../support/context.ts';
import { type House, openHouse } from '../support/house.ts';

/**
 * What may become of a consent, in any order: nothing that was written down is lost, what was taken back stays taken
 * back, and everybody it concerns hears of every change once.
 */

// A partnership of any shape: partners with a contact of their own, with a duty lead, or with nobody.

type Shape = { contact: boolean; agency: number };

const agencies = ['a-one', 'a-two', 'a-three'].map((id, at) => ({
  ...{ id, name: id, sector: 'council' },
  ...(at < 2 ? { dutyLead: `p-lead-${at}` } : {}),
}));

const partnerOf = ({ contact, agency }: Shape, at: number) => ({
  ...{ title: `Team ${at}`, agency: agencies[agency]?.id, sector: 'council', routes: ['secure-email'] },
  ...(contact ? { contact: `p-${at}` } : {}),
});

const packWith = (shapes: readonly Shape[]): PolicyPack =>
  policyPackSchema.parse({
    ...samplePack,
    agencies: [...samplePack.agencies, ...agencies],
    partners: Object.fromEntries(shapes.map((shape, at) => [`k${at}`, partnerOf(shape, at)])),
  });

const known = (at: number): Recipient => ({ id: `k${at}`, name: `Team ${at}` });

/** Whether a bot can tell them: worked out from the pack alone. */
const isReachable = ({ id = '' }: Recipient, { partners, agencies: all }: PolicyPack): boolean => {
  const partner = Object.hasOwn(partners, id) ? partners[id] : undefined;
  return Boolean(partner?.contact ?? all.find((one) => one.id === partner?.agency)?.dutyLead);
};

/** One and the same recipient, however often and in whatever letters it is named. */
const keyOf = ({ id, name }: Recipient): string =>
  id ? `id ${id}` : `name ${(name.toLowerCase().match(/[a-z0-9]+/g) ?? []).join(' ')}`;
const isNamed =
  ({ name }: Recipient) =>
  (other: string): boolean =>
    keyOf({ name }) === keyOf({ name: other });
const setOf = (all: readonly Recipient[]): string[] => [...new Set(all.map(keyOf))].sort();

const onRecord = ({ scope, usedBy }: ConsentRecord): Recipient[] => [
  ...scope.recipients,
  ...usedBy.flatMap(({ recipients }) => recipients),
];

const aYes = {
  ...{ subjectRef: 'CASE-1', ageBand: 'adult', answer: 'agreed', giver: 'self', basis: 'presumed' },
  ...{ informed: ['why', 'what', 'who', 'use', 'effects', 'rights'], free: 'yes', form: 'explicit' },
  ...{ medium: 'verbal', givenOn: '2026-11-20', words: 'Yes, tell them' },
  ...{ items: 'Missed visits\nRent that is owed\nSchool attendance', purposes: ['P7'] },
};
const aWait = { subjectRef: 'CASE-1', ageBand: 'adult', answer: 'waiting', askedFor: 'Missed visits' };

const outcome = { outcome: 'VALID', reasons: [], citations: [] };

/** As it was written down. Names that are on no list come in beside those that are. */
const written = (recipients: readonly Recipient[], ctx: Context, answers: object = aYes): ConsentRecord => {
  const { record } = makeRecord({ ...answers, recipients: [], askedRecipients: [] }, outcome, ctx, {});
  return consentRecordSchema.parse({ ...record, scope: { ...record.scope, recipients } });
};

// What may happen to it, as the shell does it.

const actions = lifecycle.actions as Readonly<Record<string, Action<ConsentRecord, object>>>;
const actionNamed = (name: string): Action<ConsentRecord, object> => {
  const action = actions[name];
  if (!action) throw new Error(`no action ${name}`);
  return action;
};

const allows = (record: ConsentRecord, name: string, ctx: Context): boolean => {
  const { from, when } = actionNamed(name);
  return from.includes(record.status) && when?.(record, ctx) !== false;
};

const whomRung = (actionNamed('rang').ask?.questions as Readonly<Record<string, Question>> | undefined)
  ?.whom as Question;
const optionsIn = (record: ConsentRecord, ctx: Context): string[] =>
  (whomRung.pick?.({}, { ...ctx, record }) ?? []).map(({ value }) => value);

type Told = { change: string; partner: string };
type Life = { record: ConsentRecord; told: readonly Told[] };

const tellsOf = ({ tells = [] }: Effect<ConsentRecord>): Told[] =>
  tells.map(({ id, partner }) => ({ change: id.slice(0, id.indexOf('/')), partner }));

const aCommit = 20;

const perform = ({ record, told }: Life, name: string, answers: object, ctx: Context): Life => {
  const effect = actionNamed(name).apply(record, answers, ctx);
  expect(effect.tells?.length ?? 0).toBeLessThanOrEqual(aCommit);
  return { record: consentRecordSchema.parse(effect.record), told: [...told, ...tellsOf(effect)] };
};

/** The clock tells the rest, as many at a time as a commit holds. */
const tellAll = (life: Life, ctx: Context): Life & { rounds: number } => {
  let now = life;
  let rounds = 0;
  for (; allows(now.record, 'tell', ctx); rounds += 1) {
    expect(rounds).toBeLessThan(100);
    now = perform(now, 'tell', {}, ctx);
  }
  return { ...now, rounds };
};

const toldOf = ({ told }: Life, { id }: ConsentChange): string[] =>
  told.filter(({ change }) => change === id).map(({ partner }) => `id ${partner}`);

// Anything, in any order.

const pool = 30;
const recipient: fc.Arbitrary<Recipient> = fc.oneof(
  { weight: 6, arbitrary: fc.nat(pool - 1).map(known) },
  // No longer in the pack, or never; and names that mean something to the language.
  {
    weight: 1,
    arbitrary: fc.constantFrom('gone', 'constructor', '__proto__').map((id) => ({ id, name: id })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('Mr Hill, next door', 'mr hill, NEXT door ').map((name) => ({ name })),
  },
  { weight: 1, arbitrary: fc.constantFrom('A choir', 'Team 3').map((name) => ({ name })) },
);
const recipients = fc.array(recipient, { maxLength: 45 });
const ids = fc.uniqueArray(
  fc.nat(pool - 1).map((at) => `k${at}`),
  { maxLength: 25 },
);
const explained = fc.constantFrom('yes', 'no');

const answersFor = {
  withdraw: fc.constant({}),
  explain: fc.record({ refusalReason: fc.constantFrom('Afraid', 'Moved'), explained }),
  refuse: fc.record({ refusalReason: fc.constant('No'), explained }),
  restrict: fc.oneof(
    fc.constant({ limit: 'what', limits: 'Rent that is owed' }),
    ids.map((limitRecipients) => ({ limit: 'who', limitRecipients })),
  ),
  amend: fc.record({
    ...{ items: fc.constantFrom('Missed visits', 'Missed visits\nRent that is owed'), recipients: ids },
    ...{ purposes: fc.constant(['P7']), exclusions: fc.constantFrom('', 'Rent that is owed') },
    ...{ words: fc.constant('Still yes'), givenOn: fc.constant('2026-11-23') },
  }),
  goOn: fc.record({
    ground: fc.constantFrom('duty', 'vital'),
    law: fc.constant('none'),
    facts: fc.constant('F'),
  }),
  rang: fc.constant({ how: 'phone' }),
  copied: fc.constant({}),
  tell: fc.constant({}),
  unreached: fc.nat(pool - 1).map((at) => ({ partner: `k${at}` })),
  used: fc.record({
    ...{ ref: fc.constant('D-2222-22'), by: fc.constant('p-other') },
    recipients: fc.array(recipient, { maxLength: 6 }),
  }),
  remind: fc.constant({}),
  expire: fc.constant({}),
  overdue: fc.constant({}),
  answered: fc.constant({}),
} satisfies Record<string, fc.Arbitrary<object>>;

type Name = keyof typeof answersFor;
type Step = { name: Name; answers: object; minutes: number; all: boolean };

const step = (...names: readonly Name[]): fc.Arbitrary<Step> =>
  fc.constantFrom(...names).chain((name) =>
    fc.record({
      name: fc.constant(name),
      answers: answersFor[name] as fc.Arbitrary<object>,
      // Mostly minutes; now and then more than a year.
      minutes: fc.oneof(
        { weight: 9, arbitrary: fc.nat(600) },
        { weight: 1, arbitrary: fc.constant(600_000) },
      ),
      all: fc.boolean(),
    }),
  );
const everyName = Object.keys(answersFor) as Name[];
const anything = step(...everyName);
/** Mostly what tells somebody something. */
const busy = fc.oneof(
  anything,
  step('restrict', 'amend', 'withdraw', 'expire', 'used', 'tell', 'rang', 'unreached'),
);

const shapes = fc.array(fc.record({ contact: fc.boolean(), agency: fc.nat(2) }), {
  minLength: pool,
  maxLength: pool,
});

const start = Date.parse('2026-11-23T10:00:00.000Z');
const minute = (minutes: number): string => new Date(start + minutes * 60_000).toISOString();

/** Runs the steps that its state allows, each seen by `look`. */
const live = (
  first: ConsentRecord,
  steps: readonly Step[],
  policy: PolicyPack,
  look: (before: Life, now: Life, step: Step, ctx: Context) => void = () => undefined,
): { life: Life; ctx: Context } => {
  let life: Life = { record: first, told: [] };
  let minutes = 0;
  let ctx = contextAt(minute(0), { policy });
  for (const each of steps) {
    minutes += each.minutes;
    ctx = contextAt(minute(minutes), { policy });
    const whom = optionsIn(life.record, ctx).slice(0, each.all ? undefined : 1);
    const answers = each.name === 'rang' ? { ...each.answers, whom } : each.answers;
    const { partner } = answers as { partner?: string };
    // Only whoever was sent something can turn out not to have got it.
    const makesSense = partner === undefined || life.told.some((one) => one.partner === partner);
    if (!makesSense || !allows(life.record, each.name, ctx)) continue;
    const now = perform(life, each.name, answers, ctx);
    look(life, now, { ...each, answers }, ctx);
    life = now;
  }
  return { life, ctx };
};

const changeOf = (before: ConsentRecord, now: ConsentRecord): ConsentChange | undefined =>
  now.changes.length > before.changes.length ? now.changes.at(-1) : undefined;

const runs = { numRuns: 300 };

describe('a change of consent', () => {
  it('concerns everybody on record, each once: told by Sharewell where it can, else named for a person', () => {
    let changes = 0;
    const property = fc.property(
      shapes,
      recipients,
      fc.array(busy, { maxLength: 25 }),
      (shape, first, steps) => {
        const policy = packWith(shape);
        const given = written(first, contextAt(minute(0), { policy }));
        const seen = (before: Life, now: Life) => {
          const change = changeOf(before.record, now.record);
          if (!change) return;
          changes += 1;
          const both = [...change.told, ...change.byHand];
          expect(both.map(keyOf).length).toBe(setOf(both).length);
          expect(setOf(both)).toEqual(
            expect.arrayContaining(setOf([...onRecord(before.record), ...onRecord(now.record)])),
          );
          expect(change.told.filter((one) => !isReachable(one, policy))).toEqual([]);
          expect(change.byHand.filter((one) => isReachable(one, policy))).toEqual([]);
        };
        const { life, ctx } = live(given, steps, policy, seen);
        const whole = tellAll(life, ctx);
        for (const change of whole.record.changes) {
          const told = toldOf(whole, change);
          expect(new Set(told).size).toBe(told.length);
          expect(setOf(change.told)).toEqual(expect.arrayContaining(told));
        }
        const last = whole.record.changes.at(-1);
        if (last) expect(toldOf(whole, last).sort()).toEqual(setOf(last.told));
        expect(whole.record.toTell).toEqual([]);
      },
    );
    fc.assert(property, runs);
    expect(changes).toBeGreaterThan(runs.numRuns / 4);
  });

  it('names nobody who has no part in it', () => {
    const property = fc.property(shapes, recipients, (shape, first) => {
      const policy = packWith(shape);
      const ctx = contextAt(minute(0), { policy });
      const { record } = perform({ record: written(first, ctx), told: [] }, 'withdraw', {}, ctx);
      const [change] = record.changes;
      expect(setOf([...(change?.told ?? []), ...(change?.byHand ?? [])])).toEqual(setOf(first));
    });
    fc.assert(property, runs);
  });

  it.each([
    [0, 0],
    [1, 0],
    [19, 0],
    [20, 0],
    [21, 1],
    [40, 1],
    [41, 2],
    [200, 9],
  ])('tells %i partners once each; the clock comes %i times for the rest', (count, rounds) => {
    const policy = packWith(Array.from({ length: count }, () => ({ contact: true, agency: 2 })));
    const ctx = contextAt(minute(0), { policy });
    const all = Array.from({ length: count }, (_, at) => known(at));
    const half = Math.floor(count / 2);
    const given = written(all.slice(0, half), ctx);
    const use = { ref: 'D-2222-22', by: 'p-other', recipients: all.slice(Math.max(0, half - 3)) };
    const resting = perform({ record: given, told: [] }, 'used', use, ctx);
    const pressed = perform(resting, 'withdraw', {}, ctx);
    expect(pressed.told.length).toBe(Math.min(count, aCommit));
    const whole = tellAll(pressed, ctx);
    expect(whole.rounds).toBe(rounds);
    expect(whole.told.map(({ partner }) => `id ${partner}`).sort()).toEqual(setOf(all));
    expect(new Set(whole.told.map(({ change }) => change))).toEqual(new Set(count > 0 ? ['withdraw-1'] : []));
    expect(whole.record.changes).toMatchObject([{ byHand: [] }]);
    expect(setOf(whole.record.changes[0]?.told ?? [])).toEqual(setOf(all));
  });

  it('asks the clock for the rest at once, by a name of its own each time', () => {
    const policy = packWith(Array.from({ length: 65 }, () => ({ contact: true, agency: 2 })));
    const ctx = contextAt(minute(0), { policy });
    const due: string[] = [];
    let record = written(policyKeys(policy), ctx);
    for (const name of ['restrict', 'tell', 'withdraw', 'tell', 'tell', 'tell']) {
      const effect = actionNamed(name).apply(record, { limit: 'what', limits: 'Rent that is owed' }, ctx);
      record = effect.record;
      for (const each of effect.due.filter(({ action }) => action === 'tell')) {
        expect(each.at).toBe(minute(0));
        due.push(each.id);
      }
    }
    expect(due.length).toBe(5);
    expect(new Set(due).size).toBe(5);
    expect(record.toTell).toEqual([]);
  });

  /** Told by Sharewell or by a person, of this change or a later one; else still on one of the two lists. */
  it('forgets nobody, however soon the next change comes', () => {
    let late = 0;
    const property = fc.property(
      shapes,
      recipients,
      fc.array(busy, { maxLength: 30 }),
      (shape, first, steps) => {
        const policy = packWith(shape);
        const owed = new Map<string, Recipient>();
        const given = written(first, contextAt(minute(0), { policy }));
        live(given, steps, policy, (before, now, { name, answers }, ctx) => {
          const heard = (fits: (one: Recipient) => boolean) => {
            for (const [key, one] of owed) if (fits(one)) owed.delete(key);
          };
          if (changeOf(before.record, now.record))
            for (const one of [...onRecord(before.record), ...onRecord(now.record)])
              owed.set(keyOf(one), one);
          const told = now.told.slice(before.told.length).map(({ partner }) => partner);
          heard(({ id = '' }) => told.includes(id));
          if (name === 'unreached') {
            const { partner } = answers as { partner: string };
            const by = now.record.changes.at(-1)?.from ?? '';
            const rung = now.record.toldByHand.some(
              ({ name: who, at }) => who === titleOf(partner, policy) && at >= by,
            );
            if (!rung) owed.set(`id ${partner}`, { id: partner, name: titleOf(partner, policy) });
          }
          const rung = now.record.toldByHand.slice(before.record.toldByHand.length).map((one) => one.name);
          heard((one) => rung.some(isNamed(one)));
          const ring = toRing(now.record, ctx);
          const waits = now.record.toTell.map(keyOf);
          const lost = [...owed].filter(([key, one]) => !waits.includes(key) && !ring.some(isNamed(one)));
          expect(lost).toEqual([]);
          late += owed.size;
        });
      },
    );
    fc.assert(property, runs);
    expect(late).toBeGreaterThan(runs.numRuns / 4);
  });
});

const policyKeys = ({ partners }: PolicyPack): Recipient[] =>
  Object.entries(partners).map(([id, { title }]) => ({ id, name: title }));

const titleOf = (partner: string, { partners }: PolicyPack): string => partners[partner]?.title ?? partner;

/** What only ever grows. */
const grows = ['usedBy', 'toldByHand'] as const;
/** What was written down at the start, and stays. */
const stays = [
  ...([
    'reference',
    'createdAt',
    'createdBy',
    'agencyId',
    'subjectRef',
    'ageBand',
    'about',
    'source',
  ] as const),
  ...(['giver', 'answers', 'recommendation', 'waited', 'dueAt'] as const),
];
/** What only asking again may change. */
const asked = [
  'scope',
  'evidence',
  'informed',
  'free',
  'form',
  'impliedBasis',
  'medium',
  'reviewOn',
] as const;

const only = (record: ConsentRecord, fields: readonly (keyof ConsentRecord)[]): object =>
  Object.fromEntries(fields.map((field) => [field, record[field]]));

const without = (record: ConsentRecord, fields: readonly string[]): object =>
  Object.fromEntries(Object.entries(record).filter(([field]) => !fields.includes(field)));

describe('the history of a consent', () => {
  it('is never taken out: what was there is there, and changes, uses and calls only grow', () => {
    const property = fc.property(
      shapes,
      recipients,
      fc.array(anything, { maxLength: 25 }),
      fc.constantFrom(aYes, aWait),
      (shape, first, steps, answers) => {
        const policy = packWith(shape);
        live(
          written(first, contextAt(minute(0), { policy }), answers),
          steps,
          policy,
          (before, now, { name }) => {
            const kept = name === 'amend' ? stays : [...stays, ...asked];
            expect(only(now.record, kept)).toEqual(only(before.record, kept));
            for (const list of grows)
              expect(now.record[list].slice(0, before.record[list].length)).toEqual(before.record[list]);
            // What was said of the last change is added to it.
            expect(now.record.changes.slice(0, before.record.changes.length)).toMatchObject(
              before.record.changes.map(
                ({ reason: _, continuing: __, consequencesExplained: ___, ...kept }) => kept,
              ),
            );
            expect(now.record.exclusions.items.length).toBeGreaterThanOrEqual(
              name === 'amend' ? 0 : before.record.exclusions.items.length,
            );
          },
        );
      },
    );
    fc.assert(property, runs);
  });

  it('keeps scope, evidence and uses of a consent that is taken back, whatever came before', () => {
    let taken = 0;
    const property = fc.property(
      shapes,
      recipients,
      fc.array(busy, { maxLength: 15 }),
      (shape, first, steps) => {
        const policy = packWith(shape);
        const { life, ctx } = live(written(first, contextAt(minute(0), { policy })), steps, policy);
        if (!allows(life.record, 'withdraw', ctx)) return;
        taken += 1;
        const { record } = perform(life, 'withdraw', {}, ctx);
        const { changes, status, ...now } = without(record, ['toTell', 'unreached']) as ConsentRecord;
        expect(status).toBe('withdrawn');
        expect({ ...now, stateAt: '' }).toEqual({
          ...without(life.record, ['toTell', 'unreached', 'changes', 'status']),
          stateAt: '',
        });
        expect(changes.slice(0, -1)).toEqual(life.record.changes);
        expect(changes.at(-1)).toMatchObject({ change: 'withdraw', from: ctx.now.toISOString() });
      },
    );
    fc.assert(property, runs);
    expect(taken).toBeGreaterThan(50);
  });
});

describe('the check on a consent', () => {
  const wanted = fc.record({
    recipient: fc.nat(pool - 1).map((at) => `k${at}`),
    purpose: fc.constant('P7'),
    items: fc.constantFrom('Missed visits', 'Missed visits\nSchool attendance', ''),
    covered: fc.constantFrom(undefined, 'all'),
  });
  const sharing = fc.record({
    ageBand: fc.constant('adult'),
    sensitive: fc.boolean(),
    ownCare: fc.boolean(),
  });
  const all = Array.from({ length: pool }, (_, at) => known(at));

  it('never allows anything once it was taken back, whatever happens to it, until there is a new yes', () => {
    const property = fc.property(
      fc.array(anything, { maxLength: 6 }),
      fc.array(anything, { maxLength: 15 }),
      wanted,
      sharing,
      (before, later, want, share) => {
        const policy = packWith([]);
        const given = written(all, contextAt(minute(0), { policy }));
        const { life, ctx } = live(given, before, policy);
        if (!allows(life.record, 'withdraw', ctx)) return;
        const back = perform(life, 'withdraw', {}, ctx).record;
        const older = written(all, contextAt(minute(0), { policy, reference: 'C-8888-88' }));
        const verdict = (records: readonly ConsentRecord[], at: Context) =>
          checkOnRecord(records, want, share, at)?.checked;
        // It is the last word to those it names, and to nobody else.
        const beside = setOf(back.scope.recipients).includes(`id ${want.recipient}`) ? [older] : [];
        expect(verdict([back, ...beside], ctx)?.verdict).toBe('NOT_VALID');
        const { life: end } = live(back, later, policy, (_, now, __, at) => {
          const checked = verdict([now.record, ...beside], at);
          expect(checked?.verdict).toBe('NOT_VALID');
          expect(checked?.failures).toContain('WITHDRAWN');
        });
        const soon = contextAt(new Date(Date.parse(end.record.stateAt) + 60_000).toISOString(), { policy });
        const yes = { ...aYes, givenOn: localDate(soon.now, policy) };
        const again = written(all, { ...soon, reference: 'C-9999-99' }, yes);
        expect(verdict([end.record, again], soon)?.verdict).toBe('VALID');
        expect(verdict([end.record], soon)?.verdict).toBe('NOT_VALID');
      },
    );
    fc.assert(property, runs);
  });

  it('allows nothing that somebody said no to, until they say yes', () => {
    const policy = packWith([]);
    const ctx = contextAt(minute(0), { policy });
    const { record } = perform(
      { record: written(all, ctx, aWait), told: [] },
      'refuse',
      { explained: 'yes' },
      ctx,
    );
    const want = { recipient: 'k1', purpose: 'P7', items: 'Missed visits' };
    const share = { ageBand: 'adult', sensitive: false, ownCare: false };
    expect(checkOnRecord([record], want, share, ctx)?.checked).toMatchObject({ failures: ['REFUSED'] });
    const later = contextAt(minute(5), { policy, reference: 'C-9999-99' });
    const again = written(all, later, { ...aYes, givenOn: localDate(later.now, policy) });
    expect(checkOnRecord([record, again], want, share, later)?.checked.verdict).toBe('VALID');
  });
});

describe('who must be rung', () => {
  const policy = packWith([
    { contact: true, agency: 2 },
    { contact: true, agency: 2 },
  ]);
  const ctx = contextAt(minute(0), { policy });
  const withdrawn = (recipients: readonly Recipient[]): ConsentRecord =>
    perform({ record: written(recipients, ctx), told: [] }, 'withdraw', {}, ctx).record;

  it('is named at the pack of today: whoever lost their contact before their turn came', () => {
    const large = packWith(Array.from({ length: 25 }, () => ({ contact: true, agency: 2 })));
    const all = Array.from({ length: 25 }, (_, at) => known(at));
    const { record } = perform(
      { record: written(all, ctx), told: [] },
      'withdraw',
      {},
      { ...ctx, policy: large },
    );
    const { [`k${24}`]: _, ...partners } = large.partners;
    const later = { ...ctx, policy: { ...large, partners } };
    const { told, record: now } = perform({ record, told: [] }, 'tell', {}, later);
    expect(told.map(({ partner }) => partner)).toEqual(['k20', 'k21', 'k22', 'k23']);
    expect(toRing(now, later)).toEqual(['Team 24']);
  });

  it('is ticked off by name, whatever is in it', () => {
    const long = `${'Of a very long name, '.repeat(9)}and on`;
    const names = ['Mr Hill, next door', 'The choir,', long];
    const record = withdrawn(names.map((name) => ({ name })));
    const options = optionsIn(record, ctx);
    for (const value of options) expect(value.length).toBeLessThanOrEqual(100);
    const value = options.join(',');
    const accepted = accept(whomRung, { value, at: minute(0) }, options);
    expect(accepted).toMatchObject({ value: options });
    const answers = { whom: (accepted as { value: string[] }).value, how: 'phone' };
    const { record: now } = perform({ record, told: [] }, 'rang', answers, contextAt(minute(1), { policy }));
    expect(toRing(now)).toEqual([]);
    expect(now.toldByHand.map(({ name }) => name)).toEqual(names);
  });

  const owner = (record: ConsentRecord, partner: string) =>
    actionNamed('unreached').apply(record, { partner }, ctx);

  it('is said once, however many could not be reached, and again once those were rung', () => {
    const first = owner(withdrawn([known(0), known(1)]), 'k0');
    const second = owner(first.record, 'k1');
    expect([first, second].map(({ notices }) => notices.map(({ to, kind }) => `${kind} to ${to}`))).toEqual([
      [`consent.unreached to ${priya.id}`],
      [],
    ]);
    expect(toRing(second.record)).toEqual(['Team 0', 'Team 1']);
    const rang = actionNamed('rang').apply(first.record, { whom: ['Team 0'], how: 'phone' }, ctx).record;
    expect(owner(rang, 'k1').notices).toHaveLength(1);
    expect(owner(rang, 'k0').notices).toEqual([]);
    expect(toRing(owner(rang, 'k0').record)).toEqual([]);
  });
});

describe('what is not allowed', () => {
  const agency = 'northborough-council';
  const person = { id: 'p-sam', name: 'Sam Okoro', agency, roles: ['practitioner'] };
  const refs = Object.fromEntries(states.map((status, at) => [status, `C-2222-2${at + 2}`]));
  const refOf = (status: ConsentState): string => refs[status] as string;

  const plant = async (house: House, status: ConsentState): Promise<void> => {
    const ctx = contextAt(minute(0), { person, reference: refOf(status) });
    const given = written(
      [{ id: 'gp-practice', name: 'GP practice' }],
      ctx,
      status === 'sought' ? aWait : aYes,
    );
    const change = { id: 'restrict-1', change: 'restrict', from: minute(0), detail: '' };
    const changes = [{ ...change, takenBy: given.createdBy, told: [], byHand: [] }];
    const record = { ...given, status, ...(['given', 'sought'].includes(status) ? {} : { changes }) };
    const effect = { record, reason: 'consent.recorded', notices: [], due: [] };
    const by = { now: ctx.now, by: person.id, who: person.name, cause: `planted ${status}` };
    await house.store.commit(agency, keep(dialogs.consent as AnyDialog, effect, by).changes);
  };

  let house: House;
  beforeAll(async () => {
    house = await openHouse({ start: minute(0) });
    for (const status of states) await plant(house, status);
  });
  afterAll(() => house.close());

  const stored = async (status: ConsentState) => {
    const [found] = await house.store.read(agency, [{ kind: 'record', id: refOf(status) }]);
    return found?.body as KeptRecord & ConsentRecord;
  };
  const press = (user: string, status: ConsentState, action: string, seq = 1) =>
    house.as('teams', user).press({ do: 'act', ref: refOf(status), action, seq });

  const notFrom = (status: ConsentState): string[] =>
    Object.keys(actions).filter((name) => !actionNamed(name).from.includes(status));

  test.each(states)('by its state changes nothing of a consent that is %s', async (status) => {
    const before = await stored(status);
    expect(notFrom(status).length).toBeGreaterThan(0);
    for (const name of notFrom(status)) {
      await press('sam', status, name, before.versions.length);
      const work = { id: `${status}/${name}`, due: minute(0), body: { ref: refOf(status), action: name } };
      await house.store.commit(agency, [{ op: 'enqueue', queue: 'deadlines', ...work }]);
      await house.deadlines();
      expect(await stored(status), name).toEqual(before);
    }
  });

  const notPressed = Object.keys(actions).filter((name) =>
    actionNamed(name).by.every((who) => who === 'clock'),
  );

  test.each(notPressed)('to people is refused when they press it: %s', async (name) => {
    for (const status of states) {
      const before = await stored(status);
      const replies = await press('sam', status, name, before.versions.length);
      expect(replies.map(({ card }) => card)).toEqual(['message']);
      expect(await stored(status)).toEqual(before);
    }
  });

  test('to people of another agency, and to those whom nobody registered, changes nothing', async () => {
    const before = await stored('given');
    for (const user of ['lee', 'stranger']) await press(user, 'given', 'withdraw');
    expect(await stored('given')).toEqual(before);
    await press('kit', 'given', 'withdraw');
    expect((await stored('given')).status).toBe('withdrawn');
  });
});
