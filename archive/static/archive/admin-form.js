"use strict";
/* A form shows what it was opened with, also after Back, and one press sends it once. The server sees to both by itself. */
{
    const form = document.querySelector("select[name=_held]")?.form;
    const held = form?.elements._held;
    let sent = 0;

    /* The browser remembers which choice was chosen. If that is not here, it has laid old values over this page. */
    function takeBack() {
        if (held.value) {
            return;
        }
        form.reset();
        form.querySelectorAll("select").forEach((select) => select.dispatchEvent(new Event("change", {bubbles: true})));
        document.getElementById("laid-over").hidden = false;
    }

    if (form) {
        form.addEventListener("submit", (event) => {
            const now = Date.now();
            if (event.defaultPrevented || now - sent < 1500) {
                event.preventDefault();
                return;
            }
            if (event.submitter?.name !== "_preview") { // it opens beside the form, and saves nothing
                sent = now;
            }
        });
        addEventListener("pageshow", (event) => {
            if (event.persisted && sent) {
                location.reload(); // the page as it was before it was saved
                return;
            }
            takeBack();
        });
    }
}
