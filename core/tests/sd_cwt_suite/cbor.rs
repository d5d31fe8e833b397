//! A second CBOR encoder, which shares nothing with the core's and also writes what no token may hold.

pub(crate) fn array(items: &[Vec<u8>]) -> Vec<u8> {
    let mut out = head(4, items.len() as u64);
    out.extend(items.concat());
    out
}

pub(crate) fn bytes(content: &[u8]) -> Vec<u8> {
    [head(2, content.len() as u64), content.to_vec()].concat()
}

pub(crate) fn float(number: f64) -> Vec<u8> {
    [vec![0xfb], number.to_be_bytes().to_vec()].concat()
}

/// The shortest head.
pub(crate) fn head(major: u8, argument: u64) -> Vec<u8> {
    let width = match argument {
        0..=23 => return vec![major << 5 | argument.to_le_bytes()[0]],
        24..=0xff => 1,
        0x100..=0xffff => 2,
        0x1_0000..=0xffff_ffff => 4,
        _ => 8,
    };
    wide_head(major, argument, width)
}

/// A head whose argument takes `width` bytes (1, 2, 4 or 8), whether it needs them or not.
pub(crate) fn wide_head(major: u8, argument: u64, width: usize) -> Vec<u8> {
    let info = match width {
        1 => 24,
        2 => 25,
        4 => 26,
        _ => 27,
    };
    let mut out = vec![major << 5 | info];
    out.extend_from_slice(&argument.to_be_bytes()[8 - width..]);
    out
}

pub(crate) fn integer(number: i64) -> Vec<u8> {
    match u64::try_from(number) {
        Ok(number) => head(0, number),
        Err(_) => head(1, number.unsigned_abs() - 1),
    }
}

/// Pairs in the order in which they are given, also if a key is there twice.
pub(crate) fn map(pairs: &[(Vec<u8>, Vec<u8>)]) -> Vec<u8> {
    let mut out = head(5, pairs.len() as u64);
    for (key, value) in pairs {
        out.extend_from_slice(key);
        out.extend_from_slice(value);
    }
    out
}

/// Pairs sorted by their encoded keys.
pub(crate) fn sorted_map(mut pairs: Vec<(Vec<u8>, Vec<u8>)>) -> Vec<u8> {
    pairs.sort();
    map(&pairs)
}

pub(crate) fn simple(number: u8) -> Vec<u8> {
    head(7, number.into())
}

pub(crate) fn tag(number: u64, content: &[u8]) -> Vec<u8> {
    [head(6, number), content.to_vec()].concat()
}

pub(crate) fn text(content: &str) -> Vec<u8> {
    [head(3, content.len() as u64), content.as_bytes().to_vec()].concat()
}

pub(crate) const FALSE: u8 = 0xf4;
pub(crate) const TRUE: u8 = 0xf5;
pub(crate) const NULL: u8 = 0xf6;
