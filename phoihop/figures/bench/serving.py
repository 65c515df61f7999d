"""A fresh web process that serves the given pages once and prints its own memory in MB.

Pages of the database file that SQLite maps are the system's, shared and given up at need: they are left out.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main(pages: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phoihop.config.settings")
    from django.core.wsgi import get_wsgi_application

    get_wsgi_application()
    from django.test import Client

    from phoihop.accounts.models import User

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username="thu-toc-do"))
    for page in pages:
        if client.get(page).status_code != 200:
            return 1
    status = Path("/proc/self/status").read_text(encoding="ascii")
    resident = next(line for line in status.splitlines() if line.startswith("RssAnon"))
    sys.stdout.write(f"{int(resident.split()[1]) / 1024:.0f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
