"""The product's addresses, and one at which it breaks; that takes the home page's name, since access goes by names."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from config.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("This address breaks, so that a test sees what is then shown.")


urlpatterns = [path("broken/", broken, name="home"), path("", include("config.urls"))]
