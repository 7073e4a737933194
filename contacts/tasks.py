from celery import shared_task
from django.utils import timezone

from contacts import ticking


@shared_task(name="contacts.tick")
def tick() -> None:
    ticking.tick(now=timezone.now())
