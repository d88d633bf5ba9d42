import { agencyName } from '../dispute/parties.ts';
import { sayDate, sayWhen } from '../engine/say.ts';
import type { Context, Said, View } from '../engine/types.ts';
import { partnerFacts, partnerName } from '../liaison/partners.ts';
import { us } from './questions.ts';
import type { Claim } from './record.ts';

/** How a claim reads: facts for lawyers, and no word on who has to answer for it. */

type Facts = View['facts'];

const value = (name: string, text: string | undefined): Facts =>
  text ? [{ label: `claim.facts.${name}`, value: text }] : [];
const said = (name: string, key: string, params: Said['params'] = {}): Facts => [
  { label: `claim.facts.${name}`, said: { key: `claim.${key}`, params } },
];

const partyName = (id: string, { agencyId }: Claim, ctx: Context): string =>
  id === us ? agencyName(agencyId, ctx.policy) : partnerName(id, ctx);

const actionsOf = ({ status }: Claim): string[] => {
  switch (status) {
    case 'logged':
      return ['looked', 'note'];
    case 'looked':
      return ['note', 'close'];
    case 'closed':
      return [];
  }
};

export const show = (record: Claim, ctx: Context): View => {
  const { status, supplierNotifiedAt: toldAt } = record;
  const when = (at: string): string => sayWhen(at, ctx.policy);
  return {
    status: { key: `claim.status.${status}` },
    lead: [
      ...(status === 'closed' ? [] : [{ key: 'claim.warning' }]),
      { key: `claim.lead.${status}` },
      { key: 'claim.lead.lawyers' },
    ],
    facts: [
      ...value('supplier', partyName(record.supplier, record, ctx)),
      ...value('recipient', partyName(record.recipient, record, ctx)),
      ...said('received', 'said.day', { day: sayDate(record.receivedOn) }),
      ...value('legalRef', record.legalRef),
      ...value('dataRef', record.dataRef),
      ...value('agreementRef', record.agreementRef),
      ...said('admission', record.admissionMade ? 'said.admission' : 'said.no-admission'),
      ...record.exceptionsAsserted.flatMap((one) => said('exception', `questions.exceptions.options.${one}`)),
      ...(toldAt ? said('told', 'said.when', { when: when(toldAt) }) : said('told', 'said.ring')),
      ...partnerFacts('claim', record.partnersLiaised, ctx),
      ...record.notes.flatMap(({ kind, at, text }) => value(kind, `${when(at)}: ${text}`)),
    ],
    actions: actionsOf(record),
  };
};
