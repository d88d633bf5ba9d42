import editions from '../../dialogs/editions.json' with { type: 'json' };
import { type Controlled, controlledIn } from '../../dialogs/policy/controlled.ts';
import { type EditionChange, editionOf } from '../../dialogs/policy/edition.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import type { Words } from '../../dialogs/words.ts';

/** What people rely on beside the guidance: the policy pack with its entries, and the checklists, which are the dialogs. */

type Listed = Readonly<Record<string, { changes: readonly EditionChange[] }>>;

export const checklists = (words: Words): Controlled[] => {
  const { dialogs, ...first } = editions;
  return Object.entries(dialogs as Listed).map(([id, { changes }]) => ({
    ...{ kind: 'checklist' as const, id, title: words(`${id}.name`) },
    ...editionOf(first, changes),
  }));
};

export const documentsOf = (policy: PolicyPack, words: Words): Controlled[] => [
  ...controlledIn(policy),
  ...checklists(words),
];
