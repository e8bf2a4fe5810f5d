"""Looking once more before readers see it: where the two languages differ, and going on nevertheless."""

from collections.abc import Iterable

from django.contrib import messages
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from archive.editing.compared import Remark
from archive.editing.many import Act, ToLookAt
from archive.models import Record

#: Name of the input by which somebody says that these remarks were looked at.
INPUT = "_nevertheless"


def heeded(request) -> frozenset[str]:
    """The remarks that whoever sent a form has looked at."""
    return frozenset(key for value in request.POST.getlist(INPUT) for key in value.split())


def context(remarks: Iterable[Remark | ToLookAt]) -> dict:
    """What `admin/archive/look_first.html` shows."""
    found = list(remarks)
    return {"remarks": found, "nevertheless": (INPUT, " ".join(each.key for each in found))}


def nothing_saved() -> str:
    """What is said above a form that was not saved because of them."""
    return _(
        "Nothing is saved yet: readers would see it. Look at the places below, mend them or tick “go on "
        "nevertheless”, and press the same button again."
    )


def report(request, act: Act, trial: bool) -> None:
    """Say that nothing was brought in, where somebody wanted it and was to look first."""
    if act.asked and not (trial or act.problems):
        messages.error(request, nothing_saved())


def several(model_admin, request, asked: list[tuple[Record, list[Remark]]]) -> TemplateResponse:
    """The page after a list's action: records that were left as they are, each to be ticked or not."""
    remarks = [each for _record, found in asked for each in found]
    context_of_page = {
        **model_admin.admin_site.each_context(request),
        **context(remarks),
        "title": _("Look before publishing"),
        "opts": model_admin.opts,
        "action": request.POST.get("action", ""),
        "address": request.get_full_path(),
        "asked": asked,
    }
    return TemplateResponse(request, "admin/archive/look_first_several.html", context_of_page)
