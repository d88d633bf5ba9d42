import { families, type Gateway } from './catalogue.ts';
import type { PolicyPack } from './pack.ts';

/** What a schema cannot say: names that lead nowhere, dates the wrong way round, two places that disagree. */

export type PackFault = {
  path: readonly string[];
  /** What is wrong, and what to do. */
  say: string;
  /** The entry that is named and is not there. */
  names?: { part: string; id: string };
};

type Reference = { path: readonly string[]; part: keyof PolicyPack; id: string | undefined };

const agencyReferences = ({
  hostAgency,
  tenants,
  partners,
  purposes,
  approval,
  hubs,
}: PolicyPack): Reference[] => {
  const to = (path: readonly string[], id: string | undefined): Reference => ({ path, part: 'agencies', id });
  return [
    to(['hostAgency'], hostAgency),
    ...approval.rules.map(({ agency }, at) => to(['approval', 'rules', String(at), 'agency'], agency)),
    ...hubs.flatMap(({ agencies, leads }, at) => [
      ...agencies.map((agency, n) => to(['hubs', String(at), 'agencies', String(n)], agency)),
      ...leads.map(({ agency }, n) => to(['hubs', String(at), 'leads', String(n), 'agency'], agency)),
    ]),
    ...tenants.map(({ agency }, at) => to(['tenants', String(at), 'agency'], agency)),
    ...Object.entries(partners).map(([id, { agency }]) => to(['partners', id, 'agency'], agency)),
    ...Object.entries(purposes).map(([id, { local }]) =>
      to(['purposes', id, 'local', 'agency'], local?.agency),
    ),
  ];
};

const courtReferences = ({ timers: { court }, releaseRules }: PolicyPack): Reference[] => [
  ...(['acknowledge', 'policeReply', 'councilReply', 'send'] as const).map(
    (name): Reference => ({
      path: ['timers', 'court', name, 'law'],
      part: 'law',
      id: court[name].law,
    }),
  ),
  ...releaseRules.map(
    ({ law }, at): Reference => ({ path: ['releaseRules', String(at), 'law'], part: 'law', id: law }),
  ),
];

const entryReferences = ({ gateways, partners, purposes, reading }: PolicyPack): Reference[] => [
  ...Object.entries(gateways).flatMap(([id, { law, replacedBy }]): Reference[] => [
    { path: ['gateways', id, 'law'], part: 'law', id: law },
    { path: ['gateways', id, 'replacedBy'], part: 'gateways', id: replacedBy },
  ]),
  ...Object.entries(purposes).map(
    ([id, { source }]): Reference => ({
      path: ['purposes', id, 'source', 'id'],
      part: 'sources',
      id: source.id,
    }),
  ),
  ...Object.entries(partners).flatMap(([id, { routes }]) =>
    routes.map(
      (route, at): Reference => ({
        path: ['partners', id, 'routes', String(at)],
        part: 'secureRoutes',
        id: route,
      }),
    ),
  ),
  ...Object.entries(reading).map(
    ([id, { replacedBy }]): Reference => ({
      path: ['reading', id, 'replacedBy'],
      part: 'reading',
      id: replacedBy,
    }),
  ),
];

const unknownNames = (pack: PolicyPack): PackFault[] => {
  const agencies = new Set(pack.agencies.map(({ id }) => id));
  const isThere = (part: keyof PolicyPack, id: string) =>
    part === 'agencies' ? agencies.has(id) : Object.hasOwn(pack[part] as object, id);
  return [...agencyReferences(pack), ...entryReferences(pack), ...courtReferences(pack)].flatMap(
    ({ path, part, id }) =>
      id === undefined || isThere(part, id)
        ? []
        : [
            {
              path,
              say: `names "${id}", which is not listed under ${part}: add it there, or name another`,
              names: { part, id },
            },
          ],
  );
};

const wrongDates = (pack: PolicyPack): PackFault[] =>
  (['law', 'purposes', 'gateways', 'reading'] as const).flatMap((part) =>
    Object.entries(pack[part])
      .filter(([, { from, to }]) => to !== undefined && to < from)
      .map(([id, { from }]) => ({
        path: [part, id, 'to'],
        say: `is before "from", which is ${from}: change one of them`,
      })),
  );

