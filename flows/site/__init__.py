"""The review pages: static HTML that shows every value beside the words it was read from."""
