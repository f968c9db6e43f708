"""The program beside its peers: one command, one table."""
