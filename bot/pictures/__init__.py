"""Pictures of results, readable on a phone and in every language."""
