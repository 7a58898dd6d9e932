"""Twenty threads show one code at the same moment, in a home of its own; prints how many were let in."""

from concurrent.futures import ThreadPoolExecutor

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.db import connection

from waystation.core.accounts import access, codes
from waystation.core.accounts.actions import second_factor
from waystation.core.models import Organisation, User

AT_ONCE = 20


def tried_at_once(member, code):
    """Return the answers to one code, shown by all at once."""

    def one(_number):
        try:
            return second_factor.use_code(member, code)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sorted(pool.map(one, range(AT_ONCE)))


def answers():
    organisation = Organisation.objects.create(name="Many tries (invented)", invented=True)
    member = User.objects.create(organisation=organisation, sign_in_name="many", role="reader")
    second_factor._keep_app(member, generate_totp_secret())
    for code in (codes.next_code(access.app_of(member)), access.recovery_codes_of(member)[0]):
        yield tried_at_once(member, code)


if __name__ == "__main__":
    print([(len(answer), answer.count(True)) for answer in answers()])  # noqa: T201
