import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Assessed, createAssess } from '../../bot/core/assess.ts';
import type { Desk } from '../../bot/core/assess-case.ts';
import { schemaOf } from '../../bot/core/assess-schema.ts';
import { words } from '../../bot/core/words.ts';
import { readPolicy } from '../../bot/policy.ts';
import { type AnyDialog, dialogs } from '../../dialogs/registry.ts';
import { contextAt, monday } from '../support/context.ts';

const policy = readPolicy();
const dialog = dialogs.decision as AnyDialog;
const desk: Desk = { dialog, words, policy, now: new Date(monday) };

type Answers = Record<string, unknown>;

const assess = (answers: Answers, more: object = {}, at: Partial<Desk> = {}): Assessed =>
  createAssess({ ...desk, ...at })(JSON.stringify({ id: 'a', answers, ...more }), 1);

/** A small child is neglected; the parents said no. */
const neglect: Answers = {
  actToday: 'no',
  wants: 'own',
  recipient: 'childrens-duty-team',
  ageBand: 'under-13',
  purpose: 'P1',
  harmMarks: ['child'],
  lets: 'refused',
  requires: 'no',
  whoAtRisk: 'child',
  harmIfNotLikelihood: 'likely',
  harmIfNotSeverity: 'serious',
  threat: 'no',
  proof: 'credible',
  harmIfSharedLikelihood: 'possible',
  harmIfSharedSeverity: 'low',
  necessary: 'yes',
  proportionate: 'yes',
  article8: 'yes',
};

const without = (answers: Answers, name: string): Answers => {
  const { [name]: _, ...rest } = answers;
  return rest;
};

describe('a case', () => {
  it('comes to what the dialog recommends, with reasons, sources in words, and the basis', () => {
    const result = assess(neglect);
    expect(result).toMatchObject({ id: 'a', outcome: 'SHARE', next: null });
    expect(result.reasons).toEqual(['HARM_CLEAR', 'OBJECTION']);
    expect(result.basis).toMatchObject({ article6: 'public-task' });
    expect(result.citations.length).toBeGreaterThan(0);
    for (const { id, title } of result.citations) {
      expect(title).not.toBe(id);
      expect(title).toMatch(/\S/);
    }
  });

  it.each([
    [{}, 'actToday'],
    [{ actToday: 'no' }, 'wants'],
    [{ actToday: 'no', wants: 'own' }, 'ageBand'],
    [without(neglect, 'proof'), 'proof'],
    [{ ...neglect, necessary: null }, 'necessary'],
  ] as [Answers, string][])(
    'that lacks an answer names the first question that decides: %j',
    (answers, next) => {
      expect(assess(answers)).toMatchObject({ outcome: null, reasons: [], citations: [], basis: null, next });
    },
  );

  it('may give options by label, in any case of letters', () => {
    const said = (name: string, option: string) => words(`decision.questions.${name}.options.${option}`);
    const labelled = {
      ...neglect,
      actToday: said('actToday', 'no').toUpperCase(),
      purpose: policy.purposes.P1?.label,
      harmMarks: [` ${said('harmMarks', 'child')} `],
      lets: 'REFUSED',
    };
    expect(assess(labelled)).toEqual(assess(neglect));
  });

  it('may give several as one text, by value or by label', () => {
    const { reasons } = assess({ ...neglect, harmMarks: ['child', 'others'] });
    for (const harmMarks of ['child, others', 'CHILD,others'])
      expect(assess({ ...neglect, harmMarks })).toMatchObject({ outcome: 'SHARE', reasons });
  });

  it('means "not sure" when it says so: it is the second time, after advice', () => {
    expect(assess({ ...neglect, actToday: 'not-sure' })).toMatchObject({ next: 'vital' });
    expect(assess({ ...neglect, necessary: 'Not sure' })).toMatchObject({
      outcome: 'ESCALATE',
      reasons: ['BALANCED', 'OBJECTION'],
    });
  });

  it('says in one line what is for the record only, and what was left blank or assumed', () => {
    const { warnings } = assess({
      actToday: 'no',
      wants: 'own',
      ageBand: 'adult',
      purpose: 'none',
      lets: 'law',
    });
    expect(warnings).toEqual([
      'not used: lets',
      expect.stringMatching(/^for the record only: subjectRef, .*final, consequences, mitigation$/),
      'left blank: harmMarks',
      'assumed: howMany = one',
      'assumed: alive = living',
    ]);
  });

  it('is told nothing about what it answered itself', () => {
    const { warnings } = assess({ ...neglect, alive: 'living', harmMarks: [], infoKind: [], items: 'a, b' });
    expect(warnings).not.toContain('assumed: alive = living');
    expect(warnings.join('\n')).not.toMatch(/left blank|items/);
  });

  it('may come from another dialog', () => {
    const urgent = { dialog: dialogs.urgent as AnyDialog };
    expect(assess({}, {}, urgent)).toMatchObject({ outcome: null, next: 'caseRef' });
    const answers = { caseRef: 'C-1', risk: 'r', shared: 's', with: 'w', whyNow: 'n' };
    expect(assess(answers, {}, { ...urgent, explain: true })).toMatchObject({
      outcome: 'SHARE',
      reasons: ['URGENT_HARM'],
      basis: null,
      path: [],
    });
  });
});

