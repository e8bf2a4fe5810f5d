"""What the search remembers: a row for each record and language, the words that occur, and names people use.

Everything but `Alias` is derived and can be built anew by `manage.py rebuild_search`.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.fields import clean_texts
from archive.spelling.fold import folded
from archive.spelling.words import words


class AliasManager(models.Manager):
    def get_by_natural_key(self, form: str):
        return self.get(form=form)


class Alias(models.Model):
    """One other way to write a name that occurs in the archive: IMAFT for the coalition's first name, say."""

    form = models.CharField(
        _("what people type"),
        max_length=100,
        unique=True,
        help_text=_("A name, an abbreviation or an old spelling, in any script."),
    )
    canonical = models.CharField(
        _("what the archive writes"),
        max_length=200,
        help_text=_("Found as well whenever somebody searches for the other form."),
    )

    objects = AliasManager()

    class Meta:
        verbose_name = _("search alias")
        verbose_name_plural = _("search aliases")
        ordering = ["form"]

    def __str__(self) -> str:
        return f"{self.form} → {self.canonical}"

    def clean_fields(self, exclude=None) -> None:
        clean_texts(self)
        super().clean_fields(exclude)

    def natural_key(self):
        return (self.form,)

    def clean(self) -> None:
        if not all(any(folded(word.text) for word in words(text)) for text in (self.form, self.canonical)):
            raise ValidationError(_("Write at least one word on both sides."))


class SearchRow(models.Model):
    """One record in one language, as the result list shows it.

    The number is also the place in the list among equally good hits, and it is negative while the record is
    not for readers (`archive.search.entry.number`); the words stand under it in the engine's own table.
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    language = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    stamp = models.CharField(max_length=16)
    slug = models.CharField(max_length=100)
    title = models.TextField()
    title_language = models.CharField(max_length=35)
    names = models.TextField()
    body = models.TextField()
    date = models.CharField(max_length=80)
    countries = models.TextField()
    sort = models.CharField(max_length=40)
    years = models.TextField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["kind", "object_id"], name="search_row_record")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug} ({self.language})"


class SearchWord(models.Model):
    """One word that readers can find, with the number of rows it stands in."""

    word = models.CharField(max_length=60, unique=True)
    shown = models.CharField(max_length=60)
    rows = models.IntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.shown
