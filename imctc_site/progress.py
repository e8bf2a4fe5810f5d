"""How far a long command has come: one line that grows on a terminal, and nothing in a log."""

WIDTH = 40


def bar(stream, done: int, total: int, unit: str) -> None:
    """`stream` is a command's `stderr`; the line ends when `done` reaches `total`."""
    if stream.isatty() and total:
        filled = WIDTH * min(done, total) // total
        line = f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{total} {unit}"
        stream.write(line, ending="\n" if done >= total else "")
        stream.flush()
