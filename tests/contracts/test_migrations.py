"""Migrations form one line each app: no forks, no merges, none that only the database knows."""

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

OURS = sorted(
    config.label for config in apps.get_app_configs() if config.name in ("bodies", "cases")
)


@pytest.mark.parametrize("app", OURS)
def test_the_migrations_of_an_app_are_one_line(app: str) -> None:
    migrations = MigrationLoader(None).disk_migrations
    parents = [
        parent
        for (label, _), migration in migrations.items()
        if label == app
        for parent in migration.dependencies
        if parent[0] == app
    ]
    assert len(parents) == len(set(parents)), f"two migrations of {app} follow the same one"
    assert len([key for key in migrations if key[0] == app]) == len(parents) + 1
