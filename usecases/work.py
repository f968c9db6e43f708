"""What the rooms above need to run use cases; they do not reach into `db` themselves."""

from db.store import Store, StoreInUse, StoreUnavailable, run_once
from db.unit import Unit

__all__ = ["Store", "StoreInUse", "StoreUnavailable", "Unit", "run_once"]
