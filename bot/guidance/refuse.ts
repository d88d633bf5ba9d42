import { person, withNamesRead } from './names.ts';

/**
 * What is refused before anything is looked up: what asks for a named person's data, and what would change how
 * Sharewell works. A question on what one may do about a person's file asks for neither.
 */

const someone =
  `(?:${person}|(?:my|our|this|that|his|her) (?:neighbou?r|ex|ex[- ](?:wife|husband|partner)|boyfriend|girlfriend|` +
  'patient|client|cousin|colleague)|case (?:no\\.? |number )?[a-z]?-?\\d+|(?:nhs|upn) (?:no\\.? |number )?\\d[\\d ]+)';

const kept =
  '(?:(?:case|medical|health|school|social care|police) )?(?:files?|records?|notes|history|chronology|referrals?|' +
  'assessments?|convictions?|diagnosis|medication|medicines|test results?|care plan|report)';

const reach =
  '(?:(?:home|new|current|email|full|last known) )?(?:address|whereabouts|phone(?: number)?|mobile(?: number)?|telephone(?: number)?|' +
  'number|email|contact details|postcode|date of birth|birthday|location|national insurance number)';

const please = '(?:^|[.!?,;:] |\\b(?:please|pls|you|to|just|and|kindly|you to|can u)\\b )';
const fetch =
  '(?:show|give|tell|read|find|get|open|print|pull up|bring up|fetch|send|check|search|locate|trace|look up|look for|list|see|display|export)';

type Rule = { entry: string; pattern: RegExp };

const start = '^(?:please |pls |now |just |so |and |then |ok |hi |can you |could you |would you )*';

const relative =
  '(?:the |a |an |my |that |this |his |her |their )+(?:\\w+ )?(?:mother|father|mum|dad|parents?|child|client|patient|neighbour|' +
  "foster carer|ex|ex[- ]wife|ex[- ]husband|witness|victim|woman|man|lady|girl|boy|family|tenant|resident)(?:'s)?";

const change: readonly string[] = [
  '\\b(?:ignore|ignroe|disregard|forget|bypass|override|drop|discard|throw out|set(?:ting)? aside)\\b.{0,30}\\b(?:your|previous|prior|earlier|above)\\b' +
    '.{0,20}\\b(?:instructions?|rules?|guidelines?|restrictions?|limits|constraints|prompts?|training|orders)\\b',
  '\\b(?:rules|instructions|guidelines)(?: written)? above\\b',
  '\\bforget (?:everything|all|anything) (?:you|that you)\\b',
  '\\b(?:system|hidden|secret|initial) (?:prompt|instructions|rules|message)\\b|\\byour (?:prompt|exact instructions|configuration|makers|code|guidelines)\\b',
  '\\bjail ?break|\\b(?:developer|debug|god|unrestricted|admin|root|test) mode\\b|\\bsudo\\b|\\bas dan\\b|\\bare (?:now )?dan\\b|\\breprogram\\b',
  '\\byou (?:have|had|are under|are bound by) no (?:more )?(?:rules?|limits?|restrictions?|filters?)',
  `${start}(?:act|behave|talk|speak|respond|reply) (?:as|like|only) `,
  `${start}(?:pretend|role-?play|imagine|simulate|suppose)\\b.{0,25}\\b(?:you|your|rules|limits|bot|ai)\\b`,
  `${start}(?:turn off|switch off|disable|bypass|override|remove) (?:all |the |your |any )*(?:checks|filters?|safety|safeguards|restrictions|guard ?rails)\\b`,
  "\\b(?:from now on|henceforth|you are now|you're now)\\b.{0,60}\\b(?:obey|pirate|cowboy|assistant|anything|unrestricted|free|thou|rude)\\b",
];

