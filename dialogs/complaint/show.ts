import { sayDate, sayWhen } from '../engine/say.ts';
import type { Context, Said, View } from '../engine/types.ts';
import { partnerFacts } from '../liaison/partners.ts';
import { isOverdue } from './clock.ts';
import type { Complaint } from './record.ts';
import { linkTo } from './rights.ts';

/** How a complaint reads: by when the person is to hear what, first of all. */

type Facts = View['facts'];

const value = (name: string, text: string | undefined): Facts =>
  text ? [{ label: `complaint.facts.${name}`, value: text }] : [];
const said = (name: string, key: string, params: Said['params'] = {}): Facts => [
  { label: `complaint.facts.${name}`, said: { key: `complaint.${key}`, params } },
];

const status = (record: Complaint, ctx: Context): Said => {
  const { dueOn, outcome } = record;
  const late = isOverdue(record, ctx) ? '-late' : '';
  return {
    key: `complaint.status.${record.status}${late}`,
    params: {
      day: dueOn ? sayDate(dueOn) : '',
      when: outcome ? sayWhen(outcome.at, ctx.policy) : '',
    },
  };
};

const task = (record: Complaint): string => {
  const { status: now, rights } = record;
  if (now === 'acknowledged' || now === 'progress') return rights ? 'news' : 'rights';
  return now;
};

const lead = (record: Complaint): Said[] => [
  { key: `complaint.lead.${task(record)}` },
  ...(record.route ? [{ key: 'complaint.lead.route', params: linkTo(record.route) }] : []),
];

const steps = (record: Complaint, ctx: Context): Facts => {
  const { acknowledgedOn, rights, progress, more, outcome, referredInternally } = record;
  const dated = (name: string, all: Complaint['progress']): Facts =>
    all.flatMap(({ at, text }) => value(name, `${sayWhen(at, ctx.policy)}: ${text}`));
  return [
    ...(acknowledgedOn ? said('acknowledged', 'said.day', { day: sayDate(acknowledgedOn) }) : []),
    ...(rights
      ? said('rights', `said.rights-${rights.how}`, { when: sayWhen(rights.at, ctx.policy) })
      : said('rights', 'said.not-yet')),
    ...dated('news', progress),
    ...dated('more', more),
    ...(outcome
      ? [
          ...said('outcome', `outcome.questions.outcome.options.${outcome.code}`),
          ...value('reasons', outcome.reasons),
          ...value('changes', outcome.changes),
        ]
      : []),
    ...(referredInternally
      ? said('referred', 'said.referred', { when: sayWhen(referredInternally.at, ctx.policy) })
      : []),
  ];
};

/** `more` is for whoever wrote it down: whoever deals with it does not see it. */
const actionsOf = ({ status: now, seenAt }: Complaint): string[] => {
  switch (now) {
    case 'logged':
      return [...(seenAt ? [] : ['mine']), 'acknowledge', 'other', 'more'];
    case 'acknowledged':
    case 'progress':
      return ['news', 'outcome', 'other', 'more'];
    case 'outcome':
      return ['close', 'other', 'more'];
    case 'closed':
      return [];
  }
};

export const show = (record: Complaint, ctx: Context): View => ({
  status: status(record, ctx),
  lead: lead(record),
  facts: [
    ...(record.dueOn ? said('due', 'said.day', { day: sayDate(record.dueOn) }) : []),
    ...said('received', 'said.day', { day: sayDate(record.receivedOn) }),
    ...value('complainantRef', record.complainantRef),
    ...said('about', `questions.about.options.${record.about}`),
    ...value('aboutText', record.aboutText),
    ...said('alleges', `questions.alleges.options.${record.alleges ? 'yes' : 'no'}`),
    ...value('breachRef', record.breachRef),
    ...value('sharingRef', record.sharingRef),
    ...partnerFacts('complaint', record.partnersLiaised, ctx),
    ...steps(record, ctx),
  ],
  actions: actionsOf(record),
  ...(record.breachRef ? { about: record.breachRef } : {}),
});
