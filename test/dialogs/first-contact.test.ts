import { describe, expect, it } from 'vitest';
import type { AnyStep, Run } from '../../bot/core/drafts.ts';
import { stepReply } from '../../bot/core/present/page.ts';
import type { Reply } from '../../bot/core/reply.ts';
import coreWords from '../../bot/core/words.en-GB.json' with { type: 'json' };
import { renderMessages } from '../../bot/slack/render.ts';
import { validateBlocks } from '../../bot/slack/validate.ts';
import { renderReply } from '../../bot/teams/render.ts';
import { questionKey } from '../../dialogs/engine/accept.ts';
import { nextStep } from '../../dialogs/engine/next-step.ts';
import { sayWhen } from '../../dialogs/engine/say.ts';
import type { Context, Effect, Given, Question, View } from '../../dialogs/engine/types.ts';
import { firstContact } from '../../dialogs/first-contact/dialog.ts';
import { type FirstContactRecord, firstContactRecordSchema } from '../../dialogs/first-contact/record.ts';
import firstContactWords from '../../dialogs/first-contact/words.en-GB.json' with { type: 'json' };
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { dialogWords } from '../../dialogs/registry.ts';
import { createWords } from '../../dialogs/words.ts';
import { alone, contextAt, monday, samplePolicy } from '../support/context.ts';
import { readMarkdown } from '../support/markdown.ts';
import { gradeOf, sentencesOf, textsOf, wordsOf } from '../support/reading-ease.ts';
import { givenAt } from '../support/urgent.ts';

const ctx = contextAt(monday, { reference: 'F-7K3M-Q2' });
const words = createWords({ ...dialogWords, ...coreWords, 'first-contact': firstContactWords });
const reason = 'His quagga was in the room.';

/** The first page. */
const answered = (asked: string, explained = 'purpose,partners,rights') => ({
  subjectRef: 'CR-20417',
  explained,
  asked,
});
const answer = (asked: string, explained?: string) => ({
  ...answered(asked, explained),
  ...(asked === 'yes' ? {} : { askedReason: reason }),
});

const stepOf = (answers: Record<string, unknown>, at: Context = ctx) =>
  nextStep(firstContact, givenAt(answers, at), at);

const record = (given: Given, at: Context = ctx): Effect<FirstContactRecord> => {
  const step = nextStep(firstContact, given, at);
  if (step.kind !== 'end') throw new Error('not everything is answered');
  return firstContact.record(step.answers, step.end, at, given);
};
const recordOf = (answers: Record<string, unknown>, at: Context = ctx) => record(givenAt(answers, at), at);

const paths = ['purpose,partners', 'partners,purpose,rights'].flatMap((explained) =>
  (['yes', 'unsafe', 'not-now'] as const).map((asked) => ({ explained, asked })),
);

const view = (answers: Record<string, unknown>): View => firstContact.show(recordOf(answers).record, ctx);
const say = (key: string, params?: Readonly<Record<string, string>>): string =>
  words.list(key, params).join(' ');

