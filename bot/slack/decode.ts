import { SharewellError } from '../core/errors.ts';
import type { Body } from './parse.ts';

const unreadable = () => new SharewellError('bad-request', 'The request cannot be read');

const parse = (text: string): Body => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unreadable();
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unreadable();
  return value as Body;
};

const onlyPayload = 'payload=';

/** Every press is a form of one field, and a large one: reading it as any form costs more than all else before the turn. */
const payloadOf = (text: string): string => {
  try {
    return decodeURIComponent(text.slice(onlyPayload.length).replaceAll('+', ' '));
  } catch {
    throw unreadable();
  }
};

type Decoded = { json: string } | { form: URLSearchParams };

/** Events come as JSON, interactions as JSON inside a form, commands as a form. */
const decode = (contentType: string | undefined, raw: Buffer): Decoded => {
  const text = raw.toString('utf8');
  if (!contentType?.startsWith('application/x-www-form-urlencoded')) return { json: text };
  if (text.startsWith(onlyPayload) && !text.includes('&')) return { json: payloadOf(text) };
  const form = new URLSearchParams(text);
  const payload = form.get('payload');
  return payload === null ? { form } : { json: payload };
};

export const decodeBody = (contentType: string | undefined, raw: Buffer): Body => {
  const decoded = decode(contentType, raw);
  return 'json' in decoded ? parse(decoded.json) : Object.fromEntries(decoded.form);
};

/** The JSON in a request, where there is any. */
export const jsonIn = (contentType: string | undefined, raw: Buffer): string => {
  const decoded = decode(contentType, raw);
  return 'json' in decoded ? decoded.json : '';
};
