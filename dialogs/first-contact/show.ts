import { sayWhen } from '../engine/say.ts';
import type { Context, Said, View } from '../engine/types.ts';
import type { FirstContactRecord } from './record.ts';

type Fact = View['facts'][number];

const label = (name: string): string => `first-contact.facts.${name}`;
const value = (name: string, text: string): Fact => ({ label: label(name), value: text });

const said = (at: string | undefined, ctx: Context): Said =>
  at
    ? { key: 'common.when', params: { when: sayWhen(at, ctx.policy) } }
    : { key: 'first-contact.facts.not-yet' };

const when = (name: string, at: string | undefined, ctx: Context): Fact => ({
  label: label(name),
  said: said(at, ctx),
});

const asked = ({ consentAsked: { b, at, why, reason } }: FirstContactRecord, ctx: Context): Fact[] => [
  b
    ? when('asked', at, ctx)
    : { label: label('asked'), said: { key: `first-contact.questions.asked.options.${why}` } },
  ...(reason ? [value('reason', reason)] : []),
];

/** Colleagues read it too, so it says "they" and not "you". */
export const show = (record: FirstContactRecord, ctx: Context): View => ({
  status: { key: `first-contact.status.${record.recommendation.outcome}` },
  lead: record.recommendation.reasons.map((code) => ({ key: `first-contact.codes.${code}` })),
  facts: [
    value('subjectRef', record.subjectRef),
    when('purpose', record.purposeExplained, ctx),
    when('partners', record.partnersExplained, ctx),
    when('rights', record.rightsExplained, ctx),
    ...asked(record, ctx),
    value('notice', record.noticeVersion),
    ...(record.caseFileCopy ? [when('copied', record.caseFileCopy.at, ctx)] : []),
  ],
  actions: [],
  ...(record.consentAsked.b ? { begins: [{ dialog: 'consent' }] } : {}),
});
