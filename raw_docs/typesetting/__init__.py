"""Sets the sample articles of ``raw_docs`` as a journal does: PDF, JATS and HTML from the text in our own words."""
