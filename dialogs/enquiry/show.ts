import { sayDate, sayWhen } from '../engine/say.ts';
import type { Context, Said, Section, View } from '../engine/types.ts';
import { mineIn } from './answer.ts';
import { leadName, standing, statusOf } from './board.ts';
import { owesDecision, waitedFor } from './clocks.ts';
import { offersFor } from './joint-questions.ts';
import { membersOf, nameOf } from './moved.ts';
import type { Enquiry, Request, Task } from './record.ts';
import { refusing } from './refusing.ts';

/** What whoever has a seat sees: in short on the card, whatever the number of agencies; in full in the copy. */

type Fact = View['facts'][number];

const value = (label: string, text: string | undefined): Fact[] =>
  text ? [{ label: `enquiry.facts.${label}`, value: text }] : [];
const said = (label: string, key: string, params?: Said['params']): Fact => ({
  label: `enquiry.facts.${label}`,
  said: { key, ...(params ? { params } : {}) },
});

/** Agencies of one standing stand on one line: forty of them fit on a card. */
const groups = [
  ['late', ['late', 'nobody-late']],
  ['nobody', ['nobody', 'nobody-late']],
  ['waiting', ['asked', 'needs-time', 'unanswered']],
  ['shared', ['holds-shared', 'holds-limited', 'holds-to-send']],
  ['deciding', ['holds-deciding', 'holds-waiting']],
  ['refused', ['holds-not-shared', 'cannot']],
  ['nothing', ['nothing']],
] as const;

const grouped = (record: Enquiry, ctx: Context): Fact[] =>
  groups.flatMap(([label, standings]) => {
    const names = record.requests
      .filter((request) => {
        const stands = standing(request, record, ctx).replace(/^cannot-.*/, 'cannot');
        return standings.some((one) => one === stands);
      })
      .map(({ agency }) => nameOf(agency, ctx));
    return value(`agencies.${label}`, names.join(', '));
  });

const mostLines = 3;

const lines = (label: string, all: readonly string[]): Fact[] => {
  const shown = all.slice(-mostLines);
  return [
    ...value(label, shown.join('\n')),
    ...(all.length > shown.length
      ? [said(label, 'enquiry.more', { count: String(all.length - shown.length) })]
      : []),
  ];
};

const riskFacts = ({ risks, requests }: Enquiry, ctx: Context): Fact[] => [
  ...requests.flatMap(({ mark, agency }) =>
    mark === 'high' || mark === 'very-high'
      ? [said('mark', `enquiry.marks.${mark}`, { agency: nameOf(agency, ctx) })]
      : [],
  ),
  ...lines(
    'risks',
    risks.map(({ text, agency }) => `${nameOf(agency, ctx)}: ${text}`),
  ),
];

const taskLine = ({ text, agency, owner, due }: Task, ctx: Context): string =>
  `${nameOf(agency, ctx)}, ${owner}: ${text} (${sayDate(due)})`;

const planFacts = ({ plan }: Enquiry, ctx: Context): Fact[] => {
  const open = plan.filter(({ doneAt }) => !doneAt);
  const late = open.filter(({ overdue }) => overdue);
  return [
    ...lines(
      'overdue',
      late.map((task) => taskLine(task, ctx)),
    ),
    ...lines(
      'plan',
      open.filter(({ overdue }) => !overdue).map((task) => taskLine(task, ctx)),
    ),
    ...(plan.length > open.length
      ? [said('done', 'enquiry.done', { done: String(plan.length - open.length), all: String(plan.length) })]
      : []),
  ];
};

const assessed = (record: Enquiry, ctx: Context): Fact[] => {
  const { victim, level, outcome, feedback, disputes } = record;
  const disputed = disputes
    .slice(-mostLines)
    .map(({ agency, by, say = 'open' }) =>
      said('disputes', `enquiry.disputes.${say}`, { by: nameOf(by, ctx), agency: nameOf(agency, ctx) }),
    );
  return [
    ...value('victim', victim && [victim.wishes, victim.needs, victim.safety].join('\n')),
    ...(level ? [said('level', `enquiry.levels.${level}`)] : []),
    ...lines(
      'dissent',
      record.dissent.map(({ agency, text }) => `${nameOf(agency, ctx)}: ${text}`),
    ),
    ...disputed,
    ...(outcome
      ? [said('outcome', `enquiry.outcomes.${outcome.code}`), ...value('outcomeText', outcome.text)]
      : []),
    ...(feedback ? [said('feedback', `enquiry.feedback.${feedback.code}`)] : []),
  ];
};

