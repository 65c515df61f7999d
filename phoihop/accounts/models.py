from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from phoihop.core.actor import Role
from phoihop.organisations.models import Body

ROLES = [
    (Role.ENTRY, _("Nhập")),
    (Role.APPROVAL, _("Duyệt")),
    (Role.COMPILER, _("Tổng hợp")),
    (Role.SECRETARY, _("Thư ký hội nghị")),
    (Role.COMMENDATION, _("Thi đua khen thưởng")),
    (Role.LEADER, _("Lãnh đạo")),
    (Role.ADMIN, _("Quản trị")),
]


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)


class User(AbstractBaseUser):
    """An account (tài khoản): a name to sign in with and the officer's name and office, nothing else of the person.

    ``first_password_until`` is set while the password is the one that an administrator made:
    it must be replaced at the first log-in and dies at that time.
    """

    SEALED = ("username", "name", "office", "is_active", "password", "first_password_until")

    username = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120)
    office = models.CharField(max_length=160, blank=True)
    is_active = models.BooleanField(default=True)
    first_password_until = models.DateTimeField(null=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        ordering = ["name", "username"]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        """The letters shown for the account: of the middle and the given name (Phạm Quốc Việt → QV)."""
        return "".join(word[0] for word in self.name.split()[-2:]).upper()


class Term(models.Model):
    """That an account holds a role for a body over ``[valid_from, valid_to)`` (phân công)."""

    user = models.ForeignKey(User, models.PROTECT, related_name="terms")
    body = models.ForeignKey(Body, models.PROTECT, related_name="terms")
    role = models.CharField(max_length=16, choices=ROLES)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    handed_over_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="taken_over_from")

    class Meta:
        ordering = ["body", "role", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "body", "role", "valid_from"], name="one_term_per_user_body_role_and_day"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="terms_last_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.body_id}"


class Guess(models.Model):
    """Failed log-ins of one name from one network (lần đăng nhập sai), both kept as keyed hashes only.

    ``known``: the name once signed in from there; such rows stay, the others go with their window.
    """

    account = models.CharField(max_length=64)
    network = models.CharField(max_length=64)
    failures = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    known = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "network"], name="one_guess_per_account_and_network")]
        indexes = [
            models.Index(fields=["network", "since"], name="guesses_by_network"),
            models.Index(fields=["since"], name="guesses_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.account[:8]} {self.network[:8]} {self.failures}"