describe('the day, the agency and the policy of a case', () => {
  const early = { ...without(without(neglect, 'requires'), 'harmMarks'), lets: 'not-asked', requires: 'no' };

  it('switch a duty on that is only announced', () => {
    expect(assess(early)).toMatchObject({ next: 'canAsk' });
    const on = { duty16LA: { from: '2026-09-30', confirmed: true } };
    expect(assess(early, { policy: on })).toMatchObject({ next: 'duty16LA' });
    expect(assess(early, { policy: on, date: '2026-09-29' })).toMatchObject({ next: 'canAsk' });
  });

  it('decide which law can be chosen', () => {
    const [id, { from }] = Object.entries(policy.gateways).find(
      ([, { kind, from }]) => kind === 'duty' && from > '2010-01-01' && from < '2026-01-01',
    ) as [string, { from: string }];
    const answers = { ...early, lets: 'law', gateway: id, conditions: 'met' };
    expect(assess(answers, { date: from }).outcome).not.toBeNull();
    expect(assess(answers, { date: '2000-01-01' }).warnings).toContainEqual(
      expect.stringMatching(new RegExp(`^unknown answer '${id}' to 'gateway'`)),
    );
  });

  it('decide the basis', () => {
    const agencies = ['northborough-council', 'lantern-voluntary'];
    const [council, charity] = agencies.map(
      (agency) => assess(neglect, { agency, roles: ['practitioner'] }).basis,
    );
    expect(council).toEqual(assess(neglect).basis);
    expect(charity?.article6).not.toBe(council?.article6);
  });

  it('are told where parts of the policy do not fit together, and used all the same', () => {
    const { warnings, next } = assess(early, { policy: { duty16LA: { confirmed: true } } });
    expect(next).toBe('duty16LA');
    expect(warnings[0]).toMatch(/^policy: duty16LA has another .*change them together$/);
  });

  it('may add an entry, or change one, without naming the others', () => {
    const purposes = { P99: { ...policy.purposes.P1, label: 'A purpose of our own' } };
    const result = assess({ ...neglect, purpose: 'a purpose of our own' }, { policy: { purposes } });
    expect(result).toMatchObject({ outcome: 'SHARE' });
    expect(assess({ ...neglect, purpose: 'P1' }, { policy: { purposes } })).toMatchObject({
      outcome: 'SHARE',
    });
  });
});

