"""Random changes of an FAQ, with everything in them that YAML takes for a sign."""

from hypothesis import strategies as st

WORDS = " ".join(["Wort"] * 45)
TEXTS = st.text(alphabet="ab :-'\"{}[],&*!|>%@`éß\xa0€\n", min_size=1, max_size=150).filter(
    lambda text: text.strip() == text
)
LISTS = st.lists(TEXTS, max_size=6)
EDITS = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from(["draft", "published", "retired"]),
        "confidence": st.sampled_from(["high", "low"]),
        "topics": st.lists(st.sampled_from(["schrauben", "federn", "uhren"]), min_size=1, unique=True),
        "source": st.fixed_dictionaries({"title": TEXTS}, optional={"url": st.just("https://example.org/b")}),
        "more_sources": st.lists(st.sampled_from(["https://example.org/c", "https://example.org/" + "d" * 130])),
        "as_of": st.sampled_from([None, "2029", "2030-01", "2030-01-31"]),
        "as_of_estimated": st.booleans(),
        "review_by": st.dates().map(str),
        "owner": st.none() | TEXTS.filter(lambda text: len(text) <= 80),
        "figures": LISTS,
        "question": TEXTS,
        "phrasings": st.lists(TEXTS, min_size=2, max_size=5),
        "keywords": LISTS,
        "answer": st.permutations([*WORDS.split(), "-", "Größe:", "»so«"]).map(" ".join),
        "related": st.lists(st.sampled_from(["eins", "zwei", "drei"])),
        "ask_next": st.lists(st.sampled_from(["eins", "zwei"]), max_size=3),
    },
)
