//! Edits of the parts of something genuine, as a fuzzer words them: which part (1 byte), where (2), how many bytes go (1), how many
//! come (1), and those.

/// Makes the edits that `input` says. What it says of places that are not there is brought into range, so that every input edits.
pub fn make(parts: &mut [Vec<u8>], mut input: &[u8]) {
    for _ in 0..MOST {
        let Some(([part, high, low, cut, length], rest)) = input.split_first_chunk() else {
            return;
        };
        let (new, rest) = rest.split_at(rest.len().min(usize::from(*length)));
        input = rest;
        let count = parts.len().max(1);
        let Some(part) = parts.get_mut(usize::from(*part) % count) else { return };
        let at = usize::from(u16::from_be_bytes([*high, *low])) % (part.len() + 1);
        let end = part.len().min(at + usize::from(*cut));
        part.splice(at..end, new.iter().copied());
    }
}

const MOST: usize = 16;
