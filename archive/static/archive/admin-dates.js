"use strict";
/* Says under a date field, as one types, how the date is understood. Without this script the form says it after saving. */
{
    const url = document.currentScript.dataset.url
        || `${location.pathname.split("/admin/")[0]}/admin/explain-date/`;
    const waiting = new Map();

    async function explain(input) {
        const line = document.getElementById(`${input.id}_reading`);
        const text = input.value;
        if (!line) {
            return;
        }
        let reading;
        try {
            const answer = await fetch(`${url}?text=${encodeURIComponent(text)}`, {
                headers: {Accept: "application/json"},
                redirect: "error",
            });
            if (!answer.ok) {
                throw new Error(answer.status);
            }
            reading = await answer.json();
        } catch {
            reading = {text: "", words: "", error: ""}; // signed out or offline: saving says what is wrong
        }
        if (input.value !== text) {
            return; // typed on meanwhile: a later answer belongs to that
        }
        line.classList.toggle("refused", Boolean(reading.error));
        line.replaceChildren();
        if (reading.text) {
            const edtf = document.createElement("bdi");
            edtf.dir = "ltr";
            edtf.textContent = reading.text;
            line.append(edtf, ` — ${reading.words}`);
        } else {
            line.append(reading.error || "");
        }
    }

    document.addEventListener("input", (event) => {
        const input = event.target;
        if (input.matches?.("input.edtf-input")) {
            clearTimeout(waiting.get(input));
            waiting.set(input, setTimeout(explain, 250, input));
        }
    });
}
