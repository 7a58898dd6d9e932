"""The check of a job offer: ten questions, each with the answer that warns. Nothing of it is stored."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

YES, NO, UNSURE = "yes", "no", "unsure"
ANSWERS = ((YES, _("Yes")), (NO, _("No")), (UNSURE, _("I do not know")))
MANY = 3


@dataclass(frozen=True)
class Question:
    """One question, the answer that warns, what it may mean, and whether one such answer is enough to stop."""

    code: str
    text: str | Promise
    warns: str
    sign: str | Promise
    stops: bool = False


QUESTIONS = (
    Question(
        "company",
        _("Did you check that the company exists: its name, address and telephone?"),
        NO,
        _("Nobody can say that this company exists. Ask us, and we look it up with you."),
    ),
    Question(
        "contract",
        _("Do you have a written contract in a language you read?"),
        NO,
        _("There is no contract that you can read. Do not leave on a promise."),
    ),
    Question(
        "pay",
        _("Is it much more money than such work usually pays?"),
        YES,
        _("It is too much money. Offers that are too good are the commonest bait."),
    ),
    Question(
        "fee",
        _("Must you pay, or borrow from them, for the journey, papers or the job?"),
        YES,
        _("You would begin with a debt. A debt is how people are held."),
        stops=True,
    ),
    Question(
        "papers",
        _("Has somebody asked to keep your passport or identity card?"),
        YES,
        _("Nobody may keep your papers. Keep them with you, and leave a copy at home."),
        stops=True,
    ),
    Question(
        "visa",
        _("Do they say that you can travel as a tourist and get the permit later?"),
        YES,
        _("Working without a permit puts you into their hands. The permit comes before the journey."),
    ),
    Question(
        "place",
        _("Do you know the address where you will live and work?"),
        NO,
        _("You do not know where you would be, so nobody could find you."),
    ),
    Question(
        "hurry",
        _("Do they press you to decide or leave at once?"),
        YES,
        _("They leave you no time to ask. A real employer waits some days."),
    ),
    Question(
        "alone",
        _("Do they ask you to tell nobody, or to travel alone with somebody you hardly know?"),
        YES,
        _("They want nobody to know where you go. Tell somebody you trust before you leave."),
        stops=True,
    ),
    Question(
        "leave",
        _("Would you be free to stop the work and go home when you want?"),
        NO,
        _("You would not be free to leave. Then it is no job."),
        stops=True,
    ),
)


@dataclass(frozen=True)
class Weighed:
    """What the answers say: how many signs, which, and how serious they are together."""

    level: str
    signs: tuple[Question, ...]
    unsure: tuple[Question, ...]
    open: int


def weigh(answers: Mapping[str, str]) -> Weighed:
    """Name every warning sign; one that stops, or three others, mean: do not go yet."""
    signs = tuple(each for each in QUESTIONS if answers.get(each.code) == each.warns)
    unsure = tuple(each for each in QUESTIONS if answers.get(each.code) == UNSURE)
    unanswered = sum(1 for each in QUESTIONS if answers.get(each.code) not in {YES, NO, UNSURE})
    if len(signs) >= MANY or any(each.stops for each in signs):
        level = "stop"
    elif signs or unsure or unanswered:
        level = "ask"
    else:
        level = "calm"
    return Weighed(level, signs, unsure, unanswered)
