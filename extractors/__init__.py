"""From a file to a record of patients: readers make documents, extractors find values, linking says whose they are."""
