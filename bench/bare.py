"""The bare pages that the matrix is measured against, and the site's own addresses beside them.

`/naken/` is what one would write first: Django's ORM, a template, a cell for each fact. No
states, nothing late, no links, no words. `/fardig/` reads ready-made cells in one query: what
the markup alone costs. Both stand behind the same login and middleware as the matrix.
"""

from django.db import connection
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from bodies.models import Adoption, MunicipalAgreement, Signature
from samverkan.urls import urlpatterns as own

HEAD = '<!doctype html><html lang="sv"><head><title>Avtal</title></head><body><table>'
FACTS = (
    HEAD
    + """{% for row in rows %}<tr>
<td>{{ row.municipality.name }}</td><td>{{ row.sent_on|date:"j F Y" }}</td>
{% for one in row.yes %}<td>{{ one.day|date:"j F Y" }} § {{ one.paragraph }}</td>
<td>{{ one.extract_received_on|date:"j F Y" }}</td>{% endfor %}
{% for one in row.all_signed %}
<td>{{ one.get_kind_display }} {{ one.day|date:"j F Y" }}</td>{% endfor %}
<td>{{ row.archived_on|date:"j F Y" }}</td></tr>{% endfor %}</table></body></html>"""
)
READY = (
    HEAD
    + """{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</table></body></html>"""
)


def bare(request: HttpRequest) -> HttpResponse:
    rows = (
        MunicipalAgreement.objects.filter(framework__term__board_from__year=2027)
        .select_related("municipality")
        .order_by("municipality__name")
        .prefetch_related(
            Prefetch("adoptions", Adoption.objects.valid(), to_attr="yes"),
            Prefetch("signatures", Signature.objects.valid(), to_attr="all_signed"),
        )
    )
    return _shown(request, FACTS, list(rows))


def ready(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cells FROM bench_cells ORDER BY row")
        return _shown(request, READY, [cells for (cells,) in cursor.fetchall()])


def _shown(request: HttpRequest, template: str, rows: list[object]) -> HttpResponse:
    assert request.user.is_authenticated
    page = engines["django"].from_string(template)
    return HttpResponse(page.render({"rows": rows}, request))


urlpatterns = [path("naken/", bare), path("fardig/", ready), *own]
