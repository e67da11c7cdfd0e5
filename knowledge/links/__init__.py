"""Looks whether the addresses that entries name still lead somewhere, politely."""
