"""Where a value comes from, and what changed it."""
