/**
 * Worries that may be on anybody's mind and are never, by themselves, a reason against sharing: that there is no
 * agreement, fear of the law or of blame, that somebody else will do it.
 */
const excuses: readonly RegExp[] = [
  /\b(no|without|lack of|not have|have no|haven['\u2019]?t|isn['\u2019]?t|not signed)\b.{0,25}\b(agreement|protocol|isa|dsa|isp)\b/i,
  /\b(gdpr|data protection|the law|confidentiality)\b.{0,20}\b(forbids?|stops?|prevents?|won['\u2019]?t let|does(n['\u2019]?t| not) allow|prohibits?)\b/i,
  /\b(because of|due to|reason:?)\s+(gdpr|data protection)\b/i,
  /\b(afraid|scared|fear|frightened|worried|nervous|anxious)\b.{0,40}\b(law|gdpr|breach|blam\w+|sued|court|complain\w*|trouble|job|disciplin\w+|challenge\w*|manager)\b/i,
  /\b(get|getting|be|being)\b.{0,10}\b(blamed|sued|in trouble|disciplined|sacked|complained about)\b/i,
  /\b(some(one|body)|others?|another agency|they) (else )?(will|would|should|must|probably|has|have)\b.{0,30}\b(share|tell|told|report\w*|pass\w*|do it|done)\b/i,
];

/** Long enough to say more than the worry: then a person reads it, and judges. */
const saysMore = 160;

export const isExcuse = (reason: string): boolean =>
  reason.length < saysMore && excuses.some((excuse) => excuse.test(reason));
