/** Names of people, as far as they can be told from other words. */

const list = (text: string): string => text.trim().split(/\s+/).join('|');

const firstNames = list(`
  aaron adam aisha alan alex alexander alfie alice alison amanda amelia amina amy andrew angela anna anne anthony ava
  barbara ben benjamin beth brian callum carol caroline charlie charlotte chloe chris christine claire daniel darren
  dave david debbie deborah diana donna dylan edward elizabeth ella ellie emily emma eva fatima fiona freddie gareth
  gary gemma george georgia gillian graham hannah harriet harry hassan heather helen henry ibrahim isaac isabella jack
  jacob jade jake james jane jasmine jason jennifer jessica jim joan joanne joe john jonathan joseph josh joshua julia
  julie karen kate katie keith kelly kevin kyle laura lauren leah lee leo lewis liam lily linda lisa louise lucas lucy
  luke margaret max maria martin mary matthew maya megan mia michael michelle mike mohammed mohamed muhammad molly natalie
  nathan neil nicola nicole noah oliver olivia omar oscar patricia paul paula peter philip phoebe poppy priya rachel
  rebecca richard robert rosie ruth ryan sally sam samantha samuel sandra sarah scott sean sharon simon sophia sophie
  stephanie stephen steve steven stuart susan thomas tim toby tom tracey tyler wayne wendy william yusuf zara zoe`);

const follows = list(`
  is was has have had does did do on in at and to of or as by for the a an still live lives got been ever known go goes
  address phone number email mobile file files record records notes history placed about from who moved when where
  please now there with will would can could should may must says said asks asked wants`);

/** Not a word that merely follows a name. */
const surname = `(?!(?:${follows})\\b)[a-z][a-z-]+`;
const aPerson = `\\b(?:(?:mr|mrs|ms|miss)\\.? ${surname}|(?:little |baby |young )?(?:${firstNames})\\b)(?: ${surname})?`;

/** What each name is read as, so that patterns need not hold the names. */
export const person = 'somebodynamed';

const whole = new RegExp(aPerson, 'gi');

export const withNamesRead = (text: string): string => text.replace(whole, person);

const title = '(?:mr|mrs|ms|miss)\\.? [a-z]+';
const first = new RegExp(`\\b(?:${title}|${firstNames})\\b(?:'s)?`, 'gi');
const capital = firstNames.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
const full = new RegExp(`\\b(?:${capital}) [A-Z][a-z]+\\b`, 'g');

/** Who is spoken of says nothing about what is asked. */
export const withoutNames = (text: string): string => text.replace(full, ' ').replace(first, ' ');
