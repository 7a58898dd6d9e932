"""What the SOS line stores: contacts, what is being typed, calls promised back, and callers known again."""

from waystation.intake.desk.models.callbacks import Callback
from waystation.intake.desk.models.contacts import Caller, Contact
from waystation.intake.desk.models.drafts import Draft

__all__ = ["Callback", "Caller", "Contact", "Draft"]
