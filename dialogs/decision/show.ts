import { NOT_SURE } from '../engine/accept.ts';
import { sayDate, sayWhen } from '../engine/say.ts';
import type { Context, Facets, Question, Said, Section, View } from '../engine/types.ts';
import { approvalBegins, approvalFacts, approvalLead } from './approvals.ts';
import { type DecisionAnswers, type QuestionName, questions } from './questions.ts';
import type { DecisionRecord } from './record.ts';

/** How a kept decision reads: on its card in short, in the case file in full. */

type Fact = View['facts'][number];

const value = (label: string, text: string | undefined): Fact[] =>
  text ? [{ label: `decision.facts.${label}`, value: text }] : [];
const said = (label: string, key: string, params?: Said['params']): Fact[] => [
  { label: `decision.facts.${label}`, said: { key, ...(params ? { params } : {}) } },
];
const when = (label: string, at: string | undefined, ctx: Context): Fact[] =>
  at ? said(label, 'common.when', { when: sayWhen(at, ctx.policy) }) : [];

const going = (record: DecisionRecord): string =>
  (record.items ?? [])
    .filter((item) => !item.withheld)
    .map((item) => item.label)
    .join('\n');

const route = (record: DecisionRecord, ctx: Context): Fact[] => {
  if (!record.method) return [];
  const title = ctx.policy.secureRoutes[record.method]?.title;
  return title ? value('how', title) : said('how', 'decision.facts.no-route');
};

const purpose = (record: DecisionRecord, ctx: Context): string =>
  [...record.purpose.map((id) => ctx.policy.purposes[id]?.label ?? ''), record.purposeText ?? '']
    .filter(Boolean)
    .join('. ');

const names = (record: DecisionRecord): string => record.recipient.map(({ name }) => name).join(', ');

const status = (record: DecisionRecord, ctx: Context): Said => ({
  key: `decision.status.${record.overdue ? 'overdue' : record.status}`,
  params: { by: record.dueAt ? sayWhen(record.dueAt, ctx.policy) : '' },
});

const decided = (record: DecisionRecord): Fact[] => [
  ...said('recommended', `decision.outcomes.${record.recommendation.outcome}.title`),
  ...said('decided', `decision.outcomes.${record.final.outcome}.title`),
];

const why = (record: DecisionRecord): Said[] =>
  record.recommendation.reasons.map((code) => ({ key: `decision.codes.${code}` }));

const afterwards = (record: DecisionRecord, ctx: Context): Fact[] => [
  ...when('sent', record.transferAt, ctx),
  ...(record.receipt
    ? said('receipt', `decision.received.questions.reached.options.${record.receipt.answer}`)
    : []),
  ...(record.receipt?.helped
    ? said('helped', `decision.received.questions.helped.options.${record.receipt.helped}`)
    : []),
  ...value('note', record.receipt?.note ?? record.answered?.note),
  ...(record.answered
    ? said('answered', `decision.answered.questions.answer.options.${record.answered.answer}`)
    : []),
  ...value('consentRefs', record.consentRefs?.join(', ')),
  ...value('resumedBy', record.resumedBy),
  ...when('copied', record.caseFileCopy?.at, ctx),
];

const actionsOf = (record: DecisionRecord): string[] => {
  switch (record.status) {
    case 'decided':
    case 'held':
      return ['sent'];
    case 'shared':
      return ['received'];
    // What they answered is written down as a consent.
    case 'awaiting-consent':
    case 'closed':
      return [];
    default:
      return ['answered'];
  }
};

const shared = (record: DecisionRecord, ctx: Context): Fact[] => [
  ...value('what', going(record)),
  ...value('with', names(record)),
  ...route(record, ctx),
  ...value('optOut', record.optOut?.method),
  ...(record.lawfulBasis ? said('basis', `decision.basis.${record.lawfulBasis.article6}`) : []),
  ...(record.lawfulBasis && record.lawfulBasis.further !== 'none'
    ? said('further', `decision.further.${record.lawfulBasis.further}`)
    : []),
];

const opening = (record: DecisionRecord, ctx: Context): Fact[] => [
  ...value('subjectRef', record.subjectRef),
  ...value('purpose', purpose(record, ctx)),
];

const departed = (record: DecisionRecord): Fact[] => [
  ...value('departure', record.departure?.reason),
  ...value('consequences', record.notShared?.consequences),
  ...value('mitigation', record.notShared?.mitigation),
];

const whole = (record: DecisionRecord, ctx: Context): Fact[] => [
  ...decided(record),
  ...opening(record, ctx),
  ...shared(record, ctx),
  ...departed(record),
  ...approvalFacts(record, ctx),
  ...afterwards(record, ctx),
];

/** What waits for the person goes on with their answer; what rests on their yes can be looked at again. */
const refused = ({ status: now, receipt, answered }: DecisionRecord): boolean =>
  now === 'awaiting-originator' || receipt?.answer === 'refused' || answered?.answer === 'no';

const beginsOf = (record: DecisionRecord): NonNullable<View['begins']> => {
  const { status: now, consentRefs } = record;
  if (now === 'awaiting-consent') return [{ dialog: 'consent' }, { dialog: 'decision' }];
  // Whoever it went to would not take it, or whoever holds it would not give it.
  // What we will not share, others may ask for again.
  if (now === 'closed' && record.final.outcome === 'DO_NOT_SHARE') return [{ dialog: 'dispute' }];
  if (refused(record)) return [{ dialog: 'refusal' }, { dialog: 'dispute' }];
  return consentRefs && ['decided', 'held'].includes(now) ? [{ dialog: 'decision' }] : [];
};

