"""One settings file, two doors, the command line."""
