"""The archive as data: the read form and the rows of the pages, in the formats of other programs."""
