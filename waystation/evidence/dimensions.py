"""The break-downs indicators share, named in the three languages."""

from waystation.evidence.published import Dimension


def _by(code: str, codes: str, en: str, mk: str, sq: str) -> Dimension:
    return Dimension(code, codes, {"en": en, "mk": mk, "sq": sq})


YEAR = _by("year", "", "Year", "Година", "Viti")
PERIOD = _by("period", "", "Period", "Период", "Periudha")
CHANNEL = _by("channel", "contact_channel", "Channel", "Канал", "Kanali")
CALLER_TYPE = _by("caller_type", "caller_type", "Who contacted", "Кој се јави", "Kush kontaktoi")
TOPIC = _by("topic", "contact_topic", "Topic", "Тема", "Tema")
OUTCOME = _by("outcome", "contact_outcome", "Outcome", "Исход", "Rezultati")
SEX = _by("sex", "sex", "Sex", "Пол", "Gjinia")
CHILD_ADULT = _by("child_adult", "child_adult", "Child or adult", "Дете или возрасно лице", "Fëmijë ose i rritur")
AGE_BAND = _by("age_band", "age_band", "Age", "Возраст", "Mosha")
FORM = _by("form", "exploitation_form", "Form of exploitation", "Облик на експлоатација", "Forma e shfrytëzimit")
MEANS = _by("means", "means_of_control", "Means of control", "Средство на контрола", "Mjeti i kontrollit")
CITIZENSHIP_GROUP = _by("citizenship_group", "citizenship_group", "Citizenship", "Државјанство", "Shtetësia")
CITIZENSHIP = _by("citizenship", "country", "Citizenship", "Државјанство", "Shtetësia")
COUNTRY = _by(
    "country_of_exploitation", "country", "Country of exploitation", "Земја на експлоатација", "Vendi i shfrytëzimit"
)
REGION = _by("region", "region", "Region", "Регион", "Rajoni")
SERVICE = _by("service_type", "service_type", "Service", "Услуга", "Shërbimi")
PROFILE = _by("profile", "profile_on_move", "Profile", "Профил", "Profili")
SCREENING_OUTCOME = _by(
    "outcome", "screening_outcome", "Outcome of the talk", "Исход од разговорот", "Rezultati i bisedës"
)
PLACE = _by("place", "place_on_move", "Place", "Место", "Vendi")
AUDIENCE = _by("audience", "audience", "Audience", "Публика", "Audienca")
KIND = _by("kind", "activity_kind", "Kind of activity", "Вид активност", "Lloji i veprimtarisë")
TEST = _by("test", "test_moment", "Test", "Тест", "Testi")
SOURCE = _by("source", "", "Source", "Извор", "Burimi")