describe('the script', () => {
  const step = stepOf({});

  it('is the first page: what to say, what was said, and the press that says whether they were asked', () => {
    expect(step).toMatchObject({
      kind: 'page',
      page: { page: 'script', ask: ['subjectRef', 'explained', 'asked'], by: 'asked' },
    });
  });

  const tells = step.kind === 'page' ? (step.page.tells ?? []) : [];
  const spoken = tells.map((said) => (typeof said === 'string' ? said : say(said.key, said.params)));
  const whole = spoken.join(' ');

  it.each([
    ['why information is collected', /Why I ask\./],
    ['that partners may get it', /I work with others, such as health/],
    ['that they may see it and have it put right', /ask to see what we hold[\s\S]*put mistakes right/],
    ['that they may say no, or yes to a part', /no to sharing, or to a part of it/],
    ['that they may change their mind', /change your mind later/],
    ['that a no is not held against them', /Nobody will hold it against you/],
    [
      'that danger, crime and law may outweigh a no',
      /badly hurt, to stop or solve a serious crime, or when the law/,
    ],
    ['the asking itself', /May I share what they need/],
    ['where to leave it: in danger', /Someone is in danger now/],
    ['when not to ask at all', /If you have to share whatever they say, do not ask/],
  ])('says %s', (_, said) => {
    expect(whole).toMatch(said);
  });

  it('uses every paragraph that the words have, once, and can be said in under two minutes', () => {
    const used = tells.map((said) => (typeof said === 'string' ? said : said.key.split('.').at(-1)));
    expect(used).toEqual(Object.keys(firstContactWords.script));
    const aloud = [...whole.matchAll(/"([^"]+)"/g)].map(([, said = '']) => said);
    expect(aloud).toHaveLength(6);
    // People who speak calmly say some 130 words a minute.
    expect(wordsOf(aloud.join(' ')).length).toBeLessThan(2 * 130);
  });

  it('ends with the privacy notice of the policy pack, and whom to ask later', () => {
    const { privacyNotice, peopleContact } = samplePolicy;
    const last = spoken.at(-1) ?? '';
    expect(last).toContain(
      `[${privacyNotice.title}](${privacyNotice.url}), version ${privacyNotice.version}`,
    );
    expect(last).toContain(`${peopleContact.title}: ${peopleContact.text}`);
  });

  it('never shows what a person typed', () => {
    const again = stepOf({ subjectRef: 'CR-20417', explained: 'purpose' });
    expect(JSON.stringify(again.kind === 'page' && again.page.tells)).not.toContain('CR-20417');
  });
});

describe('the questions', () => {
  const { questions } = firstContact;

  it('take the case reference as the sharing decision does', () => {
    expect(questions.subjectRef).toMatchObject({
      kind: 'text',
      maxLength: 80,
      spot: true,
      words: 'decision',
    });
  });

  it('check what is typed for details that identify someone, and name their sources', () => {
    for (const [name, question] of Object.entries<Question>(questions)) {
      expect(question.required, name).toBe(true);
      if (question.kind === 'text' || question.kind === 'long') expect(question.spot, name).toBe(true);
      for (const { id } of question.citations)
        expect(
          id.startsWith('law:') ? samplePolicy.law[id.slice(4)] : samplePolicy.sources[id],
          id,
        ).toBeDefined();
    }
    const cited = questions.explained.citations.filter(({ section }) => section === 'section 1.5');
    expect(cited.map(({ id }) => id)).toEqual(['rotherham-3.0', 'rotherham-3.2']);
    expect(questions.asked.citations.map(({ id }) => id)).toContain('law:L-06');
  });

  it.each<[string, Record<string, unknown>, Record<string, string>]>([
    ['no case reference', { subjectRef: '  ' }, { subjectRef: 'missing' }],
    ['a case reference that is a story', { subjectRef: 'x'.repeat(81) }, { subjectRef: 'too-long' }],
    ['nothing explained', { explained: '' }, { explained: 'missing' }],
    ['only why', { explained: 'purpose' }, { explained: 'not-told-yet' }],
    ['only who', { explained: ['partners', 'rights'] }, { explained: 'not-told-yet' }],
    ['only their rights', { explained: 'rights' }, { explained: 'not-told-yet' }],
    [
      'something that was never offered',
      { explained: 'purpose,partners,all' },
      { explained: 'not-an-option' },
    ],
    ['a press that is no button', { asked: 'maybe' }, { asked: 'not-an-option' }],
    ['a name every object has', { asked: 'constructor' }, { asked: 'not-an-option' }],
  ])('refuse %s, and stay on the page', (_, changes, errors) => {
    const step = stepOf({ ...answer('yes'), ...changes });
    expect(step).toMatchObject({ kind: 'page', page: { page: 'script' } });
    expect(step.kind === 'page' && step.errors).toEqual(errors);
  });

  it('keep what is done so far, and go on when both are told', () => {
    const half = givenAt({ subjectRef: 'CR-20417', explained: 'purpose' }, ctx);
    expect(nextStep(firstContact, half, ctx)).toMatchObject({ errors: { explained: 'not-told-yet' } });
    const later = { ...half, ...givenAt({ explained: 'purpose,partners', asked: 'yes' }, ctx) };
    expect(nextStep(firstContact, later, ctx).kind).toBe('end');
  });

  it.each([
    ['nothing yet', {}, {}],
    ['a blank one', { askedReason: '   ' }, { askedReason: 'missing' }],
    ['one of 501 letters', { askedReason: 'x'.repeat(501) }, { askedReason: 'too-long' }],
  ])('ask for a reason where nobody asked, and do not take %s', (_, typed, errors) => {
    const step = stepOf({ ...answered('unsafe'), ...typed });
    expect(step).toMatchObject({ kind: 'page', page: { page: 'not-asked', ask: ['askedReason'] } });
    expect(step.kind === 'page' && step.errors).toEqual(errors);
  });
});

