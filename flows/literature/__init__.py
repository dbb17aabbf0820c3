"""What the articles say of each other: one article in two files, one patient in two reports, contradictions."""
