"""The form of a record, and what it says when somebody else saved the record meanwhile."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.html import format_html
from django.utils.translation import gettext as _

from archive import languages
from archive.editing import workflow
from archive.models import Status


class ArchiveForm(forms.ModelForm):
    """What the forms of records and of citations have in common."""

    #: What came of merging this form with a save that happened meanwhile (`archive.editing.merge.Merge`).
    merge = None

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
        return forms.ValidationError(
            format_html(
                '{} <span class="theirs"{}>{}</span> {}',
                _("%(who)s also changed this while you were writing. Stored now:")
                % {"who": self.merge.by or _("Somebody")},
                format_html(' lang="{}" dir="{}"', code, languages.direction(code)) if code else "",
                theirs or _("(empty)"),
                _("Your text stands in the field. Take over what you want to keep, then save again."),
            ),
            code="conflict",
        )


class RecordForm(ArchiveForm):
    """The form of a record."""

    #: Whether the person at the form publishes and withdraws this kind of record.
    publisher = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "status" in self.fields:
            self._offer_statuses()

    def _offer_statuses(self):
        field = self.fields["status"]
        stored = self.instance.status
        allowed = workflow.next_statuses(stored, self.publisher)
        field.choices = [choice for choice in field.choices if choice[0] in allowed]
        field.disabled = len(allowed) == 1
        if not self.publisher:
            field.help_text = (
                _("A publisher publishes a record that is in review.")
                if len(allowed) > 1
                else _("Only a publisher changes this. Your other changes appear at once.")
            )
        elif stored == Status.PUBLISHED:
            field.help_text = _("Your changes appear at once. To withdraw, also give the reason below.")

    def clean(self):
        cleaned = super().clean()
        if self.merge and self.merge.gone:
            raise forms.ValidationError(
                _(
                    "This record was deleted while you were writing. What you typed is kept below: save it "
                    "to make the record anew."
                ),
                code="gone",
            )
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


class KnownSelect(AutocompleteSelect):
    """A select that searches as one types, and asks the database for its choice only if it must."""

    known = None

    def optgroups(self, name, value, attrs=None):
        if self.known is None or [str(one) for one in value] != [str(self.known.pk)]:
            return super().optgroups(name, value, attrs)
        label = self.choices.field.label_from_instance(self.known)
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        return [(None, [*empty, self.create_option(name, self.known.pk, label, True, 0)], 0)]
