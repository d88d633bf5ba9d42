import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { words } from '../../bot/core/words.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { samplePolicy } from '../support/context.ts';
import { endings, type Sitting, ways } from '../support/decision-drive.ts';
import { council, police } from '../support/dispute-house.ts';
import { asked, type EnquiryHouse, hub, next, openEnquiryHouse, say } from '../support/enquiry-house.ts';
import { dataOf } from '../support/house.ts';

/** Asking the hub: what it takes, what it refuses, and what happens where there is no hub. */

const [first] = samplePolicy.hubs as [PolicyPack['hubs'][number]];
const withHubs = (...hubs: PolicyPack['hubs']): PolicyPack => ({ ...samplePolicy, hubs });
const canWait = say('enquiry-request.questions.safety.options.can-wait');

describe('asking the hub', () => {
  let home: EnquiryHouse;
  let sam: Sitting;
  const open = async (policy?: PolicyPack) => {
    home = await openEnquiryHouse(policy ? { policy } : {});
    sam = home.person('sam');
  };
  beforeEach(() => open());
  afterEach(() => home.close());

  const fieldOf = (name: string) => sam.page().inputs?.find(({ id }) => id === name);

  it('takes at most nine presses, and three typed fields', async () => {
    await sam.type('enquiry');
    const before = sam.seen().length;
    await sam.press(canWait);
    const typed = (sam.page().inputs ?? []).filter(({ kind }) => kind === 'text' || kind === 'long');
    expect(typed.map(({ id }) => id)).toEqual(['caseRef', 'question', 'why']);
    expect(fieldOf('agencies')?.value?.split(',')).toEqual(
      first.agencies.filter((agency) => agency !== council),
    );
    expect(fieldOf('agencies')?.choices).toHaveLength(first.agencies.length);
    await sam.press(next, { caseRef: 'C-2041', question: 'Known?', rating: 'red', why: 'Bruises' });
    await sam.press(words('engine.confirm'));
    expect(sam.record().status).toBe(say('enquiry-request.status.sent'));
    const menus = ['rating'].length * 2;
    expect(sam.seen().length - before + menus).toBeLessThanOrEqual(9);
  });

  it('says what each rating means and how long it gives, as the policy pack has it', async () => {
    await sam.type('ask the hub');
    await sam.press(canWait);
    const said = JSON.stringify(sam.page().lead);
    expect(said).toContain('within 4 hours, day and night');
    expect(said).toContain('within 24 office hours');
    expect(said).toContain('within 72 office hours');
  });

  it.each(['enquiry', 'ask the hub', 'mash', 'hub enquiry'])(
    'is begun in a channel by "%s", and seen by nobody else',
    async (word) => {
      const replies = await home.house.as('teams', 'sam').type(word, { shared: true });
      expect(dataOf(replies, 'page').title).toBe(say('enquiry-request.pages.safety.title'));
      expect(replies.every(({ audience }) => audience === 'person')).toBe(true);
    },
  );

  it('lets danger go first', async () => {
    await sam.type('enquiry');
    await sam.press(say('enquiry-request.questions.safety.options.cannot-wait'));
    expect(sam.page().inputs?.map(({ id }) => id)).toContain('whyNow');
  });

  it.each([
    ['question', 'Is it true that Jane Potter lives there?', 'Is it true that … lives there?'],
    ['why', 'Ring me on 07700 900123', 'Ring me on …'],
    ['question', 'Born on 12/03/2014, at SW1A 1AA', 'Born on …, at …'],
    ['caseRef', 'Jane Potter', 'Jane Potter'],
  ])('names what may not stand in %s, and takes it out', async (name, written, left) => {
    await sam.type('enquiry');
    await sam.press(canWait);
    await sam.press(next, { ...asked, [name]: written });
    expect(fieldOf(name)?.error).not.toBe('');
    expect(fieldOf(name)?.value).toBe(left);
    expect(await home.requests()).toEqual([]);
    if (name === 'caseRef') return;
    expect(fieldOf(name)?.error).toContain('It looks like this holds a');
    await sam.press(next, { ...asked, [name]: left });
    await sam.press(words('engine.confirm'));
    await home.quiet();
    expect(await home.one()).toMatchObject({ [name]: left });
  });

  it('goes on from a decision where somebody may come to harm, with its case', async () => {
    const steps = ways.lawRequires('children-act-1989-s47-9').map(({ title, fields }) => ({
      title,
      fields: 'subjectRef' in fields ? { ...fields, harmMarks: 'others' } : fields,
    }));
    await sam.decide([...steps, endings.follows]);
    await sam.press(words('decision.begins.enquiry-request'));
    await sam.press(canWait);
    expect(fieldOf('caseRef')?.value).toBe('C-2041');
    expect(fieldOf('agencies')?.value).toContain(police);
    await sam.press(next, asked);
    await sam.press(words('engine.confirm'));
    await home.quiet();
    const [request] = await home.requests();
    expect(request?.links).toEqual([expect.stringMatching(/^D-/), expect.stringMatching(/^S-/)]);
  });

  it('tells somebody whose agency is in no hub whom to ring, and leaves them a way', async () => {
    await home.close();
    await open(withHubs({ ...first, agencies: first.agencies.filter((agency) => agency !== council) }));
    await sam.type('enquiry');
    await sam.press(canWait);
    expect(sam.page().title).toBe(say('enquiry-request.pages.no-hub.title'));
    expect(JSON.stringify(sam.page())).toContain(home.house.policy.urgentContacts[0]?.text);
    await sam.press(say('enquiry-request.questions.noHub.options.decision'));
    expect(sam.page().title).toBe(words('decision.pages.triage.title'));
  });

  it('asks which hub where there are several, and ticks nobody then', async () => {
    await home.close();
    await open(withHubs(first, { ...first, code: 'NC', title: 'Night hub', agencies: [council, police] }));
    await sam.type('enquiry');
    await sam.press(canWait);
    await sam.press('Night hub');
    expect(fieldOf('agencies')).toMatchObject({ value: '' });
    expect(fieldOf('agencies')?.choices?.map(({ value }) => value)).toEqual([council, police]);
    await sam.press(next, { ...asked, agencies: police });
    await sam.press(words('engine.confirm'));
    await home.quiet();
    expect(await home.enquiries()).toEqual([]);
    const other = await home.listed<{ reference: string }>('hub-NC', 'type:enquiry', 'record');
    expect(other.map(({ reference }) => reference.slice(-3))).toEqual(['-NC']);
  });

  it('is asked once, however often it is carried', async () => {
    await home.ask();
    await home.quiet();
    expect(await home.enquiries()).toHaveLength(1);
    expect((await home.one()).agencyId).toBe(hub);
  });
});

describe('danger on the card of an enquiry', () => {
  it('is shared at once, and the hub sees that the agency has shared', async () => {
    const home = await openEnquiryHouse();
    const nadia = home.person('nadia');
    await home.ask();
    await nadia.type((await home.one()).reference);
    await nadia.press(words('urgent.name'));
    const field = {
      caseRef: 'PC-77',
      risk: 'He is armed',
      shared: 'Where he is',
      with: 'Duty team',
      whyNow: 'Now',
    };
    await nadia.press(words('urgent.submit'), field);
    await home.quiet();
    expect((await home.one()).requests[0]).toMatchObject({ state: 'holds', decided: 'shared' });
    expect(home.line('Northborough and Eastmoor Police')).toBe('Holds something. Shared by a secure route.');
    expect(JSON.stringify(await home.one())).not.toContain('armed');
    await home.close();
  });
});
