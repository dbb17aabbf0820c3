"""Records against gold: facts, pairs, verdicts, scores, and what was gained and lost."""
