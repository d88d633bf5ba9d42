import type { Actor, Facets, Find, RecordBody } from '../../dialogs/engine/types.ts';
import type { AnyDialog } from '../../dialogs/registry.ts';
import { belongs } from './access.ts';
import { digest, referencePattern } from './ids.ts';
import type { AnyOf } from './ports.ts';

/** What lists find a record by. */

export type Facet = 'subject' | 'recipient' | 'outcome' | 'ground' | Find['facet'];

/** Typed text is no key: it may hold what a store refuses. The same text in other letters finds the same. */
export const typedKey = (text: string): string => digest(text.trim().normalize('NFKC').toLowerCase());

export const facetTerm = (facet: Facet, key: string): string => `${facet}:${key}`;

/** On records that a notice has asked something about: there are cards of it. */
export const cardsTerm = 'cards';

/** On all that belongs to a record: its versions, its trail, and what was owed to people for it. */
export const refTerm = (ref: string): string => `ref:${ref}`;

/** What is somebody's own, whatever id they had when it became so. */
export const ownTerms = (
  what: 'owner' | 'waits' | 'asked',
  { id, was = [] }: Pick<Actor, 'id' | 'was'>,
): AnyOf => {
  const all = [id, ...was].map((one) => `${what}:${one}`);
  return all.length === 1 ? `${what}:${id}` : all;
};

/** On what every colleague may read. */
export const openTerm = 'open';

/** Roles and people have ids of their own; all else was typed. */
export const findTerm = ({ facet, key }: Find): string =>
  facetTerm(facet, facet === 'role' || facet === 'person' ? key : typedKey(key));

export const subjectTerm = (reference: string): string => facetTerm('subject', typedKey(reference));

/** The fields that decisions share: what a record is found by where its dialog does not say. */
type Shared = RecordBody & {
  subjectRef?: string;
  /** Where it is about several. */
  subjectsRef?: readonly string[];
  final?: { outcome: string };
  recommendation?: { reasons: readonly string[] };
};

const facetsOf = (dialog: AnyDialog, record: Shared): Facets =>
  dialog.facets?.(record) ?? {
    ...(record.subjectRef ? { subject: record.subjectRef } : {}),
    ...(record.final ? { outcome: record.final.outcome } : {}),
    grounds: record.recommendation?.reasons ?? [],
  };

/** Whose case it is: as it was typed. */
export const subjectsOf = (dialog: AnyDialog, record: Shared): string[] => {
  const { subject } = facetsOf(dialog, record);
  return [...new Set([...[subject ?? []].flat(), ...(record.subjectsRef ?? [])])];
};

/** What a store takes. Nothing that was decided may fail for being found by too much. */
const mostTerms = 50;

/** What only a register of its own lists. */
export const sealedTerm = (type: string): string => `sealed:${type}`;
export const codeTerm = (code: string): string => `code:${code}`;

/** Records that are about another one are found by it. */
export const linkTerm = (ref: string): string => `link:${ref}`;

type Linked = RecordBody & { about?: unknown; decisionRef?: unknown };

/** All that a record names, whatever field it is in. */
export const linksOf = ({ reference, links, advice = [], about, decisionRef }: Linked): string[] => {
  const { ref } = (typeof about === 'object' && about !== null ? about : { ref: about }) as { ref?: unknown };
  const all = [...links, ...advice, ...[ref, decisionRef, about].flat()].filter(
    (one): one is string => typeof one === 'string' && referencePattern.test(one),
  );
  return [...new Set(all)].filter((one) => one !== reference);
};

export const heldTerm = 'held';
/** Somebody wants it destroyed, and it waits for whoever agrees; and what waits for nothing but its removal. */
export const askedTerm = 'destroy:asked';
export const goingTerm = 'destroy:agreed';

const yearTerm = (date: string): string => `review:${date.slice(0, 4)}`;
const monthTerm = (date: string): string => `review:${date.slice(0, 7)}`;

const retentionTerms = ({ retention }: RecordBody): string[] => {
  const { reviewOn, hold, archived, asked, agreed } = retention;
  if (hold) return [heldTerm];
  if (agreed) return [goingTerm];
  if (archived) return [];
  return [...(asked ? [askedTerm] : []), yearTerm(reviewOn), monthTerm(reviewOn)];
};

/** Nothing was recorded before. */
const firstYear = 2026;

/** What finds all whose day has come: by year, and the months of this one. */
export const dueTerms = (today: string): string[] => {
  const [year = 0, month = 0] = today.split('-').map(Number);
  const years = Array.from({ length: Math.max(0, year - firstYear) }, (_, n) => `review:${firstYear + n}`);
  const months = Array.from({ length: month }, (_, n) => `review:${year}-${String(n + 1).padStart(2, '0')}`);
  return [...years, ...months];
};

/** What lists find a record by, what narrows most before the rest. Ids and codes, and digests of what was typed. */
export const termsOf = (
  dialog: AnyDialog,
  record: RecordBody,
  { waits, cards }: { waits: boolean; cards: boolean },
): string[] => {
  const { owner, manager, agency } = belongs(record);
  const { outcome, recipients = [], grounds = [], finds = [], codes = [] } = facetsOf(dialog, record);
  if (dialog.sealed) return [sealedTerm(record.type), ...codes.map(codeTerm)];
  const all = [
    `type:${record.type}`,
    ...(dialog.apart ? [] : [`agency:${agency}`, `owner:${owner}`, ...(manager ? [`chain:${manager}`] : [])]),
    ...(waits ? [...(dialog.led ? [] : [owner]), ...(record.asked ?? [])].map((who) => `waits:${who}`) : []),
    ...(waits ? (record.asked ?? []).map((who) => `asked:${who}`) : []),
    ...(cards ? [cardsTerm] : []),
    ...(dialog.open ? [openTerm] : []),
    ...(dialog.apart ? [] : retentionTerms(record)),
    ...linksOf(record).map(linkTerm),
    ...finds.map(findTerm),
    ...subjectsOf(dialog, record).map(subjectTerm),
    ...(outcome ? [facetTerm('outcome', outcome)] : []),
    // An id of the policy pack, or what was typed in place of one: nobody can tell them apart for sure.
    ...recipients.map((recipient) => facetTerm('recipient', typedKey(recipient))),
    ...grounds.map((ground) => facetTerm('ground', ground)),
  ];
  return [...new Set(all)].slice(0, mostTerms);
};
