"""One spelling for texts that people type, paste or dictate."""

import unicodedata

_DASHES = "\u02d7\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2e3a\u2e3b\ufe58\ufe63"
_DOUBLE_QUOTES = "\u00ab\u00bb\u201c\u201d\u201e\u201f\u2033"
_SINGLE_QUOTES = "\u00b4\u2018\u2019\u201a\u201b\u2032\u2039\u203a"
INVISIBLE = (
    "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\ufe0e\ufe0f\ufeff"
)
"""Characters without width, as people paste them from web pages and PDF files; the soft hyphen is one of them."""

_CHARACTERS: dict[int, str | None] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # full-width to half-width
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _DOUBLE_QUOTES), '"'),
    **dict.fromkeys(map(ord, _SINGLE_QUOTES), "'"),
    **dict.fromkeys(map(ord, INVISIBLE), None),
}
# On decomposed text: two code points each, so that "ä" with a further accent still loses only that accent.
_DIGRAPHS = (("a\u0308", "ae"), ("o\u0308", "oe"), ("u\u0308", "ue"), ("ß", "ss"))


def clean(text: str) -> str:
    """Unify the characters of `text` and leave its blanks and line breaks alone. Idempotent."""
    # Again after composing: NFC itself turns a Greek accent into the acute that is a quote here.
    return unicodedata.normalize("NFC", text.translate(_CHARACTERS)).translate(_CHARACTERS)


def normalise(text: str) -> str:
    """Unify characters, dashes, quotes and blanks. A line break is a blank. Idempotent."""
    return " ".join(clean(text).split())


def fold(text: str) -> str:
    """Return `text` as it is compared: lower case, umlauts and ß written out, without other accents. Idempotent."""
    if text.isascii():
        return " ".join(text.split()).lower()
    folded = unicodedata.normalize("NFD", normalise(text).lower())
    for umlaut, digraph in _DIGRAPHS:
        folded = folded.replace(umlaut, digraph)
    return normalise("".join(character for character in folded if unicodedata.category(character) != "Mn"))
