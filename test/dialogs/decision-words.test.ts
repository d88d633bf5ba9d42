import { describe, expect, it } from 'vitest';
import { normalise } from '../../bot/core/matcher.ts';
import coreWords from '../../bot/core/words.en-GB.json' with { type: 'json' };
import { basisOf, lineOf } from '../../dialogs/decision/basis.ts';
import { consentCheck } from '../../dialogs/decision/consent.ts';
import { factsOf } from '../../dialogs/decision/facts.ts';
import { layouts } from '../../dialogs/decision/pages.ts';
import { type DecisionAnswers, type QuestionName, questions } from '../../dialogs/decision/questions.ts';
import { isReason } from '../../dialogs/decision/reasons.ts';
import { table } from '../../dialogs/decision/table.ts';
import decisionWords from '../../dialogs/decision/words.en-GB.json' with { type: 'json' };
import type { Row } from '../../dialogs/engine/table.ts';
import type { Page, Question } from '../../dialogs/engine/types.ts';
import { families } from '../../dialogs/policy/catalogue.ts';
import urgentWords from '../../dialogs/urgent/words.en-GB.json' with { type: 'json' };
import { contextAt, monday, samplePolicy } from '../support/context.ts';
import { gradeOf, sentencesOf, textsOf, wordsOf } from '../support/reading-ease.ts';

/** The words of the sharing decision: one for everything it may ask or say, and none without a use. */

type Asked = {
  label: string;
  hint: string;
  why: string;
  options?: Readonly<Record<string, string>>;
  details?: Readonly<Record<string, string>>;
};

const words = decisionWords;
const asked = Object.entries(words.questions) as [QuestionName, Asked][];
const rows = Object.values(table) as Row<string, string, string>[];
const ways = rows.flatMap((row) => row.ways);
const gives = ways.flatMap(({ give }) => give ?? []);
const notes = [
  ...ways.flatMap(({ note }) => note ?? []),
  ...rows.flatMap((row) => (row.notes ?? []).map(({ note }) => note)),
];

const keys = (section: Readonly<Record<string, unknown>>) => Object.keys(section).sort();
const each = (...names: string[]) => [...new Set(names)].sort();
const longerThan = (most: number, section: Readonly<Record<string, string>>) =>
  Object.entries(section).filter(([, text]) => text.length > most);
const parts = (name: 'label' | 'hint' | 'why') =>
  Object.fromEntries(asked.map(([question, said]) => [question, said[name]]));
/** Questions that are answered by pressing one of their options. */
const pressed = each(
  ...(Object.values(layouts) as Partial<Page<DecisionAnswers>>[]).flatMap(({ by }) => by ?? []),
);

/** A partnership with every kind of agency and of purpose. */
const sectors = ['council', 'health', 'education', 'police', 'fire', 'probation', 'justice', 'voluntary'];
const [agency, purpose] = [samplePolicy.agencies[0], Object.values(samplePolicy.purposes)[0]];
if (!agency || !purpose) throw new Error('the sample pack has no agency or no purpose');
const policy = {
  ...samplePolicy,
  agencies: sectors.map((sector) => ({ ...agency, id: sector, sector })),
  purposes: Object.fromEntries(families.map((family) => [family, { ...purpose, family }])),
};
const factsIn = (sector: string, answers: DecisionAnswers) => {
  const ctx = contextAt(monday, { policy });
  return factsOf(answers, { ...ctx, person: { ...ctx.person, agency: sector } });
};

/** A consent with nothing wrong: each answer that is changed in it shows what the check may find. */
const soundConsent: DecisionAnswers = {
  lets: 'on-file',
  consentSound: 'check',
  ageBand: 'adult',
  purpose: 'care',
  infoKind: ['ordinary'],
  giver: 'self',
  informed: ['why', 'what', 'who', 'use', 'effects', 'rights'],
  free: 'yes',
  form: 'explicit',
  evidence: 'noted',
  covers: ['items', 'recipient', 'purpose'],
  limits: 'none',
  stale: 'no',
};
const changed = (question: QuestionName): DecisionAnswers[] => {
  const { kind, options = [], judgement } = questions[question] as Question;
  const all = [...options, ...(judgement ? ['not-sure'] : [])];
  return all.map((option) => ({ ...soundConsent, [question]: kind === 'many' ? [option] : option }));
};
const findings = (answers: DecisionAnswers): string[] => {
  const { failures, warnings } = consentCheck(factsIn('council', answers));
  return [...failures, ...warnings];
};
const implied = { form: 'implied-expected', infoKind: ['health'] };
const consentFindings = [
  ...(Object.keys(soundConsent) as QuestionName[]).flatMap(changed),
  ...['care', 'crime'].map((purpose) => ({ ...soundConsent, ...implied, purpose })),
].flatMap(findings);