describe('every path', () => {
  it.each(paths)('$asked, having told $explained, ends in a record that passes its schema', (path) => {
    const answers = answer(path.asked, path.explained);
    const { record: kept, notices, due, reason: why } = recordOf(answers);
    expect(firstContactRecordSchema.parse(kept)).toEqual(kept);
    expect([notices, due, why]).toEqual([[], [], 'first-contact.recorded']);
    const b = path.asked === 'yes';
    const tellsRights = path.explained.includes('rights');
    expect(kept).toMatchObject({
      subjectRef: 'CR-20417',
      purposeExplained: monday,
      partnersExplained: monday,
      consentAsked: b ? { b, at: monday } : { b, at: monday, why: path.asked, reason },
      noticeVersion: samplePolicy.privacyNotice.version,
      recommendation: { outcome: b ? 'ASKED' : 'NOT_ASKED' },
    });
    expect(kept.rightsExplained).toBe(tellsRights ? monday : undefined);
    expect(kept.recommendation.reasons).toEqual([
      { yes: 'WRITE_DOWN', unsafe: 'ASKING_UNSAFE', 'not-now': 'ASK_LATER' }[path.asked],
      ...(tellsRights ? [] : ['RIGHTS_TO_TELL']),
    ]);
  });

  it.each(paths)('$asked, having told $explained, shows what was told and what comes next', (path) => {
    const { status, lead, facts, actions, begins } = view(answer(path.asked, path.explained));
    for (const { key, params } of [status, ...lead]) expect(say(key, params)).not.toBe('');
    for (const fact of facts) {
      expect(say(fact.label)).not.toBe('');
      if ('said' in fact) expect(say(fact.said.key, fact.said.params)).not.toBe('');
    }
    expect(actions).toEqual([]);
    expect(begins).toEqual(path.asked === 'yes' ? [{ dialog: 'consent' }] : undefined);
    const rights = facts.find(({ label }) => label === 'first-contact.facts.rights');
    expect(rights).toMatchObject({
      said: { key: path.explained.includes('rights') ? 'common.when' : 'first-contact.facts.not-yet' },
    });
  });
});

