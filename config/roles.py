"""What somebody is to Canvass."""

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import TextChoices, prefetch_related_objects
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """A signed-in person's role is the Django group of that name. A respondent is somebody who opened a personal
    link: nobody in particular to every page but those of that one response, which look at the cookie themselves."""

    NOBODY = "nobody", _("Nobody")
    RESPONDENT = "respondent", _("Respondent")
    RESEARCHER = "researcher", _("Researcher")
    ADMIN = "admin", _("Administrator")


def role_of(user: User | AnonymousUser) -> Role:
    """ADMIN, RESEARCHER or NOBODY. Asks the database once for each user object, however often it is called."""
    if isinstance(user, AnonymousUser) or not user.is_active:
        return Role.NOBODY
    if user.is_superuser:
        return Role.ADMIN
    prefetch_related_objects([user], "groups")
    groups = {group.name for group in user.groups.all()}
    return next((role for role in (Role.ADMIN, Role.RESEARCHER) if role in groups), Role.NOBODY)
