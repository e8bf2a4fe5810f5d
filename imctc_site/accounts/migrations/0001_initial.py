import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SignIn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first", models.DateTimeField(verbose_name="first time")),
                ("last", models.DateTimeField(db_index=True, verbose_name="last time")),
                ("times", models.PositiveIntegerField(default=1, verbose_name="times")),
                (
                    "address",
                    models.CharField(
                        help_text="The beginning of the address; the rest is not kept.",
                        max_length=50,
                        verbose_name="network",
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("signed-in", "signed in"),
                            ("password", "password right, code awaited"),
                            ("code", "signed in with a code"),
                            ("recovery", "signed in with a recovery code"),
                            ("set-up", "second factor set up"),
                            ("skipped", "second factor skipped on this machine"),
                            ("wrong-password", "wrong name or password"),
                            ("wrong-code", "wrong code"),
                            ("paused", "paused after too many attempts"),
                            ("reset", "second factor taken away"),
                        ],
                        max_length=20,
                        verbose_name="result",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="sign_ins",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "sign-in",
                "verbose_name_plural": "sign-ins",
                "ordering": ("-last", "-pk"),
            },
        ),
    ]
