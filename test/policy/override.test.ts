import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPolicy } from '../../bot/policy.ts';
import type { PolicyPack } from '../../dialogs/policy/pack.ts';
import { samplePolicy as sample } from '../support/context.ts';
import { temporaryFolder } from '../support/house.ts';

const read = (...files: (object | string)[]): PolicyPack => {
  const temporary = temporaryFolder();
  mkdirSync(temporary.folder, { recursive: true });
  for (const [at, file] of files.entries())
    writeFileSync(
      join(temporary.folder, `${'abc'[at]}.json`),
      typeof file === 'string' ? file : JSON.stringify(file),
    );
  try {
    return readPolicy(temporary.folder);
  } finally {
    temporary.remove();
  }
};

/** The lines of the refusal, without its heading. */
const faultsOf = (...files: (object | string)[]): string[] => {
  try {
    read(...files);
  } catch (error) {
    expect(error).toMatchObject({ code: 'config' });
    const [heading, ...faults] = (error as Error).message.split('\n');
    expect(heading).toBe('The policy pack has faults:');
    return faults.map((fault) => fault.replace(/^- /, ''));
  }
  throw new Error('nothing was refused');
};

const timersWith = (changes: object) => ({ ...sample.timers, ...changes });

const s45 = 'care-act-2014-s45';
const duty = 'children-act-2004-s16la';

describe('the files of a deployment', () => {
  it('change one field of one entry, and nothing else', () => {
    const pack = read({ gateways: { [s45]: { says: 'Our board asks; we answer.' } } });
    expect(pack.gateways[s45]).toEqual({ ...sample.gateways[s45], says: 'Our board asks; we answer.' });
    expect(pack).toEqual({ ...sample, gateways: { ...sample.gateways, [s45]: pack.gateways[s45] } });
  });

  it('add entries beside those of the sample', () => {
    const local = {
      label: 'Warm homes in winter',
      family: 'care',
      source: { id: 'rotherham-3.2', section: 'section 5' },
      local: { agency: 'eastmoor-council', approvedBy: 'Board, 3 November 2026' },
      from: '2026-11-01',
      status: 'verified',
      owner: 'Board',
      reviewOn: '2027-11-01',
    };
    const { purposes } = read({ purposes: { 'warm-homes': local } });
    expect(Object.keys(purposes)).toHaveLength(38);
    expect(purposes['warm-homes']).toEqual({ ...local, secondaryUse: false, changes: [] });
  });

  it('say more in a later file than in an earlier one, field by field', () => {
    const { mash } = read(
      { partners: { mash: { title: 'First', asking: 'Ring us.' } } },
      { partners: { mash: { title: 'Second' } } },
    ).partners;
    expect(mash).toMatchObject({ title: 'Second', asking: 'Ring us.', routes: sample.partners.mash?.routes });
  });

  it('take away a field that is set to null', () => {
    const { gateways } = read({ gateways: { [s45]: { law: null, label: null } } });
    expect(gateways[s45]).not.toHaveProperty('law');
    expect(gateways[s45]).not.toHaveProperty('label');
  });

  it('take away an entry that is set to null', () => {
    const pack = read({ partners: { 'gp-practice': null }, gateways: { 'inspire-regulations-2009': null } });
    expect(Object.keys(pack.partners)).not.toContain('gp-practice');
    expect(Object.keys(pack.gateways)).toHaveLength(Object.keys(sample.gateways).length - 1);
  });

  it('bring back, whole, what an earlier file took away', () => {
    const gp = sample.partners['gp-practice'];
    expect(read({ partners: { 'gp-practice': null } }, { partners: { 'gp-practice': gp } }).partners).toEqual(
      sample.partners,
    );
  });

  it('replace every other part as a whole', () => {
    const contacts = [{ title: 'Duty team', text: '01632 960 999' }];
    const retention = { rule: 'r', years: 7, from: 'made', purge: 'review', graceDays: 3, trailYears: 9 };
    expect(read({ urgentContacts: contacts, retention })).toEqual({
      ...sample,
      urgentContacts: contacts,
      retention,
    });
  });

  it('say who answers for a partner, and take it back', () => {
    const [given, taken] = [{ contact: 'p-kim-2' }, { contact: null, deputy: null }];
    const { mash, 'health-visiting': visiting } = read({
      partners: { mash: given, 'health-visiting': taken },
    }).partners;
    expect(mash).toEqual({ ...sample.partners.mash, contact: 'p-kim-2' });
    expect(visiting).not.toHaveProperty('contact');
    expect(visiting).not.toHaveProperty('deputy');
  });

  it('bring their own privacy notice, contact and timers', () => {
    const parts = {
      privacyNotice: { title: 'Your data and us', url: 'https://eastmoor.example/privacy?v=2', version: '2' },
      peopleContact: { title: 'Front desk', text: '01632 960 555' },
      timers: {
        ...sample.timers,
        wait: { workingDays: 2, at: '12:00', remindAfterWorkingDays: 1 },
        consent: { ...sample.timers.consent, reviewAfterMonths: 60, mostChases: 10 },
      },
    };
    expect(read(parts)).toEqual({ ...sample, ...parts });
  });

  it('switch on the child-welfare sharing duty in both places', () => {
    const { duty16LA, gateways } = read({
      duty16LA: { ...sample.duty16LA, from: '2026-10-05', confirmed: true },
      gateways: { [duty]: { from: '2026-10-05', confirmed: true } },
    });
    expect([duty16LA.confirmed, gateways[duty]?.confirmed]).toEqual([true, true]);
  });
});

