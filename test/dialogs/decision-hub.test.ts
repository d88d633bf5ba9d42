import { describe, expect, it } from 'vitest';
import { decision } from '../../dialogs/decision/dialog.ts';
import type { DecisionAnswers } from '../../dialogs/decision/questions.ts';
import type { DecisionRecord } from '../../dialogs/decision/record.ts';
import type { Context, Effect, Outcome } from '../../dialogs/engine/types.ts';
import { contextAt, monday } from '../support/context.ts';
import { type AnyForm, wander } from '../support/paths.ts';

/** A decision that was begun from an enquiry tells the hub how it stands, each time that changes, and nothing else. */

const from = 'S-7K3M-NB';
const ctx = contextAt(monday, { from });

type Made = Effect<DecisionRecord>;

const decide = (context: Context): Made[] =>
  wander(decision as unknown as AnyForm, context, 250).paths.map(({ given, end }) =>
    decision.record(end.answers as DecisionAnswers, end.end as Outcome, context, given),
  );

const toldBy = ({ tells = [] }: Made) =>
  tells
    .filter(({ dialog }) => dialog === 'enquiry')
    .map(({ agency, thread, input }) => {
      expect([agency, thread]).toEqual(['hub-NB', from]);
      return (input.decision as { decided: string }).decided;
    });

/** By the status it is kept with; what ends at once was not shared, or is decided again. */
const stands: Readonly<Record<string, string>> = {
  decided: 'to-send',
  held: 'to-send',
  'awaiting-consent': 'waiting',
  'awaiting-originator': 'waiting',
  'awaiting-advice': 'waiting',
  'awaiting-approval': 'waiting',
};

const made = decide(ctx);

/** As it is kept: with its versions. */
const kept = (record: DecisionRecord, versions = 1) => ({ ...record, versions: Array(versions).fill({}) });

const act = (name: string, record: DecisionRecord, answers: object = {}): Made => {
  const action = decision.lifecycle.actions[name];
  if (!action) throw new Error(`no action ${name}`);
  return action.apply(kept(record), answers, { ...ctx, record });
};

const withStatus = (status: string, outcome?: string): DecisionRecord => {
  const found = made.find(
    ({ record }) => record.status === status && (!outcome || record.final.outcome === outcome),
  );
  if (!found) throw new Error(`no decision that is ${status}`);
  return found.record;
};

describe('a decision begun from an enquiry', () => {
  it('tells the hub once how it stands, and is linked with it', () => {
    for (const effect of made) {
      const { status, final, links } = effect.record;
      expect(links).toEqual(expect.arrayContaining([from]));
      const expected = final.outcome === 'DO_NOT_SHARE' ? 'not-shared' : (stands[status] ?? 'deciding');
      expect(toldBy(effect), `${status} ${final.outcome}`).toEqual([expected]);
    }
    expect(new Set(made.flatMap(toldBy)).size).toBeGreaterThanOrEqual(3);
  });

  it('says nothing of the case', () => {
    const [effect] = made;
    const told = JSON.stringify(effect?.tells?.filter(({ dialog }) => dialog === 'enquiry'));
    expect(told).not.toContain('Words');
    expect(Object.keys(effect?.tells?.[0]?.input.decision ?? {}).sort()).toEqual([
      'at',
      'decided',
      'n',
      'ref',
    ]);
  });

  it.each([
    ['SHARE', 'shared'],
    ['SHARE_LIMITED', 'limited'],
  ])('tells that it was sent: %s', (outcome, told) => {
    const sent = act('sent', withStatus('decided', outcome), { route: 'secure-email', rightPerson: 'yes' });
    expect(toldBy(sent)).toEqual([told]);
    expect(toldBy(act('received', { ...sent.record }, { reached: 'yes' }))).toEqual([]);
  });

  it('tells nothing where that does not change how it stands', () => {
    expect(toldBy(act('copied', withStatus('decided')))).toEqual([]);
    expect(toldBy(act('resumed', withStatus('awaiting-consent'), { by: 'D-3333-33' }))).toEqual([]);
  });

  it('is decided again once what it waited for has come', () => {
    expect(toldBy(act('answered', withStatus('awaiting-advice'), { answer: 'yes' }))).toEqual(['deciding']);
  });

  it('hands the enquiry on to the decision that goes on from it', () => {
    const earlier = kept({ ...withStatus('awaiting-advice'), reference: 'D-3333-33' });
    const [next] = decide({ ...ctx, from: 'D-3333-33', found: [earlier] });
    expect(next?.record.links).toEqual(['D-3333-33', from]);
    expect(next && toldBy(next)).toHaveLength(1);
  });

  it('tells no hub where it was begun from none', () => {
    for (const effect of decide(contextAt(monday)).slice(0, 40)) expect(toldBy(effect)).toEqual([]);
  });
});
