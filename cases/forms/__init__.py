"""Forms: shape only. They read what was typed and never write."""
