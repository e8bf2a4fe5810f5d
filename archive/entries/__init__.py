"""A record as editors write it: one written form, in files and in versions, read and written.

Nothing here saves: `archive.loading` brings files into the archive.
"""