/** What is left to do for the agency of whoever looks. */
const leftTo = (record: Enquiry, ctx: Context): Said[] => {
  const mine = mineIn(record, ctx);
  const { status } = record;
  if (mine && owesDecision(mine)) return [{ key: `enquiry.left.decide-${mine.state}` }];
  if (status === 'closed') return [{ key: 'enquiry.left.closed' }];
  if (!mine) return [{ key: 'enquiry.left.not-asked' }];
  if (waitedFor(record).includes(mine)) {
    const when = sayWhen(mine.until ?? mine.dueAt, ctx.policy);
    return [{ key: `enquiry.left.answer${mine.late ? '-late' : ''}`, params: { when } }];
  }
  return [{ key: 'enquiry.left.answered' }];
};

const opening = (record: Enquiry, ctx: Context): Fact[] => {
  const { question, caseRef, why, from, ledBy } = record;
  return [
    ...value('question', question),
    ...value('why', why),
    ...value('caseRef', caseRef),
    ...value('from', `${from.name}, ${nameOf(from.agency, ctx)}`),
    ...value('lead', ledBy && leadName(ledBy, ctx)),
  ];
};

/** What to do first stands first; only so many fit. */
const stepsFor = (record: Enquiry, ctx: Context): Pick<View, 'actions' | 'begins'> => {
  const mine = mineIn(record, ctx);
  const open = mine !== undefined && record.status !== 'closed';
  const decides = mine !== undefined && owesDecision(mine);
  const answers = open && (waitedFor(record).includes(mine) || !decides || !refusing(record, ctx));
  return {
    actions: [...(answers ? ['answer'] : []), ...(offersFor(record, ctx).length > 0 ? ['joint'] : [])],
    begins: [
      ...(decides ? [{ dialog: 'decision' }] : []),
      ...(refusing(record, ctx) ? [{ dialog: 'dispute' }] : []),
    ],
  };
};

export const show = (record: Enquiry, ctx: Context): View => ({
  status: statusOf(record),
  lead: [...leftTo(record, ctx), { key: 'enquiry.left.never' }],
  facts: [
    ...opening(record, ctx),
    ...grouped(record, ctx),
    ...riskFacts(record, ctx),
    ...planFacts(record, ctx),
    ...assessed(record, ctx),
  ],
  ...stepsFor(record, ctx),
});

const requestItem = (request: Request, record: Enquiry, ctx: Context): Fact[] => {
  const { agency, byName, answeredAt, nature = [], mark, decisionRef, dueAt, until } = request;
  const name = nameOf(agency, ctx);
  const params = { when: sayWhen(until ?? dueAt, ctx.policy) };
  return [
    ...value('agency', name),
    said('said', `enquiry.board.${standing(request, record, ctx)}`, params),
    ...(answeredAt ? [said('answered', 'common.when', { when: sayWhen(answeredAt, ctx.policy) })] : []),
    ...value('by', byName),
    ...nature.map((one) => said('nature', `enquiry.answer.questions.nature.options.${one}`)),
    ...(mark ? [said('mark', `enquiry.answer.questions.mark.options.${mark}`)] : []),
    ...value('decisionRef', decisionRef),
  ];
};

const membersIn = (record: Enquiry, ctx: Context): string[] => {
  const agencies = [...new Set([...(ctx.hub?.seats ?? []).map(({ agency }) => agency)])];
  return agencies.flatMap((agency) =>
    membersOf(ctx, agency, record.reference).map(
      ({ name, person }) => `${name || person}, ${nameOf(agency, ctx)}`,
    ),
  );
};

const planItem = (task: Task, ctx: Context): Fact[] => [
  ...value('task', taskLine(task, ctx)),
  said('taskState', `enquiry.task.${task.doneAt ? 'done' : task.overdue ? 'overdue' : 'open'}`),
];

const whole = (record: Enquiry, ctx: Context): Section[] => {
  const section = (key: string, facts: readonly Fact[], items: Section['items'] = []): Section[] =>
    facts.length + items.length > 0
      ? [{ heading: { key: `enquiry.copy.${key}` }, lead: [], facts, items }]
      : [];
  return [
    ...section('asked', opening(record, ctx)),
    ...section(
      'agencies',
      record.requests.flatMap((request) => requestItem(request, record, ctx)),
    ),
    ...section(
      'risks',
      record.risks.flatMap(({ text, agency, level }) => [
        ...value('risk', `${nameOf(agency, ctx)}: ${text}`),
        said('riskLevel', `enquiry.levels.${level}`),
      ]),
    ),
    ...section('assessed', assessed(record, ctx)),
    ...section(
      'plan',
      record.plan.flatMap((task) => planItem(task, ctx)),
    ),
    ...section('members', [], membersIn(record, ctx)),
  ];
};

export const copy = (record: Enquiry, ctx: Context): Section[] => whole(record, ctx);
