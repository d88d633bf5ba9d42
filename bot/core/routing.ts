import { startable } from '../../dialogs/registry.ts';
import type { Words } from '../../dialogs/words.ts';
import { type Codes, isCodeLike } from './codes.ts';
import { type BookName, isBookName } from './file-names.ts';
import { advice } from './handlers/advice.ts';
import { ask, askPressed } from './handlers/ask.ts';
import type { From } from './handlers/beginning.ts';
import { board } from './handlers/board.ts';
import { copyPressed } from './handlers/copy.ts';
import { correctEntry, pressDraft, startAction, startDialog } from './handlers/dialog.ts';
import { figures, figuresChosen, figuresFurther } from './handlers/figures.ts';
import { findCard, findFurther, findTyped, findWritten } from './handlers/find.ts';
import { guidance, isKeptName, keptList, topicAt } from './handlers/guidance.ts';
import { place, team } from './handlers/hub.ts';
import { makeCode, useCode } from './handlers/link.ts';
import { map } from './handlers/map.ts';
import { join, people } from './handlers/people.ts';
import { isRegisterName, register } from './handlers/register.ts';
import { settings, settingsWritten } from './handlers/settings.ts';
import {
  checkText,
  help,
  isListName,
  list,
  noticeSeen,
  oldButton,
  openNotice,
  openRecord,
  toldList,
  tooMuch,
  unknown,
  welcome,
} from './handlers/show.ts';
import { home, waiting } from './handlers/waiting.ts';
import { referencePattern } from './ids.ts';
import type { Reply } from './reply.ts';
import type { Handler } from './scene.ts';
import { writtenIn } from './search.ts';
import type { Answers, Press, Turn } from './turn.ts';

/** From what a person did to the one handler that answers it. Pure: the words come from the word files. */

/** Longer than anybody types to a bot: a pasted document. */
const longestTyped = 1500;

/** Danger is looked for at both ends of a message: a pasted book must not hold up the others. */
const mostRead = 4000;
const bothEnds = (text: string): string =>
  text.length <= 2 * mostRead ? text : `${text.slice(0, mostRead)} ${text.slice(-mostRead)}`;

