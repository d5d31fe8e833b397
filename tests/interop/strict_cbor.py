"""CBOR as core/docs/counter-code.md §3 has it: one encoding of each value, within limits, or a ValueError."""

import struct
from dataclasses import dataclass


@dataclass(frozen=True)
class Tag:
    number: int
    item: object


@dataclass(frozen=True)
class Simple:
    number: int


class Map:
    def __init__(self, pairs):
        self.pairs = pairs

    def get(self, key):
        """What stands under an integer or a text."""
        for known, value in self.pairs:
            if type(known) is type(key) and known == key:
                return value
        return None

    def __len__(self):
        return len(self.pairs)


def decode(data, size, items, depth=16):
    """The one item that `data` is."""
    if len(data) > size:
        raise ValueError("too large")
    decoder = _Decoder(data, items - 1)
    value = decoder.item(depth)
    if decoder.at != len(data):
        raise ValueError("trailing bytes")
    return value


def encode(value):
    """The encoding that writers make."""
    if value is True or value is False:
        return b"\xf5" if value else b"\xf4"
    if value is None:
        return b"\xf6"
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, bytes):
        return _head(2, len(value)) + value
    if isinstance(value, str):
        return _head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return _head(4, len(value)) + b"".join(map(encode, value))
    if isinstance(value, Map):
        pairs = sorted((encode(key), encode(item)) for key, item in value.pairs)
        return _head(5, len(pairs)) + b"".join(key + item for key, item in pairs)
    if isinstance(value, Tag):
        return _head(6, value.number) + encode(value.item)
    if isinstance(value, Simple):
        return _head(7, value.number)
    return b"\xfb" + struct.pack(">d", value)


def is_good_key(key):
    if type(key) is int:
        return -(2**63) <= key < 2**63
    return isinstance(key, str) and 1 <= len(key.encode()) <= 255


def is_plain(value):
    """§3: good keys, no mark of redaction."""
    if isinstance(value, list):
        return all(map(is_plain, value))
    if isinstance(value, Map):
        return all(is_good_key(key) and is_plain(item) for key, item in value.pairs)
    if isinstance(value, Tag):
        return value.number not in (58, 60, 62) and is_plain(value.item)
    return value != Simple(59)


def _head(major, argument):
    major <<= 5
    if argument < 24:
        return bytes([major | argument])
    for info, length in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if argument < 1 << 8 * length:
            return bytes([major | info]) + argument.to_bytes(length, "big")
    raise ValueError("too large")


class _Decoder:
    def __init__(self, data, items_left):
        self.data = data
        self.at = 0
        self.items_left = items_left

    def take(self, length):
        if length > len(self.data) - self.at:
            raise ValueError("ends early")
        self.at += length
        return self.data[self.at - length : self.at]

    def announce(self, items):
        self.items_left -= items
        if self.items_left < 0:
            raise ValueError("too many items")

    def argument(self, info):
        if info < 24:
            return info
        if info > 27:
            raise ValueError("indefinite or reserved")
        length = 1 << (info - 24)
        number = int.from_bytes(self.take(length), "big")
        if number < (24 if length == 1 else 1 << 4 * length):
            raise ValueError("not the shortest form")
        return number

    def item(self, depth):
        first = self.take(1)[0]
        major, info = first >> 5, first & 31
        if major == 7:
            return self.simple(info)
        argument = self.argument(info)
        if major == 0:
            return argument
        if major == 1:
            return -1 - argument
        if major == 2:
            return self.take(argument)
        if major == 3:
            return self.take(argument).decode("utf-8")
        if depth == 0:
            raise ValueError("too deep")
        if major == 4:
            self.announce(argument)
            return [self.item(depth - 1) for _ in range(argument)]
        if major == 6:
            self.announce(1)
            return Tag(argument, self.item(depth - 1))
        self.announce(2 * argument)
        pairs = [(self.item(depth - 1), self.item(depth - 1)) for _ in range(argument)]
        if len({encode(key) for key, _ in pairs}) < len(pairs):
            raise ValueError("a key twice")
        return Map(pairs)

    def simple(self, info):
        known = {20: False, 21: True, 22: None}
        if info in known:
            return known[info]
        if info < 24:
            return Simple(info)
        if info == 24:
            number = self.take(1)[0]
            if number < 32:
                raise ValueError("reserved")
            return Simple(number)
        if info in (25, 26, 27):
            return struct.unpack({25: ">e", 26: ">f", 27: ">d"}[info], self.take(1 << (info - 24)))[0]
        raise ValueError("indefinite or reserved")
