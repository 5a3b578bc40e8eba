// Mail text that a trigram index finds as hard as real mail: a vocabulary of 40,000 words built of syllables, used as often as words
// of a language are (Zipf), bodies of 1 to 4 KB, one mail in eight in Chinese. The same seed gives the same mail.

const COMMON = 'the and to of a in is that for it you on with be as this are have at or from by not we your can will an if please our which all do there their has meeting report invoice project team order contract customer price delivery question answer attached regards thanks monday tuesday january budget office please update schedule version document review'.split(' ');
const SYLLABLES = 'al an ar as at ba be bo ca ce co con cu da de di do ed en er es ex fa fe fi fo ga ge go ha he hi ho il im in ing ion is it ju ka ke ki la le li lo ly ma me men mi mo na ne ni no of on or ou pa pe per po pre pro qu ra re ri ro sa se si so st sta su ta te ter ti tion to tra tu un ur us va ve vi wa we wi xi yo za'.split(' ');
const HAN = '的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严'.split('');

/** Words that are asked for; `every` is one message in how many. */
export const PLANTED = { needle: { word: 'zyqvortex', every: 20_000 }, split: { word: 'conmenrepri', every: 20_000 }, han: { word: '鲲鹏', every: 20_000 }, han3: { word: '鲲鹏翼', every: 20_000 } };
/** Ten of the newest thousand messages hold it and no other. */
export const BURST = 'kickoffparty';

/** @param {number} seed @returns {() => number} 0 ≤ x < 1 (mulberry32) */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

/** Ranks drawn as often as 1/rank: the logarithm of a rank is uniform. @param {string[]} words */
const zipf = (words, next) => words[Math.floor(Math.exp(next() * Math.log(words.length + 1))) - 1] ?? words[0];

/** @param {number} seed */
export function createCorpus(seed = 7) {
  const next = random(seed);
  const vocabulary = new Set(COMMON);
  while (vocabulary.size < 40_000) {
    let word = '';
    for (let parts = 2 + Math.floor(next() * 3); parts > 0; parts--) word += SYLLABLES[Math.floor(next() * SYLLABLES.length)];
    vocabulary.add(word);
  }
  const words = [...vocabulary];
  const hanWords = Array.from({ length: 8_000 }, () => zipf(HAN, next) + HAN[Math.floor(next() * HAN.length)]);
  const names = Array.from({ length: 5_000 }, (_, at) => `${capital(words[1_000 + at])} ${capital(words[10_000 + ((at * 7) % 20_000)])}`);

  const text = (/** @type {number} */ chars, isHan) => {
    const parts = [];
    for (let length = 0; length < chars; ) {
      const word = isHan ? zipf(hanWords, next) : zipf(words, next);
      parts.push(word, isHan ? (next() < 0.15 ? '，' : '') : next() < 0.12 ? '.\n' : ' ');
      length += word.length + 1;
    }
    return parts.join('');
  };

  return {
    words,
    hanWords,
    names,
    /** @param {number} number of the message, 0 is the oldest @param {number} size of the mailbox */
    message(number, size) {
      const isHan = number % 8 === 0;
      const planted = Object.values(PLANTED).filter(({ every }, at) => number % every === (at * 997) % every).map(({ word }) => word);
      if (size - number <= 1_000 && number % 100 === 0) planted.push(BURST);
      // Most mail is short: the square gives a mean of two thirds of a 3 KB span.
      const chars = 1_000 + Math.floor(next() ** 2 * 3_000);
      const name = names[Math.floor(next() * names.length)];
      return {
        subject: text(40, isHan).replaceAll('\n', ' '),
        from: `"${name}" <${name.toLowerCase().replace(' ', '.')}@example.test>`,
        to: 'Ada <ada@home.test>',
        bodyText: `${text(chars / (isHan ? 3 : 1), isHan)} ${planted.join(' ')} ${next().toString(36).slice(2, 10)}`,
      };
    },
  };
}

const capital = (/** @type {string} */ word) => word[0].toUpperCase() + word.slice(1);
