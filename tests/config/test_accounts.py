from django.contrib.auth import get_user_model

PASSWORD = "a-password-that-is-long"


def test_nobody_signs_up(client, db):
    data = {"email": "a@example.org", "password1": PASSWORD, "password2": PASSWORD}

    answer = client.post("/accounts/signup/", data)

    assert "account/signup_closed.html" in [template.name for template in answer.templates]
    assert get_user_model().objects.count() == 0


def test_staff_log_in_by_their_address_and_land_on_the_staff_pages(client, db):
    get_user_model().objects.create_user("anna", "anna@example.org", PASSWORD)

    answer = client.post("/accounts/login/", {"login": "anna@example.org", "password": PASSWORD})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/staff/")


def test_guessing_passwords_comes_to_an_end(client, db):
    get_user_model().objects.create_user("anna", "anna@example.org", PASSWORD)
    for number in range(10):
        client.post("/accounts/login/", {"login": "anna@example.org", "password": f"guess {number}"})

    answer = client.post("/accounts/login/", {"login": "anna@example.org", "password": PASSWORD})

    assert "_auth_user_id" not in client.session
    assert answer.status_code != 302
