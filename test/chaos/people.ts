import { setTimeout as pause } from 'node:timers/promises';
import type { Fields } from '../support/decision-ways.ts';
import type { Card, ChaosHand } from './hands.ts';
import { reactions, type Story } from './stories.ts';

/** People at work, who do not give up when nobody answers, and who press again when nothing seems to happen. */

type Wanted = { title: string; fields: Fields };

/** Some of its fields are on the card, where it has any. */
const offers = ({ buttons, inputs }: Card, { title, fields }: Wanted): boolean => {
  const names = Object.keys(fields);
  return buttons.includes(title) && (names.length === 0 || names.every((name) => inputs.includes(name)));
};

const patienceMs = 1_500;
const longestMs = 90_000;

const seen = async <T>(look: () => T | undefined, ms: number): Promise<T | undefined> => {
  const end = performance.now() + ms;
  for (;;) {
    const found = look();
    if (found !== undefined || performance.now() > end) return found;
    await pause(60);
  }
};

/** Cards of this story alone: what came before it counts no more. */
const recent = (hand: ChaosHand, before: number): Card[] => {
  const all = hand.cards();
  return all.slice(0, all.length - before);
};

/** Shown again two steps later: whoever answered it was told that it is kept, and it is not. */
const shownAgain = ({ steps }: Story, at: number, card: Card | undefined): string => {
  const back = card ? steps.slice(0, Math.max(0, at - 1)).findIndex((step) => offers(card, step)) : -1;
  return back < 0 ? '' : `: step ${back} was answered and acknowledged, and is asked again`;
};

export type Lived = { story: Story; hand: ChaosHand; fault?: string };

/** From the first word to the last card; gives what went wrong, if anything did. */
export const live = async (hand: ChaosHand, story: Story): Promise<Lived> => {
  const before = hand.cards().length;
  const end = performance.now() + longestMs;
  const cards = () => recent(hand, before);
  // What was typed stands on the page as well, while it can still be handed in.
  const handsIn = story.steps.at(-1) as Wanted;
  const isLast = (card: Card) => card.text.includes(story.ends) && !offers(card, handsIn);
  const ended = () => (cards().some(isLast) ? true : undefined);
  const step = (at: number, not?: string): Card | undefined => {
    const wanted = story.steps[at];
    return (
      wanted && cards().find((card) => offers(card, wanted) && (!not || card.mark(wanted.title) !== not))
    );
  };
  let last: { card: Card; at: number; mark: string } | undefined;
  const again = async (): Promise<void> => {
    if (!last) return void (await hand.type(story.begins));
    const { title, fields } = story.steps[last.at] as Wanted;
    await last.card.press(title, fields);
  };
  await again();
  for (let at = 0; at <= story.steps.length; ) {
    if (performance.now() > end) {
      const [card] = cards();
      const said = card ? `${card.buttons.join(' | ')}, below "${card.words.slice(0, 80)}"` : 'nothing';
      const shown = `with ${said}${shownAgain(story, at, card)}`;
      return { story, hand, fault: `stuck before step ${at} of ${story.name}, ${shown}` };
    }
    const over = at === story.steps.length;
    const card = await seen<Card | true>(() => (over ? ended() : step(at, last?.mark)), patienceMs);
    if (card === undefined) await again();
    else if (card === true) return { story, hand };
    else {
      const { title, fields } = story.steps[at] as Wanted;
      last = { card, at, mark: card.mark(title) };
      await card.press(title, fields);
      at += 1;
    }
  }
  return { story, hand };
};

type Reaction = (typeof reactions)[number];

/** A card that was answered may say so late: it is pressed again, less and less often, and never for ever. */
const waitsMs = [2_000, 4_000, 8_000, 15_000, 30_000];

/** Somebody who answers whatever comes, until told to stop. Gives how often something was pressed. */
export const react = async (
  hand: ChaosHand,
  stop: () => boolean,
  again: readonly number[] = waitsMs,
): Promise<number> => {
  const tried = new Map<string, { times: number; next: number }>();
  let pressed = 0;
  const isDue = (key: string): boolean => {
    const { times, next } = tried.get(key) ?? { times: 0, next: 0 };
    return times <= again.length && performance.now() > next;
  };
  const note = (key: string): void => {
    const times = (tried.get(key)?.times ?? 0) + 1;
    tried.set(key, { times, next: performance.now() + (again[times - 1] ?? 0) });
  };
  const answer = async (card: Card, { title, next: more }: Reaction): Promise<void> => {
    const before = hand.cards().length;
    note(card.mark(title));
    if (await card.press(title)) pressed += 1;
    if (!more) return;
    // The card itself may have been rewritten, so it counts as well.
    const page = () => recent(hand, before - 1).find((each) => offers(each, more));
    const found = await seen(page, patienceMs);
    if (found && (await found.press(more.title, more.fields))) pressed += 1;
  };
  const dueNow = (): [Card, Reaction] | undefined => {
    for (const card of hand.cards())
      for (const reaction of reactions)
        if (card.buttons.includes(reaction.title) && isDue(card.mark(reaction.title)))
          return [card, reaction];
    return undefined;
  };
  while (!stop()) {
    const due = dueNow();
    if (due) await answer(...due);
    await pause(120);
  }
  return pressed;
};
