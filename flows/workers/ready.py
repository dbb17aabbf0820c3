"""Imported once by the process that workers are forked from: each of them begins with the rules loaded."""

import gc

gc.disable()  # what is imported here stays: to look again and again what of it could go costs a tenth of the time

import flows.workers.worker  # noqa: E402, F401 - what workers are told to do
from extractors import nlp, readers  # noqa: E402, F401 - what they do it with

nlp.warm_up()
gc.enable()
