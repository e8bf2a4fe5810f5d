"""Files brought in through a page: looked at first, and held by the page until they are brought in."""

import base64
import binascii
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin import looking
from archive.editing.many import Act

#: Bytes that a file may have which is brought in through a page; longer ones by a command.
MOST = 5 * 1024 * 1024


class FileForm(forms.Form):
    """A file, and why it is brought in. What it says is in `cleaned_data["read"]`."""

    file = forms.FileField(required=False)
    why = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=500)
    name = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    content = forms.CharField(required=False, widget=forms.HiddenInput)

    #: What is said of a file that is too long.
    too_long: Any = ""

    def read(self, name: str, content: bytes):
        """What a file says. Raises `ValueError` with what to do about one that cannot be read."""
        raise NotImplementedError

    def clean(self):
        cleaned = super().clean() or {}
        sent = cleaned.get("file")
        if sent is None and cleaned.get("content"):
            try:
                content = base64.b64decode(cleaned["content"], validate=True)
            except binascii.Error as error:
                raise forms.ValidationError(_("Choose the file again.")) from error
            sent = SimpleUploadedFile(cleaned.get("name") or "file", content)
        if sent is None:
            raise forms.ValidationError({"file": _("Choose a file.")})
        if sent.size > MOST:
            raise forms.ValidationError({"file": str(self.too_long)})
        content = sent.read()
        try:
            cleaned["read"] = self.read(sent.name, content)
        except ValueError as error:
            raise forms.ValidationError({"file": str(error)}) from error
        #: The same file once more, in the page that shows what it would change.
        encoded = base64.b64encode(content).decode("ascii")
        self.held = {"name": sent.name, "content": encoded, "why": cleaned.get("why", "")}
        return cleaned


def context(form: FileForm, done: Act | None, more: dict[str, str] | None = None) -> dict:
    """What `admin/archive/bring_in.html` shows; `more` is what is held besides the file."""
    held = {**form.held, **(more or {})} if done is not None else {}
    asked = looking.context(done.asked) if done is not None and done.asked else {}
    return {"form": form, "done": done, "held": held, **asked}
