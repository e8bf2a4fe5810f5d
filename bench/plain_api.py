"""Yardstick of the API: the list of statements by django-ninja over the ORM, as everybody writes it first."""

from ninja import ModelSchema, NinjaAPI, Schema
from ninja.pagination import LimitOffsetPagination, paginate

from archive.models import Statement

api = NinjaAPI(urls_namespace="plain", docs_url=None, openapi_url=None)


class Place(Schema):
    code: str
    slug: str
    name_hi: str
    name_en: str


class Row(ModelSchema):
    country: Place | None
    kind_label: str
    stance_label: str

    @staticmethod
    def resolve_kind_label(statement: Statement) -> str:
        return statement.get_kind_display()

    @staticmethod
    def resolve_stance_label(statement: Statement) -> str:
        return statement.get_stance_display()

    class Meta:
        model = Statement
        fields = (
            "slug", "date", "date_earliest", "date_latest", "kind", "stance", "voice", "attribution",
            "wording", "speaker_hi", "speaker_en", "office_hi", "office_en", "gist_hi", "gist_en",
            "quote_hi", "quote_en", "quote_original", "quote_language",
        )  # fmt: skip


@api.get("/statements", response=list[Row])
@paginate(LimitOffsetPagination)
def statements(request):
    return Statement.objects.published().select_related("country")
