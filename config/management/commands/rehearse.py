from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.rehearsing import account, place, stage, story
from config.rehearsing.place import Folders
from config.rehearsing.stage import FRAME, Stage


class Command(BaseCommand):
    help = "Plays three weeks of fieldwork at speed, in a database and mail folders of its own that are gone afterwards"

    def handle(self, **_: Any) -> None:
        with place.of_its_own() as folders:
            self.rehearse(folders)

    def rehearse(self, folders: Folders) -> Stage:
        """Play and tell it all; how the stage is left."""
        built = stage.built(folders)
        story.play(built, self.stdout.write)
        self.stdout.write("")
        self.tell_the_end(built)
        return built

    def tell_the_end(self, built: Stage) -> None:
        for line in account.final(built.survey, story.END):
            self.stdout.write(line)
        if not account.adds_up(built.survey, FRAME, story.END):
            raise CommandError(f"The dispositions do not add up to the {FRAME} organisations of the frame.")
        self.stdout.write(f"Each of the {FRAME} organisations is in exactly one disposition.")
