"""Commands of this app; each is the same function as a task."""
