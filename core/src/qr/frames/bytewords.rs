//! Bytewords in minimal style (BCR-2020-012): each byte as the first and last letter of its word, after all the CRC-32.
//!
//! Written in upper case, for a symbol's alphanumeric mode; read in either, since a UR has no case (BCR-2020-005).

use alloc::string::String;
use alloc::vec::Vec;

use super::error::FrameError;

/// The letters of `body` and of its checksum.
pub(super) fn encode(body: &[u8]) -> String {
    let checksum = crc32fast::hash(body).to_be_bytes();
    let mut text = String::with_capacity(2 * (body.len() + checksum.len()));
    for byte in body.iter().chain(&checksum) {
        text.extend(letters(*byte).map(char::from));
    }
    text
}

/// The bytes of `text` without their checksum, which was right.
pub(super) fn decode(text: &str) -> Result<Vec<u8>, FrameError> {
    let mut body: Vec<u8> = text
        .as_bytes()
        .chunks(2)
        .map(byte)
        .collect::<Option<_>>()
        .ok_or(FrameError::NotBytewords)?;
    let (bytes, checksum) = body.split_last_chunk().ok_or(FrameError::NotBytewords)?;
    if crc32fast::hash(bytes) != u32::from_be_bytes(*checksum) {
        return Err(FrameError::FrameChecksum);
    }
    body.truncate(bytes.len());
    Ok(body)
}

fn byte(letters: &[u8]) -> Option<u8> {
    let &[first, last] = letters else { return None };
    let row = BYTES.get(usize::from(first.to_ascii_uppercase().checked_sub(b'A')?))?;
    *row.get(usize::from(last.to_ascii_uppercase().checked_sub(b'A')?))?
}

const fn letters(byte: u8) -> [u8; 2] {
    let at = 2 * byte as usize;
    [LETTERS[at], LETTERS[at + 1]]
}

/// The byte of each pair of letters that has one, by first and last letter.
const fn bytes() -> [[Option<u8>; 26]; 26] {
    let mut bytes = [[None; 26]; 26];
    let mut byte: u8 = 0;
    loop {
        let [first, last] = letters(byte);
        bytes[(first - b'A') as usize][(last - b'A') as usize] = Some(byte);
        if byte == u8::MAX {
            return bytes;
        }
        byte += 1;
    }
}

/// First and last letter of the 256 words, in order.
const LETTERS: &[u8; 512] = b"\
    AEADAOAXAAAHAMATAYASBKBDBNBTBABSBEBYBGBWBBBZCMCHCSCFCYCWCECACKCT\
    CXCLCPCNDKDADSDIDEDTDRDNDWDPDMDLDYEHEYEOEEECENEMETESFTFRFNFSFMFH\
    FZFPFWFXFYFEFGFLFDGAGEGRGSGTGLGWGDGYGMGUGHGOHFHGHDHKHTHPHHHLHYHE\
    HNHSIDIAIEIHIYIOISINIMJEJZJNJTJLJOJSJPJKJYKPKOKTKSKKKNKGKEKIKBLB\
    LALYLFLSLRLPLNLTLOLDLELULKLGMNMYMHMEMOMUMWMDMTMSMKNLNYNDNSNTNNNE\
    NBOYOEOTOXONOLOSPDPTPKPYPSPMPLPEPFPAPRQDQZRERPRLRORHRDRKRFRYRNRS\
    RTSESASRSSSKSWSTSPSOSGSBSFSNTOTKTITTTDTETYTLTBTSTPTATNUYUOUTUEUR\
    VTVYVOVLVEVWVAVDVSWLWDWMWPWEWYWSWTWNWZWFWKYKYNYLYAYTZSZOZTZCZEZM\
";
const BYTES: [[Option<u8>; 26]; 26] = bytes();

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::super::vectors::hex;
    use super::*;

    #[test]
    fn the_examples_of_the_paper_are_met_both_ways() {
        for (bytes, text) in [
            (
                "d99d6ca20150c7098580125e2ab0981253468b2dbc5202c11947da",
                "tantjzoeadgdstaslplabghydrpfmkbggufgludprfgmaosecffltnsoaawkbd",
            ),
            ("c7098580125e2ab0981253468b2dbc52", "staslplabghydrpfmkbggufgludprfgmzepsbtwd"),
        ] {
            let bytes = hex(bytes);
            assert_eq!(encode(&bytes), text.to_ascii_uppercase());
            assert_eq!(decode(text).as_ref(), Ok(&bytes));
            assert_eq!(decode(&text.to_ascii_uppercase()), Ok(bytes));
        }
    }

    #[test]
    fn every_byte_has_letters_of_its_own() {
        let bytes: Vec<u8> = (0..=u8::MAX).collect();
        assert_eq!(decode(&encode(&bytes)), Ok(bytes));
        assert_eq!(BYTES.as_flattened().iter().flatten().count(), 256);
    }

    #[test]
    fn what_is_not_bytewords_is_refused() {
        for text in ["", "AE", "AEAEA", "AEAEAEAEA", "XXAEAEAEAE", "AE AEAEAEAE", "ÂEAEAEAEAE"] {
            assert_eq!(decode(text), Err(FrameError::NotBytewords), "{text:?}");
        }
        assert_eq!(decode("AEAEAEAE"), Ok(vec![]), "the CRC-32 of nothing is 0");
    }

    #[test]
    fn no_letter_can_be_changed_unseen() {
        let text = encode(b"Nguyen Thi Mau");
        for at in 0..text.len() {
            for letter in 'A'..='Z' {
                let mut changed: Vec<char> = text.chars().collect();
                if changed[at] != letter {
                    changed[at] = letter;
                    assert!(decode(&String::from_iter(changed)).is_err());
                }
            }
        }
    }
}
