"""What a model was made with is stamped into it, and a model made with something else is refused.

Each component has a `VERSION`, raised by whoever changes what it stores or finds, and reads and writes its folder in
the model through `reading` and `writing`.
"""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.exceptions import RasaException
from rasa.shared.utils.common import class_from_module_path

from bot.engine.nlu.pipelines import Pipeline, present

FILE = "stamp.json"
REMEDY = "Train anew with 'make train'."

Stamp = dict[str, Any]


class ModelRefused(RasaException):
    """A model was made with something else than what is here; the message says with what, and what to do."""


@contextmanager
def writing(
    component: type, storage: ModelStorage, resource: Resource, pipeline: Pipeline | None = None
) -> Iterator[Path]:
    """Yield the component's folder in a model, and stamp it with its version and the spaCy pipeline, if it has one."""
    stamp: Stamp = {"component": _path(component), "version": _version(component)}
    if pipeline:
        stamp["pipeline"] = asdict(pipeline)
    with storage.write_to(resource) as folder:
        yield Path(folder)
        (Path(folder) / FILE).write_text(json.dumps(stamp), encoding="utf-8")


@contextmanager
def reading(component: type, storage: ModelStorage, resource: Resource) -> Iterator[Path]:
    """Yield the component's folder in a model.

    Raises:
        ModelRefused: it was written by another version of the component, or with another spaCy pipeline.
    """
    with ExitStack() as opened:
        try:
            folder = Path(opened.enter_context(storage.read_from(resource)))
            stamp = json.loads((folder / FILE).read_text(encoding="utf-8"))
        except (ValueError, FileNotFoundError):  # Rasa's word for a folder that is not there is ValueError
            stamp = {"version": "none"}
        _refuse_another(component, stamp)
        yield folder


def check_archive(path: Path) -> None:
    """Check all stamps of a model file. Rasa's server would log what is refused, and serve without a model.

    Raises:
        ModelRefused: it was made with something else, or is no model of ours.
    """
    try:
        stamps = list(_stamps(path))
    except (tarfile.TarError, OSError, ValueError) as error:
        raise ModelRefused(f"{path} is no model ({error}). Remove it. {REMEDY}") from error
    if not stamps:
        raise ModelRefused(f"{path} was trained before models were stamped. Remove it. {REMEDY}")
    for stamp in stamps:
        _refuse_another(_component(stamp["component"]), stamp)


def _component(path: str) -> type:
    try:
        component: type = class_from_module_path(path)
    except ImportError as error:
        raise ModelRefused(f"The model was trained with {path}, which is not here. {REMEDY}") from error
    return component


def _stamps(path: Path) -> Iterator[Stamp]:
    with tarfile.open(path, "r:gz") as archive:
        for member in archive:
            file = archive.extractfile(member) if Path(member.name).name == FILE else None
            if file:
                yield json.load(file)


def _refuse_another(component: type, stamp: Stamp) -> None:
    here = _version(component)
    if stamp["version"] != here:
        raise ModelRefused(
            f"The model was trained with version {stamp['version']} of {component.__name__}, this is version {here}. "
            f"{REMEDY}"
        )
    trained = Pipeline(**stamp["pipeline"]) if "pipeline" in stamp else None
    if trained and trained != present(trained.name):
        raise ModelRefused(
            f"The model was trained with {trained}, but here it would run with {present(trained.name)}. "
            f"Install what it was trained with, or train anew with 'make train'."
        )


def _version(component: type) -> int:
    return int(component.VERSION)  # type: ignore[attr-defined]


def _path(component: type) -> str:
    return f"{component.__module__}.{component.__name__}"
