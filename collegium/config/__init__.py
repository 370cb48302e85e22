"""Settings, addresses, processes and the command line: the only package that knows all others."""
