"""The bottom layer: dates, errors, http, template tags. Imports no app and no model."""
