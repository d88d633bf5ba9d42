import { describe, expect, it, vi } from 'vitest';
import adviceWords from '../../dialogs/advice/words.en-GB.json' with { type: 'json' };
import { ended } from '../../dialogs/ended/dialog.ts';
import endedWords from '../../dialogs/ended/words.en-GB.json' with { type: 'json' };
import { questionKey } from '../../dialogs/engine/accept.ts';
import type { Action, Dialog, Effect, Question, RecordBody, View } from '../../dialogs/engine/types.ts';
import { dialogs, dialogWords, words } from '../../dialogs/registry.ts';
import urgentWords from '../../dialogs/urgent/words.en-GB.json' with { type: 'json' };
import commonWords from '../../dialogs/words.en-GB.json' with { type: 'json' };
import { createWords } from '../../dialogs/words.ts';
import { alone, contextAt, monday, samplePolicy } from '../support/context.ts';
import { inEveryState } from '../support/disputes.ts';
import { inEveryState as requestsInEveryState } from '../support/enquiries.ts';
import { type AnyForm, explore as walk } from '../support/paths.ts';
import { gradeOf, sentencesOf, textsOf, wordsOf } from '../support/reading-ease.ts';

const ctx = contextAt(monday);

/** Says the words, which throws where there are none or a value is missing. */
const say = (key: string, params: Readonly<Record<string, string | number>> = {}) => {
  expect(words.list(key, params).join('').length, key).toBeGreaterThan(0);
};

const sayQuestion = (key: string, question: Question, whole: boolean) => {
  say(`${key}.label`);
  if (!whole) say(`${key}.why`);
  if (words.has(`${key}.hint`)) words(`${key}.hint`);
  for (const option of question.options ?? []) say(`${key}.options.${option}`);
};

const sayForm = (key: string, form: AnyForm & { review: boolean }) => {
  say(`${key}.name`);
  for (const { page } of walk(form, ctx).pages) {
    say(`${key}.pages.${page}.title`);
    words.list(`${key}.pages.${page}.lead`);
  }
  const whole = words.has(`${key}.why`);
  for (const [name, question] of Object.entries(form.questions))
    sayQuestion(questionKey(name, question as Question, key), question as Question, whole);
  if (form.review) for (const part of ['title', 'lead']) say(`${key}.check.${part}`);
};

const sayView = (dialog: string, view: View) => {
  for (const said of [view.status, ...view.lead]) say(said.key, said.params);
  for (const fact of view.facts) {
    say(fact.label);
    if ('said' in fact) say(fact.said.key, fact.said.params);
  }
  for (const action of view.actions) say(`${dialog}.actions.${action}`);
  for (const begun of view.begins ?? []) say(`${dialog}.begins.${begun.dialog}`, { ref: 'r' });
};

type AnyDialog = Dialog<Record<string, unknown>, RecordBody>;
type AnyAction = Action<RecordBody>;

/** What decides which words are said: where a record stands, and what was said of what came after. */
const lookOf = ({ status, facts, actions }: View): string =>
  JSON.stringify([status.key, actions, facts.map((fact) => ('said' in fact ? fact.said.key : fact.label))]);

/** What takes another agency to come to. */
const fromElsewhere: Readonly<Record<string, () => RecordBody[]>> = {
  dispute: inEveryState,
  'enquiry-request': requestsInEveryState,
};

/** Everything a dialog and its lifecycle can lead to, by every path; records that look alike are followed once. */
const effectsOf = (dialog: AnyDialog): Effect<RecordBody>[] => {
  const known = followed.get(dialog.name) ?? follow(dialog);
  followed.set(dialog.name, known);
  return known;
};

const followed = new Map<string, Effect<RecordBody>[]>();

