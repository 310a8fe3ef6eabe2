"""Reading for pages and checks: each module gathers what one kind of page shows.

Nothing here writes, and nothing here decides who may see: callers pass what
`visible_to` let through.
"""
