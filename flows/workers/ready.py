"""Imported once by the process that workers are forked from: each of them begins with the rules loaded."""

import flows.workers.worker  # noqa: F401 - what workers are told to do
from extractors import nlp, readers  # noqa: F401 - what they do it with

nlp.warm_up()
