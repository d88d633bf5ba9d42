import type { DecisionRecord } from '../decision/record.ts';
import { holdsNames } from '../engine/no-names.ts';
import type { Begun, Context, RecordBody } from '../engine/types.ts';
import { police } from './aims.ts';
import { sectorOf } from './parties.ts';

/** From a decision, its case and whom it goes to are put into the fields; from an enquiry of a hub, its case. */

/** A case reference may hold a name: then it is left for the person to write. */
const ofCase = (text: string, ctx: Context): Readonly<Record<string, string>> => {
  const { person, policy } = ctx;
  if (holdsNames(text, ctx)) return {};
  return { [police.includes(sectorOf(person.agency, policy)) ? 'criminalRef' : 'familyRef']: text.trim() };
};

const othersIn = ({ recipient = [] }: DecisionRecord, { person, policy }: Context): string[] => {
  const agencies = recipient.flatMap(({ id }) => policy.partners[id ?? '']?.agency ?? []);
  return [...new Set(agencies)].filter((agency) => agency !== person.agency);
};

export const begins = (record: RecordBody, ctx: Context): Begun | undefined => {
  if (record.type === 'decision' && 'recipient' in record) {
    const decision = record as DecisionRecord;
    const to = othersIn(decision, ctx).join(',');
    return { filled: { ...ofCase(decision.subjectRef, ctx), ...(to ? { to } : {}) } };
  }
  if (record.type !== 'enquiry') return undefined;
  const { caseRef = '' } = record as RecordBody & { caseRef?: string };
  return { filled: ofCase(caseRef, ctx) };
};
