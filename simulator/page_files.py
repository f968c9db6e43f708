"""The chat page's files, as they lie in the folder `page`."""

import mimetypes
from pathlib import Path

from aiohttp import web

from simulator.state import World

FOLDER = Path(__file__).parent / "page"
SECURITY = (
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; style-src 'self' 'unsafe-inline'"
)


def add_page(app: web.Application, world: World) -> None:
    """Serve the chat page at `/` and at the bot's own address, its files under `/page/`."""

    async def page(request: web.Request) -> web.StreamResponse:
        name = request.match_info.get("username")
        if name is not None and name.lower() != world.bot["username"].lower():
            raise web.HTTPNotFound
        return _file("index.html")

    async def part(request: web.Request) -> web.StreamResponse:
        return _file(request.match_info["name"])

    app.router.add_get("/", page)
    app.router.add_get("/page/{name}", part)
    app.router.add_get("/{username:[A-Za-z0-9_]+}", page)


def _file(name: str) -> web.Response:
    path = FOLDER / name
    if path.parent != FOLDER or not path.is_file():
        raise web.HTTPNotFound
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    headers = {
        "Cache-Control": "no-cache",
        "Content-Security-Policy": SECURITY,
        "X-Content-Type-Options": "nosniff",
    }
    charset = "utf-8" if kind.startswith("text/") else None
    return web.Response(body=path.read_bytes(), content_type=kind, charset=charset, headers=headers)
