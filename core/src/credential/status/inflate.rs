//! Inflating (RFC 1950, RFC 1951) what a stranger compressed.

use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::{
    TINFL_FLAG_PARSE_ZLIB_HEADER, TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
};
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

use super::StatusError;

/// The bytes that `compressed` is one zlib stream of, if they are at most `most`. The checksum is checked; nothing may follow it.
pub(super) fn inflate(compressed: &[u8], most: usize) -> Result<Vec<u8>, StatusError> {
    let flags = TINFL_FLAG_PARSE_ZLIB_HEADER | TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let mut state = Box::<DecompressorOxide>::default();
    let mut out = vec![0; FIRST.min(most)];
    let (mut rest, mut written) = (compressed, 0);
    loop {
        let (status, consumed, produced) = decompress(&mut state, rest, &mut out, written, flags);
        rest = rest.get(consumed..).ok_or(StatusError::Compression)?;
        written += produced;
        match status {
            TINFLStatus::Done if rest.is_empty() => {
                out.truncate(written);
                out.shrink_to_fit();
                return Ok(out);
            }
            TINFLStatus::HasMoreOutput if out.len() >= most => return Err(StatusError::TooLarge),
            // Grown as it fills, so that a short list, or a broken one, takes little.
            TINFLStatus::HasMoreOutput => out.resize((out.len() * 2).min(most), 0),
            _ => return Err(StatusError::Compression),
        }
    }
}

/// What is allocated before anything is known.
const FIRST: usize = 4 * 1024;
