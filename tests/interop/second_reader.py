"""A reader of counter codes that was written from core/docs/counter-code.md and from nothing else.

    second_reader.py DOCUMENT --trust HEX --pin HEX --status HEX --now SECONDS [--policy strict] TEXT

prints what the code says, or `{"refused": code}`, as JSON. Numbers in comments are those of the checks in §15.
"""

import argparse
import base64
import hashlib
import json
import sys
import unicodedata

from certificates import ISSUER, validate
from document import Document
from facts import check_registered, disclose, read_disclosure, read_facts
from lists import StatusList, TrustList, date, int_floor, is_uri
from signed import TOKEN, Sealed, Signed, point, public_key, require, thumbprint
from strict_cbor import Map, Tag, decode, is_plain

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
POLICIES = {"everyday": (30, False), "strict": (3, True)}
DAY = 86_400


class Refused(Exception):
    """Its first argument is the code."""


class Credential:
    """§5, as far as check 3 goes."""

    def __init__(self, value):
        self.signed = Signed.read(value, TOKEN)
        header, unprotected = self.signed.protected, self.signed.unprotected
        check_headers(header, unprotected)
        require(is_plain(header))
        typ = header.get(16)
        names = isinstance(typ, str) and (typ == "application/sd-cwt" or typ.endswith("+sd-cwt"))
        require(names or (type(typ) is int and typ == 293))
        labels = [label for label, _ in header.pairs]
        require(170 not in labels or (type(header.get(170)) is int and header.get(170) == -16))
        self.disclosures = [read_disclosure(item) for item in list_of(unprotected, 17)]
        for item in list_of(unprotected, 171):
            require(isinstance(item, list) and len(item) == 3)
            require(all(isinstance(part, bytes) for part in item))
        self.payload = decode(self.signed.payload, *TOKEN)
        require(isinstance(self.payload, Map))
        check_registered(self.payload)
        self.exp, self.nbf, self.iat = dates(self.payload)
        confirmation = self.payload.get(8)
        require(isinstance(confirmation, Map) and is_plain(confirmation))
        require(2 not in [key for key, _ in confirmation.pairs])
        self.holder = public_key(confirmation.get(1))


class Token:
    """§7, as far as check 3 goes."""

    def __init__(self, value):
        self.signed = Signed.read(value, TOKEN)
        header, unprotected = self.signed.protected, self.signed.unprotected
        check_headers(header, unprotected)
        require(is_plain(Map([pair for pair in header.pairs if pair[0] != 13])))
        typ = header.get(16)
        require(typ == "application/kb+cwt" or (type(typ) is int and typ == 294))
        self.credential = Credential(header.get(13))
        payload = decode(self.signed.payload, *TOKEN)
        require(isinstance(payload, Map) and is_plain(payload))
        names = [name for name, _ in payload.pairs]
        require(1 not in names and 2 not in names)
        self.aud, self.nonce, self.cti = payload.get(3), payload.get(39), payload.get(7)
        require(isinstance(self.aud, str))
        require(39 not in names or isinstance(self.nonce, bytes))
        require(7 not in names or isinstance(self.cti, bytes))
        self.exp, self.nbf, self.iat = dates(payload)


class Pending:
    """A request that waits for its answer (§8, §9)."""

    def __init__(self, encoded, private):
        payload = decode(Signed.read(decode(encoded, *TOKEN), TOKEN).payload, *TOKEN)
        self.digest = hashlib.sha256(encoded).digest()
        self.private, self.nonce, self.ends = private, payload.get(39), payload.get(4)
        self.audience = audience(public_key(payload.get(8).get(1)))


