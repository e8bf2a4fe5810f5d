"""How words are spelt: where they begin and end, the Hindi fold, Hindi in Latin letters. No database here."""
