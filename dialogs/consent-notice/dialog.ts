import { z } from 'zod';
import { changeKinds } from '../consent/record.ts';
import { base } from '../engine/base.ts';
import { neverBegun } from '../engine/never-begun.ts';
import { sayWhen } from '../engine/say.ts';
import type { Context, Dialog, Effect, View } from '../engine/types.ts';
import { chaseDue, lifecycle, toAnswer } from './lifecycle.ts';
import { type ConsentNotice, consentNoticeSchema } from './record.ts';

/** Another agency says that somebody took back or limited their consent: what to do, and an answer in one press. */

const input = z.object({
  change: z.enum(changeKinds),
  consentRef: z.string(),
  from: z.string(),
  partner: z.string(),
  refs: z.array(z.string()),
  origin: z.object({ agency: z.string(), id: z.string() }),
});

const takes = (given: Readonly<Record<string, unknown>>, ctx: Context): Effect<ConsentNotice> => {
  const { change, consentRef, from, partner, refs, origin } = input.parse(given);
  const deputy = ctx.policy.partners[partner]?.deputy;
  const record: ConsentNotice = {
    ...base(ctx),
    ...(deputy ? { manager: deputy } : {}),
    type: 'consentNotice',
    schemaVersion: 1,
    status: 'told',
    ...{ change, consentRef, from, partner, refs, origin },
    chases: 0,
    answers: [],
  };
  return {
    record,
    reason: 'consent-notice.told',
    notices: [
      {
        id: 'told',
        to: ctx.person.id,
        kind: `consent-notice.${change}`,
        params: { agency: agencyName(from, ctx), refs: refs.join(', ') || consentRef },
        actions: toAnswer,
        reports: origin,
      },
    ],
    due: chaseDue(record, ctx),
  };
};

const agencyName = (id: string, { policy }: Context): string =>
  policy.agencies.find((agency) => agency.id === id)?.name ?? id;

const show = (record: ConsentNotice, ctx: Context): View => ({
  status: {
    key: `consent-notice.status.${record.status}`,
    params: { when: record.answeredAt ? sayWhen(record.answeredAt, ctx.policy) : '' },
  },
  lead: [
    { key: `consent-notice.lead.${record.change}`, params: { agency: agencyName(record.from, ctx) } },
    ...(record.status === 'told' ? [{ key: 'consent-notice.lead.do' }] : []),
  ],
  facts: [
    {
      label: 'consent-notice.facts.partner',
      value: ctx.policy.partners[record.partner]?.title ?? record.partner,
    },
    { label: 'consent-notice.facts.from', value: agencyName(record.from, ctx) },
    { label: 'consent-notice.facts.refs', value: record.refs.join(', ') || record.consentRef },
    ...(record.continuing
      ? [
          {
            label: 'consent-notice.facts.ground',
            said: { key: `consent-notice.goOn.questions.ground.options.${record.continuing.ground}` },
          },
          { label: 'consent-notice.facts.why', value: record.continuing.facts },
        ]
      : []),
  ],
  actions: record.status === 'told' ? toAnswer : [],
});

export const consentNotice: Dialog<Record<never, never>, ConsentNotice> = {
  name: 'consent-notice',
  version: 1,
  prefix: 'N',
  schema: consentNoticeSchema,
  ...neverBegun('TOLD'),
  takes,
  lifecycle,
  show,
  facets: ({ refs, consentRef }) => ({ grounds: [], recipients: [consentRef, ...refs] }),
};
