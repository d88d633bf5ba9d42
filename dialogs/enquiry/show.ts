import type { Context, View } from '../engine/types.ts';
import { board } from './board.ts';
import type { Enquiry } from './record.ts';

export const show = (record: Enquiry, ctx: Context): View => {
  const { status } = board(record, ctx);
  return {
    status,
    lead: [],
    facts: [{ label: 'enquiry.facts.question', value: record.question }],
    actions: status ? ['answer'] : [],
  };
};
