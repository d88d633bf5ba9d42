import { z } from 'zod';
import {
  date,
  families,
  gatewaySchema,
  hubSchema,
  lawSchema,
  outcomes,
  partnerSchema,
  purposeSchema,
  readingSchema,
  routeSchema,
  text,
} from './catalogue.ts';
import { changes } from './edition.ts';
import { count, courtTimers, id, releaseRules, time } from './limits.ts';
import { retentionSchema } from './retention.ts';

/**
 * Dated facts that an authority sets and signs off: contacts, timers, sources, law, agencies. Nothing of this is in
 * code; a deployment overrides the sample pack with a file of its own.
 */
const isZone = (zone: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en-GB', { timeZone: zone }));
  } catch {
    return false;
  }
};

/** The parts that are entries by id: a deployment changes one entry without repeating the rest. */
const keyed = {
  law: z.record(id, lawSchema),
  purposes: z.record(id, purposeSchema),
  gateways: z.record(id, gatewaySchema),
  reading: z.record(id, readingSchema),
  partners: z.record(id, partnerSchema),
  secureRoutes: z.record(id, routeSchema),
};
export type KeyedPart = keyof typeof keyed;
export const keyedParts = Object.keys(keyed) as readonly KeyedPart[];

const contact = z.strictObject({ title: text, text });

/** Shown as a link among other words, so nothing in it may look like the end of one. */
const notice = z.strictObject({
  title: text.regex(/^[^[\]]*$/, 'leave out square brackets'),
  url: z
    .url({
      protocol: /^https$/,
      abort: true,
      error: ({ input }) =>
        input === undefined ? undefined : 'write a web address that begins with https://',
    })
    .regex(/^[^\s()[\]<>\\]*$/, 'leave out spaces and brackets'),
  version: text,
});

/** Whom people turn to, beside their own line manager. */
export const posts = [
  'manager',
  'head-of-service',
  'safeguarding-lead',
  'dpo',
  'caldicott',
  'siro',
  'legal',
  'complaints',
  'executive',
  'disclosure',
] as const;
export type Post = (typeof posts)[number];

/** Why a decision may need a second pair of eyes. */
export const approvalTriggers = ['departs', 'objection', 'refused', 'doubt', 'rule'] as const;
export type ApprovalTrigger = (typeof approvalTriggers)[number];

/** Of what a rule names, all must hold. Danger is never held: its lane knows no rules. */
const approvalRule = z
  .strictObject({
    /** Of one agency; of all where it names none. */
    agency: z.string().optional(),
    outcomes: z.array(z.enum(outcomes)).min(1).optional(),
    families: z.array(z.enum(families)).min(1).optional(),
    triggers: z
      .array(z.enum(approvalTriggers.filter((name) => name !== 'rule')))
      .min(1)
      .optional(),
    /** Nothing goes before somebody has said yes; without it, it is offered. */
    compulsory: z.boolean().default(false),
  })
  .refine(
    ({ outcomes: o, families: f, triggers: t }) => o !== undefined || f !== undefined || t !== undefined,
    'name outcomes, families or triggers: approval is for named cases only',
  );

/** A page of the agency's own that people are sent to. */
const page = z.strictObject({ title: text, url: z.url({ protocol: /^https$/ }) });

const agency = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/, 'an agency id is lower case letters, digits and hyphens'),
  name: text,
  sector: text,
  /** Who is told when the person has no manager on the register: a person's id. */
  dutyLead: z.string().optional(),
  /** Who answers in each post, by person's id: whoever comes next stands in. `manager` stands in for any line manager. */
  posts: z.partialRecord(z.enum(posts), z.array(z.string()).min(1)).default({}),
  /** Who hears of a breach: the first post leads, the others are told. */
  breachRoute: z.array(z.enum(posts)).min(1).default(['dpo', 'siro', 'caldicott']),
  breachPolicy: page.optional(),
  complaintsPolicy: page.optional(),
});

