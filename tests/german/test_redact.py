import pytest

from german.redact import redact


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # e-mail
        ("Schreiben Sie an max.mueller@firma.de!", "Schreiben Sie an [E-Mail]!"),
        ("max_m+info@mail.firma-x.co.uk.", "[E-Mail]."),
        ("max(at)firma.de oder max [at] firma (punkt) de", "[E-Mail] oder [E-Mail]"),
        ("ｍａｘ＠ｆｉｒｍａ．ｄｅ", "[E-Mail]"),
        ("ma\u200bx@fir\u00adma.de", "[E-Mail]"),
        ("müller@größe.de", "[E-Mail]"),
        # telephone
        ("07461 123456", "[Telefon]"),
        ("Rufen Sie 07461/123-456 an", "Rufen Sie [Telefon] an"),
        ("+49 (0)7461 12345", "[Telefon]"),
        ("(0171) 123 45 67", "[Telefon]"),
        ("0049 171 1234567", "[Telefon]"),
        ("07.46.12345", "[Telefon]"),
        ("Tel.: 12345-67", "Tel.: [Telefon]"),
        ("Telefonnummer ist 4711 0815", "Telefonnummer ist [Telefon]"),
        ("Nr.0171 1234567", "Nr.[Telefon]"),
        # accounts and tax ids
        ("IBAN DE89 3704 0044 0532 0130 00.", "IBAN [IBAN]."),
        ("de89370400440532013000", "[IBAN]"),
        ("AT61 1904 3002 3457 3201", "[IBAN]"),
        ("USt-IdNr. DE123456789", "USt-IdNr. [USt-IdNr.]"),
        ("DE 123 456 789, ATU12345678", "[USt-IdNr.], [USt-IdNr.]"),
        # web addresses
        ("https://x.de/a?token=abc, danke", "[Adresse im Netz], danke"),
        ("www.x.de/#geheim", "[Adresse im Netz]"),
        ("https://x.de/download/a8f5f167f44f4964e6c998de", "[Adresse im Netz]"),
        ("https://x.de/?mail=max@firma.de", "[Adresse im Netz]"),
        # reference codes
        ("Stand von LT-7K3M-9QXC-P?", "Stand von [Kennzeichen]?"),
        ("lt 7k3m 9qxc p löschen", "[Kennzeichen] löschen"),
        # names
        ("Mein Name ist Max Müller.", "Mein Name ist [Name]."),
        ("ich heiße max müller und brauche hilfe", "ich heiße [Name] und brauche hilfe"),
        ("Ich heiße Max Müller Förderung", "Ich heiße [Name]"),
        ("Name: Max Müller", "Name: [Name]"),
        ("Ansprechpartner: Anna-Lena Müller-Lüdenscheidt", "Ansprechpartner: [Name]"),
        ("Herr Dr. Müller und Frau Prof. Dr.-Ing. von Berg", "Herr Dr. [Name] und Frau Prof. Dr.-Ing. [Name]"),
        ("Frau Müller von der Firma Kern", "Frau [Name] von der Firma Kern"),
        ("mit herr müller sprechen", "mit herr [Name]"),
        ("Herrn M. Müller", "Herrn [Name]"),
        (
            "Mit freundlichen Grüßen\n\nMax Müller\nGeschäftsführer",
            "Mit freundlichen Grüßen\n\n[Name]\nGeschäftsführer",
        ),
        ("Viele Grüße, Max", "Viele Grüße, [Name]"),
        ("MfG i.A. Anna-Lena von der Heide", "MfG i.A. [Name]"),
        ("LG\nO'Neill", "LG\n[Name]"),
        ("Herr Max Mueller.x@firma.de", "Herr [Name] [E-Mail]"),
    ],
)
def test_it_replaces_what_identifies_a_person(text: str, expected: str) -> None:
    assert redact(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Wir haben 1.200 Mitarbeiter seit 01.02.2025 und 45 Maschinen",
        "Offen 08.30 - 17.00 Uhr",
        "Vom 01.02.-05.02.2025",
        "10.000 Euro, 0,5 Prozent, 2,3 Mio.",
        "01067 Dresden",
        "https://www.foerderdatenbank.de/FDB/programm.html",
        "Frau und Mann",
        "Herr, Frau",
        "Viele Grüße aus Tuttlingen",
        "Der Name Max ist frei",
        "Mein Name ist 4711",
        "Mein Name ist\nganz egal",
        "Frau von der",
        "Beste Grüße",
        "mfg",
        "Name: ",
        "der Produktname ist gut",
        "DIN EN 60204",
        "",
    ],
)
def test_it_leaves_everything_else(text: str) -> None:
    assert redact(text) == text


def test_line_breaks_stay_and_characters_are_unified() -> None:
    assert redact("Hallo –\n\n  Welt\u00ad!") == "Hallo -\n\n  Welt!"


@pytest.mark.parametrize(
    "text",
    [
        "Herr A B C D E",
        "Herr [Name] Müller",
        "[Telefon] 07461 123456",
        "Tel [Telefon] 12345",
        "[E-Mail]@firma.de",
        "Name: Name: Max",
        "Frau Frau Frau Müller",
        "ich heiße ich heiße Max",
    ],
)
def test_redacting_again_changes_nothing(text: str) -> None:
    assert redact(redact(text)) == redact(text)


def test_placeholders_are_not_read() -> None:
    text = "Herr [Name], [E-Mail] [Telefon] [IBAN] [USt-IdNr.] [Adresse im Netz]"
    assert redact(text) == text
