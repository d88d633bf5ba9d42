import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { words } from '../../bot/core/words.ts';
import { sayWhen } from '../../dialogs/engine/say.ts';
import {
  act,
  type BreachHouse,
  next,
  openBreachHouse,
  reports,
  say,
  start,
  weighs as weighsAll,
} from '../support/breach-house.ts';
import type { Fields } from '../support/decision-drive.ts';

/** Whoever leads weighs a breach, page after page, reads what is advised, and decides. */

let there: BreachHouse;
beforeEach(async () => {
  there = await openBreachHouse();
});
afterEach(() => there.close());

const what = { happened: 'sent', danger: 'no', personal: 'yes', holder: 'us' };
const information = { kinds: 'care,contact', whose: 'children', count: 'few' };
const exposure = { exposedTo: 'outsider', back: 'out', protected: 'none', purpose: 'mistake' };
const people = { ended: 'no', each: 'can', telling: 'danger' };
const both = {
  report: 'yes',
  reportWhy: 'They may be found',
  tell: 'yes',
  tellWhy: 'By the health visitor, at the clinic',
  toolkit: 'to-do',
};

const outcome = (name: string): string => say(`assess.outcomes.${name}.title`);

const weighs = async (who: ReturnType<BreachHouse['person']>, ref: string, pages: readonly Fields[]) => {
  await start(who, ref, 'assess');
  for (const fields of pages) await who.press(next, fields);
};

