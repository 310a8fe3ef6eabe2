"""Pages of the work. Each module is one kind of page; `common` is what they share."""
