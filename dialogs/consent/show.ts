import { sayDate, sayWhen } from '../engine/say.ts';
import type { Context, Facets, Said, Section, View } from '../engine/types.ts';
import { localDate } from '../engine/working-time.ts';
import { toRing } from './following.ts';
import type { ConsentChange, ConsentRecord, Recipient } from './record.ts';
import { hasEnded, holdsUntil } from './until.ts';

/** How a consent reads: what was said, what it covers, and what became of it. */

type Fact = View['facts'][number];

const value = (label: string, text: string | undefined): Fact[] =>
  text ? [{ label: `consent.facts.${label}`, value: text }] : [];
const said = (label: string, key: string, params?: Said['params']): Fact[] => [
  { label: `consent.facts.${label}`, said: { key, ...(params ? { params } : {}) } },
];
const option = (question: string, chosen: string): string =>
  `consent.questions.${question}.options.${chosen}`;

const names = (all: readonly Recipient[]): string => all.map(({ name }) => name).join('; ');

const isOver = (record: ConsentRecord, ctx: Context): boolean =>
  ['given', 'amended', 'restricted'].includes(record.status) && hasEnded(record, ctx);

/** Who was asked again has had all that was missing, or it would not have been kept. */
const isMended = ({ changes }: ConsentRecord): boolean =>
  changes.some(({ change }) => change === 'amend' || change === 'renew');

/** A yes with a gap is no yes: the first thing to say of it. */
const isUnsound = (record: ConsentRecord): boolean =>
  record.source === 'asked' &&
  ['given', 'restricted'].includes(record.status) &&
  record.recommendation.outcome === 'NOT_VALID' &&
  !isMended(record);

const statusKey = (record: ConsentRecord, ctx: Context): string => {
  const { status, about } = record;
  if (about === 'service') return status === 'withdrawn' ? 'service-withdrawn' : 'service';
  if (isOver(record, ctx)) return 'expired';
  if (isUnsound(record)) return 'unsound';
  return status === 'sought' && record.overdue ? 'overdue' : status;
};

const status = (record: ConsentRecord, ctx: Context): Said => {
  const until = holdsUntil(record);
  return {
    key: `consent.status.${statusKey(record, ctx)}`,
    params: {
      until: until ? sayDate(until) : '',
      since: sayWhen(record.stateAt, ctx.policy),
      by: record.dueAt ? sayWhen(record.dueAt, ctx.policy) : '',
    },
  };
};

/** Written down today, and nothing has become of it yet: then a decision that waited for it goes on from here. */
const isFresh = ({ createdAt, stateAt, usedBy }: ConsentRecord, { now, policy }: Context): boolean =>
  stateAt === createdAt &&
  usedBy.length === 0 &&
  localDate(new Date(createdAt), policy) === localDate(now, policy);

const goesOn = (record: ConsentRecord, ctx: Context): string | undefined =>
  isFresh(record, ctx) && record.createdBy.id === ctx.person.id ? record.goesOn : undefined;

const waited = (record: ConsentRecord, ctx: Context): Said[] =>
  record.waited.length > 0 && isFresh(record, ctx)
    ? [{ key: `consent.lead.${goesOn(record, ctx) ? 'waited' : 'waited-other'}` }]
    : [];

const lead = (record: ConsentRecord, ctx: Context): Said[] => {
  if (record.about === 'service') return [{ key: 'consent.lead.service' }];
  const gaps =
    ['given', 'restricted'].includes(record.status) && !isMended(record) ? record.recommendation.reasons : [];
  const ring = toRing(record);
  return [
    ...gaps.map((code) => ({ key: `consent.codes.${code}` })),
    ...(['withdrawn', 'restricted', 'refused'].includes(record.status)
      ? [{ key: `consent.lead.${record.status}` }]
      : []),
    ...(ring.length > 0 ? [{ key: 'consent.lead.ring' }] : []),
    ...waited(record, ctx),
  ];
};

const giver = ({ giver: who, ageBand }: ConsentRecord): Fact[] => [
  ...(ageBand ? said('age', `decision.questions.ageBand.options.${ageBand}`) : []),
  ...(who ? said('giver', option('giver', who.kind)) : []),
  ...(who?.basis ? said('basis', option('basis', who.basis)) : []),
  ...value('assessedBy', who?.assessedBy),
];

const evidence = ({ evidence: kept, form, impliedBasis, medium }: ConsentRecord): Fact[] => [
  ...(form ? said('form', option('form', form)) : []),
  ...value('impliedBasis', impliedBasis),
  // Nobody said on what day the yes on the case file was given.
  ...(kept && medium !== 'on-file' ? said('on', 'consent.facts.day', { day: sayDate(kept.date) }) : []),
  ...(medium === 'on-file' ? said('where', 'consent.facts.on-file') : []),
  ...value('words', kept?.words),
  ...value('where', kept?.formLocation),
];

const purposes = ({ scope }: ConsentRecord, { policy }: Context): string =>
  scope.purposes.map((id) => policy.purposes[id]?.label ?? id).join('; ');