/** What has gone may have gone astray. */
const went = ({ status: now, transferAt }: DecisionRecord): boolean =>
  now === 'shared' || (now === 'closed' && transferAt !== undefined);

/** Where somebody may come to harm, other agencies may hold a part of the picture. */
const hubBegins = (
  { harmMarks, agencyId }: DecisionRecord,
  { policy }: Context,
): NonNullable<View['begins']> =>
  harmMarks.length > 0 && policy.hubs.some(({ agencies }) => agencies.includes(agencyId))
    ? [{ dialog: 'enquiry-request' }]
    : [];

export const show = (record: DecisionRecord, ctx: Context): View => ({
  status: status(record, ctx),
  lead: [
    ...why(record).slice(0, 4),
    ...(record.lawfulBasis ? [{ key: `decision.lines.${record.lawfulBasis.line}` }] : []),
    ...(record.status === 'decided' ? [{ key: 'decision.record.next' }] : []),
    ...approvalLead(record, ctx),
  ],
  facts: whole(record, ctx),
  actions: actionsOf(record),
  begins: [
    // A manager may be quicker than a dispute.
    ...(refused(record) ? approvalBegins(record, ctx) : []),
    ...beginsOf(record),
    ...(refused(record) ? [] : approvalBegins(record, ctx)),
    ...(went(record) ? [{ dialog: 'breach' }] : []),
    { dialog: 'advice' },
    ...hubBegins(record, ctx),
    // Whoever complains of it does so later.
    ...(went(record) && record.status === 'closed' ? [{ dialog: 'complaint' }] : []),
  ],
});

/** What goes with the information, so that whoever gets it knows its limits. */
export const handlingNotice = (record: DecisionRecord, ctx: Context): Section => {
  const consent = record.openness?.told === 'when-they-agreed' ? 'given' : 'without';
  return {
    heading: { key: 'decision.handling.title' },
    lead: [
      { key: 'decision.handling.purpose', params: { purpose: purpose(record, ctx) || '-' } },
      {
        key: 'decision.handling.from',
        params: {
          agency: ctx.policy.agencies.find(({ id }) => id === record.agencyId)?.name ?? record.agencyId,
        },
      },
      { key: `decision.handling.consent-${consent}` },
      { key: 'decision.handling.onward' },
      { key: 'decision.handling.keep', params: { date: sayDate(record.retention.reviewOn) } },
      ...(record.items?.some((item) => item.kind === 'opinion')
        ? [{ key: 'decision.handling.opinion' }]
        : []),
      ...(record.harmMarks.length > 0 ? [{ key: 'decision.handling.protect' }] : []),
    ],
    facts: value('ref', record.reference),
  };
};

/** One answer in words, several as a fact each. */
const answerFacts = (row: string, given: unknown, answers: DecisionAnswers, ctx: Context): Fact[] => {
  const name = row.replace(/^decision\./, '') as QuestionName;
  const question = (questions as Readonly<Record<string, Question>>)[name];
  if (!question || given === '' || given === undefined || given === null) return [];
  const label = `decision.questions.${name}.label`;
  const picked = question.pick?.(answers, ctx) ?? [];
  const chosen = question.kind === 'many' ? String(given).split(',') : [String(given)];
  return chosen.map((value): Fact => {
    if (value === NOT_SURE) return { label, said: { key: 'common.not-sure' } };
    if (question.options?.includes(value))
      return { label, said: { key: `decision.questions.${name}.options.${value}` } };
    const option = picked.find((each) => each.value === value);
    return { label, value: option ? ('title' in option ? option.title : option.typed) : value };
  });
};

/** The whole record, for the case file. */
export const copy = (record: DecisionRecord, ctx: Context): Section[] => {
  const answers: DecisionAnswers = Object.fromEntries(
    record.answers.map(({ row, value: given }) => [row.replace(/^decision\./, ''), given]),
  );
  const heading = (key: string): Said => ({ key: `decision.copy.${key}` });
  const sections: Section[] = [
    { heading: heading('decision'), lead: why(record), facts: whole(record, ctx) },
    {
      heading: heading('answers'),
      lead: [],
      facts: record.answers.flatMap(({ row, value: given }) => answerFacts(row, given, answers, ctx)),
    },
    {
      heading: heading('assumed'),
      lead: [],
      facts: record.assumed.flatMap(({ row, value: taken }) => answerFacts(row, taken, answers, ctx)),
    },
  ];
  return record.lawfulBasis ? [...sections, handlingNotice(record, ctx)] : sections;
};

/** It may still be decided again with its answers, and is found to be closed then. */
const goesOn = ({ status: now, consentRefs }: DecisionRecord): boolean =>
  now === 'awaiting-consent' || (consentRefs !== undefined && ['decided', 'held'].includes(now));

export const facets = (record: DecisionRecord): Facets => ({
  subject: record.subjectRef,
  outcome: record.final.outcome,
  recipients: record.recipient.map(({ id, name }) => id ?? name),
  grounds: record.recommendation.reasons,
  finds: [
    ...(goesOn(record) ? [{ facet: 'case' as const, key: record.subjectRef }] : []),
    // Advice that is asked about it finds it.
    { facet: 'about', key: record.reference },
  ],
});
