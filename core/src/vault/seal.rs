//! Sealing one record: XChaCha20-Poly1305 with everything that places the record as associated data.
//!
//! ```text
//! body      = format u8 ‖ suite u8 ‖ epoch u32 ‖ nonce 24 B ‖ ciphertext          (the tag is its own column)
//! plaintext = length u32 ‖ content ‖ zeros, padded to 256 B up to 4 KB and to 4 KB above
//! data      = "WLT1" ‖ store id 16 B ‖ kind u16 ‖ id 16 B ‖ owner 16 B ‖ version u64 ‖ epoch u32 ‖ suite u8 ‖ length u32
//! ```
//!
//! All integers are big-endian; the last length is that of the ciphertext. So a body opens only in the store, in the row
//! and in the version for which it was sealed. The nonce is random: 192 bits never repeat in practice. Padding keeps the
//! file from telling a name of ten letters from one of thirty.

use std::fmt;

use chacha20poly1305::aead::AeadInOut as _;
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305};
use zeroize::Zeroize as _;

use super::error::VaultError;
use super::name::{Owner, RecordName, StoreId};
use crate::platform::Randomness;
use crate::secret::SecretBytes;

/// What a record said. Wiped when dropped, and never printed.
pub struct Plaintext {
    padded: Wiped,
    length: usize,
}

impl Plaintext {
    /// The content. Each use carries a comment that justifies it.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        let start = HEADER_LENGTH + LENGTH_LENGTH;
        self.padded.0.get(start..start + self.length).unwrap_or_default()
    }
}

impl fmt::Debug for Plaintext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Plaintext")
    }
}

/// Content laid out for sealing in place: room for the header, length, content, padding.
pub(super) struct Draft(Wiped);

impl Draft {
    pub(super) fn new(content: &[u8]) -> Result<Self, VaultError> {
        let too_large = VaultError::TooLarge { limit: MAX_RECORD_LENGTH };
        if content.len() > MAX_RECORD_LENGTH {
            return Err(too_large);
        }
        let length = u32::try_from(content.len()).map_err(|_| too_large)?;
        let padded_length = padded(LENGTH_LENGTH + content.len());
        let mut bytes = Vec::with_capacity(HEADER_LENGTH + padded_length);
        bytes.resize(HEADER_LENGTH, 0);
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(content);
        bytes.resize(HEADER_LENGTH + padded_length, 0);
        Ok(Self(Wiped(bytes)))
    }
}

/// A buffer that is wiped when dropped, as one block: `Zeroizing<Vec<u8>>` goes byte by byte, which for a portrait takes
/// as long as opening it. The buffer never grows, so no copy of it is left behind.
struct Wiped(Vec<u8>);

impl Drop for Wiped {
    fn drop(&mut self) {
        self.0.as_mut_slice().zeroize();
    }
}

/// Where a record stands, all of it bound into its seal.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) store: StoreId,
    pub(super) name: RecordName,
    pub(super) owner: Owner,
    pub(super) version: u64,
}

impl Place {
    fn associated_data(self, length: u32) -> Vec<u8> {
        [
            b"WLT1".as_slice(),
            self.store.as_bytes(),
            &self.name.kind.number().to_be_bytes(),
            self.name.id.as_bytes(),
            &self.owner.to_bytes(),
            &self.version.to_be_bytes(),
            &EPOCH.to_be_bytes(),
            &[SUITE],
            &length.to_be_bytes(),
        ]
        .concat()
    }
}

/// A sealed record, as the two columns that hold it.
pub(super) struct Sealed {
    pub(super) tag: [u8; 16],
    pub(super) body: Vec<u8>,
}

/// Seals `draft` for `place` under `key`.
pub(super) fn seal(
    key: &SecretBytes<32>,
    place: Place,
    draft: Draft,
    random: &dyn Randomness,
) -> Result<Sealed, VaultError> {
    seal_with(key, |length| place.associated_data(length), draft, random)
}

/// Opens `body` in place, or says that the record is unreadable.
pub(super) fn open(
    key: &SecretBytes<32>,
    place: Place,
    tag: &[u8; 16],
    body: Vec<u8>,
) -> Result<Plaintext, VaultError> {
    open_with(key, |length| place.associated_data(length), tag, body)
        .ok_or(VaultError::Unreadable(place.name))
}