const decisive = each(...gives.map(({ reason }) => reason));
/** What a consent that is on record may say of itself. */
const onRecord = ['REFUSED', 'WITHDRAWN'];
const reasons = each(...decisive, ...notes, ...consentFindings, ...onRecord).filter(isReason);

describe('the words of the sharing decision', () => {
  it('are there for each page, with a short lead', () => {
    expect(keys(words.pages)).toEqual(each(...Object.keys(layouts), 'change', 'more'));
    for (const [page, { title, lead }] of Object.entries(words.pages)) {
      expect(title, page).not.toBe('');
      if (page !== 'consent-sound') expect(lead.flatMap(sentencesOf).length, page).toBeLessThanOrEqual(3);
    }
    expect(words.pages.decide).toEqual({ title: 'What I recommend', lead: [] });
    expect(words.pages.lets.title).toBe('What lets you share?');
    expect(words.pages.triage.lead.join(' ')).toMatch(/You decide\. I advise/);
  });

  it('are there for each question, and fit', () => {
    expect(keys(words.questions)).toEqual(keys(questions));
    for (const [name, said] of asked) {
      const known = ['label', 'hint', 'why', 'options', 'details'];
      expect(
        Object.keys(said).filter((part) => !known.includes(part)),
        name,
      ).toEqual([]);
      expect(said.label, name).toMatch(/\S/);
      expect(sentencesOf(said.why), name).toHaveLength(1);
    }
    expect(longerThan(90, parts('label'))).toEqual([]);
    expect(longerThan(160, parts('hint'))).toEqual([]);
  });

  it('are there for each option, and fit on a button', () => {
    for (const [name, { options = {} }] of asked) {
      expect(keys(options), name).toEqual(each(...((questions[name] as Question).options ?? [])));
      expect(longerThan(75, options), name).toEqual([]);
      expect(new Set(Object.values(options)).size, name).toBe(Object.keys(options).length);
    }
  });

  it('end the question before the hint begins, where both stand in one line', () => {
    const open = asked.filter(([name, { label }]) => pressed.includes(name) && !/[?.]$/.test(label));
    expect(open).toEqual([]);
  });

  it('say more of an option only where it is pressed', () => {
    for (const [name, { options = {}, details }] of asked) {
      if (!details) continue;
      expect(pressed, name).toContain(name);
      expect(
        Object.keys(details).filter((option) => !(option in options)),
        name,
      ).toEqual([]);
      expect(longerThan(160, details), name).toEqual([]);
    }
  });

  it('are there for each reason, and for what would change each that decides', () => {
    expect(keys(words.codes)).toEqual(reasons);
    expect(keys(words.changes)).toEqual(decisive);
    for (const [code, text] of Object.entries(words.codes))
      expect([1, 2], code).toContain(sentencesOf(text).length);
    for (const [code, text] of Object.entries(words.changes)) expect(sentencesOf(text), code).toHaveLength(1);
  });

  it('are there for each of the twelve outcomes', () => {
    const outcomes = each(...gives.map(({ outcome }) => outcome));
    expect(outcomes).toHaveLength(12);
    expect(keys(words.outcomes)).toEqual(outcomes);
    for (const [outcome, { title, next }] of Object.entries(words.outcomes)) {
      expect(title.length, outcome).toBeLessThanOrEqual(60);
      expect([1, 2], outcome).toContain(sentencesOf(next).length);
    }
  });

  it('are there for each row and each way on, and fit in the map', () => {
    const whens = [...ways, ...rows.flatMap((row) => row.notes ?? [])].map(({ when }) => when);
    expect(keys(words.rules)).toEqual(each(...whens));
    expect(keys(words.rows)).toEqual(keys(table));
    expect(longerThan(48, words.rules)).toEqual([]);
    expect(longerThan(60, words.rows)).toEqual([]);
  });

  it('tell the ways out of a row apart', () => {
    for (const [name, row] of Object.entries(table) as [string, Row<string, string, string>][]) {
      const labels = row.ways.map(({ when }) => words.rules[when as keyof typeof words.rules]);
      const same = labels.filter((label, i) => labels.indexOf(label) !== i);
      expect(same, name).toEqual([]);
    }
  });

  it('are there for each duty or power, and each lawful basis with its article', () => {
    expect(keys(words.lines)).toEqual(each(...reasons.map((code) => lineOf([code])), 'announced'));
    expect(words.lines.announced).toContain('{from}');
    const kinds = (questions.infoKind.options ?? []).map((kind) => ({ infoKind: [kind] }));
    const found = sectors.flatMap((sector) =>
      families.flatMap((purpose) =>
        kinds.flatMap((kind) =>
          reasons.map((code) => basisOf(factsIn(sector, { ...kind, purpose }), [code])),
        ),
      ),
    );
    expect(keys(words.basis)).toEqual(each(...found.map(({ article6 }) => article6)));
    expect(keys(words.further)).toEqual(each(...found.map(({ further }) => further)));
    const { none: nothing, ...further } = words.further;
    expect(nothing).not.toBe('');
    for (const text of [...Object.values(words.basis), ...Object.values(further)])
      expect(text).toMatch(/\((UK GDPR Article|Data Protection Act 2018).*\)\.$/);
  });

  it('start it by words that start nothing else', () => {
    const others = [
      ...urgentWords.command.words,
      ...Object.values(coreWords.commands).flatMap((command) => command.words),
    ].map(normalise);
    expect(words.command.words.map(normalise).filter((word) => others.includes(word))).toEqual([]);
    expect(words.command.words).toEqual(expect.arrayContaining(['decide', 'share', 'decision']));
    expect(each(...words.command.words.map(normalise))).toHaveLength(words.command.words.length);
  });
});

