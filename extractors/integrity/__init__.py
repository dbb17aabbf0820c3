"""What contradicts itself in one article: counts and shares, averages and the patients listed, doses, names, ages."""
