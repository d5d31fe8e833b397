"""Trust list and status lists (core/docs/counter-code.md §11, §13). What is not taken is a ValueError."""

import re
import zlib
from dataclasses import dataclass

from certificates import Certificate, is_name
from signed import LIST, Signed, encoded_point, public_key, require, thumbprint
from strict_cbor import Map, decode

MOST_AHEAD = 300
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*")


@dataclass
class IssuerKey:
    id: bytes
    key: object
    begin: int
    end: int
    active: bool

    def signed_at(self, moment):
        return self.active and self.begin <= moment <= self.end


@dataclass
class Issuer:
    id: str
    name: str
    keys: list
    kinds: list


class TrustList:
    def __init__(self, encoded, pins, now, most_certificate):
        signed = Signed.read(decode(encoded, *LIST), LIST)
        require(signed.protected.get(16) == "application/vnd.vigiayto.trust-list+cwt")
        kid = signed.protected.get(4)
        require(isinstance(kid, bytes) and len(kid) == 8)
        fitting = [pin for pin in pins if thumbprint(pin)[:8] == kid]
        require(any(signed.verify(pin, algorithms=(-9,)) for pin in fitting))
        payload = decode(signed.payload, *LIST)
        require(isinstance(payload, Map) and is_id(payload.get(1)))
        self.issued, self.ends = integer(payload.get(6)), integer(payload.get(4))
        require(self.ends > self.issued and self.issued - now <= MOST_AHEAD)
        require(unsigned(payload.get(-1)) is not None)
        self.issuers = [read_issuer(one) for one in array(payload.get(-2), 512)]
        self.roots = [self.root(one, most_certificate) for one in array(payload.get(-3), 64)]
        for one in array(payload.get(-4), 64):
            self.root(one, most_certificate)
        ids = [issuer.id for issuer in self.issuers]
        keys = [encoded_point(key.key) for issuer in self.issuers for key in issuer.keys]
        require(len(set(ids)) == len(ids) and len(set(keys)) == len(keys))
        for issuer in self.issuers:
            require(len({key.id for key in issuer.keys}) == len(issuer.keys))

    @staticmethod
    def root(encoded, most):
        require(isinstance(encoded, bytes))
        root = Certificate(encoded, most)
        root.check_authority()
        return root

    def issuer(self, id):
        return next((issuer for issuer in self.issuers if issuer.id == id), None)


def read_issuer(value):
    require(isinstance(value, Map) and is_id(value.get(1)))
    for name in (value.get(2), value.get(3)):
        require(isinstance(name, str) and is_name(name))
    keys = [read_key(one) for one in array(value.get(4), 16)]
    kinds = [unsigned(one) for one in array(value.get(5), 64)]
    return Issuer(value.get(1), value.get(2), keys, kinds)


def read_key(value):
    require(isinstance(value, Map))
    id, begin, end = value.get(1), integer(value.get(3)), integer(value.get(4))
    require(isinstance(id, bytes) and 1 <= len(id) <= 32 and begin <= end)
    active = all(type(name) is not int or name != 5 for name, _ in value.pairs)
    return IssuerKey(id, public_key(value.get(2)), begin, end, active)


class StatusList:
    def __init__(self, encoded, trust, now, most_inflated):
        signed = Signed.read(decode(encoded, *LIST), LIST)
        require(signed.protected.get(16) == "application/statuslist+cwt")
        payload = decode(signed.payload, *LIST)
        require(isinstance(payload, Map))
        self.uri, self.issued = payload.get(2), date(payload.get(6))
        require(isinstance(self.uri, str) and is_uri(self.uri))
        require(self.issued is not None and self.issued - now <= MOST_AHEAD)
        self.ends, begin = date(payload.get(4)), date(payload.get(5))
        require(self.ends is None or int_floor(self.ends) > int_floor(self.issued))
        require(begin is None or int_floor(begin) <= int_floor(self.issued))
        self.ttl = payload.get(65534)
        require(self.ttl is None or unsigned(self.ttl) > 0)
        self.issuer = self.signer(signed, payload.get(1), trust)
        contents = payload.get(65533)
        require(isinstance(contents, Map))
        self.bits, packed = contents.get("bits"), contents.get("lst")
        require(type(self.bits) is int and self.bits in (1, 2, 4, 8) and isinstance(packed, bytes))
        stream = zlib.decompressobj()
        try:
            self.bytes = stream.decompress(packed, most_inflated)
            rest = stream.decompress(stream.unconsumed_tail, 1) if stream.unconsumed_tail else b""
        except zlib.error:
            raise ValueError("not zlib") from None
        require(not rest and stream.eof and not stream.unused_data)

    def signer(self, signed, named, trust):
        kid = signed.protected.get(4)
        kid = kid if kid is not None else signed.unprotected.get(4)
        require(isinstance(kid, bytes))
        require(named is None or isinstance(named, str))
        tried = [
            (issuer, key)
            for issuer in trust.issuers
            for key in issuer.keys
            if key.id == kid and named in (None, issuer.id)
        ]
        for issuer, key in tried[:16]:
            if signed.verify(key.key):
                require(key.signed_at(int_floor(self.issued)))
                return issuer.id
        raise ValueError("no such signer")

    def status(self, index):
        at = index * self.bits // 8
        if at >= len(self.bytes):
            return None
        return self.bytes[at] >> (index * self.bits % 8) & ((1 << self.bits) - 1)


def is_uri(text):
    return len(text) <= 255 and URI.fullmatch(text) is not None


def is_id(text):
    return isinstance(text, str) and re.fullmatch("[!-~]{1,255}", text) is not None


def array(value, most):
    require(isinstance(value, list) and len(value) <= most)
    return value


def integer(value):
    require(type(value) is int and -(2**63) <= value < 2**63)
    return value


def unsigned(value):
    require(type(value) is int and 0 <= value)
    return value


def date(value):
    """A date of §5, exact; None if there is none."""
    if value is None:
        return None
    require(type(value) in (int, float) and -(2**53) <= value <= 2**53)
    return value


def int_floor(number):
    return int(number // 1)
