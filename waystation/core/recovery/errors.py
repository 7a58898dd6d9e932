"""What can be wrong with typed shares, said so that the holder of the sheet can put it right."""

from waystation.core.errors import ActionRefused


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for the catalogues without loading settings: a restore runs where there are none yet."""
    return sentence


class WrongShares(ActionRefused):
    """Shares do not make a key. `sentence` is what a catalogue translates, `facts` fill its gaps."""

    def __init__(self, sentence: str, **facts: str | int) -> None:
        self.sentence, self.facts = sentence, facts
        super().__init__(sentence % facts)


UNKNOWN_WORD = gettext_noop("Word %(place)s, “%(word)s”, is not in the list: compare it with the sheet.")
ALMOST_A_WORD = gettext_noop("Word %(place)s, “%(word)s”, is not in the list. Perhaps “%(meant)s”? Look at the sheet.")
WRONG_COUNT = gettext_noop("A share has %(wanted)s words and %(given)s were typed: type all of them, in their order.")
WRONG_ORDER = gettext_noop("These words are no share, though each is in the list: compare them one by one.")
SAME_SHARE = gettext_noop("The same share was typed twice: take a second sheet.")
TWO_KEYS = gettext_noop("The two shares belong to different keys: compare the letters at the top of the sheets.")
NOT_TWO = gettext_noop("Two shares are needed and %(given)s were given: one share alone opens nothing.")
OTHER_KEY = gettext_noop("These shares belong to another key: take the sheets that show …%(short)s at the top.")
