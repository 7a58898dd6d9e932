"""Permits of guests, which always have an end."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0006_cases_in_scope'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='permit',
            name='kind',
            field=models.CharField(choices=[('shared', 'Shared'), ('named', 'Named for a sealed case'), ('glass', 'Broke the glass'), ('guest', 'Shared with a guest')], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='permit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'guest'), _negated=True), ('until__isnull', False), _connector='OR'), name='a_guest_has_an_end'),
        ),
    ]
