// The parts of the index, each loaded once, and what stands in them.

const NAME = 64; // words of a name are counted from its place times this: see archive/static_copy/searching.py

class Parts {
  constructor(folder) {
    this.folder = folder;
    this.kept = new Map();
    this.words = new Map(); // folded -> entry
    this.names = new Map(); // the letters of a name -> its groups
    this.heard = new Map(); // how a name of one word sounds -> its groups
    this.read = new Set();
  }

  async begin() {
    this.start = await this.load("start.part", { cache: "no-cache" });
    this.spelling = new Spelling(this.start.rules);
    this.codes = this.start.languages;
    return this;
  }

  load(name, options) {
    if (!this.kept.has(name)) {
      const loading = fetch(this.folder + name, options).then((answer) => {
        if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
        return new Response(answer.body.pipeThrough(new DecompressionStream("gzip"))).json();
      });
      loading.catch(() => this.kept.delete(name));
      this.kept.set(name, loading);
    }
    return this.kept.get(name);
  }

  // Load all that is written or sounds like these words.
  async need(knowns) {
    const sounds = knowns.flatMap((known) => known.sounds.map((sound) => this.beginning(sound)));
    await Promise.all([...new Set(sounds)].map((sound) => this.needPart(sound)));
  }

  beginning(sound) {
    const sign = (letter) => (/[a-z]/.test(letter) ? letter : /\p{Nd}/u.test(letter) ? "0" : "_");
    return [...sound].slice(0, this.start.depth).map(sign).join("");
  }

  async needPart(sound) {
    const name = this.start.words[sound];
    if (!name || this.read.has(sound)) return;
    const part = await this.load(name);
    if (this.read.has(sound)) return;
    this.read.add(sound);
    for (const [folded, stems, keys, roots, rows] of part.words) {
      if (!this.words.has(folded)) this.words.set(folded, { folded, stems, keys, roots, rows });
    }
    for (const group of part.names) {
      const [names, heard, rows] = group;
      const one = { names: names.map((name) => name.split(" ")), rows: this.flagged(rows) };
      const into = (map, key) => map.set(key, [...(map.get(key) || []), one]);
      for (const name of names) into(this.names, name.replaceAll(" ", ""));
      for (const mark of heard) into(this.heard, mark);
    }
  }

  flagged(numbers) {
    const found = new Map();
    let row = 0;
    for (const number of numbers) {
      row += number >> 1;
      found.set(row, Boolean(number & 1));
    }
    return found;
  }

  // Where a word stands: row -> {name, sounding, names, last, text}
  rows(entry) {
    if (entry.found) return entry.found;
    entry.found = new Map();
    const given = entry.rows;
    for (let place = 0, row = 0; place < given.length; ) {
      const head = given[place++];
      row += head >> 2;
      const one = { name: Boolean(head & 1), sounding: Boolean(head & 2), names: [], last: new Set(), text: [] };
      for (let left = given[place++]; left > 0; left--) {
        const at = given[place++];
        one.names.push(at < 0 ? ~at : at);
        if (at < 0) one.last.add(~at);
      }
      let at = 0;
      for (let left = given[place++]; left > 0; left--) one.text.push((at += given[place++]));
      entry.found.set(row, one);
    }
    return entry.found;
  }

  record(row) {
    return Math.floor(row / this.codes.length);
  }

  language(row) {
    return row % this.codes.length;
  }

  kind(record) {
    let found = "";
    for (const [kind, first] of this.start.kinds) if (record >= first) found = kind;
    return found;
  }

  // Whether a word stands anywhere, and in how many rows: [word, as it is written, rows]
  async vocabulary() {
    const all = await this.load(this.start.all);
    return all.map(([word, shown, rows]) => ({ word, shown: shown || word, rows }));
  }

  days() {
    return this.load(this.start.days);
  }

  // What is shown of a record in a language (by its place), or undefined: see `shown` in archive/static_copy.
  async text(record, language) {
    const part = await this.load(this.start.texts[language][Math.floor(record / this.start.together)]);
    const found = part[record % this.start.together];
    return found && { slug: found[0], title: found[1], lang: found[2], names: found[3], body: found[4], day: found[5] };
  }
}
