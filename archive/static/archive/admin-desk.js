"use strict";
/* At the translation desk Ctrl+Enter (⌘ on a Mac) presses “Save, and to the next”. Everything works without it. */
{
    const form = document.getElementById("desk_form");
    document.getElementById("desk-keys").hidden = false;
    form.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.repeat) {
            event.preventDefault();
            form.requestSubmit(form.elements.next);
        }
    });
}
