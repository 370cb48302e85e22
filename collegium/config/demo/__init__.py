"""A demo world built through the actions: the first run, the browser tests, the pictures."""
