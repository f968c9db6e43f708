"""What the operator reads once the bot is up."""

from datetime import datetime

from domain.invitation import Role
from usecases.manage_staff import invite_staff
from usecases.work import Store


async def greet(store: Store, server: str, simulated: bool, now: datetime) -> None:
    """Print where to go on; in the simulator with a first invitation of staff, to try that as well."""
    if not simulated:
        print("The bot is up. `quartier staff invite --role admin` makes you its administrator.", flush=True)
        return
    link = await store.run(invite_staff, Role.ADMIN, now)
    print(
        f"The chat page:    {server}/\n"
        f"Staff start here: {link}\n"
        "                  (works once, for 15 minutes; then `quartier staff invite --role admin`)",
        flush=True,
    )
