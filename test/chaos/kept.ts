import type { Draft } from '../../bot/core/drafts.ts';
import type { Kind, QueueName } from '../../bot/core/ports.ts';
import type { KeptNotice, KeptRecord, TrailEntry, Version } from '../../bot/core/records.ts';
import type { Telling } from '../../bot/core/tellings.ts';

/** All that is kept, read past the store and past every line: documents as they lie there. */

type Doc = { id: string; pk: string; kind: string; key: string; body: string; due: string; deadAt: string };
type Announced = {
  queue: QueueName;
  agency: string;
  key: string;
  due: string;
  leaseUntil: string;
  state: string;
};

type Of<T> = { agency: string; id: string; body: T };

export type Kept = {
  records: Of<KeptRecord & Readonly<Record<string, unknown>>>[];
  versions: Of<Version>[];
  trail: Of<TrailEntry>[];
  notices: Of<KeptNotice>[];
  tellings: Of<Telling>[];
  drafts: Of<Draft>[];
  claims: number;
  owed: { agency: string; queue: QueueName; id: string; due: string; dead: boolean }[];
  announced: Announced[];
  documents: number;
};

/** A kept connection may end just as it is used: whoever only looks, looks again. */
export const ask = async (url: string, init: RequestInit = {}, tries = 5): Promise<Response> => {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (tries === 1) throw error;
    return ask(url, init, tries - 1);
  }
};

export const readKept = async (endpoint: string): Promise<Kept> => {
  const answer = await ask(`${endpoint}kept`);
  const { records: docs, queue } = (await answer.json()) as { records: Doc[]; queue: Announced[] };
  const of = <T>(kind: Kind): Of<T>[] =>
    docs
      .filter((doc) => doc.kind === kind)
      .map(({ pk, key, body }) => ({ agency: pk, id: key, body: JSON.parse(body) as T }));
  return {
    records: of('record'),
    versions: of('version'),
    trail: of('audit'),
    // Where a board hangs is kept beside the notices, and is none.
    notices: of<KeptNotice>('notice').filter(({ body }) => body.kind !== undefined),
    tellings: of('telling'),
    drafts: of('draft'),
    claims: docs.filter(({ kind }) => kind === 'claim').length,
    owed: docs
      .filter(({ kind }) => kind === 'owed')
      .map((doc) => ({
        agency: doc.pk,
        queue: (doc as unknown as Announced).queue,
        id: doc.key,
        due: doc.due,
        dead: doc.deadAt !== '',
      })),
    announced: queue,
    documents: docs.length + queue.length,
  };
};
