/** How a question is read: plain words without endings, and what people shorten written out. */

const dropped = new Set(
  (
    'a an the of to in on at for from with by and or but if is are was were be been being am do does did done ' +
    'i me my we us our you your he she it its they them their this that these those there here as so than then too ' +
    'can could will would shall should may might must have has had just any some please'
  ).split(' '),
);

const endings = (
  'isations isation izations ization ements ement ments ment ations ation ' +
  'ingly edly ing ed ly er ors or al e'
).split(' ');

const singular = (word: string): string => {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return /[^su]s$/.test(word) && !word.endsWith('is') ? word.slice(0, -1) : word;
};

/** Light and predictable: the endings that make several words of one in questions. */
export const stem = (word: string): string => {
  if (word.length <= 3) return word;
  const one = singular(word);
  const ending = endings.find((each) => one.endsWith(each) && one.length - each.length >= 3) ?? '';
  const out = one.slice(0, one.length - ending.length);
  return out.length > 3 && /([bdgklmnprt])\1$/.test(out) ? out.slice(0, -1) : out;
};

export const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/n't\b/g, ' not')
    .replace(/'(s|re|ve|ll|d|m)\b/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** What people shorten, written out beside it. */
const written: Readonly<Record<string, string>> = {
  dpa: 'data protection act',
  gdpr: 'data protection',
  dpo: 'data protection officer',
  sar: 'subject access request',
  isp: 'information sharing protocol',
  isa: 'information sharing agreement',
  dsa: 'data sharing agreement',
  foi: 'freedom information',
  ico: 'information commissioner',
  ig: 'information governance',
  hmg: 'government',
  dsl: 'designated safeguarding lead',
  mash: 'multi agency safeguarding hub',
  lscb: 'local safeguarding children board',
  csa: 'child sexual abuse',
  cse: 'child sexual exploitation',
  da: 'domestic abuse',
  dv: 'domestic violence abuse',
  asb: 'anti social behaviour',
  dwp: 'department work pension',
  cps: 'crown prosecution service',
  hr: 'human resources',
  la: 'local authority',
  yot: 'youth offending team',
  nhs: 'health service',
  pct: 'primary care trust',
  ccg: 'clinical commissioning group',
  mca: 'mental capacity act',
  cyp: 'children young people',
  info: 'information',
  org: 'organisation',
  orgs: 'organisations',
  docs: 'documents',
  sw: 'social worker',
  hv: 'health visitor',
};

/** Words that need no other spelling: what people shorten, and the small words. */
export const isWritten = (word: string): boolean => Object.hasOwn(written, word) || dropped.has(word);

const wordsOf = (text: string): string[] =>
  plain(text)
    .split(' ')
    .filter((word) => word !== '')
    .flatMap((word) => [word, ...(Object.hasOwn(written, word) ? (written[word] ?? '').split(' ') : [])]);

/** Words that mean something. */
export const meaningful = (text: string): string[] => wordsOf(text).filter((word) => !dropped.has(word));

export const stemsOf = (text: string): string[] => meaningful(text).map(stem);

/** Those words without endings, and pairs of neighbours. */
export const termsOf = (text: string): string[] => {
  const stems = stemsOf(text);
  return [...stems, ...stems.slice(1).map((word, at) => `${stems[at]}_${word}`)];
};

/** Three and four letters in a row: what is left of a word when it is mistyped. */
export const gramsOf = (text: string): string[] =>
  plain(text)
    .split(' ')
    .filter((word) => word !== '')
    .flatMap((word) => {
      const bound = `<${word}>`;
      return [3, 4].flatMap((size) =>
        Array.from({ length: Math.max(0, bound.length - size + 1) }, (_, at) => bound.slice(at, at + size)),
      );
    });
