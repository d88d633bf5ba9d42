import { agencyName } from '../dispute/parties.ts';
import { sayDate, sayWhen } from '../engine/say.ts';
import type { Context, Said, View } from '../engine/types.ts';
import type { PolicyPack } from '../policy/pack.ts';
import { type CourtFlow, FROM, type Party, type Step } from './record.ts';
import { allOf, courseOf, datesOf, hasHeard, hasReplied, isOurs, last, newsFor, toSend } from './steps.ts';

/** What a card and a copy say of it, one fact a line. */

type Fact = View['facts'][number];

const value = (label: string, text: string | undefined): Fact[] =>
  text ? [{ label: `court.facts.${label}`, value: text }] : [];
const said = (label: string, key: string, params: Said['params'] = {}): Fact[] => [
  { label: `court.facts.${label}`, said: { key: `court.${key}`, params } },
];
const day = (label: string, on: string | undefined): Fact[] => value(label, on && sayDate(on));

const stateOf = (record: CourtFlow, { agency, here }: Party): string => {
  const answer = allOf(record, 'replied').findLast((step) => step.agency === agency);
  if (answer) return `replied-${answer.says}`;
  if (toSend(record).some((one) => one.agency === agency)) return 'to-send';
  if (record.late.includes('reply') && !hasReplied(record, agency)) return 'late';
  if (newsFor(record) && hasHeard(record, agency)) return 'heard';
  if (!newsFor(record)) return 'not-yet';
  return here ? 'told' : 'sent';
};

/** Each agency by its name, and how it stands with them. */
export const partyFacts = (record: CourtFlow, { policy }: Context): Fact[] => {
  const named = (label: string, agency: string | undefined) =>
    value(label, agency && agencyName(agency, policy));
  if (!isOurs(record)) return named('from', record.from.agency);
  return [
    ...record.to.flatMap((party) =>
      said('to', `party.${stateOf(record, party)}`, { agency: agencyName(party.agency, policy) }),
    ),
    ...named('court', record.court),
    ...toSend(record).flatMap(({ agency }) => value('route', askingOf(agency, policy))),
  ];
};

/** As they want to be written to, by the policy pack. */
const askingOf = (agency: string, { partners }: PolicyPack): string | undefined =>
  Object.values(partners).find((partner) => partner.agency === agency && partner.asking)?.asking;

const dateFacts = (record: CourtFlow, { policy }: Context): Fact[] => {
  const { stage, criminalCourt, criminalOn, trialOn, familyCourt, familyOn } = datesOf(record);
  return [
    ...(stage ? said('stage', `questions.stage.options.${stage}`) : []),
    ...value('criminalCourt', criminalCourt && agencyName(criminalCourt, policy)),
    ...day('criminalOn', criminalOn),
    ...day('trialOn', trialOn),
    ...value('familyCourt', familyCourt && agencyName(familyCourt, policy)),
    ...day('familyOn', familyOn),
  ];
};

const ruleFacts = (record: CourtFlow, { policy }: Context): Fact[] => {
  const rule = policy.releaseRules.find(({ id }) => id === record.rule);
  const order = last(record, 'ruled');
  return [
    ...(rule ? [...value('rule', rule.label), ...value('covers', rule.covers)] : []),
    ...(order ? said('ruling', `ruling.questions.ruling.options.${order.ruling}`) : []),
    ...value('order', order?.order),
    ...value('terms', order?.terms),
    ...day('until', order?.until),
  ];
};

/** What was asked or told, by its references. */
export const contentFacts = (record: CourtFlow, ctx: Context): Fact[] => [
  ...value('criminalRef', record.criminalRef),
  ...value('familyRef', record.familyRef),
  ...value('officer', record.officer),
  ...day('beganOn', record.beganOn),
  ...day('appliedOn', record.appliedOn),
  ...day('receivedOn', record.receivedOn),
  ...dateFacts(record, ctx),
  ...value('applyTo', record.court && agencyName(record.court, ctx.policy)),
  ...value('parties', record.parties),
  ...value('material', record.material),
  ...value('relevance', record.relevance),
  ...value('proportionality', record.proportionality),
  ...(record.victim === undefined
    ? []
    : said('victim', `questions.aboutVictim.options.${yesNo(record.victim)}`)),
  ...value('due', record.dueAt && sayWhen(record.dueAt, ctx.policy)),
  ...day('hearing', last(record, 'hearing')?.on),
  ...ruleFacts(record, ctx),
];

const yesNo = (yes: boolean): string => (yes ? 'yes' : 'no');

const replyFacts = (record: CourtFlow, { policy }: Context): Fact[] =>
  allOf(record, 'replied').flatMap((step) => [
    ...said('answer', `party.replied-${step.says}`, { agency: agencyName(step.agency, policy) }),
    ...value('items', step.items),
    ...(step.basis ? said('basis', `reply.questions.basis.options.${step.basis}`) : []),
    ...value('decision', step.decision),
    ...value('withheld', step.withheld),
    ...(step.reasons ?? []).flatMap((why) => said('reasons', `reply.questions.reasons.options.${why}`)),
  ]);

const talkFacts = (record: CourtFlow): Fact[] => {
  const [view, end] = [last(record, 'viewed'), last(record, 'settled')];
  return [
    ...(view
      ? [...said('view', `view.questions.view.options.${view.view}`), ...value('why', view.reasons)]
      : []),
    ...(end
      ? [...said('outcome', `settle.questions.outcome.options.${end.outcome}`), ...value('why', end.reasons)]
      : []),
  ];
};

/** Replies item by item; what was talked over; what was released; what came of a hearing. */
export const answerFacts = (record: CourtFlow, ctx: Context): Fact[] => {
  const released = last(record, 'released');
  return [
    ...(courseOf(record) === 'request' ? replyFacts(record, ctx) : []),
    ...talkFacts(record),
    ...value('released', released?.items),
    ...value('decision', released?.decision),
    ...value('held', last(record, 'held')?.outcome),
  ];
};

const keyOf = (step: Step): string => {
  switch (step.kind) {
    case 'ruled':
      return `ruled-${step.ruling}`;
    case 'closed':
      return `closed-${step.why}`;
    case 'acknowledged':
    case 'replied':
      return step.side === FROM ? `${step.kind}-by-hand` : step.kind;
    default:
      return step.kind;
  }
};

/** Who did what, and when: of what was done by hand, the day on which it was. */
export const stepFacts = (record: CourtFlow, { policy }: Context): Fact[] =>
  record.steps.flatMap((step) => {
    const on = 'on' in step && step.on ? sayDate(step.on) : '';
    const agency = 'agency' in step ? step.agency : 'to' in step ? step.to : '';
    const how = 'how' in step ? (policy.secureRoutes[step.how]?.title ?? '') : '';
    const params = { when: sayWhen(step.at, policy), on, how, agency: agencyName(agency, policy) };
    return said(step.side === record.side ? 'we' : 'they', `steps.${keyOf(step)}`, params);
  });
