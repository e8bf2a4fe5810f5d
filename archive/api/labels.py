"""What readers call the facts of a record. English here; other languages in the catalogues."""

from django.utils.translation import gettext_noop as _

LABELS = {
    "member": {
        "summary": _("In short"),
        "joined": _("Joined"),
        "left": _("Left"),
        "founding": _("Founding member"),
        "standing": _("Standing"),
        "role": _("Role"),
        "list_order": _("Place in the joint statement"),
    },
    "country": {
        "summary": _("In short"),
        "name": _("Name"),
        "kind": _("Kind"),
        "relation": _("Relation to the coalition"),
        "m49": _("Region"),
        "oic_member": _("Member of the Organisation of Islamic Cooperation"),
        "code": _("ISO 3166 code"),
        "aliases": _("Also known as"),
    },
    "event": {
        "summary": _("In short"),
        "title": _("Title"),
        "date": _("Date"),
        "kind": _("Kind"),
        "relation": _("Relation to the coalition"),
        "occurrence": _("Did it take place?"),
        "place": _("Place"),
        "participants": _("Taking part"),
        "participants_count": _("Number taking part"),
    },
    "statement": {
        "gist": _("In short"),
        "quote": _("Quotation"),
        "date": _("Date"),
        "kind": _("Position"),
        "speaker": _("Speaker"),
        "office": _("Office"),
        "country": _("On behalf of"),
        "about": _("Concerns"),
        "event": _("On the occasion of"),
        "attribution": _("Attribution"),
        "relayed_by": _("Relayed by"),
        "note": _("Note"),
    },
    "source": {
        "publisher": _("Publisher"),
        "date": _("Date"),
        "language": _("Language"),
        "kind": _("Kind"),
        "seen": _("How much of it was seen"),
        "url": _("Address"),
        "archived_url": _("Archived copy"),
        "slug": _("Citation key"),
        "note": _("Note"),
    },
    "figure": {
        "value": _("Number"),
        "date": _("Date"),
        "counts": _("What it counts"),
        "claimed_by": _("Who gave it"),
        "verdict": _("Agreement with the archive"),
        "verdict_note": _("Why"),
    },
    "topic": {"title": _("Title"), "body": _("Text")},
    "seed-claim": {"claim": _("Claim"), "verdict": _("What was found"), "finding": _("Finding")},
}

#: Kinds of records as a reader meets them in a heading, one and many.
KINDS = {
    "member": (_("Member"), _("Members")),
    "country": (_("Country or body"), _("Countries and bodies")),
    "event": (_("Event"), _("Events")),
    "statement": (_("Statement"), _("Statements")),
    "source": (_("Source"), _("Sources")),
    "figure": (_("Figure"), _("Figures")),
    "topic": (_("Background"), _("Background")),
    "seed-claim": (_("Claim of the seed text"), _("The seed text, checked")),
}
