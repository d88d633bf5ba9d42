import type { Context, View } from '../engine/types.ts';
import type { ConsentCheckRecord } from './record.ts';

/** The verdict first, then everything it failed on, then what to do. */
export const show = (record: ConsentCheckRecord, { policy }: Context): View => ({
  status: { key: `consent-check.status.${record.verdict}` },
  lead: [
    ...record.recommendation.reasons.map((code) => ({ key: `consent.codes.${code}` })),
    { key: `consent-check.next.${record.verdict}` },
  ],
  facts: [
    { label: 'consent-check.facts.subjectRef', value: record.subjectRef },
    ...(record.consentRef ? [{ label: 'consent-check.facts.consentRef', value: record.consentRef }] : []),
    {
      label: 'consent-check.facts.recipient',
      value: policy.partners[record.recipient]?.title ?? record.recipient,
    },
    { label: 'consent-check.facts.purpose', value: policy.purposes[record.purpose]?.label ?? record.purpose },
  ],
  actions: [],
  begins: [...(record.verdict === 'VALID' ? [] : [{ dialog: 'consent' }]), { dialog: 'decision' }],
});