describe('a case that cannot be read', () => {
  const line = (text: string) => createAssess(desk)(text, 7);

  it.each([
    ['{"id": "a"', 'line 7 is not JSON: write one whole case on each line'],
    ['null', 'this is no case: write an object with an id and answers'],
    ['[1]', 'this is no case: write an object with an id and answers'],
    ['{"answers": {}}', 'the id is missing: give each line an id of its own, a text or a number'],
    ['{"id": "", "answers": {}}', 'the id is missing: give each line an id of its own, a text or a number'],
    [
      '{"id": 1, "answers": []}',
      'the answers are not readable: write them as an object, question by question',
    ],
    ['{"id": 1, "date": "2026-02-30"}', 'the date is not readable: write it like 2026-11-21'],
    ['{"id": 1, "agency": 7}', 'the agency is not readable: write its id as a text'],
    ['{"id": 1, "roles": "manager"}', 'the roles are not readable: write them as a list of texts'],
    ['{"id": 1, "policy": 3}', 'the policy is not readable: write it as an object, part by part'],
  ])('%s: %s', (text, said) => {
    expect(line(text)).toMatchObject({ outcome: null, next: null, warnings: [said] });
  });

  it.each([
    [{ foo: 1 }, "unknown question 'foo': did you mean 'form'? see --schema"],
    [{ actTodya: 'no' }, "unknown question 'actTodya': did you mean 'actToday'? see --schema"],
    [{ zzzzzzzzzzzz: 1 }, "unknown question 'zzzzzzzzzzzz': see --schema"],
    [{ actToday: 'perhaps' }, "unknown answer 'perhaps' to 'actToday': use one of yes, no, not-sure"],
    [
      { gateway: 'audit-commission-act-1998' },
      "'audit-commission-act-1998' is no longer in force, so it cannot be chosen: use 'local-audit-and-accountability-act-2014-sch-9'",
    ],
    [{ wants: 'agnecy' }, "unknown answer 'agnecy' to 'wants': did you mean 'agency'? see --schema"],
    [{ wants: 'not-sure' }, /^unknown answer 'not-sure' to 'wants'/],
    [
      { harmMarks: ['child', 'adult'] },
      "unknown answer 'adult' to 'harmMarks': use one of csa, child, others",
    ],
    [{ wants: ['own'] }, "the answer to 'wants' must be one option: see --schema"],
    [{ wants: { own: true } }, "the answer to 'wants' must be one option: see --schema"],
    [{ harmMarks: true }, "the answer to 'harmMarks' must be a list of options: see --schema"],
    [{ items: false }, "the answer to 'items' must be a text: see --schema"],
    [{ items: 'x'.repeat(2001) }, /^items: Too long: .* at most 2000 letters\.$/],
    [{ ['x'.repeat(500)]: 1 }, /^unknown question 'x{59}…'/],
  ] as [Answers, string | RegExp][])('%j: %s', (answers, said) => {
    const { outcome, next, warnings } = assess({ ...neglect, ...answers });
    expect({ outcome, next }).toEqual({ outcome: null, next: null });
    expect(warnings).toEqual([typeof said === 'string' ? said : expect.stringMatching(said)]);
  });

  it('says everything that is wrong with it at once', () => {
    expect(assess({ foo: 1, wants: 'x', harmMarks: 7 }).warnings).toHaveLength(3);
  });

  it.each([
    [{ agency: 'nowhere' }, /^unknown agency 'nowhere': use one of northborough-council, /],
    [{ policy: { duty: 1 } }, /^policy: duty is no part of a policy pack/],
    [{ policy: { thresholds: { smallNumber: 'ten' } } }, /^policy: thresholds\.smallNumber /],
  ])('%j', (more, said) => {
    expect(assess(neglect, more)).toMatchObject({ outcome: null, warnings: [expect.stringMatching(said)] });
  });

  it('has an id that another line had', () => {
    const take = createAssess(desk);
    const text = JSON.stringify({ id: 5, answers: neglect });
    expect(take(text, 1).outcome).toBe('SHARE');
    expect(take(text, 4)).toMatchObject({
      id: 5,
      outcome: null,
      warnings: ["line 1 has the id '5' too: give each line an id of its own"],
    });
  });

  it('never throws, whatever it says', () => {
    const names = fc.constantFrom(
      ...Object.keys(dialog.questions),
      '__proto__',
      'constructor',
      'toString',
      'x',
    );
    const value = fc.oneof(
      fc.constantFrom(
        'yes',
        'no',
        'not-sure',
        'other',
        'own',
        'living',
        'dead',
        'none',
        '__proto__',
        '{when}',
      ),
      fc.jsonValue({ maxDepth: 2 }),
    );
    const cases = fc.record({ id: fc.string(), answers: fc.dictionary(names, value, { maxKeys: 30 }) });
    fc.assert(
      fc.property(fc.oneof(cases, fc.jsonValue()), (one) => {
        const { outcome, next, warnings } = createAssess(desk)(JSON.stringify(one), 1);
        expect(outcome !== null || next !== null || warnings.length > 0).toBe(true);
        expect(warnings.join()).not.toMatch(/fault of ours/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a path that is explained', () => {
  it('names every row in words, why it led on, and where', () => {
    const { path = [] } = assess(neglect, {}, { explain: true });
    expect(path[0]).toEqual({
      row: 'T0',
      question: words('decision.rows.T0'),
      rule: words('decision.rules.always'),
      to: 'T1',
    });
    for (const [index, { to }] of path.entries()) expect(path[index + 1]?.row ?? 'end').toBe(to);
    expect(path.map(({ row }) => row)).toEqual(
      expect.arrayContaining(['Q4', 'Q5a', 'PI4', 'RS', 'Q6b', 'Q7']),
    );
  });

  it('goes as far as the answers do', () => {
    const { path = [], next } = assess(without(neglect, 'proof'), {}, { explain: true });
    expect([next, path.at(-1)?.to]).toEqual(['proof', 'Q5c']);
  });

  it('is left out unless it is asked for', () => {
    expect(assess(neglect)).not.toHaveProperty('path');
  });
});

type Option = { const: string; title: string };
type Property = {
  title: string;
  description: string;
  type?: string;
  oneOf?: Option[];
  items?: { oneOf?: Option[]; anyOf?: { oneOf?: Option[] }[] };
  default?: string;
  'x-decides': boolean;
  'x-asked': string;
};
type Answered = { properties: Record<string, Property>; required: string[] };

describe('the schema of the answers', () => {
  const ctx = contextAt(monday, { policy });
  const { properties, required } = schemaOf({ dialog, words, ctx }) as Answered;
  const optionsIn = ({ oneOf, items }: Property): Option[] =>
    oneOf ?? items?.oneOf ?? items?.anyOf?.[0]?.oneOf ?? [];

  it('has every question, in words', () => {
    expect(Object.keys(properties)).toEqual(Object.keys(dialog.questions));
    for (const [name, { title, description, 'x-asked': asked }] of Object.entries(properties))
      for (const text of [title, description, asked]) expect(text, name).toMatch(/\S/);
  });

  it('requires the first page only', () => {
    expect(required).toEqual(['actToday']);
  });

  it('has the options of the file and of the policy, each with a title, and each is taken', () => {
    expect(optionsIn(properties.purpose as Property).length).toBeGreaterThan(30);
    expect(optionsIn(properties.gateway as Property).length).toBeGreaterThan(20);
    for (const [name, property] of Object.entries(properties))
      for (const { const: option, title } of optionsIn(property)) {
        expect(title, `${name} ${option}`).toMatch(/\S/);
        const value = property.type === 'array' ? [option] : option;
        expect(assess({ [name]: value }).warnings.join(), `${name} ${option}`).not.toMatch(/unknown answer/);
      }
  });

  it('says what is assumed, and what only the record needs', () => {
    expect(properties.alive).toMatchObject({ default: 'living', 'x-decides': true });
    expect(properties.items).toMatchObject({ type: 'string', 'x-decides': false });
    expect(properties.actToday).not.toHaveProperty('default');
  });

  it.each([
    ['actToday', /^Row T0 \("[^"]+"\)\.$/],
    ['fileAuthority', /Row T1 .*Asked when wants is "person"\.$/],
    ['verified', /Asked unless wants is "own"\.$/],
    ['cse', /Asked when harmMarks is "csa", unless ageBand is "under-13"\.$/],
    ['vitalWhy', /Asked when actToday is "not-sure" and vital is "yes"\.$/],
    ['requires', /Asked unless lets is "law"\.$/],
    ['leaveOut', /Asked when sixTests is "look" and narrow is "leave-out"\.$/],
    ['whyNotAsk', /Asked when canAsk is not "yes" or "not-sure"\.$/],
    ['conditions', /Asked when lets is "law" and gateway is not "none"\.$/],
    ['restrictionSpotted', /Asked where what came before makes it needed\.$/],
    ['infoKind', /^No row asks for this by itself/],
  ])('says when %s is asked', (name, said) => {
    expect(properties[name]?.['x-asked']).toMatch(said);
  });

  it('is there for other dialogs too', () => {
    const urgent = schemaOf({ dialog: dialogs.urgent as AnyDialog, words, ctx }) as Answered;
    expect(urgent.required).toEqual(['caseRef', 'risk', 'shared', 'with', 'whyNow']);
    expect(urgent.properties.risk).toMatchObject({ type: 'string', maxLength: 600 });
    expect(urgent.properties.risk?.['x-asked']).toContain(words('urgent.pages.now.title'));
  });
});
