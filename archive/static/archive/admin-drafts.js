"use strict";
/* A copy of what is being typed lies in this browser until it is saved; it is offered when the form is opened
   again. Leaving with unsaved text is warned of. Without this script the server still returns all that was sent. */
{
    const PREFIX = "archive-draft:";
    const SWITCHED = "archive-switched"; // which form is being changed to another language
    const INNER = /^(csrfmiddlewaretoken|_.*|.*-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS|citations-\d+-id)$/;
    const EMPTY_ROW = /__prefix__/;
    const ROW = /^citations-(\d+)-(.+)$/;

    function attempt(action) {
        try {
            return action();
        } catch {
            return null; // a browser that keeps nothing, or is full: the form works as it did
        }
    }

    function forget(key) {
        attempt(() => localStorage.removeItem(key));
    }

    function forgetAll() {
        attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).forEach(forget));
    }

    // What was saved needs no copy: the answer to the save names it, in a cookie that is taken away at once.
    const saved = document.cookie.split("; ").find((each) => each.startsWith("saved="));
    if (saved) {
        forget(PREFIX + decodeURIComponent(saved.slice("saved=".length)));
        document.cookie = `saved=; path=/; max-age=0; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
    }
    // Signing out takes every copy away; whoever then stays on the page after all, asked whether to leave, has it anew.
    let signingOut = false;
    document.getElementById("logout-form")?.addEventListener("submit", () => {
        signingOut = true;
        forgetAll();
        setTimeout(() => { signingOut = false; }, 3000);
    });

    class Draft {
        constructor(form) {
            this.form = form;
            this.key = PREFIX + form.dataset.draft;
            this.version = form.dataset.version;
            this.shown = "unsaved" in form.dataset; // the server has returned what was typed: it is saved nowhere
            this.stored = attempt(() => JSON.parse(localStorage.getItem(this.key)));
            this.bases = this.values();
            if (this.shown && this.stored) {
                Object.entries(this.stored.entries).forEach(([name, entry]) => { this.bases[name] = entry.base; });
            }
            this.sending = false;
        }

        // A citation is known by its number, for its place may change; a new one by its place among the new ones.
        nameOf(control) {
            const row = ROW.exec(control.name);
            if (!row) {
                return control.name;
            }
            const id = this.form.elements[`citations-${row[1]}-id`]?.value;
            const first = Number(this.form.elements["citations-INITIAL_FORMS"]?.value || 0);
            return id ? `citations#${id}-${row[2]}` : `citations+${Number(row[1]) - first}-${row[2]}`;
        }

        controls() {
            return [...this.form.elements].filter((each) => each.name && !each.disabled && !INNER.test(each.name)
                && !EMPTY_ROW.test(each.name) && !["submit", "button", "file", "password", "fieldset"].includes(each.type));
        }

        values() {
            return Object.fromEntries(this.controls().map((each) => [this.nameOf(each), valueOf(each)]));
        }

        changes() {
            const found = {};
            for (const control of this.controls()) {
                const name = this.nameOf(control);
                const value = valueOf(control);
                const base = this.bases[name] ?? (name.startsWith("citations+") ? initialOf(control) : value);
                if (value !== base) {
                    found[name] = {base, value, label: labelOf(control)};
                }
            }
            return found;
        }

        isChanged() {
            return this.shown || Object.keys(this.changes()).length > 0;
        }

        keep() {
            if (signingOut) {
                return;
            }
            const entries = this.changes();
            if (!Object.keys(entries).length) {
                if (!this.offered) {
                    forget(this.key);
                }
                return;
            }
            this.withdrawOffer();
            const text = JSON.stringify({at: Date.now(), version: this.version, entries});
            if (attempt(() => (localStorage.setItem(this.key, text), true)) === null) {
                forgetAll(); // full: older copies make room for this one
                attempt(() => localStorage.setItem(this.key, text));
            }
        }

        // Whether the copy holds anything that the form does not.
        isNews() {
            const now = this.values();
            return this.stored && Object.entries(this.stored.entries).some(([name, entry]) => now[name] !== entry.value);
        }

        offer() {
            const box = document.getElementById("draft-offer");
            if (!box || !this.isNews()) {
                return;
            }
            this.offered = box;
            const when = new Date(this.stored.at);
            box.querySelector("time").textContent = when.toLocaleString(document.documentElement.lang);
            box.querySelector("time").dateTime = when.toISOString();
            box.querySelector(".since").hidden = this.stored.version === this.version;
            box.hidden = false;
            box.querySelector(".restore").addEventListener("click", () => this.restore());
            box.querySelector(".discard").addEventListener("click", () => {
                forget(this.key);
                this.withdrawOffer();
            });
        }

        withdrawOffer() {
            if (this.offered) {
                this.offered.hidden = true;
                this.offered = null;
            }
        }

        restore() {
            const entries = Object.entries(this.stored.entries);
            const rows = entries.map(([name]) => /^citations\+(\d+)-/.exec(name)).filter(Boolean).map((match) => Number(match[1]) + 1);
            const total = () => Number(this.form.elements["citations-TOTAL_FORMS"].value)
                - Number(this.form.elements["citations-INITIAL_FORMS"].value);
            for (let tries = Math.max(0, ...rows); tries > 0 && total() < Math.max(...rows); tries -= 1) {
                document.querySelector(".citations .add-row a")?.click();
            }
            const byName = Object.fromEntries(this.controls().map((each) => [this.nameOf(each), each]));
            for (const [name, entry] of entries) {
                if (byName[name]) {
                    setValue(byName[name], entry);
                }
            }
            this.withdrawOffer();
            this.keep();
            const first = byName[entries[0][0]];
            first?.closest("details")?.setAttribute("open", "");
            document.getElementById("draft-restored").hidden = false;
        }
    }

    function valueOf(control) {
        if (control.type === "checkbox" || control.type === "radio") {
            return control.checked ? control.value : "";
        }
        return control.multiple ? JSON.stringify([...control.selectedOptions].map((each) => each.value)) : control.value;
    }

    function initialOf(control) {
        return control.multiple ? "[]" : control.type === "checkbox" ? "" : control.defaultValue ?? "";
    }

    function labelOf(control) {
        return control.options ? [...control.selectedOptions].map((each) => each.text) : undefined;
    }

    function setValue(control, entry) {
        if (control.type === "checkbox" || control.type === "radio") {
            control.checked = entry.value !== "";
        } else if (control.options) {
            const values = control.multiple ? JSON.parse(entry.value) : [entry.value];
            values.forEach((value, place) => {
                if (![...control.options].some((each) => each.value === value)) {
                    control.add(new Option(entry.label?.[place] ?? value, value)); // chosen by searching
                }
            });
            [...control.options].forEach((each) => { each.selected = values.includes(each.value); });
        } else {
            control.value = entry.value;
        }
        control.dispatchEvent(new Event("input", {bubbles: true}));
        control.dispatchEvent(new Event("change", {bubbles: true}));
    }

    function begin(form) {
        const draft = new Draft(form);
        let waiting = 0;
        const later = () => {
            clearTimeout(waiting);
            waiting = setTimeout(() => draft.keep(), 400);
        };
        form.addEventListener("input", later);
        form.addEventListener("change", later);
        if (window.django?.jQuery) {
            window.django.jQuery(form).on("change", later); // Select2 tells nobody else
        }
        if (draft.shown) {
            draft.keep();
        } else if (attempt(() => sessionStorage.getItem(SWITCHED)) === draft.key && draft.isNews()) {
            draft.restore();
        } else {
            draft.offer();
        }
        attempt(() => sessionStorage.removeItem(SWITCHED));
        form.addEventListener("submit", (event) => {
            draft.keep();
            draft.sending = !event.defaultPrevented;
        });
        document.querySelectorAll(".languages a").forEach((link) => link.addEventListener("click", () => {
            draft.keep();
            draft.sending = true;
            attempt(() => sessionStorage.setItem(SWITCHED, draft.key));
        }));
        addEventListener("pagehide", () => draft.sending || draft.keep());
        addEventListener("pageshow", (event) => { draft.sending = draft.sending && !event.persisted; });
        addEventListener("beforeunload", (event) => {
            if (!draft.sending && draft.isChanged()) {
                event.preventDefault();
            }
        });
    }

    // After every other script has made the form what it is.
    const form = document.querySelector("form[data-draft]");
    if (form) {
        addEventListener("load", () => setTimeout(begin, 0, form));
    }
}
