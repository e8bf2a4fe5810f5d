"""Who may take a record from one status to another, and what must be true before it is published.

A record begins as a draft, is submitted for review, and is published by a publisher. From then on its address
is public for ever: it can be withdrawn, with a reason, and published again, but never becomes a draft again.
"""

from django.conf import settings
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _

from archive import languages
from archive.models import Status
from archive.models.citation import unsourced_claims

#: Where everyone who may edit a record can take it, by where it stands.
EDITING = {
    Status.DRAFT: (Status.DRAFT, Status.IN_REVIEW),
    Status.IN_REVIEW: (Status.DRAFT, Status.IN_REVIEW),
    Status.PUBLISHED: (Status.PUBLISHED,),
    Status.WITHDRAWN: (Status.WITHDRAWN,),
}
#: Where only a publisher can take it, besides.
PUBLISHING = {
    Status.DRAFT: (Status.PUBLISHED,),
    Status.IN_REVIEW: (Status.PUBLISHED,),
    Status.PUBLISHED: (Status.WITHDRAWN,),
    Status.WITHDRAWN: (Status.PUBLISHED,),
}
#: What can be done with several records at once: where it takes them, and whether only a publisher does it.
SUBMIT = (Status.IN_REVIEW, False)
PUBLISH = (Status.PUBLISHED, True)


def may_publish(user, model) -> bool:
    """Whether `user` publishes and withdraws records of this kind."""
    return user.has_perm(f"{model._meta.app_label}.publish_{model._meta.model_name}")


def may_change(user, model) -> bool:
    """Whether `user` writes records of this kind at all."""
    return user.is_active and user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}")


def languages_of(user, model) -> list[str]:
    """The languages whose texts `user` may change in records of this kind; all of them for an editor."""
    if may_change(user, model):
        return languages.codes()
    app, name = model._meta.app_label, model._meta.model_name
    if not (user.is_active and user.has_perm(f"{app}.view_{name}")):
        return []
    return [code for code in languages.codes() if user.has_perm(f"{app}.translate_{code}")]


def may_write(user, model) -> bool:
    """Whether `user` changes anything in records of this kind, be it only the texts of one language."""
    return bool(languages_of(user, model))


def is_translator(user, model) -> bool:
    """Whether `user` may change the texts of some languages and nothing else."""
    return may_write(user, model) and not may_change(user, model)


def may_change_public(user, model) -> bool:
    """Whether `user` changes at once what readers see; who may not saves a working copy.

    Publishers always may. Others may where the site is set so (`EDITORS_CHANGE_PUBLISHED`).
    """
    return may_publish(user, model) or (settings.EDITORS_CHANGE_PUBLISHED and may_write(user, model))


def may_delete(user, record) -> bool:
    """Whether `user` may delete a record, the model permission aside.

    What was ever public has an address that people cite: it is withdrawn, not deleted. The administrator
    alone can still delete it, for the rare case in which the law demands it.
    """
    return user.is_superuser or record is None or not was_public(record)


def was_public(record) -> bool:
    """Whether readers can see a record, or once could; a file may bring one that is withdrawn already."""
    return record.is_readable or record.published_at is not None


def next_statuses(status: str, publisher: bool) -> list[str]:
    """The statuses that can follow `status`, itself included, in their usual order."""
    allowed = {*EDITING[Status(status)], *(PUBLISHING[Status(status)] if publisher else ())}
    return [choice for choice in Status.values if choice in allowed]


def claim_label(model, claim: str) -> str:
    """A claim as editors know it: the name of its field, in the active language."""
    return str(capfirst(model._meta.get_field(claim).verbose_name))


def refusal(record, citations=None) -> str:
    """The sentence that says why a record cannot stand published; '' if it can.

    `citations` are those of a form that is not saved yet; without them, those that are stored count. A record
    that is published already and lost a source since may be changed: refused is only what takes away more.
    """
    if citations is None:
        citations = list(record.citations.select_related("source")) if record.pk else []
    missing = unsourced_claims(record, citations)
    if missing and record.pk and (stored := type(record).objects.published().filter(pk=record.pk).first()):
        lacking = unsourced_claims(stored)
        missing = [claim for claim in missing if claim not in lacking]
    if not missing:
        return ""
    sentences = [
        _(
            "This cannot be published yet. No source stands behind: %(claims)s. Add a citation for each "
            "(general knowledge does not count)."
        )
        % {"claims": get_text_list([claim_label(type(record), claim) for claim in missing], _("and"))}
    ]
    cited = {each.source.slug: each.source for each in citations if each.claim in missing}
    if waiting := sorted(slug for slug, source in cited.items() if not source.is_readable):
        sentences.append(
            _("Readers cannot see these sources yet, publish them first: %(sources)s.")
            % {"sources": ", ".join(waiting)}
        )
    if withdrawn := sorted(slug for slug, source in cited.items() if source.is_withdrawn):
        sentences.append(
            _("These sources were withdrawn and support nothing any more: %(sources)s.")
            % {"sources": ", ".join(withdrawn)}
        )
    return " ".join(sentences)
