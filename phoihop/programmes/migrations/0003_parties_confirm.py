from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0002_assignments_of_officers'),
    ]

    operations = [
        migrations.AddField(
            model_name='party',
            name='confirmed_at',
            field=models.DateTimeField(null=True),
        ),
    ]
