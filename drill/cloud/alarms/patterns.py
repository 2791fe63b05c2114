"""What the pattern of a metric filter matches: words, or fields of lines in JSON.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
"""

import fnmatch
import json
import re

MISSING = object()
QUOTED = r'"(?:[^"\\]|\\.)*"'


class UnknownPattern(Exception):
    """A pattern that nobody here understands: columns in square brackets, regular expressions."""


def matcher(pattern: str):
    """A function of a line: whether it matches."""
    written = pattern.strip()
    if written.startswith("[") or "%" in re.sub(QUOTED, "", written):
        raise UnknownPattern(pattern)
    if written.startswith("{"):
        condition = _Conditions(written[1:].rstrip().removesuffix("}")).read()
        return lambda line: _matches_json(condition, line)
    return _words(written)


def field(document, path: str):
    """`$.a.b[0]` of a document."""
    found = document
    for name, index in re.findall(r"\.([\w\-]+)|\[(\d+)\]", path):
        if name:
            found = found.get(name, MISSING) if isinstance(found, dict) else MISSING
        else:
            found = found[int(index)] if isinstance(found, list) and len(found) > int(index) else MISSING
    return found


def _matches_json(condition, line: str) -> bool:
    try:
        document = json.loads(line)
    except ValueError:
        return False
    return isinstance(document, dict) and condition(document)


def _words(pattern: str):
    terms = re.findall(r'([?\-]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))', pattern)
    spoken = [(sign, re.sub(r"\\(.)", r"\1", quoted) or bare) for sign, quoted, bare in terms]
    any_of = [word for sign, word in spoken if sign == "?"]
    without = [word for sign, word in spoken if sign == "-"]
    # Beside optional words, those that are none count for nothing.
    all_of = [] if any_of else [word for sign, word in spoken if not sign]

    def matches(line: str) -> bool:
        return (all(word in line for word in all_of) and not any(word in line for word in without)
                and (not any_of or any(word in line for word in any_of)))

    return matches


_TOKEN = re.compile(r'\s*(\(|\)|&&|\|\||"(?:[^"\\]|\\.)*"|!=|<=|>=|=|<|>|[^\s()=!<>&|]+)')
_NUMBERS = {"<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b}


class _Conditions:
    """`{ ($.a = "x") && ($.b > 3 || $.c NOT EXISTS) }`: && binds closer than ||."""

    def __init__(self, text: str) -> None:
        self.tokens = _TOKEN.findall(text)
        if "".join(self.tokens) != re.sub(r'("(?:[^"\\]|\\.)*")|\s+', r"\1", text):
            raise UnknownPattern(text)

    def read(self):
        condition = self._either()
        if self.tokens:
            raise UnknownPattern(" ".join(self.tokens))
        return condition

    def _either(self):
        parts = [self._all()]
        while self._next("||"):
            parts.append(self._all())
        return lambda document: any(part(document) for part in parts)

    def _all(self):
        parts = [self._one()]
        while self._next("&&"):
            parts.append(self._one())
        return lambda document: all(part(document) for part in parts)

    def _one(self):
        if self._next("("):
            inner = self._either()
            if not self._next(")"):
                raise UnknownPattern("a bracket that is not closed")
            return inner
        path, operator = self._take(), self._take()
        if not path.startswith("$"):
            raise UnknownPattern(path)
        if operator in ("IS", "NOT", "EXISTS"):
            return self._about(path, operator)
        return _compared(path, operator, self._take())

    def _about(self, path: str, operator: str):
        said = operator if operator == "EXISTS" else f"{operator} {self._take()}"
        tests = {
            "IS NULL": lambda value: value is None,
            "IS TRUE": lambda value: value is True,
            "IS FALSE": lambda value: value is False,
            "NOT EXISTS": lambda value: value is MISSING,
            "EXISTS": lambda value: value is not MISSING,
        }
        if said not in tests:
            raise UnknownPattern(said)
        return lambda document: tests[said](field(document, path))

    def _next(self, token: str) -> bool:
        if self.tokens[:1] != [token]:
            return False
        self.tokens.pop(0)
        return True

    def _take(self) -> str:
        if not self.tokens:
            raise UnknownPattern("a condition that is not whole")
        return self.tokens.pop(0)


def _compared(path: str, operator: str, written: str):
    if operator in _NUMBERS:
        try:
            limit = float(written)
        except ValueError:
            raise UnknownPattern(written) from None
        return lambda document: _is_number(field(document, path)) and _NUMBERS[operator](field(document, path), limit)
    if operator not in ("=", "!="):
        raise UnknownPattern(operator)
    wanted = written[1:-1] if written.startswith('"') else written

    def equals(document) -> bool:
        value = field(document, path)
        if value is MISSING or isinstance(value, (dict, list)):
            return False
        same = _is_same(value, wanted)
        return same if operator == "=" else not same

    return equals


def _is_same(value, wanted: str) -> bool:
    if _is_number(value):
        try:
            return value == float(wanted)
        except ValueError:
            return False
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return fnmatch.fnmatchcase(text, re.sub(r"([\[\]?])", r"[\1]", wanted))


def _is_number(value) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
