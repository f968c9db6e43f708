"""One thing somebody wants done, one file each: plain functions over a connection, one transaction."""
