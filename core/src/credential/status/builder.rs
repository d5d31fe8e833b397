//! The issuer's side: a list under construction.

use alloc::vec;
use alloc::vec::Vec;

use miniz_oxide::deflate::compress_to_vec_zlib;

use super::super::cbor::{Encoder, Limits, MapEncoder};
use super::super::cose::{KID, TYP, sign1};
use super::super::key::Signer;
use super::super::sd_cwt::{EXP, IAT, ISS, SUB};
use super::reference::is_uri;
use super::{
    Bits, MAX_INFLATED, PublishStatusError, STATUS_LIST, STATUS_LIST_TYPE, Status, StatusError, TTL,
};

/// A list under construction, of a length that stays the same: how many credentials there are is nobody's business.
#[derive(Clone)]
pub struct StatusListBuilder {
    bits: Bits,
    statuses: Vec<u8>,
}

/// Under what a list is published.
#[derive(Clone, Copy, Debug)]
pub struct StatusListForm<'f> {
    /// The id of the issuer in the trust list.
    pub issuer: &'f str,
    /// The id that the signer's key has there.
    pub key_id: &'f [u8],
    /// The list's URI.
    pub uri: &'f str,
    /// When it is signed, in seconds since 1970.
    pub issued_at: i64,
    /// From when on it says nothing, in seconds since 1970.
    pub expires_at: Option<i64>,
    /// Seconds until a newer one is to be had.
    pub ttl: Option<u64>,
}

impl StatusListBuilder {
    /// A list of at least `length` statuses, all of them valid.
    ///
    /// # Errors
    /// [`StatusError::OutOfRange`] beyond [`MAX_INFLATED`].
    pub fn new(bits: Bits, length: u64) -> Result<Self, StatusError> {
        let bytes = usize::try_from(length.div_ceil(bits.in_a_byte()));
        let bytes = bytes.ok().filter(|bytes| *bytes <= MAX_INFLATED);
        Ok(Self { bits, statuses: vec![0; bytes.ok_or(StatusError::OutOfRange)?] })
    }

    /// Sets one status.
    ///
    /// # Errors
    /// [`StatusError::OutOfRange`] when the index lies beyond the list or the status needs more bits.
    pub fn set(&mut self, index: u64, status: Status) -> Result<(), StatusError> {
        let (number, mask) = (status.number(), self.bits.mask());
        let (byte, shift) = self.bits.place(index).ok_or(StatusError::OutOfRange)?;
        let byte = self.statuses.get_mut(byte).filter(|_| number & !mask == 0);
        let byte = byte.ok_or(StatusError::OutOfRange)?;
        *byte = *byte & !(mask << shift) | number << shift;
        Ok(())
    }

    /// Signs the list as it is now.
    ///
    /// # Errors
    /// [`PublishStatusError`].
    pub fn sign(
        &self,
        form: &StatusListForm<'_>,
        signer: &dyn Signer,
    ) -> Result<Vec<u8>, PublishStatusError> {
        let ends = form.expires_at.is_none_or(|expires_at| expires_at > form.issued_at);
        if !is_uri(form.uri) || !ends || form.ttl == Some(0) {
            return Err(PublishStatusError::Form);
        }
        let mut header = MapEncoder::default();
        header.key(KID, |out| out.bytes(form.key_id));
        header.key(TYP, |out| out.text(STATUS_LIST_TYPE));
        let mut list = MapEncoder::default();
        let compressed = compress_to_vec_zlib(&self.statuses, BEST);
        list.entry(|out| out.text("bits"), |out| out.integer(self.bits.number().into()));
        list.entry(|out| out.text("lst"), |out| out.bytes(&compressed));
        let mut payload = MapEncoder::default();
        payload.key(ISS, |out| out.text(form.issuer));
        payload.key(SUB, |out| out.text(form.uri));
        payload.key(IAT, |out| out.integer(form.issued_at.into()));
        if let Some(expires_at) = form.expires_at {
            payload.key(EXP, |out| out.integer(expires_at.into()));
        }
        if let Some(ttl) = form.ttl {
            payload.key(TTL, |out| out.integer(ttl.into()));
        }
        payload.key(STATUS_LIST, |out| out.map(list));
        let mut out = Encoder::new();
        out.map(payload);
        let list = sign1(header, MapEncoder::default(), &out.finish(), signer)?;
        if list.len() > Limits::LIST.bytes {
            return Err(PublishStatusError::TooLarge);
        }
        Ok(list)
    }
}

/// The highest level that zlib has; the draft recommends it.
const BEST: u8 = 9;
