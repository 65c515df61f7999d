"""Papers in: a file or text becomes facts, each with its evidence. A library without Django."""
