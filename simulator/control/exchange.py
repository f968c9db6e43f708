"""Reading control requests and writing their answers."""

from typing import Any

import orjson
from aiohttp import web
from aiohttp.typedefs import Handler

from simulator.errors import ApiError
from simulator.people import NotPossible


class NotThere(LookupError):
    """The address names somebody or something that is not there."""


def answer(value: Any, status: int = 200) -> web.Response:
    """Return the value as a JSON answer."""
    return web.Response(status=status, body=orjson.dumps(value), content_type="application/json")


async def body(request: web.Request) -> dict[str, Any]:
    """Return the request's JSON object, an empty one if it has no body.

    Raises:
        ValueError: the body is no JSON object.
    """
    given = await any_body(request)
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise ValueError("the body has to be a JSON object")
    return given


async def any_body(request: web.Request) -> Any:
    """Return the request's JSON value, None if it has no body.

    Raises:
        ValueError: the body is no JSON.
    """
    raw = await request.read()
    if not raw:
        return None
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise ValueError("the body has to be JSON") from None


def text(given: dict[str, Any], name: str, default: str | None = None) -> str:
    """Return a text out of the body.

    Raises:
        ValueError: it is missing, and there is no default, or it is no text.
    """
    value = given.get(name, default)
    if not isinstance(value, str):
        raise ValueError(f"{name} has to be a text")
    return value


def number(given: dict[str, Any], name: str, default: float | None = None) -> float:
    """Return a number out of the body.

    Raises:
        ValueError: it is missing, and there is no default, or it is no number.
    """
    value = given.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{name} has to be a number")
    return value


def whole(given: dict[str, Any], name: str, default: int | None = None) -> int:
    """Return a whole number out of the body.

    Raises:
        ValueError: it is missing, and there is no default, or it is none.
    """
    value = given.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{name} has to be a whole number")
    return value


@web.middleware
async def errors_as_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer control requests that cannot be carried out with a sentence."""
    if not request.path.startswith("/control/"):
        return await handler(request)
    try:
        return await handler(request)
    except NotThere as error:
        return answer({"error": str(error.args[0])}, 404)
    except ApiError as error:
        return answer({"error": error.description}, 400)
    except (NotPossible, ValueError) as error:
        return answer({"error": str(error)}, 400)
    except web.HTTPNotFound:
        return answer({"error": "there is no such address"}, 404)
    except web.HTTPMethodNotAllowed:
        return answer({"error": "this address knows other methods"}, 405)
