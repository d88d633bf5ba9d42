import { describe, expect, it } from 'vitest';
import { breach } from '../../dialogs/breach/dialog.ts';
import { isAboutSafety } from '../../dialogs/breach/letter.ts';
import papersWords from '../../dialogs/breach/papers.en-GB.json' with { type: 'json' };
import { type Breach, breachSchema, classes, counts, exposures, steps } from '../../dialogs/breach/record.ts';
import { options } from '../../dialogs/breach/triage/questions.ts';
import type { Context, Said, Section } from '../../dialogs/engine/types.ts';
import { words } from '../../dialogs/registry.ts';
import { contextAt, monday, samplePolicy } from '../support/context.ts';
import { gradeOf, sentencesOf, textsOf, wordsOf } from '../support/reading-ease.ts';

/** The regulator's form and the letter to the people, from whatever is known of a breach. */

const ctx = contextAt(monday, { reference: 'B-7K3M-Q2' });
const later = (hours: number): string => new Date(Date.parse(monday) + hours * 3_600_000).toISOString();

const { record: fresh } = breach.record(
  {
    ...{ class: 'misdirected', what: 'The letter went to the wrong house', refs: 'C-2041' },
    ...{ exposed: 'outsider', count: 'one', whose: 'own' },
  },
  { outcome: '', reasons: [], citations: [] },
  ctx,
  {},
);

const assessment = (report: boolean, urgent = false): NonNullable<Breach['assessment']> => ({
  at: monday,
  by: { id: 'p-colin', role: 'dpo', agency: 'northborough-council' },
  facts: {},
  risk: report ? 'high' : 'unlikely',
  recommended: { report, tell: report, urgent, reasons: [], citations: [] },
  report: { b: report, reasons: 'It was looked at' },
  tell: { b: report, reasons: 'It was looked at' },
});
const made = (changes: Partial<Breach> = {}): Breach => breachSchema.parse({ ...fresh, ...changes });

const say = ({ key, params = {} }: Said): string => words(key, params);
const lineOf = (fact: Section['facts'][number]): string =>
  `${words(fact.label)}: ${'said' in fact ? say(fact.said) : fact.value}`;

const linesOf = (sections: readonly Section[]): string[] =>
  sections.flatMap(({ heading, lead, facts, items = [] }) => [
    `# ${say(heading)}`,
    ...lead.map(say),
    ...facts.map(lineOf),
    ...items.map((item) => (typeof item === 'string' ? item : say(item))),
  ]);

const form = (record: Breach, at: Context = ctx): string[] => linesOf(breach.papers?.form(record, at) ?? []);
const letter = (record: Breach, at: Context = ctx): string[] =>
  linesOf(breach.papers?.letter(record, at) ?? []);

const weighed = (facts: object, urgent = false): Partial<Breach> => ({
  status: 'assessed',
  assessment: { ...assessment(true, urgent), facts: { ...facts } },
  riskToPeople: 'high',
  highRisk: true,
});

const anything: readonly Breach[] = [
  made(),
  ...classes.map((one) => made({ class: [one] })),
  ...counts.map((count) => made({ count })),
  ...exposures.map((exposedTo) => made({ exposedTo })),
  made({ containment: { done: [...steps], text: 'x', after: { at: monday, text: 'y', out: 'no' } } }),
  ...options.kinds.map((kind) => made(weighed({ kinds: [kind], happened: ['sent'] }))),
  ...options.whose.map((one) => made(weighed({ whose: [one] }))),
  ...(['none', 'unlikely', 'risk', 'high', 'not-assessed'] as const).map((riskToPeople) =>
    made({ riskToPeople, agencyId: 'riverside-nhs' }),
  ),
  made({ toolkit: { decision: 'reported', reference: '2026-11', at: monday } }),
  made({ toolkit: { decision: 'not-needed', at: monday } }),
  made({
    partnersNotified: [{ partner: 'health-visiting', agency: 'riverside-nhs', at: monday, notes: [] }],
  }),
  made({ partnersNotified: [{ partner: 'gone', agency: 'riverside-nhs', at: monday, notes: [] }] }),
  made({ agencyId: 'nobody-knows-it' }),
];

