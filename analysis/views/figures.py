"""One figure of the report, drawn now."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from analysis import outsiders
from analysis.drawing import charts
from analysis.exceptions import UnknownTable
from analysis.rendering import as_png
from analysis.views.choosing import asked_of, needed

WIDTHS = {"wide": charts.WIDE, "narrow": charts.NARROW}


@require_safe
def svg(request: HttpRequest, table_id: str, size: str) -> HttpResponse:
    return HttpResponse(_drawn(request, table_id, size), content_type="image/svg+xml")


@require_safe
def png(request: HttpRequest, table_id: str) -> HttpResponse:
    answer = HttpResponse(as_png.rendered(_drawn(request, table_id, "wide")), content_type="image/png")
    answer["Content-Disposition"] = f'attachment; filename="{table_id}.png"'
    return answer


def _drawn(request: HttpRequest, table_id: str, size: str) -> str:
    """Raises Http404 where the report has no such figure, or none of that size."""
    try:
        made = outsiders.build(needed(request), asked_of(request), ids=[table_id])
    except UnknownTable as unknown:
        raise Http404(str(unknown)) from unknown
    if not made.figures or size not in WIDTHS:
        raise Http404("There is no such figure.")
    return charts.drawn(made.figures[0], made.drawings[table_id].kind, width=WIDTHS[size])
