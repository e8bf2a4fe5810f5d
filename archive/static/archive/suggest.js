// Suggestions while a reader types into a search box: the ARIA combobox with a listbox. Without it the form works.
"use strict";

(() => {
  const WAIT = 150; // milliseconds of rest before asking
  const LEAST = 2; // letters
  let boxes = 0;

  class Suggestions {
    constructor(form, input) {
      this.form = form;
      this.input = input;
      this.kept = new Map();
      this.options = [];
      this.active = -1;
      this.asked = "";
      this.list = document.createElement("ul");
      this.list.id = `suggestions-${++boxes}`;
      this.list.className = "suggestions";
      this.list.hidden = true;
      this.list.setAttribute("role", "listbox");
      this.list.setAttribute("aria-label", input.getAttribute("aria-label") || document.title);
      this.status = document.createElement("span");
      this.status.className = "unseen";
      this.status.setAttribute("role", "status");
      form.classList.add("suggesting");
      form.append(this.list, this.status);
      input.setAttribute("role", "combobox");
      input.setAttribute("aria-autocomplete", "list");
      input.setAttribute("aria-expanded", "false");
      input.setAttribute("aria-controls", this.list.id);
      input.addEventListener("input", () => this.later());
      input.addEventListener("keydown", (event) => this.key(event));
      input.addEventListener("blur", () => this.close());
      // A press on an option must not take the focus from the box before the click arrives.
      this.list.addEventListener("mousedown", (event) => event.preventDefault());
      this.list.addEventListener("click", (event) => {
        const option = event.target.closest("[role=option]");
        if (option) this.go(this.options.indexOf(option));
      });
    }

    later() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), WAIT);
    }

    async ask() {
      const typed = this.input.value.trim();
      this.asked = typed;
      if (typed.length < LEAST) return this.close();
      if (!this.kept.has(typed)) {
        try {
          const answer = await fetch(`${this.form.action}suggest/?${new URLSearchParams({ q: typed })}`);
          if (!answer.ok) return this.close();
          this.kept.set(typed, await answer.json());
        } catch {
          return this.close(); // offline: the form still works
        }
      }
      if (this.asked === typed && document.activeElement === this.input) this.show(this.kept.get(typed));
    }

    show(answer) {
      this.active = -1;
      this.input.removeAttribute("aria-activedescendant");
      this.options = answer.suggestions.map((found, place) => {
        const option = document.createElement("li");
        const title = document.createElement("span");
        const kind = document.createElement("span");
        option.id = `${this.list.id}-${place}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.href = found.href;
        title.textContent = found.title;
        if (found.lang) title.lang = found.lang;
        kind.textContent = found.kind;
        kind.className = "quiet";
        option.append(title, " ", kind);
        return option;
      });
      this.list.replaceChildren(...this.options);
      this.open(this.options.length > 0);
      this.status.textContent = answer.status;
    }

    open(isOpen) {
      this.list.hidden = !isOpen;
      this.input.setAttribute("aria-expanded", String(isOpen));
    }

    close() {
      clearTimeout(this.timer);
      this.asked = "";
      this.choose(-1);
      this.open(false);
      this.status.textContent = "";
    }

    choose(place) {
      this.options[this.active]?.setAttribute("aria-selected", "false");
      this.active = place;
      const option = this.options[place];
      if (option) {
        option.setAttribute("aria-selected", "true");
        option.scrollIntoView({ block: "nearest" });
        this.input.setAttribute("aria-activedescendant", option.id);
      } else {
        this.input.removeAttribute("aria-activedescendant");
      }
    }

    go(place) {
      location.assign(this.options[place].dataset.href);
    }

    key(event) {
      // An input method is choosing Devanagari letters; Safari tells the Enter that ends it by this code alone.
      if (event.isComposing || event.keyCode === 229) {
        if (event.key === "Enter") event.preventDefault(); // it ends the word, not the search
        return;
      }
      const open = !this.list.hidden;
      const count = this.options.length;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!open) return void this.ask();
        const step = event.key === "ArrowDown" ? 1 : -1;
        // One place more than there are options: the text itself.
        this.choose(((this.active + 1 + step + count + 1) % (count + 1)) - 1);
      } else if (event.key === "Enter" && open && this.active >= 0) {
        event.preventDefault();
        this.go(this.active);
      } else if (event.key === "Escape" && open) {
        event.preventDefault();
        this.close();
      }
    }
  }

  for (const form of document.querySelectorAll("form[role=search]")) {
    const input = form.querySelector("input[type=search]");
    if (input) new Suggestions(form, input);
  }
})();
