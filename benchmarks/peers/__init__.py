"""What a desk would write instead: the same text, fonts and length by other means."""
