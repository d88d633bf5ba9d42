/** What is to be shared, one line an item. */

export const mostLines = 20;

export const linesOf = (items: unknown): string[] =>
  String(items ?? '')
    .split(/\r?\n/)
    .map((line) => line.trim().replace(/^[-*•]\s+/, ''))
    .filter((line) => line !== '');

/** Words that hint at an opinion or an allegation, or at somebody else in the line. */
const hints =
  /\b(says?|said|alleg\w*|suspect\w*|believ\w*|thinks?|rumou?r\w*|apparently|claims?|concern\w*|worr\w*|neighbou?r\w*|friends?|partner|boyfriend|girlfriend|brother|sister|mother|father|mum|dad|uncle|aunt|informant)\b/i;

export const flagged = (items: unknown): boolean => linesOf(items).some((line) => hints.test(line));
