"""The steps. Each names the one before it; none is changed once a store has taken it."""
