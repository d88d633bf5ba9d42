import { plain } from './words.ts';

/** Slang and short forms, in the words that the guidance uses for the same. */

const phrases: readonly (readonly [RegExp, string])[] = [
  [/\b(the )?(old bill|boys in blue)\b/g, 'police'],
  [/\bkicking off\b/g, 'angry'],
  [/\bin a nutshell\b|\bthe (gist|skinny|lowdown|low down|long and short) of\b/g, 'summary'],
  [/\b(cough|cop) up\b|\bfork over\b/g, 'hand over'],
  [/\bhang on to\b|\bhold on to\b|\bhang onto\b/g, 'keep'],
  [/\bpass(ing|es)? the buck\b/g, 'assume someone else will tell'],
  [
    /\bcarr(y|ies) the can\b|\bget(s|ting)? (it )?in the neck\b|\btake(s)? the rap\b/g,
    'is responsible blame',
  ],
  [/\bget(ting)? (the sack|the boot|sacked|fired)\b/g, 'disciplined blamed'],
  [/\bin (the shit|hot water|bother|trouble|the soup|the doghouse)\b/g, 'disciplined blamed trouble'],
  [
    /\b(at loggerheads|having a barney|having a row|butting heads|at odds|locking horns)\b/g,
    'disagree dispute',
  ],
  [/\b(keep|stay|kept) (schtum|shtum|mum|quiet|it quiet)\b/g, 'keep secret confidential'],
  [/\bzip it\b|\bnot a word\b/g, 'keep secret'],
  [/\bpast it\b|\bout of the ark\b|\bold hat\b/g, 'out of date'],
  [/\b(grass|grassing|rat|snitch|snitching|dob|dobbing)( \w+)? (up|on|in)\b/g, 'report'],
  [/\bgood to go\b|\bin the clear\b/g, 'allowed'],
  [/\bwhat('s| is)? the (craic|deal|score|story|crack) with\b/g, 'what is'],
  [/\ba (quick )?(natter|chat|word|chinwag) with\b/g, 'talk to'],
  [/\bchange(d|s)? (his|her|their|its) minds?\b/g, 'withdraw consent'],
  [/\b(chuck|bin|shred|ditch|sling)( (it|them|that))?( (out|away))\b/g, 'destroy'],
  [/\bgut feeling\b|\b(bad|dodgy|funny|weird|uneasy) (feeling|vibe|vibes)\b/g, 'worry concern'],
  [/\bsort(s|ed|ing)? out\b/g, 'settle'],
  [/\bno ?one\b/g, 'nobody'],
];

const words: Readonly<Record<string, string>> = {
  ...{
    cops: 'police',
    copper: 'police',
    coppers: 'police',
    rozzers: 'police',
    bobby: 'police',
    feds: 'police',
  },
  ...{
    kiddo: 'child',
    kiddos: 'children',
    kiddie: 'child',
    kiddies: 'children',
    littlun: 'child',
    bairn: 'child',
  },
  ...{ bairns: 'children', tot: 'child', tots: 'children', nipper: 'child', youngster: 'young person' },
  ...{ youngsters: 'young people', kids: 'children', kid: 'child', bub: 'baby', bubba: 'baby' },
  ...{ mam: 'mum', mummy: 'mum', mom: 'mum', mother: 'mum', daddy: 'dad', father: 'dad' },
  ...{
    bloke: 'man',
    fella: 'man',
    chap: 'man',
    geezer: 'man',
    guy: 'man',
    lass: 'girl',
    lassie: 'girl',
    lad: 'boy',
  },
  ...{ folk: 'people', folks: 'people', peeps: 'people', punters: 'service users', punter: 'service user' },
  ...{
    docs: 'documents',
    doc: 'document',
    bigwigs: 'leaders',
    brass: 'leaders',
    gaffer: 'manager',
    boss: 'manager',
  },
  ...{ bosses: 'managers', gov: 'government', govt: 'government' },
  ...{
    em: 'them',
    ya: 'you',
    u: 'you',
    ur: 'your',
    r: 'are',
    y: 'why',
    pls: 'please',
    plz: 'please',
    thx: 'thanks',
  },
  ...{
    gonna: 'going to',
    wanna: 'want to',
    gotta: 'have to',
    dunno: 'do not know',
    innit: '',
    coz: 'because',
  },
  ...{
    cuz: 'because',
    cos: 'because',
    tho: 'though',
    nah: 'no',
    nope: 'no',
    yeah: 'yes',
    yep: 'yes',
    yup: 'yes',
  },
  ...{
    aint: 'is not',
    owt: 'anything',
    nowt: 'nothing',
    summat: 'something',
    sumthing: 'something',
    nuffin: 'nothing',
  },
  ...{ cuppa: 'tea', dodgy: 'worrying', iffy: 'worrying', ropey: 'worrying', duff: 'wrong', wonky: 'wrong' },
  ...{ naff: 'wrong', rubbish: 'wrong', legit: 'lawful allowed', kosher: 'lawful allowed' },
  ...{
    natter: 'talk',
    chinwag: 'talk',
    gab: 'talk',
    blab: 'tell',
    blabbed: 'told',
    snitch: 'report',
    grass: 'report',
  },
  ...{ nick: 'steal', nicked: 'stolen', pinched: 'stolen', swiped: 'stolen' },
  ...{ chuck: 'throw', bin: 'destroy', binned: 'destroyed', shred: 'destroy', ping: 'send', pinged: 'sent' },
  ...{ whack: 'put', bung: 'send', bunged: 'sent' },
  ...{
    jot: 'record',
    scribble: 'record',
    minging: 'bad',
    gubbins: 'things',
    stuff: 'information',
    gen: 'information',
  },
  ...{
    intel: 'information',
    deets: 'details',
    bits: 'details',
    skinny: 'summary',
    gist: 'summary',
    paperwork: 'forms',
  },
  ...{ malarkey: '', craic: '', reckon: 'think', reckons: 'thinks', sussed: 'understood' },
  ...{ barney: 'dispute', ruck: 'dispute', squabble: 'dispute', spat: 'dispute', bickering: 'dispute' },
  ...{
    argy: 'dispute',
    moaning: 'complaining',
    moan: 'complain',
    whinge: 'complain',
    whinging: 'complaining',
  },
  ...{ skint: 'poor', knackered: 'tired', gutted: 'upset', narked: 'angry', fuming: 'angry', livid: 'angry' },
  ...{ mither: 'bother', faff: 'trouble', jobsworth: 'refuses', stonewalling: 'refuses', fobbing: 'refuses' },
  ...{
    faffing: 'delay',
    dithering: 'not sure',
    dither: 'not sure',
    stumped: 'not sure',
    flummoxed: 'not sure',
  },
  ...{
    nobbled: 'blocked',
    oldies: 'older people',
    pensioner: 'older person',
    nan: 'grandmother',
    gran: 'grandmother',
  },
  ...{
    granny: 'grandmother',
    grandma: 'grandmother',
    grandad: 'grandfather',
    missus: 'wife',
    hubby: 'husband',
  },
};

const lookUp = (word: string): string => (Object.hasOwn(words, word) ? (words[word] ?? '') : word);

export const inPlainEnglish = (text: string): string => {
  let said = plain(text);
  for (const [phrase, meant] of phrases) said = said.replace(phrase, meant);
  return said
    .split(' ')
    .map(lookUp)
    .filter((word) => word !== '')
    .join(' ');
};
