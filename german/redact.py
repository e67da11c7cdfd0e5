"""Replaces what identifies a person by a placeholder that says what stood there."""

import re

from german.contact_details import ContactDetail, find_contact_details, without_overlaps
from german.normalise import clean
from german.person_names import find_person_names
from german.reference_codes import find_codes

PLACEHOLDERS = {
    "mail": "[E-Mail]",
    "phone": "[Telefon]",
    "iban": "[IBAN]",
    "vat": "[USt-IdNr.]",
    "url": "[Adresse im Netz]",
    "name": "[Name]",
    "code": "[Kennzeichen]",
}
_PLACEHOLDER = re.compile("|".join(map(re.escape, PLACEHOLDERS.values())))


def redact(text: str) -> str:
    """Return `text` without what identifies a person: the kinds of `PLACEHOLDERS`.

    A reference code is among them: whoever knows it may read the request.
    Names are found after a cue ("ich heiße", "Herr", a closing formula) only. Characters come back unified
    (`german.normalise.clean`), line breaks stay. Idempotent: a placeholder is never read again, and what becomes
    visible only after a replacement is replaced too.
    """
    current = clean(text)
    while (redacted := _redact_once(current)) != current:
        current = redacted
    return current


def _redact_once(text: str) -> str:
    names = [ContactDetail(start, end, "name") for start, end in find_person_names(text)]
    codes = [ContactDetail(code.start, code.end, "code") for code in find_codes(text)]
    placeholders = [ContactDetail(*match.span(), "") for match in _PLACEHOLDER.finditer(text)]
    done, pieces = 0, []
    for detail in without_overlaps(placeholders + codes + find_contact_details(text) + names):
        pieces += [text[done : detail.start], PLACEHOLDERS.get(detail.kind, text[detail.start : detail.end])]
        done = detail.end
    return "".join([*pieces, text[done:]])
