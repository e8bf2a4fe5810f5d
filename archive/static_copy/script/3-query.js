// From what a reader typed to words, "phrases", -without and beginnings*: as archive/search/reading.py.

const PART = /(?<!\S)-(?=[^\s-])|"([^"]*)"|[^\s"]+/gu;
const MOST = { letters: 300, words: 10, inPhrases: 24, unwanted: 6, beginnings: 2, name: 6 };
const SHORTEST_BEGINNING = 3;

const shortened = (text) => [...text.replaceAll("\0", " ").trim().replace(/\s+/gu, " ")].slice(0, MOST.letters).join("");

async function parsed(parts, typed) {
  const text = shortened(typed);
  const query = { text, wanted: [], phrases: [], unwanted: [], all: [] };
  let without = false;
  let beginnings = 0;
  const words = [];
  for (const match of text.replace(/[“”„‟«»＂]/gu, '"').matchAll(PART)) {
    if (match[0] === "-") {
      without = true;
      continue;
    }
    const phrase = match[1] !== undefined;
    const found = parts.spelling
      .words(phrase ? match[1] : match[0])
      .map((word) => ({ typed: word.text, known: parts.spelling.forms(word.text) }))
      .filter((word) => word.known.folded);
    query.all.push(...found.map((word) => word.known));
    if (without) query.unwanted.push(...(found.length ? [found.map((word) => word.known)] : []));
    else if (phrase && found.length > 1) query.phrases.push(found.map((word) => word.known));
    else {
      const last = found.at(-1);
      if (last && match[0].endsWith("*") && [...last.known.folded].length >= SHORTEST_BEGINNING) {
        last.prefix = beginnings++ < MOST.beginnings;
      }
      words.push(...found);
    }
    without = false;
  }
  await parts.need(query.all);
  query.wanted = named(parts, words);
  const small = parts.spelling.small;
  const telling = query.wanted.filter((asked) => asked.prefix || !asked.words.every((known) => small.has(known.folded)));
  if (telling.length || query.phrases.length) query.wanted = telling;
  query.wanted = query.wanted.slice(0, MOST.words);
  query.unwanted = query.unwanted.slice(0, MOST.unwanted);
  return query;
}

// Single words, except where several together are a name that has other spellings.
function named(parts, words) {
  const wanted = [];
  for (let place = 0; place < words.length; ) {
    let asked = null;
    for (let length = Math.min(MOST.name, words.length - place); length > 0 && !asked; length--) {
      const run = words.slice(place, place + length);
      if (run.some((word) => word.prefix)) continue;
      const groups = parts.names.get(run.map((word) => word.known.folded).join(""));
      if (groups) asked = { words: run.map((word) => word.known), others: groups, typed: run.map((word) => word.typed).join(" ") };
    }
    if (!asked) {
      const { known, typed, prefix } = words[place];
      const heard = prefix ? [] : keysAsked(known).flatMap((mark) => parts.heard.get(mark) || []);
      asked = { words: [known], others: [], heard: [...new Set(heard)], typed, prefix };
    }
    place += asked.words.length;
    const same = (one) => one.words.map((known) => known.folded).join() === asked.words.map((known) => known.folded).join();
    if (!wanted.some((one) => same(one) && Boolean(one.prefix) === Boolean(asked.prefix))) wanted.push(asked);
  }
  return wanted;
}

// The days and months that the words may mean, in whatever order they were typed.
function days(parts, query) {
  const months = parts.start.rules.months;
  const numbers = query.all.map((known) => known.folded);
  if (numbers.length < 2 || numbers.length > 3) return [];
  const two = (number) => String(number).padStart(2, "0");
  const year = numbers.find((word) => /^[12]\d{3}$/.test(word));
  if (!year) return [];
  const rest = numbers.filter((word) => word !== year);
  const month = rest.map((word) => months[word]).find(Boolean);
  const others = rest.filter((word) => !months[word]);
  if (others.some((word) => !/^\d{1,2}$/.test(word))) return [];
  if (month) return [others.length ? `${year}-${two(month)}-${two(others[0])}` : `${year}-${two(month)}`];
  if (numbers[0] === year) return [`${year}-${rest.map(two).join("-")}`];
  return [`${year}-${[...rest].reverse().map(two).join("-")}`];
}
