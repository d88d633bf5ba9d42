import { noNames, referenceOnly } from '../engine/no-names.ts';
import type {
  Citation,
  Context,
  Dialog,
  Option,
  Outcome,
  Page,
  Question,
  Questions,
} from '../engine/types.ts';
import { aims, type FieldName, type FlowName, flows, flowsFor, police } from './aims.ts';
import { hasBeen, isToCome, narrow, noNumbers } from './checks.ts';
import { picksIn, sectorOf, tellsBoth, toPicks } from './parties.ts';
import { stages } from './record.ts';

/** What is asked when one is opened: which it is, then only what that needs. */

export const protocol: Citation = { id: 'law:L-21', section: '' };
const history: Citation = { id: 'norfolk-2015', section: 'Appendix 3' };
export const sources: readonly Citation[] = [protocol, history];
const familyRules: readonly Citation[] = [{ id: 'law:L-46', section: '' }, protocol, history];

export type OpenAnswers = Partial<Record<Exclude<FieldName, 'to'>, string>> & {
  aim?: FlowName;
  to?: readonly string[];
  conditions?: readonly string[];
  rule?: string;
  orderRef?: string;
  terms?: string;
  until?: string;
};

const text = (check: Question['check'], maxLength: number): Question => ({
  kind: maxLength > 100 ? 'long' : 'text',
  required: true,
  maxLength,
  ...(check ? { check } : {}),
  citations: sources,
});
export const reference = text(referenceOnly, 30);
const optional = (question: Question): Question => ({ ...question, required: false });

export const date = (check?: Question['check']): Question => ({
  kind: 'date',
  required: true,
  ...(check ? { check } : {}),
  citations: sources,
});

export const choice = (options: readonly string[]): Question => ({
  kind: 'choice',
  options,
  required: true,
  citations: sources,
});

export const picked = (pick: Question['pick'], kind: 'choice' | 'many' = 'choice'): Question => ({
  kind,
  ...(pick ? { pick } : {}),
  required: true,
  citations: sources,
});

const victimLaw = 'police-crime-sentencing-and-courts-act-2022-ch-3a';
const conditionsOf = ({ policy }: Context): readonly string[] => policy.gateways[victimLaw]?.conditions ?? [];

/** Numbers stand for the conditions: their words are the policy pack's. */
const conditionPicks = (_: unknown, ctx: Context): Option[] =>
  conditionsOf(ctx).map((title, at) => ({ value: String(at + 1), title }));

const allMet: Question['check'] = (given, _, ctx) =>
  (given as readonly string[]).length < conditionsOf(ctx).length ? 'conditions-first' : undefined;

export const ORDER = 'order';
export const NONE = 'none';

export const rulePicks = (_: unknown, { policy }: Context): Option[] =>
  policy.releaseRules.map(({ id, label }) => ({ value: id, title: label }));

const fields: Readonly<Record<FieldName, Question>> = {
  to: { ...picked(toPicks, 'many'), check: tellsBoth },
  asker: picked(picksIn(...police)),
  court: picked(picksIn('family-court')),
  criminalRef: reference,
  familyRef: reference,
  criminalToo: optional(reference),
  familyToo: optional(reference),
  officer: text(noNumbers, 60),
  beganOn: date(hasBeen),
  stage: choice(stages),
  criminalCourt: picked(picksIn('criminal-court')),
  criminalOn: date(isToCome),
  trialOn: optional(date(isToCome)),
  familyCourt: picked(picksIn('family-court')),
  familyOn: date(isToCome),
  familyNext: optional(date(isToCome)),
  appliedOn: date(hasBeen),
  receivedOn: date(hasBeen),
  parties: text(noNames, 300),
  material: text(narrow, 1000),
  relevance: text(noNames, 1000),
  proportionality: text(noNames, 1000),
  aboutVictim: choice(['no', 'yes']),
  dueOn: optional(date(isToCome)),
};

export const questions: Questions<OpenAnswers> = {
  aim: {
    ...choice(flows),
    offers: ({ person, policy }) => flowsFor(sectorOf(person.agency, policy)),
  },
  ...fields,
  conditions: {
    ...picked(conditionPicks, 'many'),
    check: allMet,
    citations: [protocol, { id: 'law:L-22', section: '' }],
  },
  rule: { ...choice([ORDER, NONE]), pick: rulePicks, citations: familyRules },
  orderRef: { ...reference, citations: familyRules },
  terms: { ...text(noNames, 1000), citations: familyRules },
  until: { ...optional(date(isToCome)), citations: familyRules },
};

type OpenPage = Page<OpenAnswers> & { when?(answers: OpenAnswers, ctx: Context): boolean };

const asksVictim = ({ aim }: OpenAnswers): boolean =>
  aim !== undefined && aims[aim].asks.includes('aboutVictim');

const further: readonly OpenPage[] = [
  {
    page: 'victim',
    ask: ['conditions'],
    when: (answers, ctx) =>
      asksVictim(answers) && answers.aboutVictim === 'yes' && conditionsOf(ctx).length > 0,
  },
  { page: 'rule', ask: ['rule'], by: 'rule', when: ({ aim }) => aim === 'release' },
  {
    page: 'order',
    ask: ['orderRef', 'terms', 'until'],
    when: ({ aim, rule }) => aim === 'release' && rule === ORDER,
  },
  {
    page: 'application',
    ask: ['court', 'parties', 'proportionality'],
    when: ({ aim, rule }) => aim === 'release' && rule === NONE,
  },
];

const opened = (aim: FlowName): Outcome => ({
  outcome: 'OPENED',
  reasons: [],
  citations: aims[aim].citations,
});

const isOpen = ({ ask }: OpenPage, answers: OpenAnswers): boolean => ask.some((name) => !(name in answers));

/** Today's protocol stands first; what the source document said is one press away. */
export const next: Dialog<OpenAnswers>['next'] = (answers, ctx) => {
  const { aim } = answers;
  const law = ctx.policy.law['L-21'];
  if (!aim) return { page: 'aim', ask: ['aim'], by: 'aim', tells: law ? [law.current] : [] };
  const first: OpenPage = { page: aim, ask: aims[aim].asks };
  const pages = [first, ...further.filter(({ when }) => when?.(answers, ctx))];
  return pages.find((page) => isOpen(page, answers)) ?? opened(aim);
};
