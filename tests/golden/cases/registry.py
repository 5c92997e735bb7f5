"""Where the cases register: a folder, a name, the function that changes the clean submission and says what must be found."""

CASES = []


def case(folder, name=None, accepted=True):
    """`accepted`: the clean submission's own finding stays. The docstring is the sentence of the contract at stake."""

    def register(change):
        CASES.append((folder, name or change.__name__.replace("_", "-"), change, accepted))
        return change

    return register


def positive(code, accepted=True):
    return case("findings", code, accepted)


def near_miss(code, accepted=True):
    return case("findings", code + ".near-miss", accepted)


def ruling(change=None, *, accepted=True):
    register = case("rulings", accepted=accepted)
    return register(change) if change else register


def earlier(change=None, *, accepted=True):
    """The clean submission in pieces: what else was received before it."""
    register = case("earlier", accepted=accepted)
    return register(change) if change else register
