"""What a well-known file does not say about itself is asked for in whole sentences."""

import pytest
from django.utils import translation

from waystation.core.importing.errors import CannotRead
from waystation.core.importing.profiles import built_in, with_constants
from waystation.core.importing.targets import target

LEFT_UNSAID = [(each, name) for each in built_in() for name in each.needs]


@pytest.mark.parametrize(("profile", "name"), LEFT_UNSAID)
@pytest.mark.parametrize("language", ["mk", "sq", "en"])
def test_the_question_is_named_as_the_page_names_it(profile, name, language):
    with translation.override(language), pytest.raises(CannotRead) as refusal:
        with_constants(profile, {})
    label = next(each.label for each in target(profile.reading.target).fields if each.name == name)
    with translation.override(language):
        assert str(label) in str(refusal.value)
    assert language == "en" or name not in str(refusal.value)


def test_some_profile_needs_an_answer():
    assert ("unodc", "edition") in [(profile.name, name) for profile, name in LEFT_UNSAID]
