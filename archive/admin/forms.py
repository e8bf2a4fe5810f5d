"""The form of a record, and what it says when somebody else saved the record meanwhile."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import QuerySet
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive import languages, visible
from archive.admin import addresses, entered, marks
from archive.editing import workflow
from archive.editing.checking import Fault

LAID_OVER = gettext_lazy(
    "Nothing was saved: your browser had laid over this form what it remembered of an earlier visit. Texts "
    "that differ stand below beside what is stored; choices and citations are as they are stored. Look it "
    "through, then save."
)
LAID_OVER_NEW = gettext_lazy(
    "Nothing was saved: your browser has filled this form with what it remembered of an earlier visit. If "
    "you saved it then, the record is in the list already. Otherwise look it through, then save."
)
SAVED_BEFORE = gettext_lazy(
    "This page was saved before, and you have come back to it: nothing was saved a second time. Texts that "
    "differ stand below beside what is stored. Look it through, then save what you still want to change."
)
SAVED_BEFORE_NEW = gettext_lazy(
    "This form was saved before, and the record is in the list already. Change it there. Saving here once "
    "more makes another record."
)


class ArchiveForm(forms.ModelForm):
    """What the forms of records and of citations have in common."""

    #: What came of merging this form with a save that happened meanwhile (`archive.admin.merge.Merge`).
    merge: Any = None

    def __init__(self, *args, merge=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.merge = merge or self.merge

    def clean(self):
        cleaned = super().clean()
        if self.merge:
            for name in self.fields:
                if (theirs := self.merge.conflicts.get(self.add_prefix(name))) is not None:
                    self.add_error(name, self.conflict(name, theirs))
        return cleaned

    def conflict(self, name, theirs):
        """The other one's text, to stand beside what was typed."""
        code = getattr(self.fields[name], "language", "")
        attrs = format_html(' lang="{}" dir="{}"', code, languages.direction(code)) if code else ""
        if clash := self.merge.clashes.get(self.add_prefix(name)):
            context = {
                "clash": clash,
                "intro": self._by_another(),
                "attrs": attrs,
                "html_name": self.add_prefix(name),
            }
            said = render_to_string("admin/archive/clash.html", context)
            return forms.ValidationError(mark_safe(said), code="conflict")  # noqa: S308 - escaped by the template
        return forms.ValidationError(
            format_html(
                '{} <span class="theirs"{}>{}</span> {}',
                _("Stored now:"),
                attrs,
                theirs or _("(empty)"),
                _("Your text stands in the field. Take over what you want to keep, then save again."),
            ),
            code="conflict",
        )

    def _by_another(self) -> str:
        text = _("%(who)s also changed this while you were writing. Stored now:")
        return text % {"who": self.merge.by or _("Somebody")}


