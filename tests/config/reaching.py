"""Middleware of the tests: says in a header whether a request got as far as its view."""

REACHED = "X-Reached"


class Reached:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if getattr(request, "reached", False):
            response[REACHED] = "yes"
        return response

    def process_view(self, request, view, args, kwargs):
        request.reached = True
