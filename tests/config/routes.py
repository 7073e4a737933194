"""Every route of the product, with arguments that lead somewhere."""

from collections.abc import Iterator, Mapping

from django.urls import URLPattern, URLResolver, get_resolver, reverse


def routes(urlconf: str | None = None) -> list[str]:
    """The names of all routes, `namespace:name`."""
    return sorted(_names(get_resolver(urlconf), ""))


def _names(resolver: URLResolver, namespace: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield namespace + (entry.name or entry.lookup_str)
        else:
            yield from _names(entry, namespace + (f"{entry.namespace}:" if entry.namespace else ""))


def addresses(arguments: Mapping[str, Mapping[str, object]]) -> dict[str, str]:
    """The address of each route by its name. A route with arguments needs them in `arguments`."""
    return {route: reverse(route, kwargs=arguments.get(route)) for route in routes()}
