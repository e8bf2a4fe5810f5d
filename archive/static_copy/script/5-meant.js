// What may have been meant where nothing was found: compounds written otherwise, or words mistyped.

const OFFERED = 4;
const SPELT = 3; // letters of the shorter part of a word that is taken apart, by its spelling
const HEARD = 4; // and by its sound

async function otherwise(parts, query, dated, ranking, sounding) {
  const heard = sounding.some((tier) => tier.rows.size);
  if (heard && query.wanted.some((asked) => asked.words.some((known) => known.script === "DEVANAGARI"))) {
    return withNear(parts, query, dated, ranking, await meant(parts, query, true));
  }
  const whole = await joinedUp(parts, query);
  if (whole && addUnlike(parts, whole, dated, ranking)) return { query: whole, near: [] };
  const near = await meant(parts, query, false);
  if (near.length) return withNear(parts, query, dated, ranking, near);
  const apart = await takenApart(parts, query);
  if (apart) addUnlike(parts, apart, dated, ranking);
  return { query: apart || query, near };
}

async function withNear(parts, query, dated, ranking, near) {
  if (!near.length) return { query, near };
  await parts.need(near.flatMap(({ words }) => words.map((one) => parts.spelling.forms(one.word))));
  const of = new Map(near.map((one) => [one.folded, one.words.map((word) => word.word)]));
  const wanted = query.wanted.map((asked) =>
    asked.words.length === 1 && of.has(asked.words[0].folded) ? { ...asked, near: of.get(asked.words[0].folded) } : asked,
  );
  const other = { ...query, wanted };
  addUnlike(parts, other, dated, ranking);
  return { query: other, near };
}

// For each word that nobody wrote, what may have been meant: [{folded, typed, words}]
async function meant(parts, query, sounding) {
  const words = query.wanted.filter((asked) => !asked.others.length).flatMap((asked) => asked.words.map((known) => ({ known, typed: asked.typed })));
  const asking = new Asking(parts, query, []);
  const several = query.wanted.length + query.phrases.length + query.unwanted.length > 1;
  const missing = words.filter(({ known }) => !several || !asking.alike(known, STEM, false).size).slice(0, 3);
  if (!missing.length) return [];
  const all = await parts.vocabulary();
  return missing
    .map(({ known, typed }) => ({ folded: known.folded, typed, words: nearest(parts.spelling, known, all, sounding) }))
    .filter((one) => one.words.length);
}

// Wrong letters that are forgiven in a word of so many.
const allowed = (length) => (length >= 9 ? 2 : length >= 5 ? 1 : 0);

// Wrong, missing, added and swapped letters between two words; anything above `most` is `most + 1`.
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  if (one === other) return 0;
  if (!most) return 1;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  one = one.slice(start);
  other = other.slice(start);
  if (!one || !other) return one.length + other.length;
  let off = Math.min(
    distance(one.slice(1), other.slice(1), most - 1),
    distance(one.slice(1), other, most - 1),
    distance(one, other.slice(1), most - 1),
  );
  if (off && one.length > 1 && one[0] === other[1] && one[1] === other[0]) {
    off = Math.min(off, distance(one.slice(2), other.slice(2), most - 1));
  }
  return Math.min(off, most) + 1;
}

// Its letters without vowels that waver in foreign names and without anusvara, and how many of that; or null.
function levelled(spelling, known) {
  const letters = spelling.rules.levelled;
  const wavers = [...known.folded].some((letter) => letter in letters || "एेओो".includes(letter));
  if (known.script !== "DEVANAGARI" || !wavers) return null;
  return `${spelling.translated(known.folded, letters)} ${known.folded.split("ं").length}`;
}

// Before the forms of a word are made, which takes long for all of them: its length, and its script.
function mayBeNear(known, word) {
  if (script(word) === known.script) return Math.abs(word.length - known.folded.length) <= 3;
  return known.script === "LATIN" && script(word) === "DEVANAGARI" && word.length <= known.folded.length + 2 && word.length * 3 >= known.folded.length;
}

function nearest(spelling, known, all, sounding) {
  const errors = allowed(known.folded.length);
  const level = levelled(spelling, known);
  const latin = known.script === "LATIN" && known.plain;
  const found = [];
  for (const one of all) {
    if (one.word === known.folded || !mayBeNear(known, one.word)) continue;
    const theirs = spelling.forms(one.word);
    let off = errors + 1;
    if (level && level === levelled(spelling, theirs)) off = 0;
    else if (!errors) continue;
    else if (sounding && (theirs.script !== known.script || !theirs.keys.some((key) => known.keys.includes(key)))) continue;
    else {
      for (const letters of [theirs.folded, theirs.casual]) if (letters) off = Math.min(off, distance(known.folded, letters, errors));
      if (latin && theirs.plain) off = Math.min(off, distance(known.plain, theirs.plain, errors));
      if (off > errors) continue;
    }
    found.push({ off, ...one });
  }
  found.sort((one, other) => one.off - other.off || other.rows - one.rows || (one.word < other.word ? -1 : 1));
  return found.slice(0, OFFERED).filter((one) => one.off === found[0].off);
}

const isSingle = (asked) => asked.words.length === 1 && !asked.prefix && !asked.others.length && asked.words[0].script;
const likeness = (known) => (known.script === "LATIN" ? ROOT : STEM);

function together(parts, way) {
  const asking = new Asking(parts, { wanted: [], phrases: [], unwanted: [], all: [] }, []);
  return every(way.map((known) => asking.alike(known, likeness(known), false))).size > 0;
}

// Two words as one, where the archive has them so.
async function joinedUp(parts, query) {
  const wanted = [...query.wanted];
  for (let place = 0; place + 1 < wanted.length; place++) {
    const pair = wanted.slice(place, place + 2);
    if (!pair.every(isSingle)) continue;
    const whole = parts.spelling.forms(pair.map((asked) => asked.words[0].folded).join(""));
    await parts.need([whole]);
    if (!together(parts, [whole])) continue;
    const words = pair.flatMap((asked) => asked.words);
    wanted.splice(place, 2, { words, others: [], rejoined: [[whole]], typed: pair.map((asked) => asked.typed).join(" ") });
  }
  return wanted.length < query.wanted.length ? { ...query, wanted } : null;
}

// One word as two, where the archive has them so.
async function takenApart(parts, query) {
  const ways = new Map();
  for (const asked of query.wanted.filter(isSingle).slice(0, 3)) {
    const word = asked.words[0];
    const least = word.script === "LATIN" ? HEARD : SPELT;
    if (word.folded.length > 30) continue;
    const cuts = [];
    for (let place = least; place <= word.folded.length - least; place++) {
      if (/\p{L}/u.test(word.folded[place]) && word.folded[place - 1] !== "\u094d") {
        cuts.push([parts.spelling.forms(word.folded.slice(0, place)), parts.spelling.forms(word.folded.slice(place))]);
      }
    }
    await parts.need(cuts.flat());
    const there = cuts.filter((way) => together(parts, way));
    if (there.length) ways.set(asked, there);
  }
  if (!ways.size) return null;
  return { ...query, wanted: query.wanted.map((asked) => (ways.has(asked) ? { ...asked, rejoined: ways.get(asked) } : asked)) };
}
