import { describe, expect, it } from 'vitest';
import { verifySignature } from '../../bot/slack/signature.ts';
import { signFor } from '../support/slack-peer.ts';

const now = new Date('2026-03-01T12:00:00Z');
const body = 'payload=%7B%7D';
const signed = (at: Date, secret = 'shhh') => {
  const headers = signFor(secret, body, at);
  return {
    secret: 'shhh',
    timestamp: headers['x-slack-request-timestamp'],
    signature: headers['x-slack-signature'],
    body: Buffer.from(body),
    now,
  };
};
const seconds = (offset: number) => new Date(now.getTime() + offset * 1000);

describe('a Slack signature', () => {
  it.each([
    ['now', 0],
    ['five minutes ago', -300],
    ['in five minutes, since clocks differ', 300],
  ])('holds when it was made %s', (_, offset) => {
    expect(verifySignature(signed(seconds(offset)))).toBe(true);
  });

  it.each([
    ['over five minutes ago, so that it cannot be replayed', -301],
    ['over five minutes in the future', 301],
  ])('fails when it was made %s', (_, offset) => {
    expect(verifySignature(signed(seconds(offset)))).toBe(false);
  });

  it.each([
    ['made with another secret', signed(now, 'other')],
    ['for another body', { ...signed(now), body: Buffer.from('payload=%7B%20%7D') }],
    ['with another time than the one that was signed', { ...signed(now), timestamp: '1772366401' }],
    ['missing', { ...signed(now), signature: undefined }],
    ['without a time', { ...signed(now), timestamp: undefined }],
    ['with a time that is no number', { ...signed(now), timestamp: 'NaN' }],
    ['cut short', { ...signed(now), signature: signed(now).signature?.slice(0, -1) }],
    ['longer than it should be', { ...signed(now), signature: `${signed(now).signature}0` }],
    ['of another kind', { ...signed(now), signature: signed(now).signature?.replace('v0', 'v1') }],
    ['in characters of several bytes', { ...signed(now), signature: 'é'.repeat(67) }],
  ])('fails when it is %s', (_, request) => {
    expect(verifySignature(request)).toBe(false);
  });

  it('covers bytes that are no text', () => {
    const raw = Buffer.from([0xff, 0xfe, 0x00]);
    expect(verifySignature({ ...signed(now), body: raw })).toBe(false);
  });
});
