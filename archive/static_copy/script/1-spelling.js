// Words and their forms, by the rules that the archive's own search has (`archive/spelling`), read as data.

const script = (word) => {
  const letter = word.match(/\p{L}/u);
  if (!letter) return "";
  return Spelling.SCRIPTS.find((name) => Spelling.IS[name].test(letter[0])) || "OTHER";
};

class Spelling {
  static SCRIPTS = ["DEVANAGARI", "LATIN", "ARABIC", "GREEK", "CYRILLIC", "HEBREW"];
  static IS = Object.fromEntries(
    Spelling.SCRIPTS.map((name) => [name, new RegExp(`\\p{Script=${name[0]}${name.slice(1).toLowerCase()}}`, "u")]),
  );

  constructor(rules) {
    this.rules = rules;
    this.kept = new Map();
    this.folds = new Map();
    this.word = new RegExp(`[\\p{L}\\p{N}\\p{M}${rules.joiners}]+`, "gu");
    this.accented = new Set(rules.accented);
    this.small = new Set(rules.small);
    this.common = new Set(rules.common);
    const read = (given) => given.map(([pattern, to, again]) => [new RegExp(pattern, "gu"), to, again]);
    const ways = (given) => given.map(([where, letters, then]) => [new RegExp(where, "u"), letters, read(then)]);
    for (const name of ["devanagari", "romanising", "plain", "key", "typed_ending"]) this[name] = read(rules[name]);
    this.stemming = Object.fromEntries(Object.entries(rules.stems).map(([name, given]) => [name, read(given)]));
    this.latinWays = ways(rules.latin_ways);
    this.devanagariWays = ways(rules.devanagari_ways);
  }

  rewritten(text, given) {
    for (const [pattern, to, again] of given) {
      let before;
      do {
        before = text;
        text = text.replace(pattern, to);
      } while (again && text !== before);
    }
    return text;
  }

  translated(text, letters) {
    return [...text].map((letter) => letters[letter] ?? letter).join("");
  }

  // Each word of a text with its place there.
  words(text) {
    return [...text.matchAll(this.word)]
      .map((found) => ({ text: found[0], start: found.index, end: found.index + found[0].length }))
      .filter((word) => /[\p{L}\p{N}]/u.test(word.text));
  }

  folded(word) {
    let known = this.folds.get(word);
    if (known === undefined) this.folds.set(word, (known = this.fold(word)));
    return known;
  }

  fold(word) {
    let text = [...word.normalize("NFKD")].map((sign) => sign.toLowerCase().toUpperCase().toLowerCase()).join("");
    text = text.normalize("NFKD").replace(/\p{Lm}/gu, "");
    const accented = this.accented.has(script(text));
    let kept = "";
    for (const sign of text) {
      if (/\p{Nd}/u.test(sign)) kept += this.digit(sign);
      else if (accented && /\p{M}/u.test(sign)) continue;
      else if (!/[\p{P}\p{S}\p{Z}\p{C}]/u.test(sign)) kept += sign;
    }
    text = this.translated(kept, this.rules.letters);
    if (script(text) === "DEVANAGARI") text = this.rewritten(text, this.devanagari);
    return text.normalize("NFC");
  }

  digit(sign) {
    if (sign >= "0" && sign <= "9") return sign;
    const point = sign.codePointAt(0);
    for (let value = 0; value < 10; value++) {
      if (this.rules.zeros.includes(String.fromCodePoint(point - value))) return String(value);
    }
    return "";
  }

  stems(word) {
    const given = this.stemming[script(word)];
    if (!given) return [];
    const stem = this.rewritten(word, given).toLowerCase();
    return [[...stem].length > 1 ? stem : word];
  }

  plainly(latin) {
    return this.rewritten(latin, this.plain);
  }

  romanised(word) {
    return this.translated(this.rewritten(word.normalize("NFD"), this.romanising), this.rules.latin);
  }

  latinKeys(word) {
    const keys = [];
    for (const [where, , then] of this.latinWays) {
      if (!where.test(word)) continue;
      let some = [""];
      for (const sign of this.rewritten(this.plainly(this.rewritten(word, then)), this.key)) {
        const readings = this.rules.readings[sign] || [sign];
        some = some.flatMap((key) => readings.map((reading) => key + reading)).slice(0, this.rules.most_keys);
      }
      keys.push(...some);
    }
    return [...new Set(keys)];
  }

  devanagariKeys(word) {
    const spelt = word.normalize("NFD");
    const keys = this.devanagariWays
      .filter(([where]) => where.test(spelt))
      .flatMap(([, letters, then]) =>
        this.latinKeys(this.rewritten(this.romanised(this.translated(spelt, letters)), then)),
      );
    return [...new Set(keys)];
  }

  // Every form of one word: folded, script, stems, keys, roots, casual, plain; and `sounds`, how it begins.
  forms(word) {
    let known = this.kept.get(word);
    if (!known) this.kept.set(word, (known = this.made(word)));
    return known;
  }

  made(word) {
    const cut = (text) => [...text].slice(0, this.rules.longest_word).join("");
    const long = (keys, not = []) => keys.filter((key) => key.length >= this.rules.shortest_key && !not.includes(key));
    const folded = cut(this.folded(word));
    const writing = script(folded);
    const known = { folded, script: writing, stems: this.stems(folded), keys: [], roots: [], casual: "", plain: "" };
    let all = [];
    if (writing === "LATIN" && /^[\x00-\x7f]*$/.test(folded)) {
      all = this.latinKeys(folded);
      known.keys = long(all);
      const short = this.rewritten(folded, this.typed_ending);
      if (short !== folded) known.roots = long(this.latinKeys(short), known.keys);
      known.plain = this.plainly(folded);
    } else if (writing === "DEVANAGARI") {
      const sounded = cut(word.normalize("NFC"));
      all = this.devanagariKeys(sounded);
      known.keys = long(all);
      const bare = known.stems.filter((stem) => `${stem}ी` !== folded);
      known.roots = [...new Set(long(bare.flatMap((stem) => this.devanagariKeys(stem)), known.keys))];
      known.casual = this.romanised(sounded);
      known.plain = this.plainly(known.casual);
    }
    const begins = (text) => [...text].slice(0, 2).join("");
    known.sounds = all.filter(Boolean).map(begins);
    if (!known.sounds.length) known.sounds = [begins(folded)];
    return known;
  }

  // Whether a word of a text is found by its sound: Hindi words, and names in Latin letters.
  isSounding(text, folded) {
    return script(folded) !== "LATIN" || (/^\p{Lu}/u.test(text) && !this.common.has(folded));
  }
}

const heardIn = (writing) => (writing === "DEVANAGARI" ? ["l"] : ["d", "l"]);
const keysAsked = (known, keys = known.keys) => heardIn(known.script).flatMap((mark) => keys.map((key) => mark + key));
