"""A local Telegram: a Bot API server, scripted residents, and a chat page for the browser.

It imports nothing of the bot and serves any bot. docs/simulator.md is its manual.
"""
