import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile

from contacts.models import Organisation, Person
from surveys.models import Condition, Questionnaire
from tests.factories import OrganisationFactory, PersonFactory, QuestionnaireFactory
from tests.workbooks import workbook

pytestmark = pytest.mark.django_db

UPLOAD, APPLY = "/staff/contacts/import/", "/staff/contacts/import/apply/"
HEADS = ["reference", "name", "type", "region", "contact_name", "email"]
ANYTOWN = ["A1", "Anytown", "Unitary", "North East", "Pat Example", "pat@example.org"]


@pytest.fixture(autouse=True)
def questionnaire():
    return QuestionnaireFactory()


def upload(client, *rows, data=None):
    data = workbook([HEADS, *rows]) if data is None else data
    return client.post(UPLOAD, {"file": SimpleUploadedFile("list.xlsx", data)})


def page_of(answer):
    return BeautifulSoup(answer.content, "html.parser").main


def texts(answer, selector):
    return [found.get_text(" ", strip=True) for found in page_of(answer).select(selector)]


def sent(answer):
    """What the button of the page sends."""
    return {name: page_of(answer).select_one(f"input[name={name}]")["value"] for name in ("upload", "shown")}


def test_an_upload_shows_what_it_would_change_and_stores_nothing(researcher):
    answer = upload(researcher, ANYTOWN)

    assert answer.status_code == 200
    assert texts(answer, ".canvass-figures__number") == ["1", "0", "0", "0"]
    assert Organisation.objects.count() == 0


def test_a_checked_list_is_applied_once(researcher):
    checked = sent(upload(researcher, ANYTOWN))

    answer = researcher.post(APPLY, checked, follow=True)

    assert "The list is imported: 1 added, 0 changed, 0 unchanged." in page_of(answer).get_text()
    assert Person.objects.get().history.get().history_user.username == "researcher"
    again = researcher.post(APPLY, checked, follow=True)
    assert "The checked file is no longer at hand. Choose it again." in page_of(again).get_text()


def test_the_preview_shows_every_change_field_by_field(researcher):
    place = OrganisationFactory(reference="A1", name="Anytown")
    PersonFactory(organisation=place, name="Pat Example", email="pat@example.org")
    OrganisationFactory(reference="B2", name="Elsewhere")
    changed = ["A1", "Anytown on Sea", "District", "North East", "Sam Sample", "sam@example.org"]

    answer = upload(researcher, changed, ["C3", "New <b>place</b>", *ANYTOWN[2:]])

    assert texts(answer, "#changed tbody tr") == [
        "Anytown A1 2 name Anytown Anytown on Sea",
        "type Unitary District / Borough",
        "contact_name Pat Example Sam Sample",
        "email pat@example.org sam@example.org",
    ]
    assert texts(answer, "#replaced tbody tr") == [
        "Anytown A1 2 Pat Example, pat@example.org Sam Sample, sam@example.org"
    ]
    assert texts(answer, "#added tbody tr") == ["New <b>place</b> C3 3"]


def test_fifty_of_a_kind_are_shown_and_the_rest_is_counted(researcher):
    answer = upload(researcher, *([f"A{number}", *ANYTOWN[1:]] for number in range(52)))

    assert len(texts(answer, "#added tbody tr")) == 50
    assert texts(answer, "#added p") == ["and 2 more organisations"]


def test_where_the_frame_has_changed_meanwhile_the_changes_are_shown_again(researcher):
    place = OrganisationFactory(reference="A1", name="Old name")
    PersonFactory(organisation=place, name="Pat Example", email="pat@example.org")
    checked = sent(upload(researcher, ANYTOWN))
    Organisation.objects.update(name="Newer name")

    answer = researcher.post(APPLY, checked)

    assert answer.status_code == 409
    assert "Nothing was imported." in texts(answer, ".canvass-notice--warning")[0]
    assert texts(answer, "#changed tbody tr") == ["Newer name A1 2 name Newer name Anytown"]
    assert Organisation.objects.get().name == "Newer name"
    assert researcher.post(APPLY, sent(answer)).status_code == 302
    assert Organisation.objects.get().name == "Anytown"


def test_a_list_that_was_not_shown_is_not_applied(researcher):
    checked = sent(upload(researcher, ANYTOWN))

    researcher.post(APPLY, checked | {"shown": ""})

    assert Organisation.objects.count() == 0


def test_problems_are_listed_by_row_and_nothing_can_be_applied(researcher):
    answer = upload(researcher, ANYTOWN, ["A1", "<script>x</script>", "Parish", "North East", "Pat", "pat"])

    assert answer.status_code == 422
    assert texts(answer, "#problems li") == [
        "Row 3, type: “Parish” is none of: Unitary Council (u), District / Borough (d)",
        "Row 3, email: “pat” is not an email address, such as name@example.org",
        "Row 3, reference: “A1” stands in row 2 already; each organisation has one row",
    ]
    assert page_of(answer).select("input[name=upload]") == []


def test_a_hundred_problems_are_shown_at_most_and_all_are_counted(researcher):
    answer = upload(researcher, *(["", "", "", "", "", f"x{number}"] for number in range(50)))

    assert len(texts(answer, "#problems li")) == 100
    assert "There are 300 problems." in texts(answer, "#problems")[0]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The file is empty. Choose the file with the list."),
        (b"%PDF", "This is a PDF. Save the list as an Excel workbook (.xlsx) or as CSV, and try again."),
    ],
)
def test_a_file_without_a_list_is_refused(researcher, data, message):
    answer = upload(researcher, data=data)

    assert (answer.status_code, texts(answer, "#problems li")) == (422, [message])


def test_choosing_no_file_says_so_beside_the_field(researcher):
    answer = researcher.post(UPLOAD)

    assert (answer.status_code, texts(answer, ".govuk-error-summary li")) == (200, ["Contact list: Choose a file"])


def test_a_file_that_is_too_large_is_refused_beside_the_field(researcher):
    answer = upload(researcher, data=b"x" * (32 * 1024 * 1024 + 1))

    assert texts(answer, ".govuk-error-summary li") == [
        "Contact list: The file is larger than 32 MB. Take out what is not needed."
    ]


def test_the_file_is_checked_anew_when_it_is_applied(researcher, questionnaire):
    checked = sent(upload(researcher, ANYTOWN))
    questionnaire.sections.get().pages.get(code="page-q2").questions.get().options.filter(code="u").update(
        label="Other", short=""
    )
    type(questionnaire).objects.update(digest="another")

    answer = researcher.post(APPLY, checked)

    assert answer.status_code == 422
    assert Organisation.objects.count() == 0


def test_a_name_that_was_not_signed_here_is_refused(researcher):
    answer = researcher.post(APPLY, {"upload": "../secret_key", "shown": "x"}, follow=True)

    assert "The checked file is no longer at hand. Choose it again." in page_of(answer).get_text()


def test_before_there_is_a_questionnaire_a_list_is_refused(researcher):
    Condition.objects.all().delete()
    Questionnaire.objects.all().delete()

    answer = researcher.post(UPLOAD, {"file": SimpleUploadedFile("list.csv", b"x")}, follow=True)

    assert "No questionnaire is loaded that knows types and regions." in page_of(answer).get_text()


def test_a_get_applies_nothing(researcher):
    assert researcher.get(APPLY).status_code == 405
