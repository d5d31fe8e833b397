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
use zeroize::{Zeroize as _, Zeroizing};

use super::error::VaultError;
use super::name::{Owner, RecordName, StoreId};
use crate::platform::Randomness;
use crate::secret::SecretBytes;

/// What a record said. Wiped when dropped, and never printed.
pub struct Plaintext {
    padded: Zeroizing<Vec<u8>>,
    length: usize,
}

impl Plaintext {
    /// The content. Each use carries a comment that justifies it.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        let start = HEADER_LENGTH + LENGTH_LENGTH;
        self.padded.get(start..start + self.length).unwrap_or_default()
    }
}

impl fmt::Debug for Plaintext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Plaintext")
    }
}

/// Content laid out for sealing in place: room for the header, length, content, padding.
pub(super) struct Draft(Zeroizing<Vec<u8>>);

impl Draft {
    pub(super) fn new(content: &[u8]) -> Result<Self, VaultError> {
        let too_large = VaultError::TooLarge { limit: MAX_RECORD_LENGTH };
        if content.len() > MAX_RECORD_LENGTH {
            return Err(too_large);
        }
        let length = u32::try_from(content.len()).map_err(|_| too_large)?;
        let padded_length = padded(LENGTH_LENGTH + content.len());
        let mut bytes = Zeroizing::new(Vec::with_capacity(HEADER_LENGTH + padded_length));
        bytes.resize(HEADER_LENGTH, 0);
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(content);
        bytes.resize(HEADER_LENGTH + padded_length, 0);
        Ok(Self(bytes))
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
    let mut body = draft.0;
    let (header, padded) = body.split_at_mut(HEADER_LENGTH);
    let mut nonce = [0; NONCE_LENGTH];
    random.fill(&mut nonce)?;
    write_header(header, &nonce);
    // The cipher needs the key's bytes; it wipes its own copy when dropped.
    let cipher = XChaCha20Poly1305::new(key.expose().into());
    let data = associated_data(place, padded.len())?;
    let tag = cipher
        .encrypt_inout_detached(&nonce.into(), &data, padded.into())
        .map_err(|_| VaultError::TooLarge { limit: MAX_RECORD_LENGTH })?;
    // From here on the bytes are ciphertext and need no wiping.
    Ok(Sealed { tag: tag.into(), body: std::mem::take(&mut *body) })
}

/// Opens `body` in place, or says that the record is unreadable.
pub(super) fn open(
    key: &SecretBytes<32>,
    place: Place,
    tag: &[u8; 16],
    body: Vec<u8>,
) -> Result<Plaintext, VaultError> {
    let unreadable = VaultError::Unreadable(place.name);
    let mut body = Zeroizing::new(body);
    let (header, ciphertext) =
        body.split_at_mut_checked(HEADER_LENGTH).ok_or(VaultError::Unreadable(place.name))?;
    let nonce = read_header(header).ok_or(unreadable)?;
    // The cipher needs the key's bytes; it wipes its own copy when dropped.
    let cipher = XChaCha20Poly1305::new(key.expose().into());
    let data = associated_data(place, ciphertext.len())?;
    cipher
        .decrypt_inout_detached(&nonce.into(), &data, ciphertext.into(), tag.into())
        .map_err(|_| unreadable)?;
    let (length, content) = ciphertext.split_first_chunk().ok_or(unreadable)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| unreadable)?;
    if length > content.len() {
        return Err(unreadable);
    }
    Ok(Plaintext { padded: body, length })
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

fn associated_data(place: Place, length: usize) -> Result<Vec<u8>, VaultError> {
    let length = u32::try_from(length).map_err(|_| VaultError::Unreadable(place.name))?;
    Ok([
        b"WLT1".as_slice(),
        place.store.as_bytes(),
        &place.name.kind.number().to_be_bytes(),
        place.name.id.as_bytes(),
        &place.owner.to_bytes(),
        &place.version.to_be_bytes(),
        &EPOCH.to_be_bytes(),
        &[SUITE],
        &length.to_be_bytes(),
    ]
    .concat())
}

fn padded(length: usize) -> usize {
    length.next_multiple_of(if length <= LARGE { SMALL_STEP } else { LARGE })
}

/// The most content one record may hold, in bytes: a scanned page, not a film.
pub const MAX_RECORD_LENGTH: usize = 4 << 20;
/// The longest body that [`seal`] makes, in bytes.
pub(super) const MAX_BODY_LENGTH: usize = HEADER_LENGTH + MAX_RECORD_LENGTH + LARGE;

const BODY_FORMAT: u8 = 1;
/// XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03).
const SUITE: u8 = 1;
/// The generation of the root key. It will count up when root keys can be replaced.
const EPOCH: u32 = 1;
const NONCE_LENGTH: usize = 24;
const HEADER_LENGTH: usize = 1 + 1 + 4 + NONCE_LENGTH;
const LENGTH_LENGTH: usize = 4;
/// Up to this many bytes padding goes by [`SMALL_STEP`], above by this.
const LARGE: usize = 4096;
const SMALL_STEP: usize = 256;
