"""Person: everyone who sits, works or signs in. It is the user model."""

from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from bodies.models.organisation import Organisation
from bodies.roles import ROLE_CHOICES, ROLE_NAMES, STAFF_ROLES, Role
from samverkan.lib.history import row_history


class PersonQuerySet(models.QuerySet["Person"]):
    def with_role(self, role: Role) -> Self:
        return self.filter(is_active=True, roles__contains=[role.value])

    def staff(self) -> Self:
        return self.filter(is_active=True, roles__overlap=[role.value for role in STAFF_ROLES])


class PersonManager(BaseUserManager["Person"]):
    def get_queryset(self) -> PersonQuerySet:
        return PersonQuerySet(self.model, using=self._db)

    def with_role(self, role: Role) -> PersonQuerySet:
        return self.get_queryset().with_role(role)

    def staff(self) -> PersonQuerySet:
        return self.get_queryset().staff()

    def create_user(
        self, email: str | None, password: str | None = None, **fields: Any
    ) -> "Person":
        """A person, with an account only if there is a password."""
        person = self.model(email=self.normalize_email(email).lower() or None, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        fields["roles"] = [Role.ADMINISTRATOR.value]
        return self.create_user(email, password, **fields)

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


@row_history(exclude=["password", "last_login"])
class Person(AbstractBaseUser):
    """A politician, an official or both; signs in by e-mail if there is an account.

    A person without an account has an unusable password. Rights come from
    `roles` (bodies.roles) and from seats, never from groups in the database.
    """

    email = models.EmailField("e-post", null=True, blank=True, unique=True)
    first_name = models.CharField("förnamn", max_length=80)
    last_name = models.CharField("efternamn", max_length=80)
    title = models.CharField("titel", max_length=120, blank=True)
    phone = models.CharField("telefon", max_length=40, blank=True)
    party = models.CharField("parti", max_length=10, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name="organisation",
    )
    roles = ArrayField(
        models.CharField(max_length=30, choices=ROLE_CHOICES),
        default=list,
        blank=True,
        verbose_name="roller",
    )
    is_active = models.BooleanField("får logga in", default=True)

    objects: ClassVar = PersonManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["first_name", "last_name"]

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "personer"
        ordering = ["last_name", "first_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="bodies_person_one_email",
                violation_error_message="E-postadressen används redan av en annan person.",
            ),
            models.CheckConstraint(
                condition=models.Q(email=None) | ~models.Q(email=""),
                name="bodies_person_email_or_null",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        """What Django's administration greets people with."""
        return self.full_name

    def has_role(self, *roles: Role) -> bool:
        """Whether the person holds any of `roles`."""
        return any(role.value in self.roles for role in roles)

    @property
    def role_names(self) -> list[str]:
        return [ROLE_NAMES[role] for role in self.roles]

    @property
    def is_region_staff(self) -> bool:
        """Officials of the region: they see every case without a share."""
        return self.is_active and self.has_role(*STAFF_ROLES)

    # Django admin asks these four; the whole of admin belongs to one role.
    @property
    def is_staff(self) -> bool:
        return self.is_active and self.has_role(Role.ADMINISTRATOR)

    @property
    def is_superuser(self) -> bool:
        return self.is_staff

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff
