"""Gold: read, written, corrected, and compared between curators."""
