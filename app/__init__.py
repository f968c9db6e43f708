"""Starting up: command line, configuration, and the one place that wires everything."""