describe('the record', () => {
  const { record: kept } = recordOf(answer('unsafe'));

  it('holds every field of the base, and no more of the person than the case reference and the reason', () => {
    expect(kept).toMatchObject({
      id: 'F-7K3M-Q2',
      reference: 'F-7K3M-Q2',
      type: 'first-contact',
      schemaVersion: 1,
      status: 'done',
      agencyId: 'northborough-council',
      createdAt: monday,
      createdBy: { id: 'p-priya', role: 'practitioner', agency: 'northborough-council' },
      manager: 'p-anika',
      lawVersion: samplePolicy.lawVersion,
      guidanceVersion: samplePolicy.guidanceVersion,
      retention: { rule: 'sample-6-years', hold: false },
    });
    expect(JSON.stringify(kept)).not.toContain('Priya');
  });

  it('is refused by its schema when any field is lost', () => {
    const mayGo = ['manager', 'rightsExplained'];
    for (const field of Object.keys(kept).filter((name) => !mayGo.includes(name))) {
      const { [field as keyof FirstContactRecord]: _, ...rest } = kept;
      expect([field, firstContactRecordSchema.safeParse(rest).success]).toEqual([field, false]);
    }
  });

  it('says when each was done, not when it was finished', () => {
    const told = givenAt(
      { subjectRef: 'CR-1', explained: 'purpose,partners' },
      contextAt('2026-11-20T09:00:00.000Z'),
    );
    const asked = givenAt({ asked: 'not-now' }, contextAt('2026-11-21T10:00:00.000Z'));
    const { record: late } = record({ ...told, ...asked, ...givenAt({ askedReason: reason }, ctx) });
    expect(late).toMatchObject({
      purposeExplained: '2026-11-20T09:00:00.000Z',
      partnersExplained: '2026-11-20T09:00:00.000Z',
      consentAsked: { at: '2026-11-21T10:00:00.000Z' },
      createdAt: monday,
    });
    const said = firstContact.show(late, ctx).facts.flatMap((fact) => ('said' in fact ? [fact.said] : []));
    expect(said).toContainEqual({
      key: 'common.when',
      params: { when: sayWhen('2026-11-20T09:00:00.000Z', samplePolicy) },
    });
  });

  it('keeps every answer that counts, and no reason that was taken back', () => {
    const rows = (all: FirstContactRecord) => all.answers.map(({ row }) => row);
    expect(rows(kept)).toEqual(
      ['subjectRef', 'explained', 'asked', 'askedReason'].map((name) => `first-contact.${name}`),
    );
    const { record: back } = recordOf({ ...answer('unsafe'), asked: 'yes' });
    expect(rows(back)).not.toContain('first-contact.askedReason');
    expect(JSON.stringify(back)).not.toContain('quagga');
  });

  it('takes the version of the notice from the pack of the day', () => {
    const policy: PolicyPack = {
      ...samplePolicy,
      privacyNotice: { ...samplePolicy.privacyNotice, version: '2027.3' },
    };
    const { record: newer } = recordOf(answer('yes'), contextAt(monday, { policy }));
    expect(newer.noticeVersion).toBe('2027.3');
  });

  it('of somebody nobody registered stands too', () => {
    const { record: visitors } = recordOf(answer('yes'), contextAt(monday, { person: alone }));
    expect(firstContactRecordSchema.parse(visitors).createdBy.role).toBe('unregistered');
  });

  it('is found by its case reference, and open to every colleague', () => {
    expect(firstContact.facets?.(kept)).toEqual({ subject: 'CR-20417' });
    expect([firstContact.open, firstContact.prefix]).toEqual([true, 'F']);
  });

  it('has one state, and can be marked as copied to the case file', () => {
    const { states, actions } = firstContact.lifecycle;
    expect([states, Object.keys(actions)]).toEqual([['done'], ['copied']]);
    expect(firstContactRecordSchema.shape.status.value).toBe(states[0]);
    expect(actions.copied).toMatchObject({ from: ['done'], by: ['owner'] });
    const effect = actions.copied?.apply(kept, {}, ctx) as Effect<FirstContactRecord>;
    const copied = firstContactRecordSchema.parse(effect.record);
    expect(copied).toEqual({ ...kept, caseFileCopy: { at: monday, by: kept.createdBy } });
    expect(firstContact.show(copied, ctx).facts.at(-1)?.label).toBe('first-contact.facts.copied');
  });
});

