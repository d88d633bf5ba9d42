import { z } from 'zod';
import { identityKey, identityPartition, type Person } from './people.ts';
import type { Change, Store } from './ports.ts';
import { personTerms } from './terms.ts';

/** Puts people on the register from a file. Who is there already keeps the addresses they were reached at. */

const identity = z.object({
  channel: z.enum(['teams', 'slack']),
  tenant: z.string().min(1),
  user: z.string().min(1),
});

export const registerSchema = z.object({
  people: z.array(
    z.object({
      id: z
        .string()
        .regex(/^p-[a-z0-9-]{1,60}$/, 'a person id is p- and lower case letters, digits or hyphens'),
      name: z.string().min(1).max(100),
      agency: z.string().min(1),
      post: z.string().optional(),
      roles: z.array(z.string()).min(1),
      manager: z.string().optional(),
      identities: z.array(identity).default([]),
    }),
  ),
});

export type Register = z.infer<typeof registerSchema>;
export type Registered = Register['people'][number];

const put = async (
  store: Store,
  partition: string,
  id: string,
  kind: 'person' | 'identity',
  body: object,
  at: string,
  terms: readonly string[] = [],
) => {
  const [known] = await store.read(partition, [{ kind, id }]);
  const kept = kind === 'person' && known ? { addresses: (known.body as Person).addresses } : {};
  const item = { kind, id, at, terms, body: { ...body, ...kept } };
  const change: Change = known ? { op: 'replace', item, rev: known.rev } : { op: 'create', item };
  await store.commit(partition, [change]);
};

export const enrol = async (store: Store, person: Registered, at: string): Promise<void> => {
  const terms = personTerms(person);
  await put(store, person.agency, person.id, 'person', { ...person, addresses: {} }, at, terms);
  for (const each of person.identities)
    await put(
      store,
      identityPartition(each),
      identityKey.id,
      'identity',
      { agency: person.agency, person: person.id },
      at,
    );
};
