"use strict";
/* Says that this form is open, and shows who else has the record open. A courtesy: without it, saving merges all the same. */
{
    const line = document.getElementById("also-open");
    const token = document.querySelector("form[data-draft] input[name=csrfmiddlewaretoken]")?.value;

    function body(more) {
        return new URLSearchParams({csrfmiddlewaretoken: token, ...more});
    }

    async function say() {
        if (document.visibilityState !== "visible") {
            return;
        }
        try {
            const answer = await fetch(line.dataset.url, {method: "POST", body: body({}), redirect: "error"});
            if (!answer.ok) {
                return;
            }
            const {said} = await answer.json();
            if (line.textContent !== said) {
                line.textContent = said;
            }
            line.hidden = !said;
        } catch {
            // signed out or offline: nobody is told of
        }
    }

    if (line && token) {
        addEventListener("load", say);
        setInterval(say, Number(line.dataset.every) * 1000);
        document.addEventListener("visibilitychange", say);
        addEventListener("pagehide", () => navigator.sendBeacon(line.dataset.url, body({left: "1"})));
    }
}
