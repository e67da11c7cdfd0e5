"""How complete a request is."""

from desk.completeness import ASPECTS, completeness


def test_it_names_what_is_known_and_what_is_missing_in_a_fixed_order() -> None:
    found = completeness({"description", "goal", "turnover"}, has_contact=True)
    assert found.known == ("goal", "description", "contact")
    assert found.missing == ("topic", "stage", "company_size", "place", "sector")
    assert str(found) == "3/8"


def test_nothing_known_is_a_request_all_the_same() -> None:
    assert completeness((), has_contact=False).missing == ASPECTS


def test_a_detail_called_contact_is_no_contact() -> None:
    assert "contact" in completeness({"contact"}, has_contact=False).missing
