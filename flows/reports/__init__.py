"""What a person is shown of a run: in the terminal, as text, as files."""
