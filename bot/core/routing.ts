import { startable } from '../../dialogs/registry.ts';
import type { Words } from '../../dialogs/words.ts';
import { type Codes, isCodeLike } from './codes.ts';
import { type BookName, bookNames, isBookName } from './file-names.ts';
import { advice } from './handlers/advice.ts';
import { ask, askPressed } from './handlers/ask.ts';
import type { From } from './handlers/beginning.ts';
import { board } from './handlers/board.ts';
import { copyPressed } from './handlers/copy.ts';
import { correctEntry, pressDraft, startAction, startDialog } from './handlers/dialog.ts';
import { about, documents, whatIsNew } from './handlers/documents.ts';
import { figures, figuresChosen, figuresFurther } from './handlers/figures.ts';
import { findCard, findFurther, findTyped, findWritten } from './handlers/find.ts';
import { guidance, isKeptName, keptList, topicAt } from './handlers/guidance.ts';
import { place, team } from './handlers/hub.ts';
import { makeCode, useCode } from './handlers/link.ts';
import { map } from './handlers/map.ts';
import { join, people } from './handlers/people.ts';
import { isRegisterName, register, registerNames } from './handlers/register.ts';
import { isRetentionList, retentionList, retentionLists, retentionOf } from './handlers/retention.ts';
import { rights } from './handlers/rights.ts';
import { settings, settingsWritten } from './handlers/settings.ts';
import {
  actsList,
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
import { createMatcher, type Matcher, normalise } from './matcher.ts';
import type { Reply } from './reply.ts';
import type { Handler } from './scene.ts';
import { writtenIn } from './search.ts';
import type { Answers, Press, Turn } from './turn.ts';

/** From what a person did to the one handler that answers it. Pure: the words come from the word files. */

/** Longer than anybody types to a bot: a pasted document. */
const longestTyped = 1500;

type Command = (how: Reply['how'], seed: string) => Handler;

const commands: Readonly<Record<string, Command>> = {
  help,
  drafts: () => list('drafts'),
  'my-records': () => list('my-records'),
  ...Object.fromEntries(registerNames.map((name) => [name, () => register(name)])),
  find: () => findCard(),
  map: () => map,
  rights: () => rights,
  guidance: () => guidance(),
  rules: () => guidance('rules'),
  'seven-questions': () => guidance('seven-questions'),
  myths: () => guidance('myths'),
  questions: () => keptList('questions'),
  written: () => keptList('written'),
  ...Object.fromEntries(bookNames.map((name) => [name, () => figures(name)])),
  waiting: () => waiting(),
  approvals: () => list('approvals'),
  settings: () => settings,
  hub: () => team(),
  'hub-here': () => place('here'),
  'hub-not-here': () => place('notHere'),
  board: () => board(),
  people: () => people(),
  news: () => whatIsNew(),
  documents: () => documents(),
  stop: () => list('stop'),
  ...Object.fromEntries(retentionLists.map((name) => [name, () => retentionList(name)])),
};

const commandHandler = (name: string, how: Reply['how'], seed: string, from?: From): Handler | undefined => {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) return command(how, seed);
  if (name === 'advice') return advice(how, seed, from);
  if (name === 'enrolment') return join(how, seed);
  return startable.includes(name) ? startDialog(name, how, seed, from) : undefined;
};

export type Route = (turn: Turn, seed: string) => Handler;

export const createRouter = (words: Words, codes: Codes): Route => {
  const matcher = createMatcher(words, Object.keys(commands));
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
    const kept = matcher.kept(text)?.toUpperCase();
    if (kept && referencePattern.test(kept)) return retentionOf(kept, 'new');
    if (attachments > 0 || text.length > longestTyped) return tooMuch;
    const placed = matcher.placed(text);
    if (placed) return place(placed.action, placed.code);
    const cited = matcher.cited(text);
    if (cited) return about(`law:${cited}`);
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
      case 'asks-hub':
        return commandHandler('enquiry-request', 'new', seed) ?? unknown;
      case 'strayed':
        return startDialog('breach', 'new', seed, { message: act.message });
      case 'opened-home':
        return home;
      case 'installed':
        return welcome;
      case 'overheard':
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
  if (word === 'acts' && referencePattern.test(ref)) return actsList(ref);
  if (word === 'retention' && referencePattern.test(ref)) return retentionOf(ref);
  if (word === 'find') return findFurther(press);
  if (word === 'guidance') return topicAt(value);
  if (word === 'waiting') return waiting(value);
  if (word === 'hub') return team(press.page);
  if (word === 'board') return board(press.page, value, 'replace');
  if (word === 'people') return people(press.ask, value);
  if (word === 'news') return whatIsNew(value);
  if (word === 'documents') return documents(value);
  if (word === 'about') return about(value);
  if (isKeptName(word)) return keptList(word, value);
  if (isRegisterName(word)) return register(word, value);
  if (isRetentionList(word)) return retentionList(word, value);
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
