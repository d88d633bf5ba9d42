import { sayDate } from '../engine/say.ts';
import type { Context, Said, Section } from '../engine/types.ts';
import { localDate } from '../engine/working-time.ts';
import { agencyOf, factsOf, type Kind, kindsIn, said, section } from './paper-parts.ts';
import type { Breach } from './record.ts';

/**
 * A letter to the people whose information it was, for the lead to finish: in plain words, sorry, and blaming nobody.
 * What only the lead knows stands in square brackets. Nothing that was typed goes in: the report was not written for them.
 */

/** Kinds that call for advice of their own, what is most urgent first. */
const advised = [
  'hidden-home',
  'passwords',
  'money',
  'identity',
  'contact',
] as const satisfies readonly Kind[];

/** What somebody could do with it. */
const feared = [
  ...advised,
  ...(['health', 'care', 'crime', 'sex-life', 'belief', 'family', 'work-school', 'needs'] as const),
] as const satisfies readonly Kind[];

/** Somebody's safety may hang on it: that comes before all else. */
export const isAboutSafety = (record: Breach): boolean =>
  record.assessment?.recommended.urgent === true ||
  record.exposedTo === 'hostile' ||
  kindsIn(record).includes('hidden-home');

const among = (all: readonly Kind[], found: readonly Kind[]): Kind[] =>
  all.filter((each) => found.includes(each));

const known = ({ occurredAt, message }: Breach, { policy }: Context): Said => {
  const at = occurredAt ?? message?.sentAt;
  return at
    ? said('letter.happened.on', { day: sayDate(localDate(new Date(at), policy)) })
    : said('letter.happened.day');
};

const happened = (record: Breach, ctx: Context): Section =>
  section('letter.happened.heading', {
    lead: [
      said('letter.happened.dear'),
      said('letter.happened.lead', { agency: agencyOf(record, ctx)?.name ?? record.agencyId }),
      ...record.class.map((name) => said(`letter.class.${name}`)),
      known(record, ctx),
      said('letter.happened.more'),
      said('letter.happened.sorry'),
    ],
  });

const safety: Section = section('letter.safety.heading', {
  lead: [said('letter.safety.now'), said('letter.safety.plan')],
  items: [said('letter.safety.ring'), said('letter.safety.trust')],
});

const information = (found: readonly Kind[]): Section =>
  section('letter.information.heading', {
    lead: [said('letter.information.lead')],
    items: [
      ...found.filter((kind) => kind !== 'not-known').map((kind) => said(`letter.kinds.${kind}`)),
      said('letter.information.check'),
    ],
  });

const effects = (found: readonly Kind[]): Section => {
  const items = among(feared, found).map((kind) => said(`letter.effects.${kind}`));
  return section('letter.effects.heading', {
    items: items.length > 0 ? items : [said('letter.effects.fill')],
  });
};

/** What was done that means something to them. */
const steps = [
  'recalled',
  'deleted',
  'returned',
  'access-closed',
  'locked',
  'person-safe',
  'shared-now',
] as const;

const measures = ({ containment, partnersNotified }: Breach): Section =>
  section('letter.done.heading', {
    items: [
      ...steps.filter((step) => containment.done.includes(step)).map((step) => said(`letter.steps.${step}`)),
      ...(partnersNotified.length > 0 ? [said('letter.done.partners')] : []),
      said('letter.done.more'),
    ],
  });

const advice = (found: readonly Kind[]): Section =>
  section('letter.advice.heading', {
    items: [...among(advised, found).map((kind) => said(`letter.advice.${kind}`)), said('letter.advice.ask')],
  });

const contacts = (record: Breach, ctx: Context): Section[] => {
  const { advisers, regulator } = ctx.policy;
  const procedure = agencyOf(record, ctx)?.complaintsPolicy;
  return [
    section('letter.contact.heading', {
      lead: [said('letter.contact.lead', { name: advisers.dpo.title, how: advisers.dpo.text })],
      items: [said('letter.contact.help')],
    }),
    section('letter.complain.heading', {
      lead: [
        said('letter.complain.us'),
        ...(procedure
          ? [said('letter.complain.policy', { title: procedure.title, url: procedure.url })]
          : []),
        said('letter.complain.regulator', {
          name: regulator.title,
          phone: regulator.phone,
          url: regulator.complaints.url,
        }),
      ],
    }),
  ];
};

const ending = (record: Breach): Section =>
  section('letter.end.heading', {
    lead: [
      ...(factsOf(record).whose?.includes('children') ? [said('letter.end.child')] : []),
      said('letter.end.signed'),
    ],
  });

export const letter = (record: Breach, ctx: Context): readonly Section[] => {
  const found = kindsIn(record);
  return [
    ...(isAboutSafety(record) ? [safety] : []),
    happened(record, ctx),
    information(found),
    effects(found),
    measures(record),
    advice(found),
    ...contacts(record, ctx),
    ending(record),
  ];
};
