//! An answer that only the reader who asked can open: `COSE_Encrypt0` with integrated HPKE (RFC 9180; draft-ietf-cose-hpke,
//! `HPKE-0`: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM).
//!
//! The external data of the encryption is SHA-256 of the request, so an answer opens for that very request alone.

use alloc::vec::Vec;
use core::convert::Infallible;

use hpke::aead::AesGcm128;
use hpke::kdf::HkdfSha256;
use hpke::kem::DhP256HkdfSha256;
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{
    Deserializable as _, Kem as _, OpModeR, OpModeS, Serializable as _, single_shot_open,
    single_shot_seal_with_rng,
};

use crate::credential::cbor::{Encoder, Limits, MapEncoder, Value, decode};
use crate::credential::key::PublicKey;
use crate::platform::{Randomness, RandomnessError};
use crate::present::request::Request;
use crate::secret::SecretBytes;

/// An answer as it came.
#[derive(Clone, Debug, PartialEq)]
pub struct SealedAnswer<'a> {
    protected: &'a [u8],
    encapsulated: &'a [u8],
    request_id: &'a [u8],
    ciphertext: &'a [u8],
}

/// Why an answer was not sealed or opened.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SealError {
    /// It answers another request.
    #[error("it answers another request")]
    AnotherRequest,
    /// It does not open with this key for this request: altered, or sealed to another key.
    #[error("the answer can't be opened")]
    CannotOpen,
    /// A key is not one that can be used.
    #[error("the reader's key can't be used")]
    Key,
    /// No random bytes.
    #[error(transparent)]
    Randomness(#[from] RandomnessError),
}

/// The reader's half of a key that one request is answered to. Wiped when dropped.
pub struct SealingKey(SecretBytes<32>);

impl SealingKey {
    /// Makes a new key.
    ///
    /// # Errors
    /// [`SealError::Randomness`].
    pub fn make(random: &dyn Randomness) -> Result<(Self, PublicKey), SealError> {
        let seed = SecretBytes::<32>::try_init_with_mut(|seed| random.fill(seed))?;
        // The key is derived from the seed and from nothing else (RFC 9180 §7.1.3).
        let (secret, public) = DhP256HkdfSha256::derive_keypair(seed.expose());
        let public = PublicKey::from_sec1(&public.to_bytes()).map_err(|_| SealError::Key)?;
        let key = SecretBytes::init_with_mut(|bytes| bytes.copy_from_slice(&secret.to_bytes()));
        Ok((Self(key), public))
    }

    /// The key of 32 bytes that [`Self::expose`] gave.
    ///
    /// # Errors
    /// [`SealError::Key`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SealError> {
        private_key(bytes)?;
        let bytes: &[u8; 32] = bytes.try_into().map_err(|_| SealError::Key)?;
        Ok(Self(SecretBytes::init_with_mut(|key| key.copy_from_slice(bytes))))
    }

    /// The key itself, for a reader that has to remember it between two runs. Each use carries a comment that justifies it.
    #[must_use]
    pub fn expose(&self) -> &[u8; 32] {
        // Whoever asks says why.
        self.0.expose()
    }
}

/// Seals a presentation to the reader's key for this request.
///
/// # Errors
/// [`SealError`].
pub fn seal_answer(
    presentation: &[u8],
    request: &Request,
    random: &dyn Randomness,
) -> Result<Vec<u8>, SealError> {
    let reader = public_key(&request.sealing_key)?;
    let mut header = MapEncoder::default();
    header.key(ALG, |out| out.integer(HPKE_0));
    let mut out = Encoder::new();
    out.map(header);
    let protected = out.finish();
    let mut source = Source { random, failed: None };
    let (encapsulated, ciphertext) =
        single_shot_seal_with_rng::<AesGcm128, HkdfSha256, DhP256HkdfSha256>(
            &OpModeS::Base,
            &reader,
            &[],
            presentation,
            &additional_data(&protected, &request.digest),
            &mut source,
        )
        .map_err(|_| SealError::Key)?;
    if let Some(failed) = source.failed {
        return Err(failed.into());
    }
    let mut open = MapEncoder::default();
    open.key(KID, |out| out.bytes(&request.id()));
    open.key(EK, |out| out.bytes(&encapsulated.to_bytes()));
    let mut out = Encoder::new();
    out.tag(ENCRYPT0);
    out.array(3);
    out.bytes(&protected);
    out.map(open);
    out.bytes(&ciphertext);
    Ok(out.finish())
}

