// What is found, the likest first: the tiers of archive/search/ranking.py over the same sets of rows.

const [WORD, STEM, SOUND, ROOT] = [0, 1, 2, 3];
const ENOUGH_TO_BE_MEANT = 4;
const ENOUGH_TO_LOSE_ONE = 3;
const FIRST_OF_A_KIND = 2;

const every = (sets) => sets.reduce((one, other) => new Set([...one].filter((row) => other.has(row))));
const either = (sets) => new Set(sets.flatMap((set) => [...set]));

class Asking {
  constructor(parts, query, dated) {
    this.parts = parts;
    this.query = query;
    this.dated = dated;
    this.kept = new Map();
    this.without = new Set();
    for (const part of query.unwanted) {
      const rows = part.length > 1 ? this.phrase(part.map((known) => known.folded), false) : this.alike(part[0], SOUND, false);
      for (const row of rows) this.without.add(parts.record(row));
    }
  }

  // Rows with a word that is like this one up to a degree of likeness.
  alike(known, degree, title, prefix = false) {
    const id = `${known.folded} ${degree} ${title} ${prefix}`;
    if (!this.kept.has(id)) this.kept.set(id, this.found(known, degree, title, prefix));
    return this.kept.get(id);
  }

  found(known, degree, title, prefix) {
    const keys = degree >= SOUND ? keysAsked(known) : [];
    const more = degree >= ROOT ? keysAsked(known, known.roots) : [];
    const roots = degree >= ROOT ? keysAsked(known, [...known.keys, ...known.roots]) : [];
    const rows = new Set();
    for (const entry of this.parts.words.values()) {
      const isWord = entry.folded === known.folded || (prefix && entry.folded.startsWith(known.folded));
      const written = isWord || (degree >= STEM && known.stems.includes(entry.folded));
      const stemmed = degree >= STEM && known.stems.some((stem) => entry.stems.includes(stem));
      const heard =
        entry.keys.some((key) => keys.includes(key) || more.includes(key) || (prefix && keys.some((each) => key.startsWith(each)))) ||
        entry.roots.some((root) => roots.includes(root));
      if (!written && !stemmed && !heard) continue;
      for (const [row, place] of this.parts.rows(entry)) {
        if (title && !place.name) continue;
        if (stemmed || (written && place.names.length + place.text.length) || (heard && place.sounding)) rows.add(row);
      }
    }
    return rows;
  }

  // Rows with these words side by side; `whole`: as all of a name.
  phrase(words, title, whole = false) {
    const entries = words.map((word) => this.parts.words.get(word));
    if (!entries.length || entries.some((entry) => !entry)) return new Set();
    return this.sideBySide(entries.map((entry) => [entry]), title, whole);
  }

  sideBySide(choices, title, whole) {
    const places = choices.map((entries) => {
      const found = new Map();
      for (const entry of entries) {
        for (const [row, at] of this.parts.rows(entry)) found.set(row, [...(found.get(row) || []), at]);
      }
      return found;
    });
    const rows = new Set();
    for (const [row, firsts] of places[0]) {
      if (places.every((found) => found.has(row)) && this.follows(row, firsts, places, title, whole)) rows.add(row);
    }
    return rows;
  }

  follows(row, firsts, places, title, whole) {
    const others = (kind, start) =>
      places.every((found, offset) => found.get(row).some((at) => at[kind].includes(start + offset)));
    const last = (start) => places.at(-1).get(row).some((at) => at.last.has(start + places.length - 1));
    const inNames = firsts.some((at) =>
      at.names.some((start) => (!whole || (start % NAME === 0 && last(start))) && others("names", start)),
    );
    return inNames || (!title && firsts.some((at) => at.text.some((start) => others("text", start))));
  }

  asked(asked, degree, title) {
    const sets = [every(asked.words.map((known) => this.alike(known, degree, title, asked.prefix)))];
    const groups = [...(degree >= STEM ? asked.others : []), ...(degree >= SOUND ? asked.heard || [] : [])];
    for (const group of groups) sets.push(new Set([...group.rows].filter(([, named]) => named || !title).map(([row]) => row)));
    for (const word of degree >= STEM ? asked.near || [] : []) {
      const entry = this.parts.words.get(word);
      const rows = entry ? [...this.parts.rows(entry)] : [];
      sets.push(new Set(rows.filter(([, at]) => (title ? at.names.length : at.names.length + at.text.length)).map(([row]) => row)));
    }
    for (const way of degree >= STEM ? asked.rejoined || [] : []) {
      sets.push(every(way.map((known) => this.alike(known, degree, title))));
    }
    return either(sets);
  }

  says(asked) {
    return asked.others.length > 0 || asked.words.some((known) => known.keys.length || known.script !== "LATIN");
  }

  terms(degree, title = false, someInTitle = false) {
    const { wanted, phrases, lenient } = this.query;
    let parts = wanted.filter((asked) => degree < SOUND || this.says(asked));
    if (!parts.length) parts = wanted;
    let sets = parts.map((asked) => this.asked(asked, degree, title));
    if (lenient && sets.length > 1) sets = [either(sets.map((_, out) => every(sets.filter((__, place) => place !== out))))];
    for (const phrase of phrases) sets.push(this.phrase(phrase.map((known) => known.folded), title));
    if (someInTitle) sets.push(either(wanted.map((asked) => this.asked(asked, degree, true))));
    return sets.length ? every(sets) : new Set();
  }

