"""Who gets a request, and what may be promised: routing, organisations, office hours."""
