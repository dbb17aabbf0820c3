"""Runs of the flow: the only room that knows Prefect. What a run is told, in which order it goes, who waits for it."""
