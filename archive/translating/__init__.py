"""Translators at work: which text comes next, saving one by itself, and PO files for tools of their own."""
