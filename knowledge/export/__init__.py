"""Writes what was changed in the store back into the content files, and leaves everything else in them as it is.

The text around a changed value is not written anew: comments, order, quotation marks and line breaks stay byte by byte.
"""
