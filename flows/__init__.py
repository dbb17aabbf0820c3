"""From a folder of articles to a report: order, storage, scores and the command line. Prefect is known here alone."""
