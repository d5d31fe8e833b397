"""Disclosures (core/docs/counter-code.md §5) and facts (§6). What does not fit is a ValueError."""

import datetime
import hashlib
import re
import unicodedata

from signed import TOKEN, require
from strict_cbor import Map, Simple, Tag, decode, encode, is_good_key

REDACTED_KEYS = Simple(59)
NEVER_REDACTED = (1, 3, 4, 5, 6, 7, 8, 39)


def read_disclosure(item):
    """The parts of one disclosure, of the form that check 3 asks for."""
    require(isinstance(item, bytes))
    parts = decode(item, *TOKEN)
    require(isinstance(parts, list) and 1 <= len(parts) <= 3)
    require(isinstance(parts[0], bytes) and len(parts[0]) == 16)
    require(len(parts) < 3 or is_good_key(parts[2]))
    return hashlib.sha256(encode(item)).digest(), parts


def disclose(payload, disclosures):
    """The payload with what was disclosed in its place."""
    by_hash = dict(disclosures)
    require(len(by_hash) == len(disclosures))
    seen = set()

    def take(digest):
        require(isinstance(digest, bytes) and len(digest) == 32 and digest not in seen)
        seen.add(digest)
        return by_hash.get(digest)

    def walk(value, levels):
        if isinstance(value, (Map, list, Tag)):
            require(levels > 0)
        if isinstance(value, Map):
            return walk_map(value, levels - 1)
        if isinstance(value, list):
            return walk_array(value, levels - 1)
        if isinstance(value, Tag):
            require(value.number not in (58, 60, 62))
            return Tag(value.number, walk(value.item, levels - 1))
        require(value != REDACTED_KEYS)
        return value

    def walk_map(value, levels):
        pairs, hashes = [], []
        for key, item in value.pairs:
            if key == REDACTED_KEYS:
                require(isinstance(item, list))
                hashes = item
            else:
                require(is_good_key(key))
                pairs.append((key, walk(item, levels)))
        for digest in hashes:
            parts = take(digest)
            if parts is None or len(parts) == 1:
                continue
            require(len(parts) == 3 and parts[2] not in [key for key, _ in pairs])
            pairs.append((parts[2], walk(parts[1], levels)))
        return Map(pairs)

    def walk_array(value, levels):
        items = []
        for item in value:
            if not (isinstance(item, Tag) and item.number == 60):
                items.append(walk(item, levels))
                continue
            parts = take(item.item)
            if parts is None or len(parts) == 1:
                continue
            require(len(parts) == 2)
            items.append(walk(parts[1], levels))
        return items

    claims = walk(payload, 16)
    require(set(by_hash) <= seen)
    open_claims = [key for key, _ in payload.pairs]
    require(all(key in open_claims for key, _ in claims.pairs if key in NEVER_REDACTED))
    check_registered(claims)
    return claims


def check_registered(claims):
    """What the table of §5 says of the values of some claims."""
    texts, strings = (1, 2, 3), (7, 39)
    for key, value in claims.pairs:
        if type(key) is not int:
            continue
        require(key not in texts or isinstance(value, str))
        require(key not in strings or isinstance(value, bytes))
        require(key != 8 or isinstance(value, Map))
        is_number = type(value) is int and 0 <= value < 65536
        require(key != 11 or is_number or isinstance(value, str))


def read_facts(document, claims):
    """Known facts by number, and how many others there are."""
    identity = claims.get(169)
    require(isinstance(identity, Map))
    known, unknown = {}, 0
    for key, value in identity.pairs:
        if type(key) is int and key in document.forms:
            require(fits(document, document.forms[key], value))
            known[key] = value
        else:
            unknown += 1
    return known, unknown


def fits(document, form, value):
    is_number = type(value) is int and value >= 0
    if form in ("text", "code"):
        return isinstance(value, str) and len(value.encode()) <= 2048 and not any(map(is_unfit, value))
    if form == "birth date":
        return isinstance(value, str) and re.fullmatch("[0-9]{4}|[0-9]{8}", value) and is_date(value)
    if form == "date":
        return is_number and is_date(str(value))
    if form == "term":
        return is_number and (value == 0 or is_date(str(value)))
    if form == "flag":
        return value is True or value is False
    if form == "sex":
        return is_number and value in (1, 2)
    if form == "picture":
        return isinstance(value, bytes) and len(value) <= document.limit("picture, bytes")
    if form == "picture format":
        return is_number and value < 256
    raise AssertionError(form)


def is_date(digits):
    if len(digits) not in (4, 8) or not 1800 <= int(digits[:4]) <= 2999:
        return False
    try:
        datetime.date(int(digits[:4]), int(digits[4:6] or 1), int(digits[6:] or 1))
    except ValueError:
        return False
    return True


UNFIT = [(0x61C, 0x61C), (0x200B, 0x200F), (0x2028, 0x202E), (0x2060, 0x206F), (0xFEFF, 0xFEFF)]


def is_unfit(letter):
    unseen = any(first <= ord(letter) <= last for first, last in UNFIT)
    return unseen or unicodedata.category(letter) == "Cc"
