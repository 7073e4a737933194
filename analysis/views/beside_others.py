from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from analysis import beside_others
from surveys import respondent_access
from surveys.respondent_access import Visit
from surveys.views import showing
from surveys.views.guarding import for_its_respondent


@require_safe
@for_its_respondent
def page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What was sent, beside the region and all areas; only for those who took part."""
    response = respondent_access.response_of(visit)
    if not response.submitted_at:
        return redirect("surveys:next", visit.address)
    context = showing.about(visit, response) | {
        "comparison": beside_others.compare(response, all_areas=_("All areas")),
        "back": reverse("surveys:receipt", args=[visit.address]),
    }
    return render(request, "analysis/beside_others.html", context)
