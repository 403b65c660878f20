"""What do we publish, and is what is committed still what the guideline says?

In: a guideline, the folder it came from, for its worked cases, and the folder of the published files, for the patients
found earlier. Out: every file of `published/` as bytes, the same bytes for the same guideline; `write` puts them there,
`check` names what is stale, missing or not ours.
"""

from collections.abc import Mapping
from pathlib import Path

from lactwise import loading
from lactwise.model import Guideline

# measured, photographed or long in the making
EXTRAS = ("performance.md", "performance.svg", "app.md", "proofs.md", "screenshots")


def default_folder() -> Path:
    """The published files inside the package, or, in a checkout, those at its root."""
    packaged = Path(__file__).parent / "published"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "published"


def outputs(guideline: Guideline, home: Path | None = None, published: Path | None = None) -> dict[str, bytes]:
    """Every published file by name. `home` is the folder of the guideline, `published` theirs (default: ours)."""
    # These uses stand beside this one or are heavy: they are imported when they are needed.
    from lactwise import accuracy  # noqa: PLC0415
    from lactwise.cases import load_cases  # noqa: PLC0415
    from lactwise.publish import book, cql, elm, leaflet, model_json, sql  # noqa: PLC0415

    worked = load_cases(home or loading.default_folder())
    files: dict[str, str | bytes] = {
        "book.md": book.markdown(guideline, worked),
        "guideline.html": book.html(guideline, worked),
        "model.json": model_json.dump(model_json.build(guideline)),
        "accuracy.md": accuracy.report(guideline),
        "cql/LactwiseTriage.cql": cql.write(guideline),
        "cql/LactwiseTriage.elm.json": elm.write(guideline),
    }
    for language in sorted(guideline.texts):
        files[f"text/{language}.json"] = model_json.dump(model_json.texts(guideline, language))
        files[f"leaflet/{language}.html"] = leaflet.html(guideline, language)
    files.update({f"sql/{name}": content for name, content in sql.files(guideline).items()})
    files.update(_contested(guideline, published or default_folder()))
    return {name: content.encode() if isinstance(content, str) else content for name, content in files.items()}


def _contested(guideline: Guideline, published: Path) -> dict[str, str | bytes]:
    """The contested points. The patients are looked for anew only if something has changed on which they depend."""
    from lactwise import disagreements, disagreements_page  # noqa: PLC0415

    if not guideline.disagreements:
        return {}
    found = disagreements.known_or_searched(guideline, published)
    points = disagreements.points(guideline, found)
    return {
        "disagreements.md": disagreements_page.markdown(guideline, points),
        "disagreements.html": disagreements_page.html(guideline, points),
        disagreements.FILE: disagreements.dump(guideline, found),
    }


def write(guideline: Guideline, folder: Path | None = None) -> list[str]:
    """Writes what has changed into `folder` and names it; removes nothing."""
    home = folder or default_folder()
    fresh = outputs(guideline, published=home)
    changed = _stale(fresh, home)
    for name in changed:
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(fresh[name])
    return changed


def check(guideline: Guideline, folder: Path | None = None) -> list[str]:
    """Every file of `folder` that is missing, stale or not published, each with what to do."""
    home = folder or default_folder()
    fresh = outputs(guideline, published=home)
    stale = [f"{name} is {'stale' if (home / name).is_file() else 'missing'}" for name in _stale(fresh, home)]
    return stale + [f"{name} is not one of the published files: delete it" for name in _strays(fresh, home)]


def _stale(fresh: Mapping[str, bytes], home: Path) -> list[str]:
    return [
        name for name, content in fresh.items() if not (home / name).is_file() or (home / name).read_bytes() != content
    ]


def _strays(fresh: Mapping[str, bytes], home: Path) -> list[str]:
    found = (path.relative_to(home) for path in sorted(home.rglob("*")) if path.is_file())
    return [p.as_posix() for p in found if p.as_posix() not in fresh and p.parts[0] not in EXTRAS]
