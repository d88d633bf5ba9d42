import { createHmac, timingSafeEqual } from 'node:crypto';

/** Slack signs every request; one that is older or newer than this is a replay or a wrong clock. */
export const skewSeconds = 300;

export type SignedRequest = {
  secret: string;
  timestamp: string | undefined;
  signature: string | undefined;
  body: Buffer;
  now: Date;
};

export const signBody = (secret: string, timestamp: string, body: Buffer): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`;

export const verifySignature = ({ secret, timestamp, signature, body, now }: SignedRequest): boolean => {
  if (!timestamp || !signature || !/^\d{1,12}$/.test(timestamp)) return false;
  // Both ways: a request from the future would stay valid for longer than Slack means it to.
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > skewSeconds) return false;
  const expected = Buffer.from(signBody(secret, timestamp, body));
  const given = Buffer.from(signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
};
