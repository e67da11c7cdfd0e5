"""Copies as signed JSON, for a CRM or a ticket system."""