describe('both papers', () => {
  it('have words for whatever a record holds', () => {
    for (const record of anything)
      for (const lines of [form(record), letter(record)])
        for (const text of lines) expect(text).not.toMatch(/undefined|\[object/);
  });

  it('read like those of a twelve-year-old, or easier, in sentences of at most 25 words', () => {
    const prose = textsOf(papersWords).map(([, text]) => text);
    expect(gradeOf(prose.filter((text) => wordsOf(text).length >= 8))).toBeLessThanOrEqual(7);
    for (const [key, text] of textsOf(papersWords))
      for (const sentence of sentencesOf(text)) expect(wordsOf(sentence).length, key).toBeLessThanOrEqual(25);
  });
});

const headings = (lines: readonly string[]): string[] =>
  lines.flatMap((text) => (text.startsWith('# ') ? [text.slice(2)] : []));

describe('the form', () => {
  const fill = words('breach-papers.to-fill');
  const value = (record: Breach, label: string, at: Context = ctx): string | undefined =>
    form(record, at)
      .find((text) => text.startsWith(`${words(`breach-papers.form.${label}`)}: `))
      ?.slice(words(`breach-papers.form.${label}`).length + 2);

  it('goes in the order in which the regulator asks', () => {
    expect(headings(form(made()))).toEqual(
      [
        ...['report', 'what', 'data', 'people', 'effects', 'delay', 'before', 'done', 'after', 'told'],
        ...['others', 'contact'],
      ].map((name) => words(`breach-papers.form.${name}.heading`)),
    );
  });

  it.each([
    ['an attack that is not weighed yet', made(), 'what.cyber', fill],
    ['an attack', made(weighed({ happened: ['attack'] })), 'what.cyber', 'Yes'],
    ['no attack', made(weighed({ happened: ['sent'] })), 'what.cyber', 'No'],
    ['a first report', made(), 'report.type', words('breach-papers.form.report.first')],
    [
      'a second report',
      made({ regulator: { decision: 'report', reasons: 'x', reference: 'IC-1' } }),
      'report.reference',
      'IC-1',
    ],
    ['a cause that nobody knows', made(), 'what.cause', fill],
    ['a cause', made({ cause: 'Two names' }), 'what.cause', 'Two names'],
    ['people who were counted', made({ countEstimate: 14 }), 'people.number', '14'],
    [
      'people who were guessed',
      made({ count: 'few' }),
      'people.number',
      words('breach.questions.count.options.few'),
    ],
    ['people whom nobody counted', made({ count: 'not-known' }), 'people.number', fill],
    ['people who were told', made({ peopleTold: { at: monday, how: 'By phone' } }), 'told.how', 'By phone'],
    ['people who were not told', made({ peopleTold: { reasonNot: 'Danger' } }), 'told.why', 'Danger'],
    ['people who will be', made(weighed({})), 'told.people', words('breach-papers.form.told.will')],
    [
      'people who will not be',
      made({ assessment: assessment(false) }),
      'told.people',
      words('breach-papers.form.told.will-not'),
    ],
    ['people of whom nobody has decided', made(), 'told.people', fill],
    ['what was in place', made(), 'before.measures', fill],
  ] as const)('says %s', (_, record, label, expected) => {
    expect(value(record, label)).toBe(expected);
  });

  const sent = (hours: number, lateReason?: string) =>
    made({
      regulator: {
        ...{ decision: 'report' as const, reasons: 'x', at: later(hours) },
        ...(lateReason ? { lateReason } : {}),
      },
    });
  it.each([
    ['not sent, in time', made(), 1, words('breach-papers.form.delay.in-time')],
    ['not sent, late', made(), 73, fill],
    ['sent in time, read much later', sent(71), 900, words('breach-papers.form.delay.in-time')],
    ['sent late, without a reason', sent(73), 900, fill],
    ['sent late, with a reason', sent(73, 'We waited for the police'), 900, 'We waited for the police'],
  ] as const)('asks for the reason if late: %s', (_, record, hours, expected) => {
    expect(value(record, 'delay.why', contextAt(later(hours)))).toBe(expected);
  });

  it('has the toolkit of health and care for those who report there, and for nobody else', () => {
    const toolkit = words('breach-papers.form.toolkit.heading');
    const health = samplePolicy.agencies.find(({ sector }) => sector === 'health');
    expect(headings(form(made()))).not.toContain(toolkit);
    expect(headings(form(made({ agencyId: health?.id ?? '' })))).toContain(toolkit);
    expect(value(made({ agencyId: health?.id ?? '', riskToPeople: 'high' }), 'toolkit.grid')).toBe(
      words('breach-papers.grid.high'),
    );
  });

  it('has the day of a message that went astray', () => {
    const message = {
      platform: 'slack' as const,
      sentAt: monday,
      link: 'https://a.slack.com/archives/C1/p1',
    };
    expect(value(made({ message }), 'what.found')).toBe(words('breach-papers.form.what.by-message'));
    expect(value(made({ message }), 'what.happened')).not.toBe(fill);
    expect(value(made(), 'what.happened')).toBe(fill);
  });
});

describe('the letter', () => {
  const has = (record: Breach, key: string): boolean =>
    letter(record).includes(words(`breach-papers.letter.${key}`));

  it.each([
    ['somebody means them harm', made({ exposedTo: 'hostile' }), true],
    ['it tells where somebody hides', made(weighed({ kinds: ['hidden-home'] })), true],
    ['it was weighed as urgent', made(weighed({}, true)), true],
    ['none of that', made(weighed({ kinds: ['contact'] })), false],
  ] as const)('puts safety first where %s', (_, record, first) => {
    expect(isAboutSafety(record)).toBe(first);
    expect(headings(letter(record))[0] === words('breach-papers.letter.safety.heading')).toBe(first);
    expect(has(record, 'safety.now')).toBe(first);
  });

  it.each(['hidden-home', 'passwords', 'money', 'identity', 'contact'] as const)(
    'says what can be done about %s, and what may come of it',
    (kind) => {
      const record = made(weighed({ kinds: [kind] }));
      for (const part of ['kinds', 'effects', 'advice']) expect(has(record, `${part}.${kind}`)).toBe(true);
      expect(has(made(), `advice.${kind}`)).toBe(false);
    },
  );

  it('never says what somebody typed, or whose fault it was', () => {
    const record = made({
      ...{ what: 'TYPED', subjectsRef: ['TYPED'], cause: 'TYPED', lessons: 'TYPED' },
      containment: { done: ['recalled'], text: 'TYPED', after: { at: monday, text: 'TYPED', out: 'no' } },
    });
    const text = letter(record).join('\n');
    expect(text).not.toContain('TYPED');
    expect(text).not.toMatch(/fault|blame|colleague|member of staff/i);
    expect(text).toContain(words('breach-papers.letter.steps.recalled'));
  });

  it('names whom to ring, and to whom to complain', () => {
    const text = letter(made()).join('\n');
    const { regulator, advisers } = samplePolicy;
    for (const part of [advisers.dpo.text, regulator.phone, regulator.complaints.url])
      expect(text).toContain(part);
  });

  it('asks who should read it where it is about a child', () => {
    expect(has(made(weighed({ whose: ['children'] })), 'end.child')).toBe(true);
    expect(has(made(weighed({ whose: ['staff'] })), 'end.child')).toBe(false);
  });
});
