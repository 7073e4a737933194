"""Made the two files of this folder, once: 345 organisations that do not exist, and 142 answers tied to them.

    python contacts/demonstration/inventing.py ANSWERS REAL_NAMES

ANSWERS is a file of made-up answers in codebook columns (with `respondent_id`), whose type and region each answering
organisation gets; REAL_NAMES has one real place a line, none of which is used. The same input makes the same files.
"""

import csv
import random
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path

HERE = Path(__file__).parent
SEED = 2009


def words(text: str) -> list[str]:
    return text.split()


# How many there are of each type in each region: the study's regions (its Table 2), the country's mix of types.
FRAME = {
    "East of England": {"Unitary": 4, "District": 44},
    "East Midlands": {"Unitary": 4, "District": 36},
    "London": {"London Borough": 30, "Unitary": 3},
    "North East": {"Unitary": 5, "Metropolitan": 5, "District": 13},
    "North West": {"Unitary": 4, "Metropolitan": 15, "District": 24},
    "South East": {"Unitary": 12, "District": 55},
    "South West": {"Unitary": 10, "District": 34},
    "West Midlands": {"Unitary": 4, "Metropolitan": 7, "District": 16},
    "Yorkshire and the Humber": {"Unitary": 4, "Metropolitan": 9, "District": 7},
}
REGIONS = dict(zip("abcdefghi", FRAME, strict=True))
TYPES = {"a": "Unitary", "b": "Metropolitan", "c": "London Borough", "d": "District"}

STEMS = words(
    """Averin Belvern Bramwel Cadwen Calvern Carrod Chelver Corvel Cressel Dallow Dorrin Dunvar Eddow Elmsyl
Estrel Farrow Fenwar Garrin Glaven Hallor Harven Hexlow Illen Jessel Kelvar Kestrin Larkwen Lorrin Lyndel Merrin
Norvel Orrin Oxwen Pellow Perrin Quarrin Quillen Ravel Rennow Sarrow Selwen Stannel Tessel Thornel Torvel Ullen
Vennor Wexel Wythel Yarrel Zennel"""
)
ENDINGS = words("bury combe dale field ford ham hurst ley mere minster mouth stead thorpe ton wick worth bridge haven")
FORMS = {
    "Unitary": ["{}", "{}", "{} and {}", "City of {}"],
    "Metropolitan": ["{}"],
    "London Borough": ["{}", "{}", "{} Green", "{} and {}"],
    "District": ["{}", "{}", "{}", "North {}", "South {}", "East {}", "Mid {}", "Vale of {}", "{} and {}", "{} Forest"],
}

FIRST_NAMES = words(
    """Aisha Alan Alison Amir Andrew Angela Anita Barbara Brian Carol Catherine Chris Claire Daniel David
Deborah Diane Dipak Elaine Emma Farah Fiona Gareth Gillian Graham Hannah Helen Ian Imran Jacqueline James Jane Jason Jo
John Julie Karen Kate Keith Kevin Lesley Linda Lorraine Louise Mandy Marcus Maria Mark Martin Michelle Naomi Neil Nicola
Olu Patrick Paul Peter Priya Rachel Rajesh Richard Robert Ruth Sally Samuel Sandra Sarah Sharon Simon Stephen Sue
Tariq Tina Tony Tracey Vicky Wendy Yvonne Zoe"""
)
SURNAMES = words(
    """Abbott Ahmed Allen Andrews Armstrong Atkins Bailey Banks Barker Begum Bennett Bishop Booth Brooks Burton
Carter Chandra Chapman Clarke Coleman Cooper Cox Dawson Dixon Edwards Ellis Fisher Fletcher Foster Gibson Graham Green
Griffin Hall Hamid Harper Harris Hayes Holmes Hughes Hunt Jackson James Jenkins Kaur Kelly Khan Knight Lawson Lloyd
Marsh Mason Mills Mistry Moore Morgan Murray Newman Okafor Oliver Owen Palmer Parker Patel Pearson Perry Phillips
Porter Powell Price Reid Reynolds Richards Roberts Rose Shah Sharma Shaw Simpson Singh Stone Taylor Turner Walsh Ward
Watts Webb West White Wood Wright Young"""
)
TITLES = [
    "Community Safety Manager",
    "Community Safety Manager",
    "Head of Safer Communities",
    "Head of Community Safety",
    "Safer Communities Manager",
    "Community Safety Officer",
]
BUILDINGS = ["Civic Centre", "Council Offices", "Town Hall", "Guildhall", "The Old Exchange"]
STREETS = ["High Street", "Market Place", "Station Road", "Church Street", "Castle Street", "Mill Lane"]
LETTERS = "ABDEFGHJLNPQRSTUWXYZ"

