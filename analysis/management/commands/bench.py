import os
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from analysis import synthesising
from analysis.benchmarks import database, exports, measuring, memory, outbox, pages, tables, tracking, walks, weights
from analysis.benchmarks.measuring import Comparison
from surveys import loading
from surveys.models import Questionnaire, Survey
from surveys.questionnaire import definition, reading

QUESTIONNAIRE = Path("surveys/questionnaires/community_safety_capacity.yaml")
STUDY = 142
PLAIN_FILES = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# Pages are asked for within the process, without https and without collected static files.
ON_ITS_OWN = {
    "ALLOWED_HOSTS": ["testserver"],
    "SECURE_SSL_REDIRECT": False,
    "STORAGES": settings.STORAGES | {"staticfiles": PLAIN_FILES},
}
EXPLANATION = "Medians of {} rounds in turn with the reference; ratio below 1: Canvass is faster."
NO_POSTGRESQL = "On SQLite, since DATABASE_URL names no PostgreSQL; `make bench` starts one where it is installed."
TABLES, WORK, WALKS = "tables", "work", "walks"


class Command(BaseCommand):
    help = "Measures tables, pages and exports, each beside a reference, on made-up responses in a database of its own"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--responses", type=int, default=10_000, help="how many, besides the study's own 142")
        parser.add_argument("--emails", type=int, default=1000, help="how many go out of the outbox")
        parser.add_argument("--organisations", type=int, default=50_000, help="how many fieldwork is tracked over")
        parser.add_argument("--rounds", type=int, default=9)
        parser.add_argument("--seconds", type=float, default=4, help="how long a round of walking takes")
        parser.add_argument(
            "--only",
            choices=[TABLES, WORK, WALKS],
            help="the tables; these and all other work within one process; or respondents who walk through the pages "
            "of several; without it work and walks",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        if options["only"] != WALKS:
            self.work(options)
        if options["only"] in (None, WALKS):
            self.walks(options)

    def work(self, options: dict[str, Any]) -> None:
        with database.of_its_own() as where, override_settings(**ON_ITS_OWN):
            self.stdout.write(f"{where}; {os.cpu_count()} processors; pandas {pd.__version__}")
            self.stdout.write(EXPLANATION.format(options["rounds"]))
            found = list(self.measured(options, timezone.now()))
            told = [*measuring.lines(found), *self.memory(options)]
        for line in told:
            self.stdout.write(line)

    def memory(self, options: dict[str, Any]) -> Iterator[str]:
        if options["only"] != TABLES:
            yield from memory.lines(_surveyed(STUDY), _surveyed(options["responses"]), options["responses"])

    def walks(self, options: dict[str, Any]) -> None:
        now, seconds, rounds = timezone.now(), options["seconds"], min(options["rounds"], 3)
        with database.of_its_own() as where, override_settings(**ON_ITS_OWN):
            survey = _survey(loading.load(_appendix_a()), 0, now)
            self.stdout.write(f"{where}; {os.cpu_count()} processors")
            if connection.vendor == "sqlite":
                self.stdout.write(NO_POSTGRESQL)
            for line in walks.lines(walks.race(survey, rounds=rounds, seconds=seconds, now=now), seconds):
                self.stdout.write(line)
            for line in weights.lines(weights.of_pages(survey, now=now)):
                self.stdout.write(line)

    def measured(self, options: dict[str, Any], now: datetime) -> Iterator[Comparison]:
        responses, rounds = options["responses"], options["rounds"]
        random = Random(2009)  # noqa: S311 - made-up answers are no secret
        questionnaire = loading.load(_appendix_a())
        for number in (STUDY, responses):
            survey = _survey(questionnaire, number, now)
            synthesising.respond(survey, number, random=random, now=now)
            yield from tables.comparisons(survey, number, rounds=rounds)
            yield tables.one_more(survey, number, rounds=rounds, random=random, now=now)
        if options["only"] == TABLES:
            return
        yield exports.of_the_workbook(_surveyed(STUDY), STUDY, rounds=rounds, now=now)
        yield from exports.comparisons(survey, responses, rounds=min(rounds, 3))
        yield from pages.comparisons(survey, now=now, rounds=10 * rounds)
        yield from outbox.comparisons(questionnaire, options["emails"], rounds=min(rounds, 3), now=now)
        yield from tracking.comparisons(questionnaire, options["organisations"], rounds=rounds, now=now)


def _surveyed(responses: int) -> Survey:
    return Survey.objects.get(code=_code(responses))


def _code(responses: int) -> str:
    return f"bench-{responses}"


def _appendix_a() -> definition.Questionnaire:
    read, problems = reading.read((settings.BASE_DIR / QUESTIONNAIRE).read_text(encoding="utf-8"))
    if read is None:
        raise CommandError(f"{QUESTIONNAIRE}, {problems[0]}")
    return read


def _survey(questionnaire: Questionnaire, responses: int, now: datetime) -> Survey:
    return Survey.objects.create(
        code=_code(responses),
        title=f"Benchmark with {responses:,} responses",
        questionnaire=questionnaire,
        opens_at=now,
        closes_at=now + timedelta(days=1),
    )