describe('a file with faults is refused: the message names the file and the path, and says what to do', () => {
  it.each<[string, object, string | RegExp]>([
    [
      'a part that is none',
      { gateway: {} },
      /^a\.json: gateway is no part of a policy pack: use id, owner,.*gateways/,
    ],
    [
      'a misspelt field',
      { gateways: { [s45]: { too: '2027-01-01' } } },
      `a.json: gateways.${s45}.too means nothing here: check its name`,
    ],
    [
      'a date that is none',
      { gateways: { [s45]: { from: '1 April 2015' } } },
      `a.json: gateways.${s45}.from write a date as 2026-09-30`,
    ],
    [
      'a kind that is none',
      { gateways: { [s45]: { kind: 'rule' } } },
      /^a\.json: gateways\.care-act-2014-s45\.kind .*"duty"\|"order"/,
    ],
    [
      'a new entry with half its fields',
      { secureRoutes: { drone: { title: 'Drone', kind: 'electronic' } } },
      'a.json: secureRoutes.drone.mind is missing: add it',
    ],
    ['an entry that is no entry', { law: { 'L-05': 'yes' } }, /^a\.json: law\.L-05 .*expected object/],
    ['a keyed part that is a list', { purposes: [] }, /^a\.json: purposes .*expected record/],
    [
      'a contact who is a name',
      { partners: { mash: { contact: 'Kim Lee' } } },
      'a.json: partners.mash.contact name a person by the id they have on the register, such as p-sam',
    ],
    [
      'a deputy who is a number',
      { partners: { mash: { deputy: 7 } } },
      /^a\.json: partners\.mash\.deputy .*expected string/,
    ],
    [
      'a deputy who is the contact',
      { partners: { mash: { contact: 'p-kim', deputy: 'p-kim' } } },
      'a.json: partners.mash.deputy names p-kim, who is the contact: name somebody else, or leave it out',
    ],
    [
      'a deputy who is the duty lead, where nobody else is the contact',
      { partners: { 'gp-practice': { deputy: 'p-ruth' } } },
      'a.json: partners.gp-practice.deputy names p-ruth, who is the duty lead and so the contact: name somebody else, or leave it out',
    ],
    [
      'timers from before consent was followed',
      { timers: timersWith({ consent: undefined }) },
      'a.json: timers.consent is missing: add it',
    ],
    [
      'a wait without a reminder',
      { timers: timersWith({ wait: { workingDays: 5, at: '17:00' } }) },
      'a.json: timers.wait.remindAfterWorkingDays is missing: add it',
    ],
    [
      'a reminder on the day the wait ends',
      { timers: timersWith({ wait: { workingDays: 3, at: '17:00', remindAfterWorkingDays: 3 } }) },
      'a.json: timers.wait.remindAfterWorkingDays is 3, and the wait is over after 3: use a smaller number, or make the wait longer',
    ],
    ...(
      [
        ['reviewAfterMonths', 0, 'from 1 to 60'],
        ['reviewAfterMonths', 61, 'from 1 to 60'],
        ['remindBeforeDays', 91, 'from 1 to 90'],
        ['answerWithinWorkingDays', 31, 'from 1 to 30'],
        ['mostChases', 11, 'from 1 to 10'],
        ['mostChases', 1.5, 'from 1 to 10'],
        ['mostChases', '2', 'from 1 to 10'],
      ] as const
    ).map(([field, value, most]): [string, object, string] => [
      `a consent timer that is no such number: ${field} ${value}`,
      { timers: timersWith({ consent: { ...sample.timers.consent, [field]: value } }) },
      `a.json: timers.consent.${field} write a whole number ${most}`,
    ]),
    [
      'a time that is none',
      { timers: timersWith({ consent: { ...sample.timers.consent, at: '9.30' } }) },
      'a.json: timers.consent.at write a time as 09:30',
    ],
    ...(
      [
        ['http://eastmoor.example/privacy', 'write a web address that begins with https://'],
        ['javascript:alert(1)', 'write a web address that begins with https://'],
        ['our intranet', 'write a web address that begins with https://'],
        ['https://eastmoor.example/privacy)[x](y', 'leave out spaces and brackets'],
        ['https://eastmoor.example\\privacy', 'leave out spaces and brackets'],
      ] as const
    ).map(([url, said]): [string, object, string] => [
      `a privacy notice at ${url}`,
      { privacyNotice: { ...sample.privacyNotice, url } },
      `a.json: privacyNotice.url ${said}`,
    ]),
    [
      'a privacy notice nobody can tell from the one before',
      { privacyNotice: { ...sample.privacyNotice, version: '' } },
      'a.json: privacyNotice.version write something here',
    ],
    [
      'a privacy notice whose title ends the link',
      { privacyNotice: { ...sample.privacyNotice, title: 'x](https://elsewhere.example)' } },
      'a.json: privacyNotice.title leave out square brackets',
    ],
    [
      'a privacy notice without an address',
      { privacyNotice: { title: 'Ours', version: '1' } },
      'a.json: privacyNotice.url is missing: add it',
    ],
    [
      'nobody to be reached by the public',
      { peopleContact: { title: 'Front desk', text: '' } },
      'a.json: peopleContact.text write something here',
    ],
    [
      'an id with a comma',
      { secureRoutes: { 'a,b': sample.secureRoutes.meeting } },
      /^a\.json: secureRoutes\.a,b an id is letters, digits/,
    ],
    [
      'an id that questions use',
      { secureRoutes: { none: sample.secureRoutes.meeting } },
      /^a\.json: secureRoutes\.none an id is .* not none/,
    ],
    [
      'a label too long for a list',
      { purposes: { P1: { label: 'x'.repeat(76) } } },
      'a.json: purposes.P1.label use at most 75 characters',
    ],
    [
      'a last day before the first',
      { gateways: { [s45]: { to: '2014-01-01' } } },
      `a.json: gateways.${s45}.to is before "from", which is 2015-04-01: change one of them`,
    ],
    [
      'a law entry that is none',
      { gateways: { [s45]: { law: 'L-99' } } },
      `a.json: gateways.${s45}.law names "L-99", which is not listed under law: add it there, or name another`,
    ],
    [
      'a follower that is none',
      { gateways: { [s45]: { replacedBy: 'care-act' } } },
      /replacedBy names "care-act", which is not listed under gateways/,
    ],
    [
      'a follower that is itself',
      { gateways: { [s45]: { replacedBy: s45 } } },
      `a.json: gateways.${s45}.replacedBy leads back to itself: name what follows it, or leave it out`,
    ],
    [
      'a route that is none',
      { partners: { mash: { routes: ['pigeon'] } } },
      /^a\.json: partners\.mash\.routes\.0 names "pigeon"/,
    ],
    [
      'a partner of no agency',
      { partners: { mash: { agency: 'nowhere' } } },
      /^a\.json: partners\.mash\.agency names "nowhere"/,
    ],
    [
      'a source that is none',
      { purposes: { P1: { source: { id: 'hearsay', section: '' } } } },
      /^a\.json: purposes\.P1\.source\.id names "hearsay"/,
    ],
    [
      'a purpose of no agency',
      { purposes: { P1: { local: { agency: 'nowhere', approvedBy: 'me' } } } },
      /^a\.json: purposes\.P1\.local\.agency names "nowhere"/,
    ],
    [
      'a reading item followed by none',
      { reading: { 'no-secrets': { replacedBy: 'secrets' } } },
      /^a\.json: reading\.no-secrets\.replacedBy names "secrets"/,
    ],
    [
      'a duty without conditions',
      { gateways: { [s45]: { conditions: [] } } },
      `a.json: gateways.${s45} is a duty: it needs "conditions" to tick and "only", which says what it covers`,
    ],
    [
      'a duty switched on in one place',
      { duty16LA: { ...sample.duty16LA, confirmed: true } },
      `a.json: duty16LA has another "from" or "confirmed" than gateways.${duty}: change them together`,
    ],
    [
      'a limit for no family',
      { thresholds: { ...sample.thresholds, lateAfterDays: { cars: 1 } } },
      /^a\.json: thresholds\.lateAfterDays\.cars is no family of purposes: use safeguarding/,
    ],
    [
      'a time limit of no law',
      {
        timers: timersWith({
          court: { ...sample.timers.court, send: { workingDays: 3, law: 'L-99' } },
        }),
      },
      'a.json: timers.court.send.law names "L-99", which is not listed under law: add it there, or name another',
    ],
    [
      'a rule of no law',
      { releaseRules: [{ id: 'x', label: 'A rule', covers: 'Papers', law: 'L-99' }] },
      'a.json: releaseRules.0.law names "L-99", which is not listed under law: add it there, or name another',
    ],
    [
      'a removal of nothing',
      { partners: { 'gp-practise': null } },
      'a.json: partners.gp-practise is set to null, and there is no such entry to remove: check its name',
    ],
    [
      'a removed law entry',
      { law: { 'L-43': null } },
      'a.json: law.L-43 cannot be removed, since questions and records cite it: give it a last day with "to"',
    ],
    [
      'a removed purpose',
      { purposes: { P13: null } },
      'a.json: purposes.P13 cannot be removed, since records may name it: give it a last day with "to"',
    ],
    [
      'an entry named as an object is by birth',
      { partners: { constructor: null } },
      /^a\.json: partners\.constructor is set to null, and there is no such entry/,
    ],
  ])('%s', (_, file, said) => {
    expect(faultsOf(file)).toEqual([typeof said === 'string' ? said : expect.stringMatching(said)]);
  });

  it('what was removed and is still named: each place that names it', () => {
    expect(faultsOf({}, { secureRoutes: { 'recorded-post': null } })).toEqual([
      'b.json: secureRoutes.recorded-post is removed, but partners.housing-options-team.routes.2 still names it: keep it, or change partners.housing-options-team.routes.2 too',
    ]);
    expect(faultsOf({ gateways: { 'equality-act-2010': null } })).toEqual([
      'a.json: gateways.equality-act-2010 is removed, but gateways.disability-discrimination-act-1995.replacedBy still names it: keep it, or change gateways.disability-discrimination-act-1995.replacedBy too',
    ]);
  });

  it('every fault at once, each with the file that brought it', () => {
    expect(
      faultsOf(
        { law: { 'L-05': null }, gateways: { [s45]: { form: 'x' } } },
        { partners: { mash: { title: '' } }, unknown: 1 },
      ),
    ).toEqual([
      expect.stringMatching(/^a\.json: law\.L-05 /),
      expect.stringMatching(/^b\.json: unknown /),
      expect.stringMatching(/^a\.json: gateways\.care-act-2014-s45\.form /),
      expect.stringMatching(/^b\.json: partners\.mash\.title write something here/),
    ]);
  });

  it('the file that spoke last of a field gets the blame', () => {
    const bad = { gateways: { [s45]: { from: 'soon' } } };
    expect(faultsOf({ gateways: { [s45]: { from: '2015-04-01' } } }, bad)[0]).toMatch(/^b\.json: /);
    expect(faultsOf(bad, { gateways: { [s45]: { title: 'Care Act' } } })[0]).toMatch(/^a\.json: /);
  });

  it('an entry with the name of an object’s own parent is refused, and changes nothing', () => {
    const hostile = '{"partners":{"__proto__":{"title":"x","agency":"y","sector":"z","routes":["meeting"]}}}';
    expect(() => read(hostile)).toThrowError(/__proto__/);
    expect(({} as Record<string, unknown>).title).toBeUndefined();
  });
});