/// Seals `draft` under `key`, bound to the data that is made of the ciphertext's length.
pub(super) fn seal_with(
    key: &SecretBytes<32>,
    data: impl FnOnce(u32) -> Vec<u8>,
    draft: Draft,
    random: &dyn Randomness,
) -> Result<Sealed, VaultError> {
    let too_large = VaultError::TooLarge { limit: MAX_RECORD_LENGTH };
    let mut body = draft.0;
    let (header, padded) = body.0.split_at_mut(HEADER_LENGTH);
    let mut nonce = [0; NONCE_LENGTH];
    random.fill(&mut nonce)?;
    write_header(header, &nonce);
    // The cipher needs the key's bytes; it wipes its own copy when dropped.
    let cipher = XChaCha20Poly1305::new(key.expose().into());
    let data = data(u32::try_from(padded.len()).map_err(|_| too_large)?);
    let tag = cipher
        .encrypt_inout_detached(&nonce.into(), &data, padded.into())
        .map_err(|_| too_large)?;
    // From here on the bytes are ciphertext and need no wiping.
    Ok(Sealed { tag: tag.into(), body: std::mem::take(&mut body.0) })
}

/// Opens in place what [`seal_with`] sealed under the same key, bound to the same data.
pub(super) fn open_with(
    key: &SecretBytes<32>,
    data: impl FnOnce(u32) -> Vec<u8>,
    tag: &[u8; 16],
    body: Vec<u8>,
) -> Option<Plaintext> {
    let mut body = Wiped(body);
    let (header, ciphertext) = body.0.split_at_mut_checked(HEADER_LENGTH)?;
    let nonce = read_header(header)?;
    // The cipher needs the key's bytes; it wipes its own copy when dropped.
    let cipher = XChaCha20Poly1305::new(key.expose().into());
    let data = data(u32::try_from(ciphertext.len()).ok()?);
    cipher.decrypt_inout_detached(&nonce.into(), &data, ciphertext.into(), tag.into()).ok()?;
    let (length, content) = ciphertext.split_first_chunk()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    (length <= content.len()).then_some(Plaintext { padded: body, length })
}

/// A new random key.
pub(super) fn make_key(random: &dyn Randomness) -> Result<SecretBytes<32>, VaultError> {
    Ok(SecretBytes::try_init_with_mut(|key| random.fill(key))?)
}

/// The key that a data key record holds.
pub(super) fn key_from(
    plaintext: &Plaintext,
    name: RecordName,
) -> Result<SecretBytes<32>, VaultError> {
    // The content is a key and goes straight into its wrapper.
    let mut bytes: [u8; 32] =
        plaintext.expose().try_into().map_err(|_| VaultError::Unreadable(name))?;
    let key = SecretBytes::init_with_mut(|key| key.copy_from_slice(&bytes));
    bytes.zeroize();
    Ok(key)
}

fn write_header(header: &mut [u8], nonce: &[u8; NONCE_LENGTH]) {
    let epoch = EPOCH.to_be_bytes();
    let fields = [BODY_FORMAT, SUITE].into_iter().chain(epoch).chain(*nonce);
    header.iter_mut().zip(fields).for_each(|(byte, field)| *byte = field);
}

/// The nonce, when format, suite and epoch are the ones this release knows.
fn read_header(header: &[u8]) -> Option<[u8; NONCE_LENGTH]> {
    let nonce = header.strip_prefix(&[BODY_FORMAT, SUITE])?.strip_prefix(&EPOCH.to_be_bytes())?;
    nonce.try_into().ok()
}

/// The length of the body that [`seal`] makes of so many bytes of content.
pub(super) const fn body_length(content_length: usize) -> usize {
    HEADER_LENGTH + padded(LENGTH_LENGTH + content_length)
}

const fn padded(length: usize) -> usize {
    length.next_multiple_of(if length <= LARGE { SMALL_STEP } else { LARGE })
}

/// The most content one record may hold, in bytes: a scanned page, not a film.
pub const MAX_RECORD_LENGTH: usize = 4 << 20;
/// The longest body that [`seal`] makes, in bytes.
pub(super) const MAX_BODY_LENGTH: usize = body_length(MAX_RECORD_LENGTH);

