"""Saving without loss, publishing rules, and what is still missing from a record.

Nothing here knows the admin: the rules hold for every way in which editors change records.
"""
