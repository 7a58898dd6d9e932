"""Writes answers back into the form of a page, as the browser had them: no page needs a script or a view for it."""

import re
from collections.abc import Mapping, Sequence
from html import escape, unescape
from urllib.parse import urljoin

FORM = re.compile(r"(<form\b[^>]*>)(.*?)(</form>)", re.DOTALL)
ANSWERABLE = re.compile(r"<input\b[^>]*>|<textarea\b[^>]*>.*?</textarea>|<select\b[^>]*>.*?</select>", re.DOTALL)
OPTION = re.compile(r"<option\b[^>]*>")
ATTRIBUTE = re.compile(r"\s([\w:-]+)(?:=\"([^\"]*)\")?")
CHOSEN = re.compile(r"\s(?:checked|selected)(?:=\"[^\"]*\")?(?=[\s>/])")
VALUE = re.compile(r"\svalue=\"[^\"]*\"")
NEVER = {"password", "file", "submit", "button", "image", "reset"}
TICKED = {"checkbox", "radio"}
TOKEN = "csrfmiddlewaretoken"  # noqa: S105  the name of a field
Answers = Mapping[str, Sequence[str]]


def filled(page: str, *, at: str, target: str, answers: Answers, said: str) -> str | None:
    """Return the page with the answers in the form that leads to `target`, and `said` above them; None without one."""
    fitting = [form for form in FORM.finditer(page) if _leads_to(form[1], at) == target and _asks(form[2], answers)]
    if not fitting:
        return None
    form = max(fitting, key=lambda each: _asks(each[2], answers))
    left = {name: list(values) for name, values in answers.items()}
    inside = ANSWERABLE.sub(lambda tag: _answered(tag[0], answers, left), form[2])
    return f"{page[: form.start()]}{form[1]}{said}{inside}{form[3]}{page[form.end() :]}"


def _leads_to(opening: str, at: str) -> str:
    said = _attributes(opening)
    if (said.get("method") or "").lower() != "post":
        return ""
    return urljoin(at, said.get("action") or at)


def _asks(inside: str, answers: Answers) -> int:
    names = {_attributes(tag[0].partition(">")[0] + ">").get("name", "") for tag in ANSWERABLE.finditer(inside)}
    return len((names & set(answers)) - {TOKEN})


def _answered(tag: str, answers: Answers, left: dict[str, list[str]]) -> str:
    opening = tag.partition(">")[0] + ">"
    said = _attributes(opening)
    name, kind = said.get("name", ""), said.get("type", "text").lower()
    if not name or name == TOKEN or kind in NEVER:
        return tag
    if tag.startswith("<select"):
        return OPTION.sub(lambda option: _chosen(option[0], answers.get(name, ()), "selected"), tag)
    if tag.startswith("<input") and kind in TICKED:
        return _chosen(tag, answers.get(name, ()), "checked")
    if not left.get(name):
        return tag
    value = escape(left[name].pop(0))
    if tag.startswith("<textarea"):
        return f"{opening}\n{value}</textarea>"
    return (
        f'{VALUE.sub("", tag, count=1)[: len("<input")]} value="{value}"{VALUE.sub("", tag, count=1)[len("<input") :]}'
    )


def _chosen(opening: str, values: Sequence[str], word: str) -> str:
    bare = CHOSEN.sub("", opening)
    if _attributes(opening).get("value", "on") not in values:
        return bare
    return re.sub(r"^<(\w+)", rf"<\1 {word}", bare)


def _attributes(opening: str) -> dict[str, str]:
    return {name.lower(): unescape(value) for name, value in ATTRIBUTE.findall(opening)}
