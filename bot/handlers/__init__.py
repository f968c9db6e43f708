"""An update becomes one use case call; one file a subject."""