  within(degree) {
    return [...(this.query.wanted.length > 1 ? [this.terms(degree, false, true)] : []), this.terms(degree)];
  }

  isPlain() {
    const { phrases, unwanted, wanted } = this.query;
    return !phrases.length && !unwanted.length && !wanted.some((asked) => asked.prefix);
  }

  wholeTitle() {
    return this.isPlain() ? this.phrase(this.query.all.map((known) => known.folded), true, true) : new Set();
  }

  wholeSound() {
    const all = this.query.all;
    if (!this.isPlain() || !all.every((known) => known.keys.length)) return new Set();
    const choices = all.map((known) => {
      const keys = keysAsked(known);
      return [...this.parts.words.values()].filter((entry) => entry.keys.some((key) => keys.includes(key)));
    });
    return choices.every((entries) => entries.length) ? this.sideBySide(choices, true, true) : new Set();
  }

  asPhrase(title) {
    const words = this.query.wanted.flatMap((asked) => asked.words);
    if (words.length < 2 || !this.isPlain()) return new Set();
    return this.phrase(words.map((known) => known.folded), title);
  }

  onDay() {
    if (!this.isPlain()) return new Set();
    return new Set(this.dated.flatMap((record) => this.parts.codes.map((_, language) => record * this.parts.codes.length + language)));
  }

  exact() {
    const named = (rows) => ({ rows, named: true });
    const tier = (rows) => ({ rows, named: false });
    return [
      named(this.wholeTitle()), named(this.onDay()), tier(this.asPhrase(true)), tier(this.terms(WORD, true)),
      named(this.wholeSound()), tier(this.asPhrase(false)), tier(this.onDay()), ...this.within(WORD).map(tier),
    ];
  }

  inflected() {
    return [this.terms(STEM, true), ...this.within(STEM)].map((rows) => ({ rows }));
  }

  soundingTitles() {
    return [this.terms(SOUND, true), this.terms(ROOT, true)].map((rows) => ({ rows }));
  }

  sounding() {
    return [...this.within(SOUND), ...this.within(ROOT)].map((rows) => ({ rows }));
  }
}

class Ranking {
  constructor(parts, language) {
    this.parts = parts;
    this.language = language;
    this.best = new Map(); // record -> row
  }

  add(asking, tiers) {
    for (const { rows, named } of tiers) {
      const found = new Map();
      for (const row of [...rows].sort((one, other) => one - other)) {
        const record = this.parts.record(row);
        if (asking.without.has(record)) continue;
        if (!found.has(record) || this.parts.language(row) === this.language) found.set(record, row);
      }
      const kinds = new Map();
      for (const [record, row] of found) {
        const kind = this.parts.kind(record);
        kinds.set(kind, (kinds.get(kind) || 0) + 1);
        if ((!named || kinds.get(kind) <= FIRST_OF_A_KIND) && !this.best.has(record)) this.best.set(record, row);
      }
    }
    return this.best.size > 0;
  }
}

// {query, rows, near}: everything that is found, the likest first, and what was searched for in place of words.
async function find(parts, typed, language) {
  const query = await parsed(parts, typed);
  if (!query.wanted.length && !query.phrases.length) return { query, rows: [], near: [] };
  const asked = days(parts, query);
  const known = asked.length ? await parts.days() : {};
  const dated = asked.flatMap((day) => known[day] || []);
  const ranking = new Ranking(parts, language);
  const found = await understood(parts, query, dated, ranking);
  return { ...found, rows: [...ranking.best.values()] };
}

async function understood(parts, query, dated, ranking) {
  const asking = new Asking(parts, query, dated);
  const exact = ranking.add(asking, asking.exact());
  if (exact && query.wanted.length >= ENOUGH_TO_BE_MEANT) {
    ranking.add(asking, asking.inflected());
    return { query, near: [] };
  }
  ranking.add(asking, [...asking.inflected(), ...asking.soundingTitles()]);
  let meant = { query, near: [] };
  if (!ranking.best.size) meant = await otherwise(parts, query, dated, ranking, asking.sounding());
  ranking.add(asking, asking.sounding());
  if (!ranking.best.size && meant.query.wanted.length >= ENOUGH_TO_LOSE_ONE) meant.query = withoutOne(parts, meant.query, dated, ranking);
  return meant;
}

function addUnlike(parts, query, dated, ranking) {
  const asking = new Asking(parts, query, dated);
  return ranking.add(asking, [...asking.inflected(), ...asking.soundingTitles(), ...asking.sounding()]);
}

function withoutOne(parts, query, dated, ranking) {
  const each = new Asking(parts, query, dated);
  const there = query.wanted.filter((asked) => each.asked(asked, ROOT, false).size);
  const missing = query.wanted.length - there.length;
  if (missing > 1) return query;
  const other = missing ? { ...query, wanted: there } : { ...query, lenient: true };
  const asking = new Asking(parts, other, dated);
  ranking.add(asking, missing ? asking.exact() : [WORD, STEM, SOUND, ROOT].map((degree) => ({ rows: asking.terms(degree) })));
  if (missing) addUnlike(parts, other, dated, ranking);
  return other;
}
