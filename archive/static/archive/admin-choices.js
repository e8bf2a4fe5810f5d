"use strict";
/* Select2 names its boxes after what is chosen in them, and an empty one after nothing: here each also gets its label. */
{
    function name(select) {
        const box = select.nextElementSibling?.querySelector(".select2-selection");
        const label = select.labels?.[0];
        if (!box || !label) {
            return;
        }
        label.id ||= `${select.id}_label`;
        const content = box.querySelector(".select2-selection__rendered[id]");
        box.setAttribute("aria-labelledby", [label.id, content?.id].filter(Boolean).join(" "));
        content?.setAttribute("aria-labelledby", label.id);
        const search = box.querySelector(".select2-search__field"); // where several can be chosen
        search?.setAttribute("aria-labelledby", label.id);
        search?.removeAttribute("aria-label");
        // What removes all choices stands in the list of choices, which may hold nothing but items.
        box.querySelector("ul > .select2-selection__clear")?.setAttribute("role", "listitem");
    }

    // The two lists of permissions have a sign for searching, with a name but without a role that can have one.
    addEventListener("load", () => setTimeout(() => { // after Django, which makes them on loading too
        document.querySelectorAll(".search-label-icon").forEach((sign) => sign.setAttribute("role", "img"));
    }));

    // Select2 makes its boxes when it likes: on loading, and for every citation that is added.
    const made = new MutationObserver((changes) => {
        if (changes.some((change) => [...change.addedNodes].some((node) => node.matches?.(".select2, .select2-selection__clear, .inline-related")))) {
            document.querySelectorAll("select.admin-autocomplete.select2-hidden-accessible").forEach(name);
        }
    });
    made.observe(document, {childList: true, subtree: true});
}
