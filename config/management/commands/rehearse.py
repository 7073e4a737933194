from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.rehearsing import account, place, stage, story


class Command(BaseCommand):
    help = "Plays three weeks of fieldwork at speed, in a database and mail folders of its own that are gone afterwards"

    def handle(self, **_: Any) -> None:
        with place.of_its_own() as folders:
            built = stage.built(folders)
            story.play(built, self.stdout.write)
            self.stdout.write("\n".join(["", *account.final(built.survey, story.END)]))
            if not account.adds_up(built.survey, stage.FRAME, story.END):
                raise CommandError(f"The dispositions do not add up to the {stage.FRAME} organisations of the frame.")
        self.stdout.write(f"Each of the {stage.FRAME} organisations is in exactly one disposition.")
