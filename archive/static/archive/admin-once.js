"use strict";
/* One press sends a form once. Most pages see to it by themselves; one that shows something once, as recovery
   codes, cannot show it to a second request that came before the answer to the first. */
{
    const PAUSE = 5000; // milliseconds
    const sent = new WeakMap();

    addEventListener("submit", (event) => {
        const form = event.target;
        if (form.method !== "post" || form.elements._held || event.submitter?.formTarget || event.defaultPrevented) {
            return; // admin-form.js sees to the form of a record, and a preview opens beside its form
        }
        const now = Date.now();
        if (now - (sent.get(form) ?? 0) < PAUSE) {
            event.preventDefault();
            return;
        }
        sent.set(form, now);
        addEventListener("pageshow", () => sent.delete(form), {once: true}); // Back to this page
    });
}
