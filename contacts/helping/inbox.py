"""The queries of the help line, as staff look through them."""

from django.contrib.auth.models import User
from django.db.models import F, QuerySet, TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contacts.models import Query
from surveys import compiling


class Show(TextChoices):
    OPEN = "open", _("Open")
    MINE = "mine", _("Mine, open")
    UNASSIGNED = "unassigned", _("Nobody's, open")
    CLOSED = "closed", _("Closed")


# Pages that are none of the questionnaire, by the names of their routes.
OTHER_PAGES = {
    "link": _("The page before the survey"),
    "check": _("Check your answers"),
    "receipt": _("The receipt"),
    "home": _("The start of the site"),
}


def queries(show: str, *, mine: User) -> QuerySet[Query]:
    """Those to show, with organisation and whom they are assigned to; all where `show` is empty. Open ones come first,
    who has waited longest at the top; then closed ones, the last closed first."""
    found = Query.objects.select_related("invitation__organisation", "assigned_to", "named_contact")
    if show:
        found = found.filter(closed_at__isnull=show != Show.CLOSED)
    if show == Show.MINE:
        found = found.filter(assigned_to=mine)
    if show == Show.UNASSIGNED:
        found = found.filter(assigned_to__isnull=True)
    return found.order_by(F("closed_at").desc(nulls_first=True), "asked_at", "pk")


def asked_from(query: Query) -> str:
    """The title of the page that somebody was on when they asked; empty where it is not known."""
    if query.page in OTHER_PAGES:
        return str(OTHER_PAGES[query.page])
    if query.survey is None or not query.page:
        return ""
    pages = compiling.compiled(query.survey.questionnaire).pages
    title = next((page.title for page in pages if page.code == query.page), "")
    return gettext("Page “%(title)s”") % {"title": title} if title else ""
