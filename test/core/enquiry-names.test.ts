import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { words } from '../../bot/core/words.ts';
import type { Fields, Sitting } from '../support/decision-drive.ts';
import { police } from '../support/dispute-house.ts';
import { victim } from '../support/enquiries.ts';
import { asked, type EnquiryHouse, hub, next, openEnquiryHouse, say } from '../support/enquiry-house.ts';

/** Whatever tells who somebody is, in any field: it never gets to the board, to a message, to a log, or into the hub. */

const planted: readonly (readonly [string, string])[] = [
  ['a name', 'Jane Potter'],
  ['a name with a title', 'Mrs Potter'],
  ['an NHS number', '943 476 5919'],
  ['a National Insurance number', 'AB123456C'],
  ['a date of birth', 'born 12/03/2014'],
  ['a postcode', 'SW1A 1AA'],
  ['a phone number', '07700 900123'],
  ['an email address', 'jane.potter@home.example'],
];

describe.each(planted)('%s', (_, secret) => {
  let home: EnquiryHouse;
  beforeEach(async () => {
    home = await openEnquiryHouse();
  });
  afterEach(() => home.close());

  const about = (text: string): string => `What is known of this: ${secret}? ${text}`;
  const fields = (who: Sitting) => who.page().inputs ?? [];

  /** Written everywhere it can be written, refused, and sent again as it was mended. */
  const write = async (who: Sitting, given: Fields, texts: readonly string[]): Promise<void> => {
    const bad = Object.fromEntries(texts.map((name) => [name, about(given[name] ?? '')]));
    await who.press(next, { ...given, ...bad });
    for (const name of texts) {
      const field = fields(who).find(({ id }) => id === name);
      expect(field?.error, name).toContain('Please look again');
      expect(field?.value, name).not.toContain(secret);
    }
    await who.press(next);
  };

  const step = async (who: Sitting, what: string, given: Fields, texts: readonly string[]): Promise<void> => {
    await home.joint(who, what);
    await write(who, given, texts);
    await home.quiet();
  };

  it('never gets further than its writer', async () => {
    const [sam, nadia, anika] = [home.person('sam'), home.person('nadia'), home.person('anika')];
    await sam.type('enquiry');
    await sam.press(say('enquiry-request.questions.safety.options.can-wait'));
    await write(sam, asked, ['question', 'why']);
    await sam.press(words('engine.confirm'));
    await home.quiet();

    await step(nadia, 'risk', { riskText: 'Violence', riskLevel: 'high' }, ['riskText']);
    await step(nadia, 'victim', victim, ['wishes', 'needs', 'safety']);
    await step(nadia, 'dissent', { dissentText: 'It is less.' }, ['dissentText']);
    const plan = { planText: 'Visit', planAgency: police, planOwner: 'Nurse', planDue: '2026-11-24' };
    await step(sam, 'plan', plan, ['planText']);
    await step(anika, 'rating', { rating: 'green', ratingWhy: 'Less.' }, ['ratingWhy']);
    await home.joint(anika, 'close');
    await anika.press(say('enquiry.joint.questions.level.options.high'));
    await write(anika, { outcome: 'together', outcomeText: 'A visit.' }, ['outcomeText']);
    await home.quiet();

    const record = await home.one();
    expect(record.status).toBe('closed');
    const [request] = await home.requests();
    const shared = [...home.house.sent, ...home.house.rewritten].map(({ reply }) => reply);
    const versions = await home.listed(hub, `ref:${record.reference}`, 'version');
    const everything = JSON.stringify([record, versions, request, shared, home.house.events]);
    expect(everything).toContain('What is known of this');
    expect(everything).not.toContain(secret);
  });
});
