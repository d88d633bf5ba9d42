import type { CardData, CardName } from '../../cards/catalogue.ts';

/** What the person is told: a card by name with its data. Channels render it; the core never sees card JSON. */
export type Reply = {
  [N in CardName]: {
    card: N;
    data: CardData<N>;
    /** Shown on lock screens and in notification lists: never any personal data. */
    summary: string;
    /** `replace`: rewrite the card that was pressed where there is one; otherwise the same as `new`. */
    how: 'new' | 'replace' | 'home';
    /** `person`: must not be seen by others; in a shared place the channel takes it to the personal chat. */
    audience: 'place' | 'person';
  };
}[CardName];