const leadsBack = (pack: PolicyPack): PackFault[] =>
  (['gateways', 'reading'] as const).flatMap((part) => {
    const entries: Readonly<Record<string, { replacedBy?: string | undefined }>> = pack[part];
    const follows = (id: string): boolean => {
      const seen = new Set<string>();
      let next = entries[id]?.replacedBy;
      while (next !== undefined && next !== id && !seen.has(next)) {
        seen.add(next);
        next = entries[next]?.replacedBy;
      }
      return next === id;
    };
    return Object.keys(entries)
      .filter(follows)
      .map((id) => ({
        path: [part, id, 'replacedBy'],
        say: 'leads back to itself: name what follows it, or leave it out',
      }));
  });

/** A person ticks the conditions of what binds, and shares only what it names: both must be there to be chosen. */
const unbounded = ({ gateways }: PolicyPack): PackFault[] => {
  const binds = ({ kind, to }: Gateway) => to === undefined && ['duty', 'order', 'request'].includes(kind);
  return Object.entries(gateways)
    .filter(([, gateway]) => binds(gateway) && (gateway.conditions.length === 0 || !gateway.only))
    .map(([id, { kind }]) => ({
      path: ['gateways', id],
      say: `is a ${kind}: it needs "conditions" to tick and "only", which says what it covers`,
    }));
};

/** The gateway of the child-welfare sharing duty, whose start the law owner sets. */
const duty = 'children-act-2004-s16la';

const outOfStep = ({ duty16LA, gateways }: PolicyPack): PackFault[] => {
  const gateway = Object.hasOwn(gateways, duty) ? gateways[duty] : undefined;
  if (!gateway || (gateway.from === duty16LA.from && gateway.confirmed === duty16LA.confirmed)) return [];
  return [
    {
      path: ['duty16LA'],
      say: `has another "from" or "confirmed" than gateways.${duty}: change them together`,
    },
  ];
};

const strangeFamilies = ({ thresholds }: PolicyPack): PackFault[] =>
  Object.keys(thresholds.lateAfterDays)
    .filter((family) => !families.some((known) => known === family))
    .map((family) => ({
      path: ['thresholds', 'lateAfterDays', family],
      say: `is no family of purposes: use ${families.join(', ')}`,
    }));

const lateReminder = ({ timers: { wait } }: PolicyPack): PackFault[] =>
  wait.remindAfterWorkingDays < wait.workingDays
    ? []
    : [
        {
          path: ['timers', 'wait', 'remindAfterWorkingDays'],
          say: `is ${wait.remindAfterWorkingDays}, and the wait is over after ${wait.workingDays}: use a smaller number, or make the wait longer`,
        },
      ];

/** References say by it which hub they belong to. */
const sameCode = ({ hubs }: PolicyPack): PackFault[] =>
  hubs.flatMap(({ code }, at) =>
    hubs.findIndex((hub) => hub.code === code) < at
      ? [{ path: ['hubs', String(at), 'code'], say: `is ${code}, which another hub has: use two others` }]
      : [],
  );

/** Whoever did not answer is no help when nobody answers. */
const sameDeputy = ({ partners, agencies }: PolicyPack): PackFault[] =>
  Object.entries(partners)
    .filter(([, { deputy, contact, agency }]) => {
      const first = contact ?? agencies.find(({ id }) => id === agency)?.dutyLead;
      return deputy !== undefined && deputy === first;
    })
    .map(([id, { deputy, contact }]) => ({
      path: ['partners', id, 'deputy'],
      say: `names ${deputy}, who is ${contact ? 'the contact' : 'the duty lead and so the contact'}: name somebody else, or leave it out`,
    }));

export const packFaults = (pack: PolicyPack): PackFault[] =>
  [
    unknownNames,
    wrongDates,
    leadsBack,
    unbounded,
    outOfStep,
    strangeFamilies,
    lateReminder,
    sameDeputy,
    sameCode,
  ].flatMap((check) => check(pack));
