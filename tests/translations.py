"""What does a parent read in each language?

In: the guideline with every text file. Out: all that the app, the page for the doctor and the leaflet say, by text.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lactwise.loading import default_folder, load
from lactwise.publish import model_json

LANGUAGES = sorted(path.stem for path in Path(default_folder(), "text").glob("*.toml") if path.stem != "en")
GUIDELINE = load(languages=LANGUAGES)
SECTIONS = {
    *("screens", "levels", "findings", "definitions", "reasons", "conditions", "advice", "followup"),
    *("disagreements", "interface", "others"),
}
Where = tuple[str, ...]


def leaves(node: Mapping[str, Any], path: Where = ()) -> Iterator[tuple[Where, str]]:
    for key, value in node.items():
        if isinstance(value, Mapping):
            yield from leaves(value, (*path, key))
        else:
            yield (*path, key), str(value)


def parents_words(language: str) -> dict[Where, str]:
    """What the app, the page for the doctor and the leaflet say in a language; the plural forms are tested apart."""
    table = GUIDELINE.texts[language]
    texts = model_json.texts(GUIDELINE, language)
    texts["interface"] = {**texts["interface"], "leaflet": table["interface"]["leaflet"]}
    kept = {key: value for key, value in texts.items() if key in SECTIONS}
    return {where: text for where, text in leaves(kept) if where[:2] != ("interface", "quantity")}


ENGLISH = parents_words("en")
SPOKEN = {language: parents_words(language) for language in LANGUAGES}
