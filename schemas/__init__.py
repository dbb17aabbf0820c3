"""The nouns of casesift: frozen pydantic types that every room shares, and no tool."""
