import { createRequire } from 'node:module';
import type { Action, AdaptiveCard, Element } from '../../cards/types.ts';

type Fault = { message: string };
type Context = { eventCount: number; getEventAt(index: number): Fault };
type Parser = {
  parse(card: unknown, context: Context): void;
  validateProperties(): { validationEvents: Fault[] };
};

// The renderer's own types need a browser; this is the part that does not.
const AC = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as {
  AdaptiveCard: new () => Parser;
  SerializationContext: new () => Context;
};

/** What the official renderer's own parser has against a card. It needs no browser. */
export const faultsOf = (card: unknown): string[] => {
  const parsed = new AC.AdaptiveCard();
  const context = new AC.SerializationContext();
  parsed.parse(card, context);
  const events = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i).message);
  return [...events, ...parsed.validateProperties().validationEvents.map(({ message }) => message)];
};

export const elementsOf = (elements: readonly Element[]): Element[] =>
  elements.flatMap((element) => {
    if (element.type === 'Container') return [element, ...elementsOf(element.items)];
    if (element.type === 'ColumnSet')
      return [element, ...element.columns.flatMap((column) => elementsOf(column.items))];
    return [element];
  });

export const actionsOf = (card: AdaptiveCard): Action[] => [
  ...elementsOf(card.body).flatMap((element) => (element.type === 'ActionSet' ? element.actions : [])),
  ...(card.actions ?? []),
];

/** Every text on the card that clients read as markdown. */
export const markdownOf = (card: AdaptiveCard): string[] =>
  elementsOf(card.body).flatMap((element) => {
    if (element.type === 'TextBlock') return [element.text];
    return element.type === 'FactSet' ? element.facts.flatMap(({ title, value }) => [title, value]) : [];
  });
