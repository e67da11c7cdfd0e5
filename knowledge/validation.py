"""Turns what somebody wrote into the models of ``knowledge.schema``, or into problems."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError

from knowledge.problems import Problem, Unchecked, expectation

Model = TypeVar("Model", bound=BaseModel)


def validated(unchecked: Unchecked, model: type[Model], problems: list[Problem]) -> Model | None:
    """Return the model, or None after adding every mistake to the problems."""
    try:
        return model.model_validate(dict(unchecked.fields))
    except ValidationError as error:
        problems.extend(unchecked.problem(detail["loc"], expectation(detail)) for detail in error.errors())
        return None
