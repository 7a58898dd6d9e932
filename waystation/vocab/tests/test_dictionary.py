"""The data dictionary in docs is the one the data files give, and reading them is cheap."""

import subprocess
import sys

from waystation.vocab.dictionary import PAGE, dictionary


def test_the_page_in_docs_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == dictionary(), "run: python -m waystation.vocab.dictionary"


def test_importing_the_vocabulary_reads_no_list_and_no_django() -> None:
    heavy = "[name for name in ('tomllib', 'csv', 'django', 'babel') if name in sys.modules]"
    look = f"import sys; from waystation import vocab; print({heavy})"
    answer = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
