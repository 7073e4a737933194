"""Everything that respondents' pages say has its Welsh, and what Django reads is what translators wrote."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PLACES = re.compile(r"%\(\w+\)s|\{\w+\}")


@pytest.fixture(scope="module")
def catalogue():
    spec = importlib.util.spec_from_file_location("catalogue", ROOT / "locale" / "catalogue.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def welsh(catalogue):
    return catalogue.read(catalogue.po_file("cy"), "cy")


def ids(catalog):
    return {(message.id, message.context) for message in catalog if message.id}


def forms(message):
    return message.string if isinstance(message.string, tuple | list) else [message.string]


def test_what_pages_say_is_what_translators_were_given(catalogue, welsh):
    assert ids(catalogue.collected()) == ids(welsh)


def test_everything_is_translated(catalogue, welsh):
    assert [message.id for message in welsh if message.id and not catalogue.is_translated(message.string)] == []


def test_nothing_is_a_guess(welsh):
    assert [message.id for message in welsh if message.id and message.fuzzy] == []


def test_every_translation_has_the_places_of_its_original(welsh):
    def places(text):
        return sorted(PLACES.findall(text))

    wrong = [
        message.id
        for message in welsh
        if message.id
        for original in [message.id[-1] if isinstance(message.id, tuple) else message.id]
        for form in forms(message)
        if places(form) != places(original)
    ]
    assert wrong == []


def test_what_django_reads_is_compiled_from_what_translators_wrote(catalogue, welsh):
    assert catalogue.po_file("cy").with_suffix(".mo").read_bytes() == catalogue.compiled(welsh)
