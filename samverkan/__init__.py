"""The project: composition root (this folder) and the shared bottom layer (`lib`)."""