const follow = (dialog: AnyDialog) => {
  const first = [ctx, contextAt(monday, { person: alone })].flatMap((context) =>
    walk(dialog as unknown as AnyForm, context).paths.map(({ given, end }) =>
      dialog.record(end.answers, end.end as Parameters<AnyDialog['record']>[1], context, given),
    ),
  );
  const after = (record: RecordBody, action: AnyAction) =>
    action.ask
      ? walk(action.ask as unknown as AnyForm, { ...ctx, record }).paths.map(({ end }) =>
          action.apply(record, end.answers, ctx),
        )
      : [action.apply(record, {}, ctx)];
  const elsewhere = (fromElsewhere[dialog.name]?.() ?? []).map(
    (record): Effect<RecordBody> => ({ record, reason: `${dialog.name}.opened`, notices: [], due: [] }),
  );
  const all = [...first, ...elsewhere];
  const seen = new Set<string>();
  // An action that asks is tried on several records of a state: those after them read no different for it.
  const tried = new Map<string, number>();
  for (const { record } of all) {
    const look = lookOf(dialog.show(record, ctx));
    if (seen.has(look)) continue;
    seen.add(look);
    for (const [name, action] of Object.entries(dialog.lifecycle.actions)) {
      const key = `${record.status} ${name}`;
      const times = tried.get(key) ?? 0;
      if (!action.from.includes(record.status) || times >= (action.ask ? 12 : 400)) continue;
      const then = after(record, action as AnyAction);
      // A form with hundreds of ways through it has shown most of them at once.
      tried.set(key, times + Math.ceil(then.length / 40));
      all.push(...then);
    }
  }
  return all;
};

const started = Object.values(dialogs).filter(({ questions }) => Object.keys(questions).length > 0);

/** Following everything that a dialog leads to takes seconds, and more where other tests run. */
vi.setConfig({ testTimeout: 90_000 });

describe.each(started.map((dialog) => [dialog.name, dialog as AnyDialog] as const))(
  'the words of %s',
  (name, dialog) => {
    it('are there for every page, question, option and check', () => {
      sayForm(name, dialog as unknown as AnyForm & { review: boolean });
      for (const part of ['about', 'words']) say(`${name}.command.${part}`);
    });

    it('are there for every action, its pages and its questions', () => {
      for (const [action, { ask }] of Object.entries(dialog.lifecycle.actions)) {
        if (!ask) continue;
        say(`${name}.actions.${action}`);
        sayForm(`${name}.${action}`, ask as unknown as AnyForm & { review: boolean });
      }
    });

    it('are there for everything a record shows, in every state', () => {
      const states = new Set<string>();
      for (const { record } of effectsOf(dialog)) {
        sayView(name, dialog.show(record, ctx));
        states.add(record.status);
      }
      expect([...states].sort()).toEqual([...dialog.lifecycle.states].sort());
    });

    it('are there for every reason and every notice', () => {
      for (const { reason, notices } of effectsOf(dialog)) {
        const [owner, what] = reason.split('.');
        expect(owner).toBe(name);
        say(`${name}.reasons.${what}`);
        for (const { kind, params } of notices) {
          const key = kind.replace('.', '.notices.');
          for (const part of ['title', 'lead', 'summary'])
            say(`${key}.${part}`, { who: 'w', ref: 'r', ...params });
        }
      }
    });

    it('name sources that the policy pack knows', () => {
      const forms = [dialog, ...Object.values(dialog.lifecycle.actions).flatMap(({ ask }) => ask ?? [])];
      for (const { id } of forms.flatMap((form) =>
        Object.values<Question>(form.questions).flatMap(({ citations }) => citations),
      ))
        expect(
          id.startsWith('law:') ? samplePolicy.law[id.slice(4)] : samplePolicy.sources[id],
          id,
        ).toBeDefined();
    });
  },
);

describe('the words of what was started and not finished', () => {
  it.each(['stopped', 'closed'] as const)('are there when it was %s, whichever dialog it was', (how) => {
    for (const dialog of started) {
      const given = Object.fromEntries(
        Object.keys(dialog.questions).map((name) => [name, { value: 'x', at: monday }]),
      );
      const effect = ended.record(
        { dialog: dialog.name, how, questions: dialog.questions as Readonly<Record<string, Question>> },
        { outcome: '', reasons: [], citations: [] },
        ctx,
        given,
      );
      expect(ended.schema.parse(effect.record)).toEqual(effect.record);
      sayView('ended', ended.show(effect.record, ctx));
      say(effect.reason.replace('.', '.reasons.'));
    }
    say('ended.name');
  });
});