export const normalise = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Cf}/gu, '')
    .replace(/\p{Cc}/gu, ' ')
    .replace(/[^\p{L}\p{N}\s?'-]/gu, ' ')
    .replace(/^\s*sharewell\b/, ' ')
    .replace(/[-\s]+/g, ' ')
    .trim();

/** Commands are found whatever apostrophes or question mark people put to them. */
const commandKey = (plain: string): string => plain.replace(/'/g, '').replace(/(?<=\S)\s*\?+$/, '');

type Command = (how: Reply['how'], seed: string) => Handler;

const commands: Readonly<Record<string, Command>> = {
  help,
  drafts: () => list('drafts'),
  'my-records': () => list('my-records'),
  register: () => register('register'),
  consents: () => register('consents'),
  breaches: () => register('breaches'),
  complaints: () => register('complaints'),
  claims: () => register('claims'),
  find: () => findCard(),
  map: () => map,
  guidance: () => guidance(),
  rules: () => guidance('rules'),
  'seven-questions': () => guidance('seven-questions'),
  myths: () => guidance('myths'),
  questions: () => keptList('questions'),
  written: () => keptList('written'),
  central: () => figures('central'),
  'breach-figures': () => figures('breach-figures'),
  'complaint-figures': () => figures('complaint-figures'),
  waiting: () => waiting(),
  approvals: () => list('approvals'),
  settings: () => settings,
  hub: () => team(),
  'hub-here': () => place('here'),
  'hub-not-here': () => place('notHere'),
  board: () => board(),
  people: () => people(),
  stop: () => list('stop'),
};

const commandHandler = (name: string, how: Reply['how'], seed: string, from?: From): Handler | undefined => {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) return command(how, seed);
  if (name === 'advice') return advice(how, seed, from);
  if (name === 'enrolment') return join(how, seed);
  return startable.includes(name) ? startDialog(name, how, seed, from) : undefined;
};

/** What was typed after one of these words: a name, or a code. */
const after = (words: readonly string[]): ((text: string) => string | undefined) => {
  const pattern = new RegExp(`^\\W*(?:sharewell\\b\\W*)?(?:${words.join('|')})\\s+(\\S.*)$`, 'isu');
  return (text) => pattern.exec(text.normalize('NFKC').replace(/\p{Cf}/gu, ''))?.[1]?.trim();
};

/** `hub here NB`, where there are several. */
const placing = (words: Words): Matcher['placed'] => {
  const here = after(words.list('commands.hub-here.words'));
  const notHere = after(words.list('commands.hub-not-here.words'));
  const codeIn = (text: string | undefined) => /^[2-9A-Z]{2}$/i.exec(text ?? '')?.[0].toUpperCase();
  return (text) => {
    const [on, off] = [codeIn(here(text)), codeIn(notHere(text))];
    if (on) return place('here', on);
    return off ? place('notHere', off) : undefined;
  };
};

type Matcher = {
  word(text: string): string | undefined;
  danger(text: string): boolean;
  /** What is to be found, as it was typed after the word for finding. */
  sought(text: string): string | undefined;
  /** A name to look for on the register. */
  called(text: string): string | undefined;
  /** The code of a hub, where it is said which of several meets in a channel, or no longer does. */
  placed(text: string): Handler | undefined;
  /** A code for linking two channels. */
  linked(text: string): string | undefined;
};

/** To find out something is a question, and so is a whole sentence that ends as one. */
const question = '(?:out\\b|(?:\\S+\\s+){4,}.*\\?\\s*$)';

/** Words of our own file, which hold nothing that means something in a pattern; the longest first. */
const soughtPattern = (words: readonly string[]): RegExp => {
  const word = [...words].sort((a, b) => b.length - a.length).join('|');
  return new RegExp(`^\\W*(?:sharewell\\b\\W*)?(?:${word})\\s+(?!${question})(\\S.*)$`, 'isu');
};

const createMatcher = (words: Words): Matcher => {
  const table = new Map<string, string>();
  for (const word of words.list('commands.link.words')) table.set(commandKey(normalise(word)), 'link');
  for (const name of Object.keys(commands))
    for (const word of words.list(`commands.${name}.words`)) table.set(commandKey(normalise(word)), name);
  for (const name of startable)
    for (const word of words.list(`${name}.command.words`)) table.set(commandKey(normalise(word)), name);
  const finding = soughtPattern(words.list('commands.find.words'));
  const phrases = words.list('urgent.command.phrases').map((phrase) => new RegExp(phrase, 'i'));
  return {
    word: (text) => table.get(commandKey(text)),
    linked: after(words.list('commands.link.words')),
    called: after(words.list('people.called')),
    placed: placing(words),
    danger: (text) => phrases.some((phrase) => phrase.test(bothEnds(text))),
    sought: (text) => finding.exec(text.normalize('NFKC').replace(/\p{Cf}/gu, ''))?.[1]?.trim(),
  };
};

export type Route = (turn: Turn, seed: string) => Handler;

export const createRouter = (words: Words, codes: Codes): Route => {
  const matcher = createMatcher(words);
  const typed = (text: string, attachments: number, seed: string): Handler => {
    const plain = normalise(text);
    const name = matcher.word(plain);
    if (name) return commandHandler(name, 'new', seed) ?? unknown;
    // Danger comes before every refusal, however long the message or whatever is attached to it.
    if (matcher.danger(plain)) return startDialog('urgent', 'new', seed);
    const reference = text
      .trim()
      .replace(/[.,;:!?]+$/, '')
      .toUpperCase();
    if (referencePattern.test(reference)) return openRecord(reference, 'new');
    if (attachments > 0 || text.length > longestTyped) return tooMuch;
    const placed = matcher.placed(text);
    if (placed) return placed;
    const called = matcher.called(text);
    if (called) return people(called);
    const sought = matcher.sought(text);
    if (sought) return findTyped(sought, words);
    return plain === '' ? help() : ask(text);
  };
  return (turn, seed) => {
    const { act } = turn;
    const linking = linkAsked(turn, matcher, codes, seed);
    if (linking) return linking;
    switch (act.kind) {
      case 'typed':
        return typed(act.text, act.attachments, seed);
      case 'pressed':
        return pressed(act.press, act.answers, seed);
      case 'checked':
        return checkText(act.text);
      case 'strayed':
        return startDialog('breach', 'new', seed, { message: act.message });
      case 'opened-home':
        return home;
      case 'installed':
        return welcome;
      case 'unknown-press':
        return oldButton;
    }
  };
};

/** Typed or pressed, alone or with a code. */
const linkAsked = ({ act }: Turn, matcher: Matcher, codes: Codes, seed: string): Handler | undefined => {
  if (act.kind === 'pressed')
    return act.press.do === 'command' && act.press.word === 'link' ? makeCode(codes, seed) : undefined;
  if (act.kind !== 'typed') return undefined;
  if (matcher.word(normalise(act.text)) === 'link') return makeCode(codes, seed);
  const typed = matcher.linked(act.text);
  return typed && isCodeLike(typed) ? useCode(typed, codes) : undefined;
};

/** References say what they belong to: `D-7K3M-Q2` a record, `D-7K3M-Q2/told` a notice, others a draft. */
const open = (press: Press, answers: Answers): Handler => {
  const ref = press.ref ?? '';
  if (ref.includes('/')) return openNotice(ref);
  return referencePattern.test(ref) ? openRecord(ref, 'new') : pressDraft(press, answers);
};

const more = (press: Press): Handler | undefined => {
  const { word = '', value, ref = '' } = press;
  if (word === 'told' && referencePattern.test(ref)) return toldList(ref, value);
  if (word === 'find') return findFurther(press);
  if (word === 'guidance') return topicAt(value);
  if (word === 'waiting') return waiting(value);
  if (word === 'hub') return team(press.page);
  if (word === 'board') return board(press.page, value, 'replace');
  if (word === 'people') return people(press.ask, value);
  if (isKeptName(word)) return keptList(word, value);
  if (isRegisterName(word)) return register(word, value);
  return isListName(word) ? list(word, value) : figuresFurther(word, press.page, value);
};

const pressed = (press: Press, answers: Answers, seed: string): Handler => {
  switch (press.do) {
    case 'command':
      return commandHandler(press.word ?? '', 'new', seed, press) ?? oldButton;
    case 'copy':
      return copyPressed(press);
    case 'act':
      return startAction(press);
    case 'seen':
      return noticeSeen(press.ref ?? '');
    case 'open':
      return open(press, answers);
    case 'more':
      return more(press) ?? oldButton;
    case 'ask':
      return askPressed(press);
    case 'correct':
      return correctEntry(press.word ?? '', seed);
    case 'settings':
      return settingsWritten(answers);
    case 'find':
      return isBookName(press.word ?? '')
        ? figuresChosen(press.word as BookName, answers)
        : findWritten(writtenIn(answers));
    case 'answer':
    case 'back':
    case 'page':
    case 'confirm':
    case 'park':
    case 'cancel':
      return pressDraft(press, answers);
  }
};
