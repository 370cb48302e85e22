"""The zone in which an organisation counts its months."""

from django.db.models import Count

from collegium.groups.models import Group
from collegium.people.models import Organisation


def zone_of_organisation(organisation: Organisation) -> str:
    """The zone that most of its groups meet in; UTC without groups (one query)."""
    zones = Group.objects.filter(organisation=organisation).values_list("time_zone")
    counted = zones.annotate(count=Count("pk")).order_by("-count", "time_zone")
    most = counted.values_list("time_zone", flat=True).first()
    return most or "UTC"
