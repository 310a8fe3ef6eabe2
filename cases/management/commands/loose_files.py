"""List uploaded files that belong to nothing: a process was killed while it wrote them.

Whoever runs the site looks at them and removes them by hand; nothing is removed here.
"""

from typing import Any

from django.core.management.base import BaseCommand

from cases.queries.loose_files import loose_files


class Command(BaseCommand):
    help = "List uploaded files that no document knows of."

    def handle(self, *args: Any, **options: Any) -> None:
        names = loose_files()
        for name in names:
            self.stdout.write(name)
        self.stderr.write(f"{len(names)} loose files." if names else "No loose files.")
