"""Which entries suit a company: one module of rules per kind of entry, all without I/O."""
