"""The control API: what trainers, the chat page and tests in other processes do with the simulator."""

from simulator.control.routes import Control

__all__ = ["Control"]
