"""The rules, pure: standard library only, and no clock. `now` is always an argument."""
