"""Accounts of those who enter the editors' rooms: their second factor, and the record of their sign-ins.

Knows nothing of what the rooms hold. Settings: `SECOND_FACTOR` (who must), `SECOND_FACTOR_RIGHTS` (what makes
a publisher), `SECOND_FACTOR_MAY_BE_SKIPPED` (on a loopback address alone), `SIGN_IN_DAYS`.
"""
