"""How fast the site is, and a throw-away archive to measure it on. Nothing in here is part of the site."""
