import { z } from 'zod';
import { plain } from '../dispute/parties.ts';
import { sayWhen } from '../engine/say.ts';
import type { Context, View } from '../engine/types.ts';
import { type LiaisonNews, liaisonNews } from './record.ts';

/** What partners were told of a record of ours, whether that arrived, and what they said. */

const text = z.string();
const when = z.iso.datetime();

export const partnerTold = z.object({
  partner: text,
  agency: text,
  at: when,
  /** Told by no message of ours: somebody has to ring them. */
  toRing: z.boolean().optional(),
  heardAt: when.optional(),
  theirRef: text.optional(),
  notes: z.array(z.object({ at: when, text })),
});
export type PartnerTold = z.infer<typeof partnerTold>;

type Notes = PartnerTold['notes'];

const together = (known: Notes, come: Notes): Notes =>
  [...new Map([...known, ...come].map((note) => [`${note.at} ${note.text}`, note])).values()].sort(
    (one, other) => one.at.localeCompare(other.at),
  );

const withNews = (told: PartnerTold, { heardAt, theirRef, notes }: LiaisonNews): PartnerTold => {
  const first = [told.heardAt, heardAt].filter((at) => at !== undefined).sort()[0];
  const ref = told.theirRef ?? theirRef;
  const { toRing, ...rest } = told;
  return {
    ...rest,
    ...(toRing && !first ? { toRing } : {}),
    ...(first ? { heardAt: first } : {}),
    ...(ref ? { theirRef: ref } : {}),
    notes: together(told.notes, notes),
  };
};

/** All that a partner has said so far. Undefined where we knew it already, or told them nothing. */
export const heardFrom = (
  all: readonly PartnerTold[],
  input: unknown,
): { all: PartnerTold[]; partner: string } | undefined => {
  const { success, data } = liaisonNews.safeParse(input);
  const before = success ? all.find(({ partner }) => partner === data.partner) : undefined;
  if (!success || !before) return undefined;
  const after = withNews(before, data);
  if (JSON.stringify(after) === JSON.stringify(before)) return undefined;
  return { all: all.map((one) => (one === before ? after : one)), partner: data.partner };
};

/** A message did not arrive. */
export const notReached = (all: readonly PartnerTold[], partner: unknown): PartnerTold[] =>
  all.map((one) => (one.partner === partner && !one.heardAt ? { ...one, toRing: true } : one));

export const partnerName = (partner: string, { policy }: Pick<Context, 'policy'>): string =>
  policy.partners[partner]?.title ?? partner;

/** The same among words of ours. */
export const sayPartner = (partner: string, ctx: Pick<Context, 'policy'>): string =>
  plain(partnerName(partner, ctx)) || '-';

const stateOf = ({ heardAt, toRing }: PartnerTold): string => {
  if (heardAt) return 'heard';
  return toRing ? 'to-ring' : 'told';
};

/** Labels stand with the dialog whose record it is. */
export const partnerFacts = (dialog: string, all: readonly PartnerTold[], ctx: Context): View['facts'] =>
  all.flatMap((one) => [
    {
      label: `${dialog}.facts.partner`,
      said: {
        key: `liaison.partner.${stateOf(one)}`,
        params: { name: sayPartner(one.partner, ctx), when: sayWhen(one.heardAt ?? one.at, ctx.policy) },
      },
    },
    ...(one.theirRef ? [{ label: `${dialog}.facts.theirRef`, value: one.theirRef }] : []),
    ...one.notes.map(({ at, text: note }) => ({
      label: `${dialog}.facts.theySay`,
      value: `${sayWhen(at, ctx.policy)}: ${note}`,
    })),
  ]);
