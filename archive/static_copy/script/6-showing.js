// Why a record was found: its title, and a snippet with the words of the text that matched.

const SNIPPET = 220;

class Matcher {
  constructor(parts, query) {
    this.spelling = parts.spelling;
    this.written = new Set();
    this.heard = new Set();
    this.names = new Map();
    const wanted = query.wanted.flatMap((asked) => [
      ...asked.words.map((known) => [known, asked.prefix]),
      ...(asked.rejoined || []).flat().map((known) => [known, false]),
    ]);
    for (const [known, prefix] of [...wanted, ...query.phrases.flat().map((each) => [each, false])]) this.add(parts, known, prefix);
    for (const asked of query.wanted) {
      for (const word of asked.near || []) this.written.add(word);
      for (const name of [...asked.others, ...(asked.heard || [])].flatMap((group) => group.names)) {
        if (name.length === 1) this.written.add(name[0]);
        else this.names.set(name[0], [...(this.names.get(name[0]) || []), name]);
      }
    }
  }

  add(parts, known, prefix) {
    const keys = [...keysAsked(known), ...keysAsked(known, known.roots)];
    for (const entry of parts.words.values()) {
      if (entry.folded === known.folded || (prefix && entry.folded.startsWith(known.folded))) this.written.add(entry.folded);
      else if ([entry.folded, ...entry.stems].some((stem) => known.stems.includes(stem))) this.written.add(entry.folded);
      else if ([...entry.keys, ...entry.roots].some((key) => keys.includes(key))) this.heard.add(entry.folded);
      else if (prefix && entry.keys.some((key) => keys.some((each) => key.startsWith(each)))) this.heard.add(entry.folded);
    }
  }

  // Where the matching words of a text stand, in order.
  spans(text) {
    const found = this.spelling.words(text);
    const folded = found.map((word) => this.spelling.folded(word.text));
    const meant = found.map(
      (word, place) =>
        this.written.has(folded[place]) ||
        (this.heard.has(folded[place]) && this.spelling.isSounding(word.text, folded[place])),
    );
    folded.forEach((word, place) => {
      for (const name of this.names.get(word) || []) {
        if (name.every((each, offset) => folded[place + offset] === each)) meant.fill(true, place, place + name.length);
      }
    });
    return found.filter((_, place) => meant[place]);
  }
}

// A text in parts, the matching words apart; neighbours that match are one part.
function marked(text, spans, start = 0, end = text.length) {
  const parts = [];
  let place = start;
  for (const span of spans) {
    if (span.start < start || span.end > end) continue;
    const between = text.slice(place, span.start);
    if (parts.length && parts.at(-1).matched && !between.trim()) parts.at(-1).text += between + span.text;
    else {
      if (between) parts.push({ text: between });
      parts.push({ text: span.text, matched: true });
    }
    place = span.end;
  }
  if (place < end) parts.push({ text: text.slice(place, end) });
  return parts;
}

// The stretch of a text with most different matching words, cut between words.
function snippet(text, spans) {
  if (text.length <= SNIPPET) return marked(text, spans);
  let best = 0;
  let most = -1;
  for (const first of spans) {
    const inside = spans.filter((each) => each.start >= first.start && each.end <= first.start + (SNIPPET * 3) / 4);
    const different = new Set(inside.map((each) => each.text)).size;
    if (different > most) [best, most] = [first.start, different];
  }
  const start = spans.length && best > SNIPPET / 4 ? text.lastIndexOf(" ", best - Math.floor(SNIPPET / 4)) + 1 : 0;
  const space = text.indexOf(" ", start + SNIPPET);
  const end = space < 0 || space > start + SNIPPET + 40 ? text.length : space;
  const parts = marked(text, spans, start, end);
  return [...(start ? [{ text: "… " }] : []), ...parts, ...(end < text.length ? [{ text: " …" }] : [])];
}

// What is shown of a row: its record's title in the reader's language, and why it was found.
async function hit(parts, matcher, row, language) {
  const record = parts.record(row);
  const own = await parts.text(record, language);
  const other = () => parts.text(record, parts.language(row));
  let from = own;
  let spoken = language;
  const title = marked((own || (await other())).title, matcher.spans((own || (await other())).title));
  const titled = title.some((part) => part.matched);
  if (!own || (parts.language(row) !== language && !titled && !matcher.spans(own.body.join(" · ")).length)) {
    from = await other();
    spoken = parts.language(row);
  }
  return { record, title, lang: (own || from).lang, slug: from.slug, day: (own || from).day, spoken, snippet: why(matcher, from, titled) };
}

function why(matcher, text, titled) {
  // The key of a source is shown to those alone who asked for it.
  const key = text.slug.replaceAll("-", " ");
  const said = text.body.filter((one) => one !== key || matcher.spans(one).length).join(" · ");
  const spans = matcher.spans(said);
  const shown = snippet(said, spans);
  const names = text.names.join(" · ");
  if (titled || spans.length || !matcher.spans(names).length) return shown;
  return [...marked(names, matcher.spans(names)), ...(shown.length ? [{ text: " · " }] : []), ...shown];
}