describe('the lead', () => {
  it('keeps the number of people, where somebody has one, and refuses what is no count', async () => {
    const ref = await reports(there.person('sam'));
    await there.quiet();
    const colin = there.person('colin');
    await weighs(colin, ref, [what, { ...information, countEstimate: '4.5' }]);
    expect(JSON.stringify(colin.page().inputs)).toContain('Please write a whole number');
    for (const fields of [{ ...information, countEstimate: '4' }, exposure, people, both])
      await colin.press(next, fields);
    expect((await there.breach()).countEstimate).toBe(4);
    there.house.wait(60_000);
    await weighsAll(colin, ref, { count: 'one' });
    expect((await there.breach()).countEstimate).toBe(1);
  });

  it('is asked what the report does not say, sees the advice with its reasons, and decides', async () => {
    const [sam, colin] = [there.person('sam'), there.person('colin')];
    const ref = await reports(sam);
    await there.quiet();
    await start(colin, ref, 'assess');
    expect(colin.page()).toMatchObject({ title: say('assess.pages.what.title') });
    expect(colin.page().inputs?.find(({ id }) => id === 'happened')?.value).toBe('sent');
    await colin.press(next, what);
    expect(colin.page().inputs?.map(({ id }) => id)).toEqual(['kinds', 'whose', 'count', 'countEstimate']);
    await colin.press(next, information);
    expect(colin.page().inputs?.find(({ id }) => id === 'exposedTo')?.value).toBe('');
    await colin.press(next, exposure);
    expect(colin.page().title).toBe(say('assess.pages.people.title'));
    await colin.press(next, people);
    const page = colin.page();
    expect(colin.outcome()).toBe(outcome('REPORT_AND_TELL'));
    expect(JSON.stringify(page.lead)).toContain(say('assess.codes.SENSITIVE'));
    expect(page.warnings).toContain(say('assess.warnings.safe-way'));
    expect(JSON.stringify(page.closing)).toContain(say('assess.changes.high'));
    const { page: tool } = there.house.policy.toolkit as { page: { title: string; url: string } };
    expect(page.closing).toContain(words('breach.assess.toolkit', tool));
    expect(page.facts).toContainEqual({
      title: say('assess.facts.reportBy'),
      words: sayWhen((await there.breach()).reportBy, there.house.policy),
    });
    expect(page.sources?.text).toContain('UK GDPR');
    await colin.press(next, both);
    const record = await there.breach();
    expect(record).toMatchObject({
      status: 'assessed',
      riskToPeople: 'high',
      highRisk: true,
      regulator: { decision: 'report', reasons: both.reportWhy },
      assessment: {
        by: { id: 'p-colin' },
        risk: 'high',
        facts: { happened: ['sent'], kinds: ['care', 'contact'], telling: 'danger' },
        recommended: { report: true, tell: true, urgent: false },
        report: { b: true, reasons: both.reportWhy },
        tell: { b: true, reasons: both.tellWhy },
      },
      assessedBefore: [],
    });
    expect(record.peopleTold).toBeUndefined();
    expect(record.toolkit).toBeUndefined();
  });

  it('may decide otherwise, with reasons; the advice stays on record', async () => {
    const [sam, colin] = [there.person('sam'), there.person('colin')];
    const ref = await reports(sam);
    await there.quiet();
    await weighs(colin, ref, [what, information, exposure, people]);
    await colin.press(next, { ...both, report: 'no', reportWhy: '', tell: 'no' });
    // No reason, no decision.
    expect(colin.page().inputs?.find(({ id }) => id === 'reportWhy')?.error).not.toBe('');
    await colin.press(next, { ...both, report: 'no', tell: 'no', toolkit: 'not-needed' });
    expect(await there.breach()).toMatchObject({
      status: 'not-notified',
      regulator: { decision: 'not-report' },
      toolkit: { decision: 'not-needed' },
      peopleTold: { reasonNot: both.tellWhy },
      assessment: { recommended: { report: true, tell: true }, report: { b: false }, tell: { b: false } },
    });
  });

  it('may weigh it again when more is known: what was said before is filled in, and kept', async () => {
    const [sam, colin] = [there.person('sam'), there.person('colin')];
    const ref = await reports(sam);
    await there.quiet();
    await weighs(colin, ref, [what, information, { ...exposure, exposedTo: 'professional', back: 'unread' }]);
    expect(colin.outcome()).toBe(outcome('RECORD_ONLY'));
    await colin.press(next, { ...both, report: 'no', tell: 'no', toolkit: 'not-needed' });
    expect(await there.breach()).toMatchObject({ status: 'not-notified', riskToPeople: 'unlikely' });
    there.house.wait(60_000);
    await start(colin, ref, 'assess');
    expect(colin.page().inputs?.find(({ id }) => id === 'personal')?.value).toBe('yes');
    await colin.press(next, { danger: 'not-sure' });
    await colin.press(next);
    await colin.press(next, { back: 'out' });
    await colin.press(next, people);
    expect(colin.outcome()).toBe(outcome('REPORT_AND_TELL'));
    expect(colin.page().warnings).toContain(say('assess.warnings.danger'));
    await colin.press(next, both);
    const record = await there.breach();
    expect(record).toMatchObject({
      status: 'assessed',
      assessment: { risk: 'high', recommended: { urgent: true } },
      assessedBefore: [{ risk: 'unlikely', facts: { back: 'unread' } }],
      toolkit: { decision: 'not-needed' },
    });
    expect(record.peopleTold?.reasonNot).toBeUndefined();
  });

  it('says that it is reported in the toolkit, with its reference: then the regulator has it', async () => {
    const [sam, colin] = [there.person('sam'), there.person('colin')];
    const ref = await reports(sam);
    await there.quiet();
    await weighs(colin, ref, [what, information, exposure, people, { ...both, toolkit: 'reported' }]);
    expect(colin.page().title).toBe(say('assess.pages.toolkit.title'));
    await colin.press(next, { toolkitRef: 'DSP-114' });
    expect(await there.breach()).toMatchObject({
      status: 'notified',
      toolkit: { decision: 'reported', reference: 'DSP-114' },
      regulator: { decision: 'report', reference: 'DSP-114', at: expect.stringMatching(/^2026-11-2/) },
    });
  });

  it('is asked less where nothing was lost and nobody is in danger', async () => {
    const [sam, colin] = [there.person('sam'), there.person('colin')];
    const ref = await reports(sam, {}, 'failure-to-share');
    await there.quiet();
    await weighs(colin, ref, [{ ...what, happened: 'not-shared' }]);
    expect(colin.outcome()).toBe(outcome('RECORD_ONLY'));
    expect(colin.page().warnings).toContain(say('assess.warnings.not-shared'));
  });

  it('is not asked of the toolkit where the agency has no part in it', async () => {
    const [nadia, dev] = [there.person('nadia'), there.person('carys')];
    const ref = await reports(nadia);
    await there.quiet();
    await weighs(dev, ref, [what, information, exposure, people]);
    expect(dev.page().inputs?.map(({ id }) => id)).toEqual(['report', 'reportWhy', 'tell', 'tellWhy']);
    expect(dev.page().warnings).toContain(say('assess.warnings.police'));
    expect(dev.page().sources?.text).toContain('sections 67 and 68');
  });

  it('decides of what the card shows: an answer to other advice is asked for again', async () => {
    const [sam, colin] = [there.person('sam'), there.person('colin')];
    const ref = await reports(sam);
    await there.quiet();
    await weighs(colin, ref, [what, information, exposure, people]);
    const old = colin.button(next);
    const fields = Object.fromEntries((colin.page().inputs ?? []).map(({ id, value }) => [id, value ?? '']));
    await colin.press(words('engine.back'));
    await colin.press(words('engine.back'));
    await colin.press(next, { ...exposure, back: 'unread', exposedTo: 'professional' });
    expect(colin.outcome()).toBe(outcome('RECORD_ONLY'));
    await colin.send(old, { ...fields, ...both });
    expect((await there.breach()).assessment).toBeUndefined();
  });

  it('is never whoever reported it, nor anybody else', async () => {
    const sam = there.person('sam');
    const ref = await reports(sam);
    await sam.type(ref);
    const titles = (sam.record().buttons ?? []).map(({ title }) => title);
    expect(titles).not.toContain(act('assess'));
  });
});
