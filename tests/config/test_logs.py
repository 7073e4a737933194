import io
import logging

import pytest

from config import gunicorn
from config.logs import LOGGING, WithoutPersonalLinks

SECRET = "q3xJ-8_kZ0vM2tYb5nWcRA"


def logged(message, *arguments, error=None):
    """The line that the formatter makes of a record."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(WithoutPersonalLinks(LOGGING["formatters"]["line"]["format"]))
    record = logging.LogRecord("canvass", logging.ERROR, __file__, 1, message, arguments, error)
    handler.handle(record)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("message", "arguments", "shown"),
    [
        (f"Not Found: /s/{SECRET}/", (), "Not Found: /s/[hidden]"),
        (f"Not Found: /s/ {SECRET}/", (), "Not Found: /s/[hidden]"),
        (f"Not Found: /S//<{SECRET}.x>/", (), "Not Found: /S/[hidden]"),
        ("%s: %s", ("Forbidden", f"/s/{SECRET}/3/"), "Forbidden: /s/[hidden]"),
        (
            f"see https://survey.example.org/s/{SECRET}/ and /s/{SECRET}",
            (),
            "see https://survey.example.org/s/[hidden]",
        ),
        ("GET /static/canvass.css", (), "GET /static/canvass.css"),
    ],
)
def test_a_personal_link_is_logged_without_its_secret(message, arguments, shown):
    line = logged(message, *arguments)

    assert line.rstrip().endswith(shown)
    assert SECRET not in line


def test_a_traceback_is_logged_without_the_secret():
    failure = ValueError(f"cannot read /s/{SECRET}/")

    line = logged("failed", error=(ValueError, failure, None))

    assert line.endswith("ValueError: cannot read /s/[hidden]\n")


def test_an_unknown_link_is_logged_without_its_secret(client, db):
    stream = io.StringIO()
    root_handler = next(handler for handler in logging.getLogger().handlers if type(handler) is logging.StreamHandler)
    before = root_handler.setStream(stream)

    client.get(f"/s/{SECRET}/no-such-page/")
    root_handler.setStream(before)

    assert "Not Found: /s/[hidden]\n" in stream.getvalue()
    assert SECRET not in stream.getvalue()


def test_every_logger_writes_through_the_one_handler_that_hides_links():
    own = [name for name, logger in LOGGING["loggers"].items() if logger.get("handlers")]

    assert own == []
    assert LOGGING["root"]["handlers"] == ["stderr"]
    assert LOGGING["handlers"]["stderr"]["formatter"] == "line"


def test_the_web_server_keeps_no_access_log():
    assert gunicorn.accesslog is None
    assert gunicorn.logconfig_dict is LOGGING