class RecordForm(ArchiveForm):
    """The form of a record."""

    why = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("In a few words. It stands beside the change in the history."),
    )
    minor = forms.BooleanField(
        label=gettext_lazy("Small correction"),
        required=False,
        help_text=gettext_lazy("A typing error or the like: nothing that changes what the record says."),
    )
    #: Whether the person at the form publishes and withdraws this kind of record.
    publisher = False
    #: What saving has refused already (`archive.editing.checking.Fault`).
    faults: Iterable[Fault] = ()

    #: What an unsent form shows instead of the stored record (`archive.admin.laid`).
    laid = None
    #: Whether it is the form of a working copy.
    copying = False
    #: Whether the person changes at once what readers see.
    at_once = True
    #: The state that the form shows, where that is not the stored record's.
    shown: Any = None

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(self.laid if data is None else data, *args, **kwargs)
        self.stored_status = self.instance.status
        marks.add(self, self.shown)
        if "status" in self.fields:
            self._offer_statuses()
        if self.instance.pk is None and "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = format_html(
                "{} {}", self.fields["slug"].help_text, _("Left empty, it is made from the name.")
            )

    def _offer_statuses(self):
        field = cast(forms.ChoiceField, self.fields["status"])
        stored = self.instance.status
        allowed = workflow.next_statuses(stored, self.publisher)
        field.choices = [choice for choice in visible.Status.choices if choice[0] in allowed]
        field.disabled = len(allowed) == 1 or self.copying
        if self.copying:
            field.help_text = _("A working copy does not change this.")
        elif visible.is_readable(stored) and not self.at_once:
            field.help_text = _("Readers see this record. Your change is saved as a working copy.")
        elif not self.publisher:
            field.help_text = (
                _("A publisher publishes a record that is in review.")
                if len(allowed) > 1
                else _("Only a publisher changes this. Your other changes appear at once.")
            )
        elif visible.is_published(stored):
            field.help_text = _("Your changes appear at once. To withdraw, also give the reason below.")

    def _propose_address(self, cleaned) -> None:
        """A new record gets an address from its name, in Latin letters, if none was typed."""
        slug = addresses.proposed(type(self.instance), cleaned)
        if not slug:
            self.add_error("slug", self.fields["slug"].error_messages["required"])
            return
        cleaned["slug"] = slug
        sent = cast(QueryDict, self.data).copy()
        sent[self.add_prefix("slug")] = slug
        self.data = sent
        self.__dict__.pop("changed_data", None)  # it has changed by this

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk is None and "slug" in self.fields and cleaned.get("slug") == "":
            self._propose_address(cleaned)
        for name, message in entered.faults_by_form(self.faults, self):
            self.add_error(name, message)
        if self.merge and self.merge.gone:
            raise forms.ValidationError(
                _(
                    "This record was deleted while you were writing. What you typed is kept below: save it "
                    "to make the record anew."
                ),
                code="gone",
            )
        if self.merge and self.merge.again:
            raise forms.ValidationError(SAVED_BEFORE if self.instance.pk else SAVED_BEFORE_NEW, code="again")
        if self.merge and self.merge.restored:
            raise forms.ValidationError(LAID_OVER if self.instance.pk else LAID_OVER_NEW, code="restored")
        return cleaned


class TextField(forms.CharField):
    """A text of several lines, kept with the line ends that files have and not those that browsers send."""

    def to_python(self, value):
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


def say_what_is_taken(field, db_field):
    """Say in a sentence that a value belongs to another record; Django's has a name of a field within it."""
    if field is not None and db_field.unique:
        field.error_messages["unique"] = _("Another record has this already. Choose another.")
    return field


class NumberInput(forms.TextInput):
    """A box for a whole number in the digits of any script; browsers keep all but 0 to 9 out of theirs."""

    def __init__(self, attrs=None):
        super().__init__({"inputmode": "numeric", "class": "vIntegerField", **(attrs or {})})


def number(text: str | None) -> int | None:
    """The number of a row as a form sends it; None for anything else."""
    if isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) < 19:
        return int(text)
    return None


def offered(form_field: forms.ModelChoiceField) -> QuerySet[Any]:
    """The records that can be chosen."""
    return cast("QuerySet[Any]", form_field.queryset)


class KnownChoiceField(forms.ModelChoiceField):
    """One of several records, which whoever makes the form has read already, all rows at once."""

    #: Gives a record by its number, or None.
    read = None

    def to_python(self, value):
        if self.read is None or value in self.empty_values:
            return super().to_python(value)
        found = self.read(value)
        if found is None:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value}
            )
        return found


class KnownSelect(AutocompleteSelect):
    """A select that searches as one types, and asks the database for its choice only if it must."""

    known: Any = None

    def optgroups(self, name, value, attrs=None):
        # What was sent instead of a number is no choice, and nothing to ask the database for.
        value = [one for one in value if not one or number(str(one)) is not None]
        if self.known is None or [str(one) for one in value] != [str(self.known.pk)]:
            return super().optgroups(name, value, attrs)
        label = self.choices.field.label_from_instance(self.known)
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        return [(None, [*empty, self.create_option(name, self.known.pk, label, True, 0)], 0)]
