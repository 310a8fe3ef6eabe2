"""Files on the disk that no row knows of. They are listed and never removed by themselves."""

from collections.abc import Iterator
from datetime import timedelta

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models

from samverkan.lib.dates import now

# An act that is not done yet has a file and no row.
ACTS_TAKE = timedelta(hours=1)


def loose_files() -> list[str]:
    """Their names below the folder of uploads, sorted; those of the last hour are left out."""
    known = set(_known())
    before = now() - ACTS_TAKE
    return sorted(
        name
        for name in _stored("")
        if name not in known and default_storage.get_modified_time(name) < before
    )


def _known() -> Iterator[str]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.FileField):
                yield from model._base_manager.values_list(field.name, flat=True)


def _stored(folder: str) -> Iterator[str]:
    if not default_storage.exists(folder):
        return
    folders, files = default_storage.listdir(folder)
    yield from (f"{folder}{name}" for name in files)
    for each in folders:
        yield from _stored(f"{folder}{each}/")
