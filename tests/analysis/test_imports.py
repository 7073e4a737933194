import subprocess
import sys

WHAT_A_WEB_PROCESS_IMPORTS = """
import sys
import django
django.setup()
import config.urls
import config.wsgi
print([name for name in ("pandas", "hypothesis", "pytest") if name in sys.modules])
"""


def test_the_web_process_does_without_pandas():
    command = [sys.executable, "-c", WHAT_A_WEB_PROCESS_IMPORTS]

    done = subprocess.run(command, env={"DJANGO_SETTINGS_MODULE": "tests.settings"}, capture_output=True, check=True)

    assert done.stdout.decode().strip() == "[]"