const BODY_FORMAT: u8 = 1;
/// XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03).
pub(super) const SUITE: u8 = 1;
/// The generation of the root key. It will count up when root keys can be replaced.
pub(super) const EPOCH: u32 = 1;
const NONCE_LENGTH: usize = 24;
const HEADER_LENGTH: usize = 1 + 1 + 4 + NONCE_LENGTH;
const LENGTH_LENGTH: usize = 4;
/// Up to this many bytes padding goes by [`SMALL_STEP`], above by this.
const LARGE: usize = 4096;
const SMALL_STEP: usize = 256;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::RandomnessError;
    use crate::vault::name::{RecordId, RecordKind};

    #[test]
    fn the_sealed_form_is_frozen() {
        // Checked once against XChaCha20-Poly1305 by another hand (HChaCha20 in Python, OpenSSL for the rest).
        let sealed = sealed(b"content");
        assert_eq!(hex(&sealed.tag), "f93c53f6eb9673c1ef5ae26f0b848285");
        assert_eq!(sealed.body.len(), HEADER_LENGTH + 256);
        assert_eq!(
            hex(&sealed.body[..46]),
            "0101000000010707070707070707070707070707070707070707070707070fe5dafa372b1ba2ba54f501a80b5b8d"
        );
    }

    #[test]
    fn a_body_opens_only_in_the_place_for_which_it_was_sealed() {
        let Sealed { tag, body } = sealed(b"content");
        assert_eq!(open(&key(), place(), &tag, body.clone()).unwrap().expose(), b"content");
        let mut elsewhere = [place(); 5];
        elsewhere[0].store = StoreId::new([9; 16]);
        elsewhere[1].name.id = RecordId::new([9; 16]);
        elsewhere[2].name.kind = RecordKind::new(9);
        elsewhere[3].owner = Owner::Store;
        elsewhere[4].version += 1;
        for place in elsewhere {
            let opened = open(&key(), place, &tag, body.clone());
            assert_eq!(opened.unwrap_err(), VaultError::Unreadable(place.name));
        }
    }

    #[test]
    fn a_body_of_any_length_or_with_any_changed_byte_does_not_open() {
        let Sealed { tag, body } = sealed(b"content");
        let unreadable = VaultError::Unreadable(place().name);
        for length in 0..body.len() {
            assert_eq!(
                open(&key(), place(), &tag, body[..length].to_vec()).unwrap_err(),
                unreadable
            );
        }
        for at in 0..body.len() {
            let mut body = body.clone();
            body[at] ^= 1 << (at % 8);
            assert_eq!(open(&key(), place(), &tag, body).unwrap_err(), unreadable);
        }
        for at in 0..tag.len() {
            let mut tag = tag;
            tag[at] ^= 1;
            assert_eq!(open(&key(), place(), &tag, body.clone()).unwrap_err(), unreadable);
        }
    }

    #[test]
    fn lengths_are_padded_to_256_bytes_and_above_4_kb_to_4_kb() {
        let cases = [
            (0, 256),
            (252, 256),
            (253, 512),
            (4092, 4096),
            (4093, 8192),
            (8188, 8192),
            (8189, 12288),
        ];
        for (length, padded) in cases {
            let sealed = sealed(&vec![7; length]);
            assert_eq!(sealed.body.len(), HEADER_LENGTH + padded);
            let opened = open(&key(), place(), &sealed.tag, sealed.body).unwrap();
            assert_eq!(opened.expose(), vec![7; length]);
        }
    }

    #[test]
    fn the_longest_record_has_the_longest_body() {
        let sealed = sealed(&vec![7; MAX_RECORD_LENGTH]);
        assert_eq!(sealed.body.len(), MAX_BODY_LENGTH);
        assert!(Draft::new(&vec![7; MAX_RECORD_LENGTH + 1]).is_err());
    }

    fn sealed(content: &[u8]) -> Sealed {
        seal(&key(), place(), Draft::new(content).unwrap(), &Sevens).unwrap()
    }

    fn key() -> SecretBytes<32> {
        SecretBytes::init_with_mut(|key| key.fill(0x11))
    }

    fn place() -> Place {
        let name = RecordName::new(RecordKind::new(0x0203), RecordId::new([0x22; 16]));
        let owner = Owner::Record(RecordId::new([0x33; 16]));
        Place { store: StoreId::new([0x44; 16]), name, owner, version: 0x55 }
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    struct Sevens;

    impl Randomness for Sevens {
        fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomnessError> {
            bytes.fill(7);
            Ok(())
        }
    }
}
