"""The clock: ticks, and what each tick asks for."""
