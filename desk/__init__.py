"""What happens to a person's concern: conversations, requests, consent and contact."""
