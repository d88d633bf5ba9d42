import { z } from 'zod';
import { changes } from './edition.ts';

/** Dated facts that the law and the partnership set: purposes, gateways, law entries. Each has an owner and a review date. */

export const date = z.iso.date('write a date as 2026-09-30');
export const text = z.string().min(1, 'write something here');

/** The first and last day it counts, whether somebody checked it, who keeps it, and when they look at it again. */
const dated = {
  from: date,
  to: date.optional(),
  status: z.enum(['verified', 'toConfirm']),
  owner: text,
  reviewOn: date,
  changes,
};

/** What a person picks from a list: longer ones cannot be shown whole on every channel. */
const pick = text.max(75, 'use at most 75 characters');

export const families = [
  'safeguarding',
  'care',
  'crime',
  'statutory',
  'planning',
  'research',
  'governance',
] as const;
export type Family = (typeof families)[number];

/** What a decision may come to. */
export const outcomes = [
  ...(['SHARE', 'SHARE_LIMITED', 'SHARE_DEPERSONALISED', 'DO_NOT_SHARE'] as const),
  ...(['SEEK_CONSENT', 'SEEK_ORIGINATOR', 'SEEK_ADVICE', 'ESCALATE', 'REFER_CAG'] as const),
  ...(['REDIRECT_SAR', 'REDIRECT_FOI', 'REDIRECT_AGREEMENT'] as const),
] as const;

export const purposeSchema = z.strictObject({
  label: pick,
  /** When to pick it, and how it differs from one that sounds the same. */
  note: text.optional(),
  family: z.enum(families),
  /** Planning, research or audit: identifiable patient information needs approval for these (row Q5d). */
  secondaryUse: z.boolean().default(false),
  /** The document that lists it: a key of `sources` and the section. */
  source: z.strictObject({ id: text, section: z.string() }),
  /** Added by an agency, and by whom it was approved. */
  local: z.strictObject({ agency: text, approvedBy: text }).optional(),
  ...dated,
});
export type Purpose = z.infer<typeof purposeSchema>;

/** A `request` binds who asks, not who holds: when its conditions are met the ordinary test runs. */
export const gatewayKinds = [
  'duty',
  'order',
  'request',
  'power',
  'restriction',
  'right',
  'context',
  'guidance',
] as const;
export type GatewayKind = (typeof gatewayKinds)[number];

export const gatewaySchema = z.strictObject({
  title: text,
  sections: z.string().default(''),
  /** What a person picks it by, in plain words with the law behind it; where there is none, title and sections. */
  label: pick.optional(),
  kind: z.enum(gatewayKinds),
  /** What it lets or makes people do, in one or two plain sentences. */
  says: text,
  /** Who may use it, or is bound by it. */
  who: text,
  /** What must hold before it applies; ticked by the person. */
  conditions: z.array(text).default([]),
  /** What a duty or order covers at most, where it names that. */
  only: z.string().optional(),
  /**
   * Whether the person is named: always, never, as the duty can be met either way, or an adult only with consent
   * (Modern Slavery Act 2015 s52).
   */
  naming: z.enum(['named', 'unnamed', 'either', 'adult-with-consent']).default('named'),
  /** For restrictions: words in an item that hint at it, in lower case, and what lifts it. */
  spot: z.array(text.regex(/^[^A-Z]{2,}$/, 'write at least two letters, in lower case')).default([]),
  exceptions: z.string().optional(),
  /** The law entry that says more: a key of `law`. */
  law: z.string().optional(),
  /** Entered into force only once the law owner has confirmed it: shown as announced until then. */
  confirmed: z.boolean().default(true),
  /** Where it has ended: the gateway that follows it. */
  replacedBy: z.string().optional(),
  /** What the source documents called it, where they differ or erred. */
  historical: z.string().optional(),
  erratum: z.string().optional(),
  ...dated,
});
export type Gateway = z.infer<typeof gatewaySchema>;

/** Several are sections of one Act. */
export const gatewayTitle = ({ label, title, sections }: Gateway): string =>
  label ?? [title, sections].filter(Boolean).join(', ');

export const lawSchema = z.strictObject({
  /** Short: it is shown as a citation. */
  title: text,
  /** The position today, in plain words. */
  current: text,
  /** What the source documents said, and where. */
  historical: z.string().optional(),
  /** The law it rests on, for whoever checks it. */
  cites: z.array(text).default([]),
  ...dated,
});
export type LawEntry = z.infer<typeof lawSchema>;

export const readingSchema = z.strictObject({
  title: text,
  by: text,
  /** The current one, or that it is to be confirmed. */
  edition: text,
  historical: z.boolean().default(false),
  /** The one to read today: a key of `reading`. */
  replacedBy: z.string().optional(),
  ...dated,
});
export type Reading = z.infer<typeof readingSchema>;

/** Whoever answers is on the register of people. */
const person = z
  .string()
  .regex(/^p-[a-z0-9-]{1,60}$/, 'name a person by the id they have on the register, such as p-sam');

/** Posts that people here share with: the register of partners. */
export const partnerSchema = z.strictObject({
  title: pick,
  agency: text,
  sector: text,
  /** The service that must hear of a risk to a child, or to an adult: named on the arrival card. */
  hears: z.enum(['child', 'adult', 'crime']).optional(),
  /** How to send to them, the preferred first: keys of `secureRoutes`. */
  routes: z.array(text).min(1, 'name at least one secure route'),
  /** How they want to be asked for information. */
  asking: z.string().default(''),
  /** Sexual health, mental health, substance misuse: their involvement is itself sensitive. */
  sensitive: z.boolean().default(false),
  /** Who answers when Sharewell tells the partner something; where nobody is named, the duty lead of the agency. */
  contact: person.optional(),
  /** Who is asked when the contact does not answer. */
  deputy: person.optional(),
});
export type Partner = z.infer<typeof partnerSchema>;

export const routeSchema = z.strictObject({
  title: pick,
  kind: z.enum(['electronic', 'phone', 'paper', 'meeting']),
  /** What to mind, in a sentence. */
  mind: text,
});
export type SecureRoute = z.infer<typeof routeSchema>;

/** How long agencies have to answer: in working hours, or by the clock on the wall where it runs on. */
const clock = z.strictObject({ hours: z.number().int().min(1).max(240), runsOn: z.boolean() });

export const ratings = ['red', 'amber', 'green'] as const;
export type Rating = (typeof ratings)[number];

/** Agencies that ask each other about one case in a shared channel. Its records belong to it, and to no agency. */
export const hubSchema = z.strictObject({
  /** The last two characters of every reference of it. */
  code: z.string().regex(/^[2-9BCDFGHJKMNPQRTVWXZ]{2}$/, 'two characters, without vowels, 0, 1, L, S or Y'),
  title: pick,
  /** Which agencies may be asked, in the order of the board. */
  agencies: z.array(text).min(2).max(40),
  /** Who begins it, by person's id and agency; they add everybody else. */
  leads: z.array(z.strictObject({ person: text, agency: text })).min(1),
  clocks: z.strictObject({ red: clock, amber: clock, green: clock }),
  /** How often an agency is asked again once it is late, or while its decision is missing. */
  lateEveryHours: z.number().int().min(1).max(168),
});
export type Hub = z.infer<typeof hubSchema>;
