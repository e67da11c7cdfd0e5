"""What `make` calls: environments, programs that tests need, start and supervision. Runs from the checkout only."""
