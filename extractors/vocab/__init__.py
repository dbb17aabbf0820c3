"""The words of the field: one table a topic, kept by hand and read by ``extractors.lexicon``."""
