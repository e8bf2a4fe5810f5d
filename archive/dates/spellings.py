"""What people type beside the phrases of our own catalogue and the month names of CLDR, by language.

Only spellings with one meaning belong here: not "before 2017", which leaves open whether 2017 counts.
A language without an entry is still read in its own phrases and month names. "from to" are intervals whose
first words can only be about their beginning; "about 2015 to 2016" may be about both.
"""

PHRASES = {
    "en": {
        "~": (
            "around %(date)s",
            "approximately %(date)s",
            "approx. %(date)s",
            "circa %(date)s",
            "ca. %(date)s",
            "c. %(date)s",
            "c.%(date)s",
        ),
        "?": ("perhaps %(date)s", "maybe %(date)s", "probably %(date)s"),
        "from": ("since %(date)s", "from %(date)s onwards", "from %(date)s on"),
        "until": ("till %(date)s", "up to %(date)s"),
        "from to": ("from %(start)s to %(end)s", "from %(start)s until %(end)s"),
        "to": ("%(start)s to %(end)s", "%(start)s until %(end)s"),
    },
    "hi": {
        "~": ("क़रीब %(date)s", "तक़रीबन %(date)s", "%(date)s के आसपास", "%(date)s के आस-पास", "%(date)s के क़रीब"),
        "?": ("संभवत %(date)s", "शायद %(date)s"),
        "between": ("%(start)s तथा %(end)s के बीच", "%(start)s से %(end)s के बीच"),
        "from": ("%(date)s से अब तक",),
        "to": ("%(start)s से %(end)s तक", "%(start)s से %(end)s", "%(start)s से लेकर %(end)s तक"),
    },
}

#: Signs that mean "to" in every language, beside the one that CLDR joins two dates with.
RANGES = ("%(start)s - %(end)s",)

MONTHS = {
    "en": {"sept": 9},
    "hi": {"अक्तूबर": 10, "अक्टूबर": 10},
}

SEASONS: dict[str, dict[int, tuple[str, ...]]] = {
    "en": {23: ("fall %(year)s",)},
    "hi": {
        21: ("बसंत %(year)s", "वसंत ऋतु %(year)s", "%(year)s का वसंत"),
        22: ("गर्मी %(year)s", "ग्रीष्म ऋतु %(year)s", "गर्मियाँ %(year)s", "%(year)s की गर्मियाँ"),
        23: ("शरद ऋतु %(year)s", "पतझड़ %(year)s", "%(year)s का शरद"),
        24: ("सर्दी %(year)s", "शीत ऋतु %(year)s", "सर्दियाँ %(year)s", "%(year)s की सर्दियाँ"),
    },
}

#: Words that may stand beside a date without changing it ("28 दिसंबर 2016 को", "in December of 2016").
FILLERS = {
    "en": ("in", "on", "of", "the"),
    "hi": ("को", "में", "सन", "सन्", "वर्ष", "साल", "की", "के"),
}
