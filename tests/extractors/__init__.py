"""Tests of the extractors: marked-up sentences, rule by rule."""
