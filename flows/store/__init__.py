"""The store: its tables, what is written there, and the runs it has seen."""
