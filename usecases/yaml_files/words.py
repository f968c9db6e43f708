"""What a field should have been, in plain words instead of a validator's."""

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from usecases.yaml_files.nodes import Path

_WORDS = {
    "missing": "is missing",
    "string_type": "should be a text",
    "int_type": "should be a whole number such as 12",
    "int_parsing": "should be a whole number such as 12",
    "int_from_float": "should be a whole number such as 12",
    "float_type": "should be a number such as 12.5",
    "float_parsing": "should be a number such as 12.5",
    "finite_number": "should be a number such as 12.5",
    "bool_type": "should be yes or no",
    "bool_parsing": "should be yes or no",
    "list_type": "should be a list: every item begins with “- ”",
    "tuple_type": "should be a list: every item begins with “- ”",
    "dict_type": "should have fields of its own",
    "model_type": "should have fields of its own",
    "model_attributes_type": "should have fields of its own",
    "enum": "should be one of {expected}",
    "literal_error": "should be one of {expected}",
    "greater_than_equal": "should be at least {ge}",
    "greater_than": "should be more than {gt}",
    "less_than_equal": "should be at most {le}",
    "less_than": "should be less than {lt}",
    "string_too_short": "should have at least {min_length} characters",
    "string_too_long": "should have at most {max_length} characters",
    "too_short": "should have at least {min_length}",
    "too_long": "should have at most {max_length}",
}


def says(error: ErrorDetails, model: type[BaseModel], path: Path) -> str:
    """Return what is wrong.

    Args:
        error: What the validator found.
        model: The model of the whole file.
        path: Where it was found.
    """
    kind = error["type"]
    if kind == "value_error":
        return str(error["ctx"]["error"])
    if kind == "extra_forbidden":
        return f"is no field here; known are {', '.join(_fields_at(model, path[:-1]))}"
    if error["input"] is None and kind != "missing":
        return "is empty: fill it in, or leave the line out"
    context = {
        name: str(value).replace(" or ", ", ").replace("'", "")
        for name, value in error.get("ctx", {}).items()
    }
    return _WORDS.get(kind, error["msg"]).format_map(context)


def _fields_at(model: type[BaseModel], path: Path) -> list[str]:
    """Return the fields that stand where a path of names and numbers leads to."""
    for part in path:
        if isinstance(part, int):
            continue
        below = next(_models_in(model.model_fields[part].annotation), None)
        if below is None:
            return []
        model = below
    return [field.alias or name for name, field in model.model_fields.items()]


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)
