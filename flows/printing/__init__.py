"""How records are written down: as lines of JSON, as rows of short texts, as Markdown."""
