"""Telegram: takes updates in, says what use cases want said."""
