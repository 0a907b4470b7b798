"""How fast the project builds: a command, and its results."""
