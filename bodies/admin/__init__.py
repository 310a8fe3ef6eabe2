"""The administration: one administrator keeps bodies, people and meetings, in Swedish.

Every write goes through `bodies.actions`; nothing here changes a row by itself.
"""

import allauth.account.admin
import django.contrib.auth.admin
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.models import Group

from bodies.admin import (
    agreements,
    bodies,
    entry_orders,
    mail,
    meetings,
    people,
    records,
    register,
    seats,
    standing_points,
)

# The first two are imported so that they are registered before they are taken away.
__all__ = [
    "agreements",
    "allauth",
    "bodies",
    "django",
    "entry_orders",
    "mail",
    "meetings",
    "people",
    "records",
    "register",
    "seats",
    "standing_points",
]

# Rights come from roles and seats (bodies.roles), and each person has one address.
admin.site.unregister(Group)
admin.site.unregister(EmailAddress)
# Rows go through actions, one by one and with a reason; deleting many does not.
admin.site.disable_action("delete_selected")
admin.site.site_title = "Samverkan"
admin.site.index_title = "Administration"
