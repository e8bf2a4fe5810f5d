"""How the editors' rooms write days and times, where Django has none for a language or an American way.

The site keeps one clock for all editors, wherever they are: each time says which.
"""
