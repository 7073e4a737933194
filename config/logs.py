"""What is logged, and what never is."""

import logging
import re
from typing import Any

# All that follows on the line: mail programs break links, and put brackets, spaces or dots into them.
_PERSONAL_LINK = re.compile(r"""(/s/)[^"'\n]+""", re.IGNORECASE)


class WithoutPersonalLinks(logging.Formatter):
    """Formats a record and hides each personal link's secret, wherever it stands: message, arguments or traceback."""

    def format(self, record: logging.LogRecord) -> str:
        return _PERSONAL_LINK.sub(r"\1[hidden]", super().format(record))


# Web server, worker and beat all log by this, to standard error.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "config.logs.WithoutPersonalLinks",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},  # Django's own set-up prints nothing where DEBUG is off
        "gunicorn.error": {"handlers": [], "propagate": True, "level": "INFO"},
        "celery": {"level": "WARNING"},  # a tick each minute is no news
        "gunicorn.access": {"handlers": [], "propagate": False},
    },
}
