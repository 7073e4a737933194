import pytest

from contacts.mailing import plausible


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("pat@gmial.com", "pat@gmail.com"),
        ("pat@gmail.con", "pat@gmail.com"),
        ("pat@hotmial.co.uk", "pat@hotmail.co.uk"),
        ("Pat@GMIAL.com", "Pat@gmail.com"),
        ("pat@anytown.gvo.uk", "pat@anytown.gov.uk"),
        ("pat@anytown.gov.ku", "pat@anytown.gov.uk"),
        ("pat@anytown.go.uk", "pat@anytown.gov.uk"),
        ("pat@anytown.og.uk", "pat@anytown.org.uk"),
    ],
)
def test_an_address_that_looks_mistyped_is_doubted(address, meant):
    assert plausible.meant(address) == meant


@pytest.mark.parametrize(
    "address",
    [
        "pat@gmail.com",
        "pat@mail.com",
        "pat@sky.com",
        "pat@anytown.gov.uk",
        "pat@met.police.uk",
        "pat@anytown.nhs.uk",
        "pat@anytown.sch.uk",
        "pat@parliament.uk",
        "pat@example.org",
        "pat@example",
        "",
    ],
)
def test_other_addresses_are_left_alone(address):
    assert plausible.meant(address) == ""
