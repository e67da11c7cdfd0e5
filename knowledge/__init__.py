"""What Lotse knows: content, the store it is imported into, retrieval and matching."""
