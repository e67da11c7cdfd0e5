"""What matching costs, and how many questions come before its result."""