class Reader:
    def __init__(self, document, trust, pins, statuses, now, policy="everyday"):
        self.document = document
        self.most_age, self.strict = POLICIES[policy]
        self.seen = []
        self.statuses = []
        certificate = document.limit("certificate, bytes")
        self.chain_limits = (document.limit("certificates of a chain"), certificate)
        try:
            self.trust = TrustList(trust, pins, now, certificate)
        except ValueError:
            self.trust = None
            return
        for encoded in statuses:
            try:
                most = document.limit("status list once inflated")
                self.statuses.append(StatusList(encoded, self.trust, now, most))
            except ValueError:
                continue

    def verify(self, text, now, pending=None):
        content = read_text(self.document, text)
        try:
            parsed = read_content(self.document, content)
        except ValueError:
            raise Refused("damaged") from None  # 3
        if pending is None:
            refuse(isinstance(parsed, Sealed), "answer_without_request")  # 5
        else:
            refuse(not isinstance(parsed, Sealed), "not_an_answer")  # 4
            parsed = self.open(parsed, pending, now)
        refuse(self.trust is None, "no_trust_list")  # 10
        age = max(0, now - self.trust.issued)
        past_end = now >= self.trust.ends
        refuse(age > self.most_age * DAY or (past_end and self.strict), "trust_list_too_old")  # 11
        refuse(len(parsed) > 1 and not parsed[0].nonce, "mixed")  # 12
        documents = [self.check(token, parsed[0], now, pending) for token in parsed]
        moments = [int_floor(token.iat) for token in parsed]
        for moment in (min(moments), max(moments)):
            refuse(now - moment > 60, "too_old")  # 36
            refuse(moment - now > 60, "from_the_future")  # 37
        for document in documents:
            self.check_status(document, now)
        self.remember(parsed, now)
        first_bits = int.from_bytes(hashlib.sha256(content).digest()[:2], "big") >> 6
        return {
            "way": "answer" if pending else "one-way",
            "made_at": min(moments),
            "late": any(abs(now - moment) > 30 for moment in moments),
            "word": self.document.words[first_bits],
            "trust_age": age,
            "trust_past_expiry": past_end,
            "documents": documents,
        }

    def open(self, sealed, pending, now):
        refuse(now >= pending.ends, "request_over")  # 6
        refuse(sealed.request != pending.digest[:8], "another_request")  # 7
        try:
            opened = sealed.open(pending.private, pending.digest)
        except ValueError:
            raise Refused("cannot_open") from None  # 8
        try:
            parsed = read_content(self.document, opened)
        except ValueError:
            raise Refused("damaged") from None  # 9
        refuse(isinstance(parsed, Sealed), "cannot_open")  # 8
        return parsed

    def check(self, token, first, now, pending):
        credential = token.credential
        vct = credential.payload.get(11)
        refuse(type(vct) is not int or vct not in self.document.types, "unknown_kind")  # 13
        refuse(credential.exp is None, "form")  # 14
        issuer = self.trust.issuer(credential.payload.get(1))
        refuse(issuer is None, "unknown_issuer")  # 15
        refuse(vct not in issuer.kinds, "issuer_may_not")  # 16
        name, key = self.issuer_key(credential, issuer, now)
        refuse(not credential.signed.verify(key), "issuer_signature")  # 21
        c, t = credential, token
        refuse(not in_order(("<=", c.nbf, c.iat), ("<", c.nbf, c.exp), ("<", c.iat, c.exp)), "times")  # 22
        refuse(not token.signed.verify(credential.holder), "holder_signature")  # 23
        if token.iat is None:
            timeless = token.cti is not None and token.exp is None and token.nbf is None
            refuse(not timeless, "times")  # 24
        rules = [("<=", t.nbf, t.iat), ("<", t.iat, t.exp), ("<=", t.exp, c.exp), ("<=", c.nbf, t.nbf)]
        rules += [("<=", c.iat, t.iat), ("<", t.nbf, c.exp), ("<", t.iat, c.exp), ("<=", c.nbf, t.iat)]
        refuse(not in_order(*rules), "times")  # 25
        begins = c.iat if c.nbf is None else c.nbf
        refuse(begins is not None and int_floor(begins) > now + 60, "not_yet_valid")  # 26
        refuse(now >= int_floor(c.exp), "expired")  # 27
        try:
            claims = disclose(c.payload, c.disclosures)
        except ValueError:
            raise Refused("disclosures") from None  # 28
        try:
            known, unknown = read_facts(self.document, claims)  # 29
            status = read_reference(claims)  # 30
        except ValueError:
            raise Refused("form") from None
        audience = pending.audience if pending else "*"
        refuse(t.aud != audience or c.payload.get(3) not in (None, audience), "another_reader")  # 31
        refuse(pending is not None and t.nonce != pending.nonce, "another_request")  # 32
        refuse(t.nonce != first.nonce, "mixed")  # 33
        refuse(t.iat is None, "form")  # 34
        refuse(t.exp is not None and now >= int_floor(t.exp), "too_old")  # 35
        order = self.document.types[vct]
        numbers = sorted(known, key=lambda one: order.index(one) if one in order else -1)
        return {
            "vct": vct,
            "issuer": name,
            "facts": {number: shown(known[number]) for number in numbers},
            "unknown": unknown,
            "ends": int_floor(c.exp),
            "status": self.status(status, issuer.id, now),
        }

    def issuer_key(self, credential, issuer, now):
        chain = credential.signed.certificates()
        if chain is not None:
            try:
                signer = validate(chain, self.trust.roots, ISSUER, now, self.chain_limits)
            except ValueError:
                raise Refused("certificate") from None  # 17
            refuse(issuer.id not in signer.uris(), "unknown_issuer")  # 18
            return signer.name(), signer.key
        kid = credential.signed.protected.get(4)
        keys = [key for key in issuer.keys if kid in (None, key.id)]
        refuse(len(keys) != 1, "unknown_issuer")  # 19
        moment = now if credential.iat is None else int_floor(credential.iat)
        refuse(not keys[0].signed_at(moment), "issuer_key_not_valid")  # 20
        return issuer.name, keys[0].key

    def status(self, reference, issuer, now):
        """The table of §13."""
        if reference is None:
            return {"listed": False}
        index, uri = reference
        lists = [one for one in self.statuses if one.uri == uri]
        own = [one for one in lists if one.issuer == issuer]
        if not own:
            return {"unknown": "foreign issuer" if lists else "no list"}
        newest = max(own, key=lambda one: one.issued)
        if newest.ends is not None and now >= int_floor(newest.ends):
            return {"unknown": "expired"}
        value = newest.status(index)
        if value is None:
            return {"beyond": True}
        age = max(0, now - int_floor(newest.issued))
        return {"value": value, "age": age, "past_ttl": newest.ttl is not None and age > newest.ttl}

    def check_status(self, document, now):
        status = document["status"]
        refuse(status.get("value") == 2, "suspended")  # 38
        refuse(status.get("value", 0) not in (0, 2), "revoked")  # 39
        refuse("beyond" in status, "form")  # 40
        refuse("unknown" in status and self.strict, "status_unknown")  # 41

    def remember(self, tokens, now):
        self.seen = [(at, digest) for at, digest in self.seen if abs(now - at) <= 180]
        known = {digest for _, digest in self.seen}
        digests = [token.signed.digest() for token in tokens]
        again = len(set(digests)) < len(digests) or any(digest in known for digest in digests)
        self.seen += [(now, digest) for digest in digests if digest not in known]
        refuse(again, "seen_before")  # 42


