from django.db import models


class Chain(models.Model):
    """The head of one hash chain (chuỗi nhật ký): one a province, and one for the centre.

    Writers of different provinces never wait for one another: each locks its own head.
    """

    key = models.CharField(max_length=8, primary_key=True)
    length = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(length__gte=0), name="chains_have_a_length")]

    def __str__(self) -> str:
        return f"{self.key} ({self.length})"


class Entry(models.Model):
    """One line of the log (dòng nhật ký): who did what to what, when; names by value, never by foreign key."""

    chain = models.CharField(max_length=8)
    number = models.BigIntegerField()
    at = models.DateTimeField()
    action = models.CharField(max_length=64)
    subject = models.CharField(max_length=128)
    account = models.BigIntegerField(null=True)
    body = models.BigIntegerField(null=True)
    name = models.CharField(max_length=200)
    facts = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["chain", "number"]
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="one_entry_per_chain_and_number")]
        indexes = [models.Index(fields=["subject"], name="entries_by_subject")]

    def __str__(self) -> str:
        return f"{self.chain}/{self.number} {self.action} {self.subject}"
