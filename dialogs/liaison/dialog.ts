import { agencyName } from '../dispute/parties.ts';
import { base } from '../engine/base.ts';
import { neverBegun } from '../engine/never-begun.ts';
import { sayWhen } from '../engine/say.ts';
import type { Context, Dialog, Effect, Notice, View } from '../engine/types.ts';
import { sayCode } from './codes.ts';
import { chaseDue, lifecycle, noticeTo, originOf } from './lifecycle.ts';
import { chainFor, toldBeside } from './people.ts';
import { type Liaison, type LiaisonInput, liaisonInput, liaisonSchema } from './record.ts';

/** Another agency tells us of a breach, a complaint or a claim that involves us: references and codes, and our answer. */

const input = liaisonInput.extend(originOf.shape);

const fresh = (told: LiaisonInput, ctx: Context) => {
  const { agency, id } = ctx.person;
  const [lead = id] = chainFor(told.kind, agency, ctx.policy, id);
  return { lead, beside: toldBeside(told.kind, agency, lead, ctx.policy) };
};

/** `name` is the thread that it was told under: what is told under it later reaches this one. */
const takes = (given: Readonly<Record<string, unknown>>, ctx: Context): Effect<Liaison> => {
  const { origin, ...told } = input.parse(given);
  const { lead, beside } = fresh(told, ctx);
  const { manager: _, ...ours } = base(ctx);
  const record: Liaison = {
    ...ours,
    ...told,
    origin,
    // Nobody of ours made it, so that whoever is asked may answer.
    createdBy: { id: 'clock', role: 'clock', agency: ctx.person.agency },
    asked: [lead],
    readers: beside,
    type: 'liaison',
    schemaVersion: 1,
    status: 'told',
    notes: [],
    chases: 0,
    answers: [],
  };
  const notices: Notice[] = [
    { ...noticeTo(record, lead, 'told', true, ctx), reports: origin },
    ...beside.map((to) => noticeTo(record, to, `told-${to}`, false, ctx)),
  ];
  return {
    record,
    reason: 'liaison.told',
    notices,
    due: chaseDue(record, ctx),
    ...(typeof given.name === 'string' ? { thread: given.name } : {}),
  };
};

const value = (name: string, text: string | undefined): View['facts'] =>
  text ? [{ label: `liaison.facts.${name}`, value: text }] : [];

const actions: Readonly<Record<Liaison['status'], readonly string[]>> = {
  told: ['heardIt', 'add'],
  heard: ['add', 'link'],
  linked: ['add'],
};

const show = (record: Liaison, ctx: Context): View => {
  const { kind, code, status, from, partner, about, theirRef, notes, ownRef, urgent } = record;
  const agency = agencyName(from, ctx.policy);
  const when = sayWhen(record.heardAt ?? record.createdAt, ctx.policy);
  return {
    status: { key: `liaison.status.${status}`, params: { when } },
    lead: [
      ...(urgent ? [{ key: 'liaison.lead.urgent' }] : []),
      { key: `liaison.lead.${kind}` },
      { key: `liaison.lead.do-${kind}` },
      { key: 'liaison.lead.back' },
    ],
    facts: [
      ...value('from', agency),
      { label: 'liaison.facts.code', said: sayCode(kind, code) },
      ...value('theirRef', theirRef),
      ...value('partner', ctx.policy.partners[partner]?.title ?? partner),
      ...value('about', about.join(', ')),
      ...notes.flatMap(({ at, text }) => value('note', `${sayWhen(at, ctx.policy)}: ${text}`)),
      ...value('ownRef', ownRef),
    ],
    actions: actions[status],
    ...(ownRef ? { about: ownRef } : { begins: [{ dialog: kind }] }),
  };
};

export const liaison: Dialog<Record<never, never>, Liaison> = {
  name: 'liaison',
  version: 1,
  prefix: 'V',
  schema: liaisonSchema,
  ...neverBegun('TOLD'),
  takes,
  lifecycle,
  show,
  facets: ({ reference, kind, theirRef, about }) => ({
    grounds: [kind],
    recipients: [theirRef, ...about],
    finds: [{ facet: 'case', key: reference }],
  }),
};
