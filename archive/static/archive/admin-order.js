"use strict";
/* Citations are moved up and down by buttons; their numbers follow. Without this script the number is typed. */
{
    const group = document.querySelector(".citations[data-place]");

    function rows() {
        return [...group.querySelectorAll(".inline-related:not(.empty-form)")];
    }

    function move(row, step) {
        const all = rows();
        const other = all[all.indexOf(row) + step];
        if (!other) {
            return;
        }
        if (step < 0) {
            other.before(row);
        } else {
            other.after(row);
        }
        const now = rows();
        now.forEach((each, place) => {
            const input = each.querySelector("input[name$='-position']");
            if (input && input.value !== String(place + 1)) {
                input.value = String(place + 1);
                input.dispatchEvent(new Event("change", {bubbles: true}));
            }
        });
        group.querySelector("[role=status]").textContent = group.dataset.place
            .replace("{place}", now.indexOf(row) + 1).replace("{count}", now.length);
    }

    if (group) {
        group.classList.add("movable");
        group.addEventListener("click", (event) => {
            const button = event.target.closest(".places button");
            if (button) {
                move(button.closest(".inline-related"), button.classList.contains("up") ? -1 : 1);
                button.focus();
                button.scrollIntoView({block: "nearest"});
            }
        });
    }
}
