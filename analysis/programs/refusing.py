"""What is told to programs that do not get what they ask for."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse

ODATA = {"OData-Version": "4.0"}


def refused(request: HttpRequest, status: int, title: str, detail: str) -> JsonResponse:
    """What went wrong, as whoever asks there expects it: after RFC 9457, or as OData 4.0 has errors."""
    if request.path.startswith(_feeds()):
        error = {"code": title.replace(" ", ""), "message": detail}
        return JsonResponse({"error": error}, status=status, headers=ODATA)
    told: dict[str, Any] = {"title": title, "status": status, "detail": detail}
    return JsonResponse(told, status=status, content_type="application/problem+json")


def _feeds() -> str:
    """Where the addresses of all feeds begin."""
    return reverse("analysis:odata", args=["any"]).removesuffix("any/")
