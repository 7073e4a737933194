"""How gunicorn serves Canvass: `gunicorn --config python:config.gunicorn config.wsgi`.

BIND_ADDRESS and PORT say where it listens, WEB_CONCURRENCY how many processes there are.
"""

import os
from pathlib import Path

from config.logs import LOGGING

bind = f"{os.environ.get('BIND_ADDRESS') or '127.0.0.1'}:{os.environ.get('PORT') or 8000}"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
worker_class = "gthread"
threads = 4  # the database pool of a process has a connection for each
timeout = 30
graceful_timeout = 10
accesslog = None  # an access log would hold personal links
logconfig_dict = LOGGING
control_socket_disable = True  # it would lie outside the data folder
if Path("/dev/shm").is_dir():
    worker_tmp_dir = "/dev/shm"  # a heartbeat on a busy disk has got healthy workers killed