export const policyPackSchema = z.strictObject({
  id: text,
  owner: text,
  reviewOn: date,
  /** Of the whole pack: each entry may have changes of its own. */
  edition: z.strictObject({ author: text, from: date, changes }),
  guidanceVersion: text,
  lawVersion: text,
  workingDay: z.strictObject({
    zone: z.string().refine(isZone, 'name a time zone such as Europe/London'),
    days: z.array(z.number().int().min(0).max(6)).min(1),
    /** Office hours: what is due in working hours counts these only. */
    from: time,
    to: time,
    holidays: z.array(date),
  }),
  timers: z.strictObject({
    urgent: z.strictObject({
      completeWithinWorkingDays: count(0, 10),
      completeAt: time,
      remindAt: time,
      mostReminders: count(1, 50),
    }),
    /** What waits for an answer: the due time where the request names none, and the request's own clock. */
    wait: z.strictObject({ workingDays: count(1, 60), at: time, remindAfterWorkingDays: count(1, 59) }),
    access: z.strictObject({ days: count(1, 90) }),
    foi: z.strictObject({ workingDays: count(1, 60) }),
    receipt: z.strictObject({ workingDays: count(1, 30), at: time }),
    draft: z.strictObject({
      remindAfterMinutes: z.number().int().min(1),
      closeAfterDays: count(1, 365),
    }),
    /** How long whoever is asked for advice or approval has, before it goes to whoever stands in. */
    ask: z.strictObject({ workingHours: count(1, 80), mostChases: count(1, 10) }),
    /** How long each stage of a dispute may take before it is chased. */
    dispute: z.strictObject({ workingDays: count(1, 30), at: time }),
    /** From when the agency knew: how long the regulator may wait, and when whoever leads is asked again. */
    breach: z.strictObject({
      hours: count(1, 720),
      remindBeforeHours: z.array(count(1, 720)).min(1),
      lateEveryHours: count(1, 168),
    }),
    /** How long a person waits to hear that their complaint came, and then for news of it. */
    complaint: z.strictObject({
      acknowledgeDays: count(1, 90),
      remindBeforeDays: z.array(count(1, 89)).min(1),
      newsEveryDays: count(1, 90),
      at: time,
    }),
    court: courtTimers,
    /** How long a consent holds, and how often partners are asked whether they heard that it changed. */
    consent: z.strictObject({
      reviewAfterMonths: count(1, 60),
      remindBeforeDays: count(1, 90),
      at: time,
      answerWithinWorkingDays: count(1, 30),
      mostChases: count(1, 10),
    }),
  }),
  releaseRules,
  /** When a manager's view of a decision is offered, and the cases in which it is compulsory. */
  approval: z.strictObject({ rules: z.array(approvalRule) }).default({ rules: [] }),
  retention: retentionSchema,
  urgentContacts: z.array(contact).min(1),
  procedure: page,
  /** Where health and care bodies report a breach: it goes on to the regulator from there. */
  toolkit: z.strictObject({ page, sectors: z.array(text).min(1) }).optional(),
  /** To whom a breach is reported, and to whom people may complain. */
  regulator: z.strictObject({ title: text, phone: text, breaches: page, complaints: page }),
  /** What people are given when information about them is first collected. */
  privacyNotice: notice,
  /** How a member of the public reaches the agency about what they agreed to. */
  peopleContact: contact,
  secureRoute: text,
  sources: z.record(z.string(), z.string()),
  ...keyed,
  thresholds: z.strictObject({
    /** A count of so few people or fewer is always looked at before it is released. */
    smallNumber: z.number().int().min(1).max(50),
    /** So many disputes or refusals alike in so many days are pointed out in the central register. */
    repeats: z.strictObject({ count: count(2, 100), days: count(1, 730) }).default({ count: 5, days: 90 }),
    /** A share later than this many days after the decision draws a warning, by family of purpose. */
    lateAfterDays: z.record(z.string(), z.number().int().min(0)),
  }),
  /** Children Act 2004 section 16LA: announced until the law owner confirms that it is in force. */
  duty16LA: z.strictObject({ from: date, confirmed: z.boolean(), sectors: z.array(z.string()) }),
  /** What the agency says to staff who act in good faith. */
  backing: text,
  /** Whom to ask, and who takes what is not a sharing decision. */
  advisers: z.strictObject({
    safeguardingLead: contact,
    dpo: contact,
    caldicott: contact,
    legal: contact,
    access: contact,
    foi: contact,
    agreements: contact,
  }),
  agencies: z.array(agency).min(1),
  hubs: z.array(hubSchema).default([]),
  /** Which agency people of a tenant or workspace belong to before anybody put them on the register. */
  tenants: z.array(z.strictObject({ channel: z.enum(['teams', 'slack']), tenant: text, agency: text })),
  /** Where everyone else belongs. */
  hostAgency: text,
});

export type PolicyPack = z.infer<typeof policyPackSchema>;
/** As it is written: what has a default may be left out. */
export type PolicyPackInput = z.input<typeof policyPackSchema>;
