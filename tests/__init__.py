"""Tests of casesift: the same rooms again."""
