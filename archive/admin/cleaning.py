"""The door of the editors' rooms: forms without the signs that nobody sees (`archive.spelling.clean`)."""

from functools import wraps

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import TO_FIELD_VAR
from django.core.exceptions import BadRequest
from django.db import DataError
from django.http import QueryDict

from archive.admin.forms import number
from archive.spelling.clean import clean


def cleaned_first(view):
    """A view that gets what was sent to it cleaned: texts, addresses, choices and numbers alike."""

    @wraps(view)
    def cleaned_view(request, *args, **kwargs):
        if request.method == "POST":
            request.POST = cleaned(request.POST)
        if request.GET.get(TO_FIELD_VAR) == "":  # Django takes it for the name of a field
            request.GET = request.GET.copy()
            del request.GET[TO_FIELD_VAR]
        try:
            return view(request, *args, **kwargs)
        except (OverflowError, DataError) as error:
            if request.method == "POST":
                raise  # what was typed is kept
            raise BadRequest("A number that no database holds.") from error

    return cleaned_view


def cleaned(data: QueryDict) -> QueryDict:
    """The inputs of a form, cleaned; a password is what was typed, sign for sign."""
    result = QueryDict(mutable=True, encoding=data.encoding)
    for name, values in data.lists():
        if name == TO_FIELD_VAR and not clean(values[-1]):
            continue
        if name == ACTION_CHECKBOX_NAME:
            values = [value for value in values if number(value) is not None]
        result.setlist(name, values if "password" in name else [clean(value) for value in values])
    result._mutable = False
    return result
