"""Articles to records in worker processes, wherever the articles lie."""