describe('the card of the script', () => {
  const run: Run = {
    dialog: firstContact as unknown as Run['dialog'],
    form: firstContact as unknown as Run['form'],
    words: 'first-contact',
  };
  const reply = (answers: Record<string, unknown>): Reply => {
    const given = givenAt(answers, ctx);
    const draft = {
      ref: '7K3M-Q2',
      dialog: 'first-contact',
      version: 1,
      owner: 'p-priya',
      seq: 1,
      given,
      startedAt: monday,
    };
    return stepReply(stepOf(answers) as AnyStep, { words, ctx, run, draft, how: 'new' });
  };
  const { title, url } = samplePolicy.privacyNotice;

  it('has the notice as a link in Teams, and none but ours', () => {
    const { card, bytes } = renderReply(reply({}));
    const texts = (card.body as { text?: string }[]).flatMap(({ text }) => text ?? []);
    const linked = texts.filter((text) => text.includes(url));
    expect(linked).toHaveLength(1);
    expect(readMarkdown(linked[0] ?? '').more).toContain('link_open');
    expect(bytes).toBeLessThan(28 * 1024);
  });

  it('has it as a link in Slack, in one message that Slack takes', () => {
    const messages = renderMessages(reply({}));
    expect(messages).toHaveLength(1);
    for (const { blocks } of messages) {
      expect(validateBlocks(blocks, 'message')).toEqual([]);
      expect(JSON.stringify(blocks)).toContain(
        JSON.stringify({ type: 'link', url, text: title }).slice(1, -1),
      );
    }
  });

  it.each(['unsafe', 'not-now'])('asks why where the answer is %s, on both channels', (asked) => {
    const next = reply(answered(asked));
    expect(next.data.title).toBe('Why you did not ask');
    expect(renderReply(next).bytes).toBeLessThan(28 * 1024);
    for (const { blocks } of renderMessages(next)) expect(validateBlocks(blocks, 'message')).toEqual([]);
  });
});

describe('the words of first contact', () => {
  const texts = textsOf(firstContactWords);

  it('are there for every page, question, option and way to start it', () => {
    for (const page of ['script', 'not-asked']) {
      expect(say(`first-contact.pages.${page}.title`)).not.toBe('');
      words.list(`first-contact.pages.${page}.lead`);
    }
    for (const [name, question] of Object.entries<Question>(firstContact.questions)) {
      const key = questionKey(name, question, 'first-contact');
      for (const part of ['label', 'why', 'hint']) expect(say(`${key}.${part}`), name).not.toBe('');
      for (const option of question.options ?? []) expect(say(`${key}.options.${option}`)).not.toBe('');
    }
    for (const part of ['name', 'kept', 'command.about', 'begins.consent', 'actions.copied'])
      expect(say(`first-contact.${part}`)).not.toBe('');
    for (const part of ['recorded', 'copied']) expect(say(`first-contact.reasons.${part}`)).not.toBe('');
    expect(words.list('first-contact.command.words')).toContain('first contact');
  });

  it('are none without a use', () => {
    const reasons = paths.flatMap(
      ({ asked, explained }) => recordOf(answer(asked, explained)).record.recommendation,
    );
    expect(Object.keys(firstContactWords.codes).sort()).toEqual(
      [...new Set(reasons.flatMap(({ reasons: codes }) => codes))].sort(),
    );
    expect(Object.keys(firstContactWords.status).sort()).toEqual(
      [...new Set(reasons.map(({ outcome }) => outcome))].sort(),
    );
    const { askedReason, explained, asked } = firstContactWords.questions;
    expect(Object.keys(asked.details)).toEqual([...(firstContact.questions.asked.options ?? [])]);
    expect(Object.keys({ askedReason, explained, asked })).toHaveLength(
      Object.keys(firstContactWords.questions).length,
    );
  });

  it('fit on buttons and in lists', () => {
    const { explained, asked } = firstContactWords.questions;
    const short = [
      ...Object.values(explained.options),
      ...Object.values(asked.options),
      ...Object.values(asked.details),
      firstContactWords.begins.consent,
      firstContactWords.name,
    ];
    for (const text of short) expect(text.length, text).toBeLessThanOrEqual(75);
  });

  it('read like those of a twelve-year-old, or easier: the script easier still', () => {
    const prose = texts.map(([, text]) => text).filter((text) => wordsOf(text).length >= 8);
    expect(gradeOf(prose)).toBeLessThanOrEqual(6);
    expect(gradeOf(Object.values(firstContactWords.script))).toBeLessThanOrEqual(5);
  });

  it('have no sentence of more than 25 words', () => {
    for (const [key, text] of texts)
      for (const sentence of sentencesOf(text)) expect(wordsOf(sentence).length, key).toBeLessThanOrEqual(25);
  });
});
