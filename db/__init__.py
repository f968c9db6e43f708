"""Tables, queries by subject, migrations, and the Store that runs units of work."""
