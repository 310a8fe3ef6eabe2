"""The table of the cache that all processes share; its shape is that of createcachetable."""

from django.db import migrations

MAKE = """
    CREATE TABLE samverkan_cache (
        cache_key varchar(255) NOT NULL PRIMARY KEY,
        value text NOT NULL,
        expires timestamp with time zone NOT NULL
    );
    CREATE INDEX samverkan_cache_expires ON samverkan_cache (expires);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('bodies', '0004_a_meeting_has_a_room'),
    ]

    operations = [migrations.RunSQL(MAKE, "DROP TABLE samverkan_cache")]
