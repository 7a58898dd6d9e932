"""Names that differ only in case are one name: nobody can sign in under a name that looks like a colleague's."""

import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0004_sealed_uploads'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('sign_in_name'), name='sign_in_name_in_any_case_is_free'),
        ),
    ]
