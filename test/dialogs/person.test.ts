import { describe, expect, it } from 'vitest';
import type { Colleague, Context, Effect, Newcomer, View } from '../../dialogs/engine/types.ts';
import { enrolment } from '../../dialogs/enrolment/dialog.ts';
import type { EnrolmentRecord } from '../../dialogs/enrolment/record.ts';
import enrolmentWords from '../../dialogs/enrolment/words.en-GB.json' with { type: 'json' };
import { nameKeys, person } from '../../dialogs/person/dialog.ts';
import type { PersonRecord } from '../../dialogs/person/record.ts';
import { allRoles, chatRoles } from '../../dialogs/person/roles.ts';
import personWords from '../../dialogs/person/words.en-GB.json' with { type: 'json' };
import { words } from '../../dialogs/registry.ts';
import { alone, contextAt, monday } from '../support/context.ts';
import { explore } from '../support/paths.ts';
import { gradeOf, sentencesOf, textsOf, wordsOf } from '../support/reading-ease.ts';

/** Asking to be on the register, and what stands there: data and rules, without a house around them. */

const agency = 'northborough-council';
const zoe: Colleague = { id: 'p-zoe', name: 'Zoe', roles: ['administrator'] };
const morgan: Colleague = { id: 'p-morgan', name: 'Morgan', roles: ['manager'] };
const newcomer: Newcomer = { contact: { identity: {} }, agencyKnown: true };
const self = { name: 'Noor', post: 'Social worker', role: 'practitioner' as const };

const ctx = (changes: Partial<Context> = {}): Context =>
  contextAt(monday, { person: alone, people: [zoe, morgan], newcomer, reference: 'J-7K3M-Q2', ...changes });
const admin = (changes: Partial<Context> = {}): Context =>
  ctx({ person: { id: 'p-zoe', name: 'Zoe', agency, roles: ['administrator'] }, ...changes });

const outcome = { outcome: 'ASKED', reasons: [], citations: [] };
const asked = (answers: object = self, context = ctx()): Effect<EnrolmentRecord> =>
  enrolment.record(answers as never, outcome, context, {});

const sayView = (name: string, view: View) => {
  for (const said of [view.status, ...view.lead]) words(said.key, said.params);
  for (const fact of view.facts) {
    words(fact.label);
    if ('said' in fact) words(fact.said.key, fact.said.params);
  }
  for (const action of view.actions) words(`${name}.actions.${action}`);
};

describe('the form to join', () => {
  it('asks for the agency only where nobody knows it, and offers managers only where it is known', () => {
    const page = (context: Context) => explore(enrolment as never, context).pages[0]?.ask;
    expect(page(ctx())).toEqual(['name', 'post', 'role', 'manager']);
    expect(page(ctx({ people: [zoe] }))).toEqual(['name', 'post', 'role', 'managerName']);
    const unknown = ctx({ newcomer: { ...newcomer, agencyKnown: false } });
    expect(page(unknown)).toEqual(['agency', 'name', 'post', 'role', 'managerName']);
  });

  it('keeps what its schema says, in every state, and the words for it are there', () => {
    const first = asked({ ...self, manager: 'p-morgan' });
    const { confirm, refuse, chase } = enrolment.lifecycle.actions;
    const context = admin();
    const all = [
      first,
      asked({ ...self, agency: 'county-police' }),
      asked({ ...self, role: 'oversees' }),
      confirm?.apply(first.record, {}, context),
      refuse?.apply(first.record, { reason: 'No.' }, context),
      chase?.apply(first.record, {}, context),
    ].filter((one) => one !== undefined);
    for (const { record, reason, notices } of all) {
      expect(enrolment.schema.parse(record)).toEqual(record);
      sayView('enrolment', enrolment.show(record, context));
      words(reason.replace('.', '.reasons.'));
      for (const { kind } of notices) words(`${kind.replace('.', '.notices.')}.title`);
    }
    expect(new Set(all.map(({ record }) => record.status))).toEqual(new Set(enrolment.lifecycle.states));
  });

  it('waits for administrators, else for who heads the service, else for the duty lead, else for nobody', () => {
    const of = (people: readonly Colleague[], policy = ctx().policy) =>
      asked(self, ctx({ people, policy })).record.asked;
    const { policy } = ctx();
    const without = (changes: object) => ({
      ...policy,
      agencies: policy.agencies.map((one) => ({ ...one, posts: {}, ...changes })),
    });
    expect(of([zoe, morgan])).toEqual(['p-zoe']);
    expect(of([morgan])).toEqual(['p-helen']);
    expect(of([], without({ dutyLead: 'p-anika' }))).toEqual(['p-anika']);
    expect(of([], without({ dutyLead: undefined }))).toEqual([]);
  });

  it.each(chatRoles)('lets a %s in as asked', (role) => {
    const { record } = asked({ ...self, role });
    const effect = enrolment.lifecycle.actions.confirm?.apply(record, {}, admin());
    expect(effect?.enrols).toMatchObject({ as: 'joined', roles: [role], manager: '' });
  });

  it('gives who says that they look after the whole agency no more than a practitioner has', () => {
    const { record } = asked({ ...self, role: 'oversees' });
    expect(enrolment.show(record, admin()).actions).toEqual(['alter', 'refuse']);
    expect(enrolment.lifecycle.actions.confirm?.apply(record, {}, admin()).enrols?.roles).toEqual([
      'practitioner',
    ]);
  });

  it('does nothing to the register for who is on it already', () => {
    const { record } = asked();
    const context = admin({ people: [zoe, { id: alone.id, name: 'Noor', roles: ['practitioner'] }] });
    const { confirm, refuse } = enrolment.lifecycle.actions;
    for (const effect of [
      confirm?.apply(record, {}, context),
      refuse?.apply(record, { reason: 'x' }, context),
    ])
      expect(effect).toMatchObject({ notices: [] });
    expect(confirm?.apply(record, {}, context).enrols).toBeUndefined();
    expect(refuse?.apply(record, { reason: 'x' }, context).enrols).toBeUndefined();
  });
});

