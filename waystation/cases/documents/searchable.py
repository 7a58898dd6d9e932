"""What of documents may be searched: titles and names of files."""

from typing import Any

from django.utils.translation import gettext_lazy

from waystation.cases.documents.access import documents_for, opened
from waystation.cases.documents.kinds import SAID
from waystation.cases.documents.models import Document
from waystation.cases.listing import day_said
from waystation.cases.names import open_name
from waystation.core.sealing.vaults import Keyring
from waystation.core.search.searchable import Hit, Searched


def _document(document: Document, keyring: Keyring) -> Hit:
    found = opened(document, keyring)
    about = [open_name(document.person, keyring), day_said(document.added_at), str(SAID[found.kind])]
    return Hit(found.title, document.get_absolute_url(), ", ".join(filter(None, about)))


def _documents(user: Any) -> Any:
    return documents_for(user).kept()


SEARCHED = (Searched(gettext_lazy("Documents"), ("title", "file_name"), _documents, _document),)
