import { sayDate } from '../engine/say.ts';
import type { Context, Said, Section } from '../engine/types.ts';
import type { Complaint } from './record.ts';

/** What somebody who complains is told of their rights: in words of ours, with the pages and numbers of the policy pack. */

type Page = { title: string; url: string };

/** What the policy pack says, among our words: nothing in it may look like a mark. */
const said = (text: string): string => text.replace(/[[\]*_`<>\\~|]/g, ' ').trim() || '-';

/** A page among our words: nothing in it may end the link early. */
export const linkTo = ({ title, url }: Page): { title: string; url: string } => ({
  title: said(title),
  url: url.replace(/[()[\]<>\s\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`),
});

const say = (name: string, params: Said['params'] = {}): Said => ({
  key: `complaint.rights.${name}`,
  params,
});

const agencyOf = ({ person, policy }: Context) =>
  policy.agencies.find(({ id }) => id === person.agency) ??
  policy.agencies.find(({ id }) => id === policy.hostAgency);

const rights = ['see', 'mend', 'stop', 'complain', 'fair'] as const;

/** How to complain to us: by the agency's own page, where it has one, and to the team that people can reach. */
const toUs = (ctx: Context): Said[] => {
  const { complaintsPolicy } = agencyOf(ctx) ?? {};
  const { title, text } = ctx.policy.peopleContact;
  return [
    ...(complaintsPolicy ? [say('us', linkTo(complaintsPolicy))] : []),
    say('team', { team: said(title), contact: said(text) }),
  ];
};

const toRegulator = ({ policy: { regulator } }: Context): Said =>
  say('regulator', {
    name: said(regulator.title),
    phone: said(regulator.phone),
    ...linkTo(regulator.complaints),
  });

/** As it is read out or copied: on a card, and to anybody who asks for it. */
export const rightsPaper = (ctx: Context): Said[] => [
  say('may', { days: String(ctx.policy.timers.complaint.acknowledgeDays) }),
  ...rights.map((name) => say(name)),
  ...toUs(ctx),
  toRegulator(ctx),
  say('notice', linkTo(ctx.policy.privacyNotice)),
];

const reach = (ctx: Context): Section['facts'] => {
  const { complaintsPolicy } = agencyOf(ctx) ?? {};
  const { peopleContact, privacyNotice, regulator } = ctx.policy;
  const page = (name: string, { title, url }: Page) => ({
    label: `complaint.receipt.reach.${name}`,
    value: `${title}: ${url}`,
  });
  return [
    ...(complaintsPolicy ? [page('us', complaintsPolicy)] : []),
    { label: 'complaint.receipt.reach.team', value: `${peopleContact.title}: ${peopleContact.text}` },
    { label: 'complaint.receipt.reach.regulator', value: `${regulator.title}: ${regulator.phone}` },
    page('regulatorPage', regulator.complaints),
    page('notice', privacyNotice),
  ];
};

const next = (record: Complaint): Said => {
  const { status, dueOn, acknowledgedOn } = record;
  const key = (name: string, params: Said['params'] = {}): Said => ({
    key: `complaint.receipt.next.${name}`,
    params,
  });
  if (status === 'logged') return key('logged', { day: sayDate(dueOn ?? record.receivedOn) });
  if (dueOn) return key('news', { day: sayDate(dueOn), came: sayDate(acknowledgedOn ?? record.receivedOn) });
  return key('over');
};

/** The paper that the person may keep. It says nothing of what they complained about: they know, and others may read it. */
export const receipt = (record: Complaint, ctx: Context): Section[] => [
  {
    heading: { key: 'complaint.receipt.came', params: { day: sayDate(record.receivedOn) } },
    lead: [{ key: 'complaint.receipt.thanks' }, next(record)],
    facts: [],
  },
  {
    heading: { key: 'complaint.receipt.can' },
    lead: [],
    facts: [],
    items: rights.map((name) => say(name)),
  },
  {
    heading: { key: 'complaint.receipt.reach.heading' },
    lead: [{ key: 'complaint.receipt.reach.lead' }],
    facts: reach(ctx),
  },
];
