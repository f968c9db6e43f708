"""The subcommands of `quartier`, one file each.

A file has `add_to(parsers)`: it adds its parser and sets `act`, a function that takes the parsed options
and returns the exit code. What is slow to import is imported in `act`.
"""

import argparse
from typing import TypeAlias

Parsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
