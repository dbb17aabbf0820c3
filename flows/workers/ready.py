"""Imported once by the process that workers are forked from: each of them begins with the rules loaded."""

import signal

signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, also while these are being imported

import flows.workers.worker  # noqa: E402, F401 - what workers are told to do
from extractors import nlp, readers  # noqa: E402, F401 - what they do it with

nlp.warm_up()
