"""Signed objects and keys (core/docs/counter-code.md §4), sealed answers (§9). What is malformed is a ValueError."""

import hashlib
import hmac
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from strict_cbor import Map, Tag, decode, encode

TOKEN = (65536, 2048)
LIST = (2097152, 65536)


def require(holds):
    if not holds:
        raise ValueError("not of its form")


@dataclass
class Signed:
    protected_bytes: bytes
    protected: Map
    unprotected: Map
    payload: bytes
    signature: bytes

    @classmethod
    def read(cls, value, limits):
        require(isinstance(value, Tag) and value.number == 18)
        require(isinstance(value.item, list) and len(value.item) == 4)
        protected, unprotected, payload, signature = value.item
        require(all(isinstance(part, bytes) for part in (protected, payload, signature)))
        header = decode(protected, *limits)
        labels = []
        for one in (header, unprotected):
            require(isinstance(one, Map))
            for label, content in one.pairs:
                require(type(label) is int or isinstance(label, str))
                require(label not in labels and label != 2)
                labels.append(label)
                require(label != 4 or isinstance(content, bytes))
                require(label != 33 or isinstance(content, bytes) or is_chain(content))
        require(type(header.get(1)) is int and -(2**63) <= header.get(1) < 2**63)
        return cls(protected, header, unprotected, payload, signature)

    def certificates(self):
        chain = self.protected.get(33)
        return [chain] if isinstance(chain, bytes) else chain

    def sig_structure(self):
        return encode(["Signature1", self.protected_bytes, b"", self.payload])

    def digest(self):
        return hashlib.sha256(self.sig_structure()).digest()

    def verify(self, key, algorithms=(-9, -7)):
        return self.protected.get(1) in algorithms and holds(key, self.sig_structure(), self.signature)


def is_chain(content):
    return isinstance(content, list) and len(content) > 1 and all(isinstance(one, bytes) for one in content)


def holds(key, message, signature):
    """Whether r ‖ s is a signature of the message."""
    if len(signature) != 64:
        return False
    numbers = (int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big"))
    try:
        key.verify(encode_dss_signature(*numbers), message, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def point(encoded):
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), encoded)


def public_key(cose_key):
    """A COSE_Key of §4."""
    require(isinstance(cose_key, Map))
    require(type(cose_key.get(1)) is int and cose_key.get(1) == 2)
    require(type(cose_key.get(-1)) is int and cose_key.get(-1) == 1)
    names = [name for name, _ in cose_key.pairs]
    require(-4 not in names)
    require(3 not in names or (type(cose_key.get(3)) is int and cose_key.get(3) in (-9, -7)))
    operations = cose_key.get(4)
    if 4 in names:
        require(isinstance(operations, list) and any(type(one) is int and one == 2 for one in operations))
    x, y = cose_key.get(-2), cose_key.get(-3)
    require(isinstance(x, bytes) and len(x) == 32)
    if y is True or y is False:
        return point((b"\x03" if y else b"\x02") + x)
    require(isinstance(y, bytes) and len(y) == 32)
    return point(b"\x04" + x + y)


def thumbprint(key):
    numbers = key.public_numbers()
    x, y = numbers.x.to_bytes(32, "big"), numbers.y.to_bytes(32, "big")
    return hashlib.sha256(encode(Map([(1, 2), (-1, 1), (-2, x), (-3, y)]))).digest()


class Sealed:
    """A sealed answer."""

    def __init__(self, parts):
        require(isinstance(parts, list) and len(parts) == 3)
        self.protected, unprotected, self.ciphertext = parts
        require(isinstance(self.protected, bytes) and isinstance(self.ciphertext, bytes))
        require(isinstance(unprotected, Map))
        header = decode(self.protected, *TOKEN)
        require(isinstance(header, Map) and len(header) == 1)
        require(type(header.get(1)) is int and header.get(1) == 35)
        self.request, self.encapsulated = unprotected.get(4), unprotected.get(-4)
        require(isinstance(self.request, bytes) and isinstance(self.encapsulated, bytes))

    def open(self, private, digest):
        """The presentation, or a ValueError."""
        key = ec.derive_private_key(int.from_bytes(private, "big"), ec.SECP256R1())
        own = encoded_point(key.public_key())
        require(len(self.encapsulated) == 65)
        shared = key.exchange(ec.ECDH(), point(self.encapsulated))
        aad = encode(["Encrypt0", self.protected, digest])
        try:
            return _hpke_open(shared, self.encapsulated, own, aad, self.ciphertext)
        except InvalidTag:
            raise ValueError("can't be opened") from None


def encoded_point(key):
    numbers = key.public_numbers()
    return b"\x04" + numbers.x.to_bytes(32, "big") + numbers.y.to_bytes(32, "big")


def _hpke_open(shared, encapsulated, own, aad, ciphertext):
    """RFC 9180 §4.1 and §5, for DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, base mode, no info."""
    kem = b"KEM\x00\x10"
    prk = _extract(kem, b"", b"eae_prk", shared)
    secret = _expand(kem, prk, b"shared_secret", encapsulated + own, 32)
    suite = b"HPKE\x00\x10\x00\x01\x00\x01"
    context = b"\x00" + _extract(suite, b"", b"psk_id_hash", b"") + _extract(suite, b"", b"info_hash", b"")
    secret = _extract(suite, secret, b"secret", b"")
    key = _expand(suite, secret, b"key", context, 16)
    nonce = _expand(suite, secret, b"base_nonce", context, 12)
    return AESGCM(key).decrypt(nonce, ciphertext, aad)


def _extract(suite, salt, label, material):
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + material, "sha256")


def _expand(suite, prk, label, info, length):
    info = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    return hmac.digest(prk, info + b"\x01", "sha256")[:length]
