"""Certificate chains (core/docs/counter-code.md §12) and names (§11). What does not hold is a ValueError."""

import unicodedata

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtensionOID, NameOID
from signed import require

ISSUER = "2.25.136804321799899407882470210419120119314"
KNOWN = {
    ExtensionOID.BASIC_CONSTRAINTS,
    ExtensionOID.KEY_USAGE,
    ExtensionOID.EXTENDED_KEY_USAGE,
    ExtensionOID.SUBJECT_ALTERNATIVE_NAME,
}
ECDSA_WITH_SHA256 = bytes.fromhex("300a06082a8648ce3d040302")
UNREADABLE = (
    x509.DuplicateExtension,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
    IndexError,
    UnsupportedAlgorithm,
)
TEXTS = ("UTF8String", "PrintableString")


class Certificate:
    def __init__(self, encoded, most_bytes):
        require(len(encoded) <= most_bytes)
        self.encoded = encoded
        try:
            self.read(encoded)
        except UNREADABLE as error:
            raise ValueError(str(error)) from None

    def read(self, encoded):
        self.parsed = x509.load_der_x509_certificate(encoded)
        require(self.parsed.version is x509.Version.v3)
        body, outer, _ = _elements(_elements(encoded)[0][1])
        require(outer[0] == ECDSA_WITH_SHA256 and _elements(body[1])[2][0] == ECDSA_WITH_SHA256)
        self.key = self.parsed.public_key()
        require(isinstance(self.key, ec.EllipticCurvePublicKey) and self.key.curve.name == "secp256r1")
        self.extensions = {one.oid: one for one in self.parsed.extensions}
        require(all(one.oid in KNOWN for one in self.extensions.values() if one.critical))
        self.subject = self.parsed.subject.public_bytes()
        self.issuer = self.parsed.issuer.public_bytes()

    def extension(self, oid):
        found = self.extensions.get(oid)
        return found and found.value

    def purposes(self):
        listed = self.extension(ExtensionOID.EXTENDED_KEY_USAGE)
        return listed and [purpose.dotted_string for purpose in listed]

    def check_signed_by(self, key):
        try:
            key.verify(self.parsed.signature, self.parsed.tbs_certificate_bytes, ec.ECDSA(hashes.SHA256()))
        except InvalidSignature:
            raise ValueError("signature") from None

    def check_time(self, now):
        begin = self.parsed.not_valid_before_utc.timestamp()
        require(begin <= now <= self.parsed.not_valid_after_utc.timestamp())

    def check_authority(self, below=0):
        constraints = self.extension(ExtensionOID.BASIC_CONSTRAINTS)
        usage = self.extension(ExtensionOID.KEY_USAGE)
        require(constraints and constraints.ca and usage and usage.key_cert_sign)
        require(constraints.path_length is None or below <= constraints.path_length)

    def check_signer(self, purpose):
        constraints = self.extension(ExtensionOID.BASIC_CONSTRAINTS)
        usage = self.extension(ExtensionOID.KEY_USAGE)
        require(not (constraints and constraints.ca) and usage and usage.digital_signature)
        require(purpose in (self.purposes() or []))

    def name(self):
        names = []
        for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
            found = self.parsed.subject.get_attributes_for_oid(oid)
            require(len(found) <= 1)
            require(all(one._type.name in TEXTS and is_name(one.value) for one in found))
            names += [unicodedata.normalize("NFC", one.value) for one in found]
        require(names)
        return names[0]

    def uris(self):
        names = self.extension(ExtensionOID.SUBJECT_ALTERNATIVE_NAME)
        return names.get_values_for_type(x509.UniformResourceIdentifier) if names else []


def validate(chain, roots, purpose, now, limits):
    """The signer's certificate of a chain that holds."""
    most, most_bytes = limits
    require(len(chain) <= most)
    path = [Certificate(encoded, most_bytes) for encoded in chain]
    if len(path) > 1 and any(root.encoded == path[-1].encoded for root in roots):
        path.pop()
    for below, above in zip(path, path[1:]):
        require(below.issuer == above.subject)
        below.check_signed_by(above.key)
    root = _root(path[-1], roots)
    for one in [root, *path]:
        one.check_time(now)
    for below, authority in enumerate(path[1:]):
        authority.check_authority(below)
        require(authority.purposes() is None or purpose in authority.purposes())
    root.check_authority(len(path) - 1)
    path[0].check_signer(purpose)
    path[0].name()
    return path[0]


def _root(top, roots):
    for root in roots:
        if root.subject == top.issuer:
            try:
                top.check_signed_by(root.key)
                return root
            except ValueError:
                continue
    raise ValueError("no known root")


UNSEEN = [(0xAD, 0xAD), (0x61C, 0x61C), (0x200B, 0x200F), (0x202A, 0x202E)]
UNSEEN += [(0x2060, 0x206F), (0xFEFF, 0xFEFF), (0xE0000, 0xE007F)]


def is_name(text):
    name = unicodedata.normalize("NFC", text)
    for letter in name:
        if unicodedata.category(letter) == "Cc" or (letter.isspace() and letter != " "):
            return False
        if any(first <= ord(letter) <= last for first, last in UNSEEN):
            return False
    return 1 <= len(name.encode()) <= 200 and "  " not in name and name == name.strip(" ")


def _elements(data):
    """The elements of DER: whole and content of each."""
    elements, at = [], 0
    while at < len(data):
        length, content = data[at + 1], at + 2
        if length & 0x80:
            octets = length & 0x7F
            length = int.from_bytes(data[content : content + octets], "big")
            content += octets
        elements.append((data[at : content + length], data[content : content + length]))
        at = content + length
    return elements
