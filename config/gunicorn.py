"""How gunicorn serves Canvass: `gunicorn --config python:config.gunicorn config.wsgi`.

WEB_CONCURRENCY sets the number of processes.
"""

import os
from pathlib import Path

from config.logs import LOGGING

workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4  # the database pool of a process has a connection for each
timeout = 30
graceful_timeout = 10
accesslog = None  # an access log would hold personal links
logconfig_dict = LOGGING
control_socket_disable = True  # it would lie outside the data folder
if Path("/dev/shm").is_dir():
    worker_tmp_dir = "/dev/shm"  # a heartbeat on a busy disk has got healthy workers killed
