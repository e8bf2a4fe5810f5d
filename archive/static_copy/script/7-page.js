// The page of the search: reads what was typed from its address, and fills in what was found.

const PER_PAGE = 10;

class SearchPage {
  constructor(place) {
    this.place = place;
    this.says = JSON.parse(place.dataset.says);
    this.lang = document.documentElement.lang;
    this.asked = new URLSearchParams(location.search);
    this.typed = this.asked.get("q") || "";
    this.status = place.querySelector(".found");
    this.shown = PER_PAGE;
  }

  async show() {
    for (const input of document.querySelectorAll("main input[name=q]")) input.value = this.typed;
    if (!this.typed.trim()) return;
    document.title = `${this.typed} · ${document.title}`;
    this.place.hidden = false;
    for (const help of document.querySelectorAll("main > .nothing")) help.hidden = true;
    this.say(this.says.looking);
    try {
      this.parts = await new Parts(this.place.dataset.index).begin();
      this.language = Math.max(0, this.parts.codes.indexOf(this.lang));
      this.found = await find(this.parts, this.typed, this.language);
      this.matcher = new Matcher(this.parts, this.found.query);
      await this.fill();
    } catch (error) {
      console.error(error);
      this.say(this.says.failed);
    }
    this.place.dataset.done = "1";
  }

  say(text) {
    this.status.textContent = text;
  }

  number(count) {
    return new Intl.NumberFormat(this.lang).format(count);
  }

  async fill() {
    const { query, near } = this.found;
    if (!query.wanted.length && !query.phrases.length) return this.say(this.says.no_word.replace("%s", this.typed));
    this.offer(near);
    const chosen = this.says.kinds[this.asked.get("type")] ? this.asked.get("type") : "";
    this.choices(chosen);
    this.rows = this.found.rows.filter((row) => !chosen || this.parts.kind(this.parts.record(row)) === chosen);
    const form = new Intl.PluralRules(this.lang).select(this.rows.length);
    const told = this.says.results[form] || this.says.results.other;
    this.say(this.rows.length ? told.replace("%s", this.number(this.rows.length)) : this.says.nothing.replace("%s", this.typed));
    this.place.querySelector(".nothing").hidden = this.rows.length > 0;
    this.more = this.place.querySelector(".more");
    this.more.addEventListener("click", () => this.next());
    await this.list(0);
  }

  async next() {
    const from = this.shown;
    this.shown += PER_PAGE;
    await this.list(from);
    this.place.querySelectorAll("ol a")[from]?.focus();
  }

  async list(from) {
    const rows = this.rows.slice(from, this.shown);
    const hits = await Promise.all(rows.map((row) => hit(this.parts, this.matcher, row, this.language)));
    this.place.querySelector("ol").append(...hits.map((one) => this.item(one)));
    this.more.hidden = this.rows.length <= this.shown;
  }

  item(one) {
    const kind = this.says.kinds[this.parts.kind(one.record)];
    const item = this.place.querySelector("template").content.firstElementChild.cloneNode(true);
    item.querySelector(".when").append(kind.one, ...(one.day ? [document.createElement("br"), one.day] : []));
    const link = item.querySelector("a");
    link.href = `/${this.lang}/${kind.folder}/${one.slug}/`;
    if (one.lang && one.lang !== this.lang) link.lang = one.lang;
    link.append(...this.pieces(one.title));
    const text = item.querySelector(".snippet");
    text.append(...this.pieces(one.snippet));
    text.hidden = !one.snippet.length;
    const spoken = this.parts.codes[one.spoken];
    if (spoken !== this.lang) {
      text.lang = spoken;
      const note = document.createElement("p");
      note.className = "quiet";
      note.textContent = this.says.found_in[spoken];
      text.after(note);
    }
    return item;
  }

  pieces(parts) {
    return parts.map((part) => {
      if (!part.matched) return part.text;
      const mark = document.createElement("mark");
      mark.textContent = part.text;
      return mark;
    });
  }

  link(change, text) {
    const asked = new URLSearchParams(this.asked);
    for (const [name, value] of Object.entries(change)) value ? asked.set(name, value) : asked.delete(name);
    const link = document.createElement("a");
    link.href = `?${asked}`;
    link.textContent = text;
    return link;
  }

  offer(near) {
    const place = this.place.querySelector(".notice");
    place.hidden = !near.length;
    for (const one of near) {
      const line = document.createElement("p");
      line.append(`${this.says.near.replace("%s", one.typed)} `);
      one.words.forEach((word, at) => line.append(at ? ", " : "", this.link({ q: word.shown, type: "" }, word.shown)));
      place.append(line);
    }
  }

  choices(chosen) {
    const counts = new Map();
    for (const row of this.found.rows) {
      const kind = this.parts.kind(this.parts.record(row));
      counts.set(kind, (counts.get(kind) || 0) + 1);
    }
    const place = this.place.querySelector("nav");
    place.hidden = counts.size < 2 && !chosen;
    const all = this.link({ type: "" }, this.says.all);
    if (!chosen) all.setAttribute("aria-current", "true");
    const links = [all];
    for (const [kind, names] of Object.entries(this.says.kinds)) {
      if (!counts.has(kind)) continue;
      const link = this.link({ type: kind }, `${names.many} (${this.number(counts.get(kind))})`);
      if (kind === chosen) link.setAttribute("aria-current", "true");
      links.push(link);
    }
    place.append(...links.flatMap((link, at) => (at ? [" · ", link] : [link])));
  }
}

// For tests, and for whoever wants to ask from the console of a browser.
globalThis.ArchiveSearch = { Parts, Spelling, Matcher, find, hit };

const place = document.getElementById("found");
if (place) new SearchPage(place).show();