Row = dict[str, str]


def main(answers_file: str, real_names_file: str) -> None:
    chance = random.Random(SEED)  # noqa: S311  nothing secret; the same each time
    real = {line.strip().casefold() for line in Path(real_names_file).read_text(encoding="utf-8").splitlines()}
    with Path(answers_file).open(encoding="utf-8", newline="") as file:
        answers = list(csv.DictReader(file))
    organisations = list(_organisations(chance, _names(chance, real)))
    _write("frame.csv", [_with_person(chance, organisation) for organisation in organisations])
    _write("responses.csv", _tied(chance, answers, organisations))


def _names(chance: random.Random, real: set[str]) -> Iterator[str]:
    """Place names that are in no list of real ones, each once."""
    names = [stem + ending for stem, ending in product(STEMS, ENDINGS) if (stem + ending).casefold() not in real]
    chance.shuffle(names)
    return iter(names)


def _organisations(chance: random.Random, names: Iterator[str]) -> Iterator[Row]:
    number = 0
    for region, types in FRAME.items():
        kinds = [kind for kind, count in types.items() for _ in range(count)]
        chance.shuffle(kinds)
        for kind in kinds:
            number += 1
            form = chance.choice(FORMS[kind])
            name = form.format(*(next(names) for _ in range(form.count("{}"))))
            yield {"reference": f"DEMO-{number:03}", "name": name, "type": kind, "region": region}


def _with_person(chance: random.Random, organisation: Row) -> Row:
    first, last = chance.choice(FIRST_NAMES), chance.choice(SURNAMES)
    number = organisation["reference"].removeprefix("DEMO-")
    town = organisation["name"].split(" and ")[0].removeprefix("City of ").removeprefix("Vale of ")
    return organisation | {
        "contact_name": f"{first} {last}",
        "job_title": chance.choice(TITLES),
        "email": f"{first}.{last}.{number}@example.org".lower(),
        "telephone": f"01632 960{number}",  # a range that is kept free for drama
        "address": f"{chance.choice(BUILDINGS)}, {chance.choice(STREETS)}, {town}",
        "postcode": f"ZZ{chance.randint(1, 99)} {chance.randint(1, 9)}{chance.choice(LETTERS)}{chance.choice(LETTERS)}",
    }


def _tied(chance: random.Random, answers: list[Row], organisations: list[Row]) -> list[Row]:
    """Each answer with an organisation of its type and region, by reference."""
    chance.shuffle(organisations)
    left: dict[str, dict[str, list[Row]]] = {region: {kind: [] for kind in types} for region, types in FRAME.items()}
    for organisation in organisations:
        left[organisation["region"]][organisation["type"]].append(organisation)
    tied = []
    for answer in answers:
        organisation = left[REGIONS[answer["q3"]]][TYPES[answer["q2"]]].pop()
        rest = {name: value for name, value in answer.items() if name != "respondent_id"}
        tied.append({"reference": organisation["reference"]} | rest | {"q1": organisation["name"]})
    return sorted(tied, key=lambda row: row["reference"])


def _write(name: str, rows: list[Row]) -> None:
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    sys.stdout.write(f"{name}: {len(rows)} rows, {Counter(row.get('region') for row in rows).most_common()}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
