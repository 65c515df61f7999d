from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from phoihop.core.actor import Role
from phoihop.organisations.models import Body

ROLES = [
    (Role.ENTRY, "Nhập"),
    (Role.APPROVAL, "Duyệt"),
    (Role.COMPILER, "Tổng hợp"),
    (Role.SECRETARY, "Thư ký hội nghị"),
    (Role.COMMENDATION, "Thi đua khen thưởng"),
    (Role.LEADER, "Lãnh đạo"),
    (Role.ADMIN, "Quản trị"),
]


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)


class User(AbstractBaseUser):
    """An account (tài khoản): a name to sign in with and the officer's name and office, nothing else of the person."""

    username = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120)
    office = models.CharField(max_length=160, blank=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    """That an account holds a role for a body over ``[valid_from, valid_to)`` (phân công)."""

    user = models.ForeignKey(User, models.PROTECT, related_name="terms")
    body = models.ForeignKey(Body, models.PROTECT, related_name="terms")
    role = models.CharField(max_length=16, choices=ROLES)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    handed_over_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="taken_over_from")

    class Meta:
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
