"""What tests do in several threads at once."""

import threading

from django.db import connection


def in_another_thread(function):
    answers = []
    run_threads(lambda _number: answers.append(function()), 1)
    return answers[0]


def run_threads(function, count):
    failures = []

    def run(number):
        try:
            function(number)
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
