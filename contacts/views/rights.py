from django.contrib.auth.models import AnonymousUser, User


def may_change(user: User | AnonymousUser) -> bool:
    """Whether to show what only administrators may do. What they may do is decided before any view is called."""
    return user.is_superuser or any(group.name == "admin" for group in user.groups.all())
