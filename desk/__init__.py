"""What happens to a person's concern: conversations, requests, consent, contact, hand-off, notification.

What dialogue and console call; all of it works in the caller's transaction and commits nothing:

* ``contacts.read_contact``, ``consent.current``: how a person is reached, and what they agree to.
* ``drafts.Draft``, ``requests.submit``: hand a need or an escalation in.
* ``handoff.ways.way``: who would get it and why, before anybody agrees to that.
* ``completeness.completeness``: what of a request is known.
* ``request_lookup.find``: by reference code, throttled.
* ``request_care``: ``promised``, ``standing``, ``add_information``, ``withdraw``.
* ``request_export.export``, ``request_erasure.erase``: everything out, everything gone.
"""