def refuse(holds, code):
    if holds:
        raise Refused(code)


def read_text(document, text, prefix="VGT1:"):
    """§2: the content of a text."""
    while text and (is_stripped(text[0]) or text[0] == " "):
        text = text[1:]
    while text and is_stripped(text[-1]):
        text = text[:-1]
    start, body = ascii_upper(text[:5]), ascii_upper(text[5:])
    if start != prefix:
        number, colon, _ = text[3:8].partition(":")
        digits = 1 <= len(number) <= 4 and all(digit in "0123456789" for digit in number)
        newer = start[:3] == prefix[:3] and colon and digits and int(number) > int(prefix[3:-1])
        raise Refused("newer_version" if newer else "not_a_code")  # 1, 2
    refuse(len(body) > document.limit("text of a code"), "damaged")
    content = bytearray()
    for at in range(0, len(body), 3):
        group = body[at : at + 3]
        digits = [ALPHABET.find(letter) for letter in group]
        refuse(-1 in digits or len(group) == 1, "damaged")
        value = sum(digit * 45**place for place, digit in enumerate(digits))
        length = len(group) - 1
        refuse(value >= 256**length, "damaged")
        content += value.to_bytes(length, "big")
    return bytes(content)


def is_stripped(letter):
    return letter == "\ufeff" or unicodedata.category(letter) == "Cc"


def ascii_upper(text):
    return "".join(letter.upper() if "a" <= letter <= "z" else letter for letter in text)


def read_content(document, content):
    """§7: tokens, or a sealed answer."""
    value = decode(content, *TOKEN)
    if isinstance(value, Tag) and value.number == 16:
        return Sealed(value.item)
    if isinstance(value, Tag):
        return [Token(value)]
    require(isinstance(value, list) and 2 <= len(value) <= document.limit("documents"))
    return [Token(one) for one in value]


def check_headers(header, unprotected):
    require(is_plain(unprotected))
    require(15 not in [label for one in (header, unprotected) for label, _ in one.pairs])


def list_of(unprotected, label):
    if label not in [known for known, _ in unprotected.pairs]:
        return []
    value = unprotected.get(label)
    require(isinstance(value, list) and value)
    return value


def dates(payload):
    """`exp`, `nbf`, `iat`."""
    for key, value in payload.pairs:
        require(type(key) is not int or key not in (4, 5, 6) or value is not None)
    return [date(payload.get(claim)) for claim in (4, 5, 6)]


def in_order(*rules):
    for rule, one, other in rules:
        if one is not None and other is not None:
            if one > other or (rule == "<" and one == other):
                return False
    return True


def read_reference(claims):
    if 65535 not in [key for key, _ in claims.pairs]:
        return None
    status = claims.get(65535)
    require(isinstance(status, Map) and isinstance(status.get("status_list"), Map))
    index, uri = status.get("status_list").get("idx"), status.get("status_list").get("uri")
    require(type(index) is int and index >= 0 and isinstance(uri, str) and is_uri(uri))
    return index, uri


def audience(key):
    return "vgt:" + base64.urlsafe_b64encode(thumbprint(key)[:16]).rstrip(b"=").decode()


def shown(value):
    return value.hex() if isinstance(value, bytes) else value


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("document")
    arguments.add_argument("--trust", type=bytes.fromhex, required=True)
    arguments.add_argument("--pin", type=bytes.fromhex, action="append", required=True)
    arguments.add_argument("--status", type=bytes.fromhex, action="append", default=[])
    arguments.add_argument("--now", type=int, required=True)
    arguments.add_argument("--policy", choices=POLICIES, default="everyday")
    arguments.add_argument("text")
    given = arguments.parse_args()
    pins = [point(pin) for pin in given.pin]
    document = Document(given.document)
    reader = Reader(document, given.trust, pins, given.status, given.now, given.policy)
    try:
        print(json.dumps(reader.verify(given.text, given.now), ensure_ascii=False, indent=2))
    except Refused as refused:
        print(json.dumps({"refused": refused.args[0]}))
        sys.exit(1)


if __name__ == "__main__":
    main()
