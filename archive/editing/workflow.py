"""Who may take a record from one status to another, and what must be true before it is published.

A record begins as a draft, is submitted for review, and is published by a publisher. From then on its address
is public for ever: it can be withdrawn, with a reason, and published again, but never becomes a draft again.
"""

from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _

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


def may_publish(user, model) -> bool:
    """Whether `user` publishes and withdraws records of this kind."""
    return user.has_perm(f"{model._meta.app_label}.publish_{model._meta.model_name}")


def may_delete(user, record) -> bool:
    """Whether `user` may delete a record, the model permission aside.

    What was ever published has an address that people cite: it is withdrawn, not deleted. The administrator
    alone can still delete it, for the rare case in which the law demands it.
    """
    return user.is_superuser or record is None or record.published_at is None


def next_statuses(status: str, publisher: bool) -> list[str]:
    """The statuses that can follow `status`, itself included, in their usual order."""
    allowed = {*EDITING[status], *(PUBLISHING[status] if publisher else ())}
    return [choice for choice in Status.values if choice in allowed]


def claim_label(model, claim: str) -> str:
    """A claim as editors know it: the name of its field, in the active language."""
    return str(capfirst(model._meta.get_field(claim).verbose_name))


def refusal(record, citations=None) -> str:
    """The sentence that says why a record cannot stand published; '' if it can.

    `citations` are those of a form that is not saved yet; without them, those that are stored count.
    """
    if missing := unsourced_claims(record, citations):
        claims = get_text_list([claim_label(type(record), claim) for claim in missing], _("and"))
        return _(
            "This cannot be published yet. No source stands behind: %(claims)s. Add a citation for each "
            "(general knowledge does not count)."
        ) % {"claims": claims}
    return ""
