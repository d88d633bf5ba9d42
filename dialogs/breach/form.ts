import { sayDate } from '../engine/say.ts';
import type { Context, Said, Section } from '../engine/types.ts';
import {
  agencyOf,
  asked,
  at,
  factsOf,
  kindsIn,
  said,
  section,
  toFill,
  told,
  typed,
  weighed,
} from './paper-parts.ts';
import type { Breach } from './record.ts';

/** What the regulator's form asks, in its order, from what the record holds. Nothing here is sent: the lead copies it. */

const lines = (all: readonly Said[]): readonly Said[] => (all.length > 0 ? all : [toFill]);

const yesNo = (value: boolean | undefined): Said | undefined =>
  value === undefined ? undefined : said(value ? 'yes' : 'no');

/** An attack is known to be one; what else happened is known not to be. */
const cyber = (record: Breach): boolean | undefined => {
  const { happened } = record.assessment ? factsOf(record) : {};
  return happened?.includes('attack');
};

const report = ({ regulator }: Breach): Section => {
  const reference = regulator?.reference;
  return section('form.report.heading', {
    facts: [
      told('form.report.type', said(reference ? 'form.report.again' : 'form.report.first')),
      ...(reference ? [typed('form.report.reference', reference)] : []),
    ],
  });
};

const what = (record: Breach, ctx: Context): Section => {
  const happened = record.occurredAt ?? record.message?.sentAt;
  return section('form.what.heading', {
    facts: [
      typed('form.what.what', record.what),
      told('form.what.cyber', yesNo(cyber(record))),
      told('form.what.found', said(record.message ? 'form.what.by-message' : 'form.what.by-staff')),
      told('form.what.aware', at(record.awareAt, ctx)),
      told('form.what.happened', at(happened, ctx)),
      typed('form.what.cause', record.cause),
    ],
    items: record.class.map((name) => asked('class', name)),
  });
};

const people = (record: Breach): Section[] => {
  const { countEstimate, count, riskToPeople, assessment } = record;
  const many = countEstimate === undefined ? undefined : String(countEstimate);
  return [
    section('form.data.heading', { items: lines(kindsIn(record).map((kind) => weighed('kinds', kind))) }),
    section('form.people.heading', {
      facts: [
        told('form.people.records', undefined),
        many
          ? typed('form.people.number', many)
          : told('form.people.number', count === 'not-known' ? undefined : asked('count', count)),
      ],
      items: lines((factsOf(record).whose ?? []).map((group) => weighed('whose', group))),
    }),
    section('form.effects.heading', {
      facts: [
        told(
          'form.effects.likely',
          riskToPeople === 'not-assessed' ? undefined : said(`risk.${riskToPeople}`),
        ),
        typed('form.effects.reasons', assessment?.report.reasons),
      ],
    }),
  ];
};

const delay = ({ regulator, reportBy }: Breach, ctx: Context): Section => {
  const late = (regulator?.at ?? ctx.now.toISOString()) > reportBy;
  return section('form.delay.heading', {
    facts: [
      told('form.delay.by', at(reportBy, ctx)),
      ...(regulator?.at ? [told('form.delay.sent', at(regulator.at, ctx))] : []),
      late
        ? typed('form.delay.why', regulator?.lateReason)
        : told('form.delay.why', said('form.delay.in-time')),
    ],
  });
};

const measures = (record: Breach, ctx: Context): Section[] => {
  const { done, text, after } = record.containment;
  const planned = record.actions.map((task) =>
    said('form.after.task', { task: task.text, owner: task.owner, due: sayDate(task.due) }),
  );
  return [
    section('form.before.heading', {
      facts: [told('form.before.measures', undefined), told('form.before.training', undefined)],
    }),
    section('form.done.heading', {
      facts: [
        ...(text ? [typed('form.done.first', text)] : []),
        ...(after ? [typed('form.done.then', after.text), told('form.done.when', at(after.at, ctx))] : []),
      ],
      items: lines(done.map((step) => (step === 'none' ? said('steps-none') : asked('done', step)))),
    }),
    section('form.after.heading', {
      facts: [typed('form.after.lessons', record.lessons)],
      items: lines(planned),
    }),
  ];
};

const toldPeople = ({ peopleTold, assessment }: Breach, ctx: Context): Section => {
  const planned = assessment && said(assessment.tell.b ? 'form.told.will' : 'form.told.will-not');
  return section('form.told.heading', {
    facts: [
      told('form.told.people', peopleTold?.at ? said('yes') : peopleTold?.reasonNot ? said('no') : planned),
      ...(peopleTold?.at
        ? [told('form.told.when', at(peopleTold.at, ctx)), typed('form.told.how', peopleTold.how)]
        : [typed('form.told.why', peopleTold?.reasonNot ?? assessment?.tell.reasons)]),
    ],
  });
};

const others = ({ partnersNotified }: Breach, { policy }: Context): Section =>
  section('form.others.heading', {
    facts: [told('form.others.police', undefined)],
    items: lines(
      partnersNotified.map(({ partner, agency }) =>
        said('form.others.partner', { name: policy.partners[partner]?.title ?? agency }),
      ),
    ),
  });

const health = ['health', 'social-care'];

/** Health and care bodies answer two more questions, and report through a toolkit of their own. */
const toolkit = (record: Breach, ctx: Context): Section[] => {
  if (!record.toolkit && !health.includes(agencyOf(record, ctx)?.sector ?? '')) return [];
  const { toolkit: made, riskToPeople } = record;
  const likely = riskToPeople === 'not-assessed' ? undefined : said(`grid.${riskToPeople}`);
  return [
    section('form.toolkit.heading', {
      lead: [said('form.toolkit.lead')],
      facts: [
        told('form.toolkit.decision', made && said(`form.toolkit.${made.decision}`)),
        typed('form.toolkit.reference', made?.reference),
        told('form.toolkit.grid', likely),
      ],
    }),
  ];
};

const contact = (record: Breach, ctx: Context): Section => {
  const { dpo } = ctx.policy.advisers;
  return section('form.contact.heading', {
    facts: [
      typed('form.contact.organisation', agencyOf(record, ctx)?.name),
      typed('form.contact.dpo', `${dpo.title}: ${dpo.text}`),
      told('form.contact.registration', undefined),
    ],
  });
};

export const form = (record: Breach, ctx: Context): readonly Section[] => [
  report(record),
  what(record, ctx),
  ...people(record),
  delay(record, ctx),
  ...measures(record, ctx),
  toldPeople(record, ctx),
  others(record, ctx),
  ...toolkit(record, ctx),
  contact(record, ctx),
];