describe('what the sharing decision says', () => {
  const texts = textsOf(words);
  const prose = (section: object) =>
    textsOf(section as Parameters<typeof textsOf>[0])
      .map(([, text]) => text)
      .filter((text) => wordsOf(text).length >= 8);

  it.each(['pages', 'questions', 'codes', 'changes', 'outcomes', 'lines'] as const)(
    'reads like the words of a ten-year-old, or easier: %s',
    (section) => expect(gradeOf(prose(words[section]))).toBeLessThanOrEqual(5),
  );

  it('has no sentence of more than 25 words', () => {
    for (const [key, text] of texts)
      for (const sentence of sentencesOf(text)) expect(wordsOf(sentence).length, key).toBeLessThanOrEqual(25);
  });

  it('uses no jargon', () => {
    const jargon =
      /\b(data subject|utilis|pursuant|disclos|proportiona|gateway|override|third part|stakeholder|in respect of|prior to|with regard|thereof|hereby|lawful basis|special category|pseudonym|anonymis|e\.g|i\.e|etc)/i;
    expect(texts.filter(([, text]) => jargon.test(text))).toEqual([]);
  });

  it.each([
    [/Caldicott Guardian/, /guards health and care records/],
    [/\bexemptions?\b/, /a rule that lifts a limit/],
    [/Confidentiality Advisory Group/, /advises on using patients' names/],
    [/\bMarac\b/, /meeting about people in great danger/],
    [/parental responsibility/, /legal rights of a parent/],
    [/\balleged\b/, /someone said it, and it is not proven/],
    [/\bestate\b(?=.*executor)/, /what the person left/],
    [/Article 8\b/, /private and family life/],
  ])('explains %s where it stands', (term, meaning) => {
    const groups = [
      ...Object.values(words.questions).map((question) => JSON.stringify(question)),
      ...texts.filter(([key]) => !key.startsWith('questions.')).map(([, text]) => text),
    ];
    const using = groups.filter((text) => term.test(text));
    expect(using.length).toBeGreaterThan(0);
    expect(using.filter((text) => !meaning.test(text))).toEqual([]);
  });

  it('says whom to ask wherever somebody was not sure', () => {
    const unsure = Object.entries(words.codes).filter(([code]) => code.endsWith('_UNSURE'));
    expect(unsure.length).toBeGreaterThan(10);
    const whom = /manager|safeguarding lead|data protection officer|Caldicott Guardian|legal adviser/;
    expect(unsure.filter(([, text]) => !whom.test(text))).toEqual([]);
  });

  it('never gives a missing agreement, fear or a refusal alone as a reason to hold back', () => {
    const against = each(
      ...gives.filter(({ outcome }) => outcome === 'DO_NOT_SHARE').map(({ reason }) => reason),
    );
    const said = against.map((code) => words.codes[code as keyof typeof words.codes]);
    expect(said.filter((text) => /\bagreement|\bfear|\bblame|\brefus|\bsaid no\b/i.test(text))).toEqual([]);
  });

  it('leaves it to the outcome to say what is recommended: a reason may end elsewhere', () => {
    const verdict = /\b(do not share|I recommend)\b|(^|[.:;] )share\b/i;
    const may = Object.entries(words.codes).filter(([, text]) => verdict.test(text));
    expect(may).toEqual([]);
  });

  it('fills in nothing in what stands on buttons and in the map', () => {
    const fixed = [words.codes, words.changes, words.rules, words.rows, words.questions, words.pages];
    expect(fixed.flatMap((section) => textsOf(section)).filter(([, text]) => /[{}]/.test(text))).toEqual([]);
  });
});
