"""Records in the forms that people use: tidy tables, spreadsheets, phenopackets, REDCap. One module a format."""
