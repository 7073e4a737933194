import pytest
from bs4 import BeautifulSoup

from contacts.models import Organisation
from tests.factories import InvitationFactory, OrganisationFactory, PersonFactory, ResponseFactory, SurveyFactory

pytestmark = pytest.mark.django_db

PAIRS = "/staff/contacts/duplicates/"
PAIR = f"{PAIRS}A1/A2/"


@pytest.fixture(autouse=True)
def survey():
    return SurveyFactory()


@pytest.fixture
def two():
    return [
        PersonFactory(
            organisation__reference=reference, organisation__name=name, name=contact, email="office@example.org"
        ).organisation
        for reference, name, contact in (("A1", "Anytown", "Pat Example"), ("A2", "Any Town", "Sam Sample"))
    ]


def page_of(answer, status=200):
    assert answer.status_code == status
    return BeautifulSoup(answer.content, "html.parser").main


def texts(page, selector):
    return [found.get_text(" ", strip=True) for found in page.select(selector)]


def test_pairs_are_shown_with_what_makes_them_alike(researcher, two):
    page = page_of(researcher.get(PAIRS))

    assert texts(page, "#found") == ["1 pair"]
    assert texts(page, "tbody tr") == [
        "Anytown A1, North East Any Town A2, North East Certain same email address: office@example.org "
        "names alike (93 of 100) in one region Compare A1 and A2"
    ]


def test_where_nothing_looks_alike_the_page_says_so(researcher):
    assert "No two organisations look alike." in page_of(researcher.get(PAIRS)).get_text()


def test_any_two_can_be_compared(researcher, two):
    assert researcher.get(f"{PAIRS}?first=a1&second=A2").url == PAIR


@pytest.mark.parametrize(
    ("second", "message"),
    [
        ("X1", "Reference of the other: No organisation has the reference “X1”."),
        ("a1", "Reference of the other: This is the same organisation. Enter another reference."),
        ("", "Reference of the other: This field is required."),
    ],
)
def test_what_cannot_be_compared_is_refused_beside_the_field(researcher, two, second, message):
    page = page_of(researcher.get(f"{PAIRS}?first=A1&second={second}"))

    assert texts(page, ".govuk-error-summary li") == [message]


def test_the_consequences_are_shown_for_whichever_stays(researcher, two, survey):
    InvitationFactory(survey=survey, organisation=two[1])

    one, other = page_of(researcher.get(PAIR)).select("section")

    assert texts(one, "ul li") == [
        "A2 leaves the frame; its pages, links and lists lead to A1.",
        "The contact is Pat Example, office@example.org.",
        "Sam Sample becomes an earlier contact.",
        "The invitation to “Test” goes over, with what was answered.",
    ]
    assert texts(other, "ul li") == [
        "A1 leaves the frame; its pages, links and lists lead to A2.",
        "The contact is Sam Sample, office@example.org.",
        "Pat Example becomes an earlier contact.",
    ]


@pytest.mark.parametrize(("stays", "goes"), [("A1", "A2"), ("A2", "A1")])
def test_whichever_is_chosen_stays(researcher, two, stays, goes):
    answer = researcher.post(f"{PAIR}merge/", {"stays": stays})

    assert answer.url == f"/staff/organisations/{stays}/"
    assert Organisation.ever.get(reference=goes).merged_into.reference == stays
    assert Organisation.history.filter(reference=goes).first().history_user.username == "researcher"


def test_a_double_click_merges_once(researcher, two):
    answers = [researcher.post(f"{PAIR}merge/", {"stays": "A1"}) for _ in range(2)]

    assert [answer.url for answer in answers] == ["/staff/organisations/A1/"] * 2
    assert Organisation.history.filter(reference="A2").count() == 2


def test_both_ways_at_once_is_refused_with_a_message(researcher, two):
    researcher.post(f"{PAIR}merge/", {"stays": "A1"})

    page = page_of(researcher.post(f"{PAIR}merge/", {"stays": "A2"}, follow=True))

    assert "Any Town (A2) was merged into Anytown (A1) before." in page.get_text()


def test_where_both_have_begun_to_answer_the_page_says_why_they_cannot_be_merged(researcher, two, survey):
    for organisation in two:
        ResponseFactory(survey=survey, invitation=InvitationFactory(survey=survey, organisation=organisation))

    page = page_of(researcher.get(PAIR))
    refused = page_of(researcher.post(f"{PAIR}merge/", {"stays": "A1"}, follow=True))

    assert "They cannot be merged: both have begun to answer “Test”." in " ".join(page.get_text().split())
    assert page.select("button[name=stays]") == []
    assert "Both have begun to answer “Test”." in refused.get_text()
    assert Organisation.objects.count() == 2


@pytest.mark.parametrize("stays", ["", "A3", "X"])
def test_nothing_is_merged_without_saying_which_stays(researcher, two, stays):
    OrganisationFactory(reference="A3")

    assert researcher.post(f"{PAIR}merge/", {"stays": stays}).status_code == 404
    assert Organisation.objects.count() == 3


def test_two_that_are_told_apart_are_not_shown_again(researcher, two):
    page = page_of(researcher.post(f"{PAIR}apart/", follow=True))

    assert "are not shown as duplicates any more." in page.get_text()
    assert texts(page, "#found") == ["0 pairs"]


def test_one_organisation_is_no_pair(researcher, two):
    assert researcher.get(f"{PAIRS}A1/A1/").status_code == 400


def test_a_get_changes_nothing(researcher, two):
    assert [researcher.get(f"{PAIR}{verb}/").status_code for verb in ("merge", "apart")] == [405, 405]