describe('the words of the engine', () => {
  it.each(Object.keys(commonWords.engine.errors))('are there for the error %s', (error) =>
    say(`engine.errors.${error}`, { label: 'Name', max: 80, kinds: 'a name' }),
  );

  it.each(['next', 'back', 'change', 'confirm', 'park', 'cancel', 'return', 'blank', 'stale', 'again'])(
    'are there for %s',
    (key) => say(`engine.${key}`),
  );

  it('are there for "not sure", its advice, and every summary', () => {
    for (const key of ['common.not-sure', 'engine.advice.title', 'engine.advice.lead']) say(key);
    for (const kind of ['page', 'check', 'advice', 'list', 'message', 'urgent'])
      say(`engine.summary.${kind}`);
    say('engine.summary.record', { ref: 'D-7K3M-Q2' });
  });
});

describe('plain English', () => {
  const files = {
    urgent: urgentWords,
    ended: endedWords,
    advice: adviceWords,
    common: commonWords,
    dispute: dialogWords.dispute,
    refusal: dialogWords.refusal,
    'register entry': dialogWords['register-entry'],
    enquiry: dialogWords.enquiry,
    'enquiry request': dialogWords['enquiry-request'],
    complaint: dialogWords.complaint,
    claim: dialogWords.claim,
    liaison: dialogWords.liaison,
    breach: dialogWords.breach,
  };

  it.each(Object.entries(files))(
    'the %s words read like those of a twelve-year-old, or easier',
    (_, bundle) => {
      const prose = textsOf(bundle)
        .map(([, text]) => text)
        .filter((text) => wordsOf(text).length >= 8);
      expect(gradeOf(prose)).toBeLessThanOrEqual(7);
    },
  );

  it.each(Object.entries(files))('no sentence of the %s words has more than 25 words', (_, bundle) => {
    for (const [key, text] of textsOf(bundle))
      for (const sentence of sentencesOf(text)) expect(wordsOf(sentence).length, key).toBeLessThanOrEqual(25);
  });

  it('is measured by a rule that tells hard from easy', () => {
    expect(gradeOf(['The cat sat on the mat. It was warm.'])).toBeLessThan(3);
    const hard =
      'Practitioners are required to undertake a proportionate consideration of the applicable legislative provisions prior to authorising disclosure.';
    expect(gradeOf([hard])).toBeGreaterThan(16);
  });
});

describe('a word file', () => {
  const say2 = createWords({ a: { b: 'Hello {who}.', list: ['One {n}.', 'Two.'] }, plain: 'Plain.' });

  it('fills in what it is given, and only once', () => {
    expect(say2('a.b', { who: '{n}' })).toBe('Hello {n}.');
    expect(say2.list('a.list', { n: 1 })).toEqual(['One 1.', 'Two.']);
    expect(say2.list('plain')).toEqual(['Plain.']);
  });

  it.each(['a', 'a.c', 'a.b.c', 'a.list', '', 'constructor', 'a.toString', '__proto__'])(
    'has no words for %j, and says so',
    (key) => expect(() => say2(key)).toThrow(`no words for ${key}`),
  );

  it('says which value is missing', () => {
    expect(() => say2('a.b')).toThrow('words need a value for {who}');
    expect(() => say2.list('a.list')).toThrow('words need a value for {n}');
    expect(() => say2.list('a.none')).toThrow('no list of words for a.none');
  });

  it('knows what it has', () => {
    expect([say2.has('a'), say2.has('a.b'), say2.has('a.c')]).toEqual([true, true, false]);
  });

  it('stands under the name of each dialog', () => {
    expect(Object.keys(dialogWords)).toEqual(expect.arrayContaining(Object.keys(dialogs)));
  });
});