impl<'a> SealedAnswer<'a> {
    /// The answer that the content of a tag [`ENCRYPT0`] is.
    pub(super) fn from_value(value: &Value<'a>) -> Option<Self> {
        let [protected, open, ciphertext] = value.as_array()? else { return None };
        let protected = protected.as_bytes()?;
        let header = decode(protected, Limits::TOKEN).ok()?;
        let hpke =
            header.as_map()?.len() == 1 && header.entry(ALG) == Some(&Value::Integer(HPKE_0));
        if !hpke {
            return None;
        }
        Some(Self {
            protected,
            encapsulated: open.entry(EK)?.as_bytes()?,
            request_id: open.entry(KID)?.as_bytes()?,
            ciphertext: ciphertext.as_bytes()?,
        })
    }

    /// Opens the answer: the bytes of a presentation.
    ///
    /// # Errors
    /// [`SealError::AnotherRequest`], [`SealError::CannotOpen`].
    pub fn open(&self, request: &Request, key: &SealingKey) -> Result<Vec<u8>, SealError> {
        if self.request_id != request.id() {
            return Err(SealError::AnotherRequest);
        }
        // Decryption is what the key is for.
        let secret = private_key(key.expose())?;
        let encapsulated =
            <DhP256HkdfSha256 as hpke::Kem>::EncappedKey::from_bytes(self.encapsulated)
                .map_err(|_| SealError::CannotOpen)?;
        single_shot_open::<AesGcm128, HkdfSha256, DhP256HkdfSha256>(
            &OpModeR::Base,
            &secret,
            &encapsulated,
            &[],
            self.ciphertext,
            &additional_data(self.protected, &request.digest),
        )
        .map_err(|_| SealError::CannotOpen)
    }
}

/// The `Enc_structure` (RFC 9052 §5.3).
fn additional_data(protected: &[u8], request: &[u8; 32]) -> Vec<u8> {
    let mut out = Encoder::new();
    out.array(3);
    out.text("Encrypt0");
    out.bytes(protected);
    out.bytes(request);
    out.finish()
}

fn public_key(key: &PublicKey) -> Result<<DhP256HkdfSha256 as hpke::Kem>::PublicKey, SealError> {
    <DhP256HkdfSha256 as hpke::Kem>::PublicKey::from_bytes(&key.uncompressed())
        .map_err(|_| SealError::Key)
}

fn private_key(bytes: &[u8]) -> Result<<DhP256HkdfSha256 as hpke::Kem>::PrivateKey, SealError> {
    <DhP256HkdfSha256 as hpke::Kem>::PrivateKey::from_bytes(bytes).map_err(|_| SealError::Key)
}

/// The platform's randomness as the library wants it. It can't fail there, so a failure is remembered and what was made of it is
/// thrown away.
struct Source<'r> {
    random: &'r dyn Randomness,
    failed: Option<RandomnessError>,
}

impl TryRng for Source<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.failed = self.random.fill(bytes).err().or(self.failed);
        Ok(())
    }
}

impl TryCryptoRng for Source<'_> {}

/// `COSE_Encrypt0` (RFC 9052 §2).
pub(super) const ENCRYPT0: u64 = 16;
const ALG: i64 = 1;
const KID: i64 = 4;
/// Header parameter `ek`, the encapsulated key (draft-ietf-cose-hpke).
const EK: i64 = -4;
/// Algorithm `HPKE-0` (draft-ietf-cose-hpke).
const HPKE_0: i128 = 35;