/** What it is about reads as allowed only where it is. */
const labelsOf = (record: ConsentRecord, ctx: Context): { items: string; who: string; until?: string } => {
  if (record.status === 'refused') return { items: 'no', who: 'keptFrom' };
  if (['sought', 'answered'].includes(record.status)) return { items: 'asked', who: 'askedWho' };
  const was = { items: 'was', who: 'wasWho' };
  if (record.status === 'expired' || isOver(record, ctx)) return { ...was, until: 'heldUntil' };
  if (record.status === 'withdrawn' || isUnsound(record)) return was;
  return { items: 'items', who: 'recipients', until: 'until' };
};

const scope = (record: ConsentRecord, ctx: Context): Fact[] => {
  const until = holdsUntil(record);
  const labels = labelsOf(record, ctx);
  return [
    ...value('service', record.service),
    ...value(labels.items, record.scope.items.join('\n')),
    ...value(labels.who, names(record.scope.recipients)),
    ...value('purposes', purposes(record, ctx)),
    ...value('keptBack', record.exclusions.items.join('\n')),
    ...value('keptFrom', names(record.exclusions.recipients)),
    ...(until && labels.until ? said(labels.until, 'consent.facts.day', { day: sayDate(until) }) : []),
  ];
};

const continuing = ({ continuing: ground }: ConsentChange): Fact[] => [
  ...(ground ? said('continuing', `consent.goOn.questions.ground.options.${ground.ground}`) : []),
  ...value('continuingFacts', ground?.facts),
];

const changeFacts = (change: ConsentChange, ctx: Context): Fact[] => [
  ...said(`changes.${change.change}`, 'common.when', { when: sayWhen(change.from, ctx.policy) }),
  ...(change.change === 'restrict' ? value('limited', change.detail) : []),
  ...value('reason', change.reason),
  ...(change.consequencesExplained === undefined
    ? []
    : said('explained', option('explained', change.consequencesExplained ? 'yes' : 'no'))),
  ...continuing(change),
];

const refusal = ({ refusal: no }: ConsentRecord): Fact[] =>
  no
    ? [
        ...value('reason', no.reason),
        ...said('explained', option('explained', no.consequencesExplained ? 'yes' : 'no')),
      ]
    : [];

const whole = (record: ConsentRecord, ctx: Context): Fact[] => {
  const change = record.changes.at(-1);
  return [
    ...value('subjectRef', record.subjectRef),
    ...giver(record),
    ...refusal(record),
    ...scope(record, ctx),
    ...evidence(record),
    ...value('usedBy', record.usedBy.map(({ ref }) => ref).join(', ')),
    ...(change ? (record.status === 'refused' ? continuing : changeFacts)(change, ctx) : []),
    ...value('toRing', toRing(record).join('; ')),
    ...value('rung', record.toldByHand.map(({ name }) => name).join('; ')),
  ];
};

const canExplain = ({ changes }: ConsentRecord): boolean =>
  changes.at(-1)?.consequencesExplained === undefined;

/** An answer is written down as a record of its own, so that decisions which wait for it hear of it. */
const changing: Readonly<Record<ConsentRecord['status'], readonly string[]>> = {
  given: ['withdraw', 'restrict', 'amend'],
  amended: ['withdraw', 'restrict', 'amend'],
  restricted: ['withdraw', 'restrict', 'amend'],
  expired: ['amend', 'withdraw'],
  sought: [],
  refused: ['goOn'],
  withdrawn: ['explain', 'goOn'],
  answered: [],
};

/** What is most needed first: a card holds only so many buttons. */
const actionsOf = (record: ConsentRecord, ctx: Context): string[] => {
  if (record.about === 'service') return record.status === 'withdrawn' ? [] : ['withdraw'];
  const usual = changing[record.status].filter((action) => action !== 'explain' || canExplain(record));
  const room = goesOn(record, ctx) ? 2 : 3;
  return [...(toRing(record, ctx).length > 0 ? ['rang'] : []), ...usual].slice(0, room);
};

const beginsOf = (record: ConsentRecord, ctx: Context): NonNullable<View['begins']> => {
  if (record.status === 'sought') return [{ dialog: 'consent' }];
  const from = goesOn(record, ctx);
  return from ? [{ dialog: 'decision', from }] : [];
};

export const show = (record: ConsentRecord, ctx: Context): View => ({
  status: status(record, ctx),
  lead: lead(record, ctx),
  facts: whole(record, ctx),
  actions: actionsOf(record, ctx),
  begins: beginsOf(record, ctx),
});

export const copy = (record: ConsentRecord, ctx: Context): Section[] => [
  { heading: { key: 'consent.copy.consent' }, lead: lead(record, ctx), facts: whole(record, ctx) },
  {
    heading: { key: 'consent.copy.changes' },
    lead: [],
    facts: record.changes.flatMap((change) => [
      ...changeFacts(change, ctx),
      ...value('told', names(change.told)),
      ...value('byHand', names(change.byHand)),
    ]),
  },
];

/** Agreement to a service is never found when somebody asks what may be shared. */
export const facets = ({ subjectRef, scope: { recipients }, about, status: now }: ConsentRecord): Facets => ({
  subject: subjectRef,
  outcome: now,
  recipients: recipients.map(({ id, name }) => id ?? name),
  finds: about === 'sharing' ? [{ facet: 'case', key: subjectRef }] : [],
});