const find: readonly string[] = [
  `\\bwhere (?:does|do|did|is|are|has) ${someone}\\b(?! stand)`,
  `\\bwhere'?s ${someone}\\b(?! stand)`,
  `\\bwhere (?:does|do|did) (?:he|she|they) (?:live|stay|sleep|work|move)\\b|\\bwhere (?:is|'s|are) (?:he|she|they) (?:living|staying|now)\\b`,
  '\\bwho (?:lives|is living|stays) (?:at|in) (?:number |no\\.? |flat )?\\d',
  `\\b(?:what|which|whats|what's)\\b.{0,20}\\b${someone}(?:'s|s)? ${reach}\\b`,
  `(?:${please}${fetch}|\\bi (?:need|want))\\b(?: me| us| out)?.{0,25}\\b(?:${someone}|${relative})(?:'s|s)? ${reach}\\b`,
  `(?:${please}${fetch}|\\bi (?:need|want))\\b(?: me| us| out)?(?: the| an?)? ${reach} (?:of|for) ${relative}`,
  `\\b${reach} (?:of|for) (?:the |a )?${person}\\b`,
  `${please}(?:find|locate|trace|look up|look for|search for)(?: me| us)? ${person}\\b`,
  `\\bwhich (?:school|prison|hospital|refuge|ward|placement|nursery|hotel|unit)\\b.{0,20}\\b${person}\\b`,
];

const records: readonly string[] = [
  `${please}${fetch}\\b(?: me| us)?.{0,30}\\b${someone}(?:'s|s)? ${kept}\\b`,
  `${please}${fetch}\\b(?: me| us)?(?: the| all| any)?.{0,25}\\b${kept} (?:of|on|for|about|from) (?:the )?${someone}\\b`,
  `${please}${fetch}\\b.{0,20}\\b(?:everything|anything|all)\\b.{0,25}\\b(?:about|on) ${someone}\\b`,
  `${start}(?:${fetch}|dump|give)(?: me| us)?(?: out)? (?:all|every|each|the whole|the full|the complete|a complete|a full|a)\\b.{0,12}\\b` +
    "(?:(?:list|names?) of |patients'? |all |the )*(?:clients?|service users?|patients?|children|residents|families|names|records|database|foster carers|people|tenants)\\b(?! (?:have|who|need|must|should|in))",
  `\\b(?:what|what's|whats)\\b.{0,12}\\b(?:in|on|says?|is) ${person}(?:'s|s)? ${kept}\\b`,
  `\\b(?:is|was|are|were) (?:\\w+ )?${someone}(?: ever| still| currently| now)? (?:on (?:the|a|any|bail|probation|your|our)|known to|in care|hiv|pregnant|a (?:sex )?offender|registered|under)\\b`,
  `\\b(?:has|does|did) ${someone} (?:got |have |ever |been )+(?:any |a |an )?(?:record|convictions?|arrest|arrested|convicted|social worker|hiv|file|warning|caution)`,
  `\\bwhat (?:did|do|does|has|have|is|was) .{0,40}\\b(?:say|said|write|wrote|written|record|recorded|know|hold|have)\\b.{0,10}\\b(?:about|on|against) ${person}\\b`,
  `\\bwhat (?:is|was|were|are) ${person} (?:on bail|charged|convicted|arrested|diagnosed|treated|accused|taking|like)`,
  `\\bwhat ${kept} (?:is|was|has|does) ${person}\\b`,
];

const unmask: readonly string[] = [
  `${start}who (?:reported|grassed|snitched|told|tipped|rang|called|phoned|complained|referred)\\b.{0,25}\\babout (?:me|us|my|our)\\b`,
  `${start}who (?:reported|grassed|snitched|refer?red|shopped|dobbed)(?: on)? (?:me|us|my \\w+)\\b`,
  `${start}(?:is|was) it (?:the|my|our|a|his|her) .{1,40} (?:who|that) (?:reported|grassed|snitched|told|tipped|rang|called|phoned)\\b`,
  `${start}(?:tell me|give me|reveal|say|identify|unmask|name)\\b.{0,25}\\b(?:who (?:reported|made|told|rang|called|referred)|informant|referrer|whistleblower|anonymous caller|complainant)\\b`,
];

const rulesOf = (entry: string, patterns: readonly string[]): Rule[] =>
  patterns.map((pattern) => ({ entry, pattern: new RegExp(pattern, 'i') }));

const rules: readonly Rule[] = [
  ...rulesOf('refuse-change-rules', change),
  ...rulesOf('refuse-find-person', find),
  ...rulesOf('refuse-case-records', records),
  ...rulesOf('refuse-unmask-referrer', unmask),
];

/** The entry that says why, where a question is to be refused as it stands. */
export const refusedBy = (question: string): string | undefined => {
  const text = withNamesRead(
    question
      .normalize('NFKC')
      .replace(/[\u2018\u2019]/g, "'")
      .replace(/\s+/g, ' ')
      .trim(),
  );
  return rules.find(({ pattern }) => pattern.test(text))?.entry;
};