const stands = (changes: object = {}): PersonRecord =>
  person.takes?.(
    { person: 'p-kit', name: 'Kit', roles: ['practitioner'], channels: ['teams'], ...changes },
    admin({ reference: 'P-7K3M-Q2' }),
  ).record as PersonRecord;

describe('somebody on the register', () => {
  it('is shown in words, whatever their roles are and wherever they are known', () => {
    const record = stands({
      roles: [...allRoles],
      channels: ['teams', 'slack'],
      post: 'Post',
      manager: 'p-morgan',
      managerName: 'Morgan',
    });
    sayView('person', person.show(record, admin()));
    sayView('person', person.show({ ...record, status: 'left', why: 'Left.' }, admin()));
  });

  it('is shown without roles that nobody knows any more', () => {
    const { facts } = person.show(stands({ roles: ['wizard', 'manager'] }), admin());
    expect(facts.filter(({ label }) => label === 'person.facts.role')).toHaveLength(1);
  });

  it('is changed with words for every reason and notice', () => {
    const { change, left, linked } = person.lifecycle.actions;
    const record = stands();
    const all = [
      change?.apply(
        record,
        { name: 'K', post: 'P', roles: ['manager'], manager: 'p-morgan', why: 'x' },
        admin(),
      ),
      left?.apply(record, { why: 'x' }, admin()),
      linked?.apply(record, { channel: 'slack' }, admin()),
    ].filter((one) => one !== undefined);
    expect(all).toHaveLength(3);
    for (const { record: after, reason, notices } of all) {
      expect(person.schema.parse(after)).toEqual(after);
      words(reason.replace('.', '.reasons.'));
      for (const { kind } of notices)
        for (const part of ['title', 'lead', 'summary']) words(`${kind.replace('.', '.notices.')}.${part}`);
    }
    for (const reason of ['joined', 'imported', 'handed-over']) words(`person.reasons.${reason}`);
    words('person.notices.handed-over.lead', { ref: 'r' });
  });

  it('has words for each form', () => {
    for (const [name, { ask }] of Object.entries(person.lifecycle.actions)) {
      if (!ask) continue;
      const record = stands();
      for (const { page } of explore(ask as never, admin({ record })).pages)
        words(`person.${name}.pages.${page}.title`);
      for (const question of Object.keys(ask.questions)) words(`person.${name}.questions.${question}.label`);
    }
  });

  it('cannot be marked as left by themselves', () => {
    const context = admin({ record: stands({ person: 'p-zoe' }) });
    expect(explore(person.lifecycle.actions.left?.ask as never, context).paths).toEqual([]);
    expect(person.show(stands({ person: 'p-zoe' }), context).actions).toEqual(['change']);
  });

  it.each([
    ['Jo', ['jo']],
    ['Al O', ['al']],
    ['Zoë-May', ['zo', 'zoë', 'ma', 'may']],
    ['张 伟', []],
  ])('%s is found by how each word begins', (name, keys) => expect(nameKeys(name)).toEqual(keys));
});

describe('their words', () => {
  it.each(Object.entries({ enrolmentWords, personWords }))('%s read easily', (_, bundle) => {
    const texts = textsOf(bundle).filter(([key]) => !key.startsWith('command.words'));
    const prose = texts.map(([, text]) => text).filter((text) => wordsOf(text).length >= 8);
    expect(gradeOf(prose)).toBeLessThanOrEqual(7);
    for (const [key, text] of texts)
      for (const sentence of sentencesOf(text)) expect(wordsOf(sentence).length, key).toBeLessThanOrEqual(25);
  });
});
