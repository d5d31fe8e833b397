//! Symbols before a camera: genuine frames of two messages, forged ones with right checksums, and any text between them. Whatever
//! came, a message is complete once its frames came twice.
//!
//! The input is a list of symbols: what it is (1 byte), then for a genuine frame its number (2 bytes); for a forged one number,
//! count and length of the message (2 each), the length of the data (1) and the data; for a text its length (1) and the text.
#![no_main]

use std::num::NonZeroU32;

use ciborium::Value;
use vigiayto_core::qr::frames::{
    Collected, Collector, FragmentSize, Frames, MAX_FRAGMENTS, MAX_MESSAGE_LEN,
};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let mut input = input;
    let messages = [[7; 300].to_vec(), (0..=u8::MAX).cycle().take(1000).collect()];
    let genuine = messages.each_ref().map(|message| frames(message, 50));
    let mut collector = Collector::new();
    for _ in 0..MOST {
        let Some(text) = symbol(&mut input, &genuine) else { break };
        check(&mut collector, &text);
    }
    for (message, frames) in messages.iter().zip(&genuine) {
        let mut complete = false;
        for number in (1..=frames.count()).chain(1..=frames.count()) {
            let frame = frames.frame(number_of(number as u32));
            complete = check(&mut collector, &frame.text).as_ref() == Some(message);
        }
        assert!(complete, "what came before can't keep a message from being read");
    }
});

fn check(collector: &mut Collector, text: &str) -> Option<Vec<u8>> {
    match collector.feed(text).ok()? {
        Collected::Complete(message) => {
            assert!((1..=MAX_MESSAGE_LEN).contains(&message.len()));
            Some(message)
        }
        Collected::Partial(progress) => {
            assert!(progress.received < progress.needed && progress.needed <= MAX_FRAGMENTS);
            assert!((0.0..1.0).contains(&progress.fraction()));
            None
        }
    }
}

fn symbol(input: &mut &[u8], genuine: &[Frames; 2]) -> Option<String> {
    let [what] = take(input)?;
    Some(match what % 4 {
        message @ (0 | 1) => {
            let number = number_of(u16::from_be_bytes(take(input)?).into());
            genuine[usize::from(message)].frame(number).text
        }
        2 => {
            let [number, count, length] = [take(input)?, take(input)?, take(input)?];
            let [number, count, length] = [number, count, length].map(u16::from_be_bytes);
            forged(number, count, length, what, string(input)?)
        }
        _ => String::from_utf8_lossy(string(input)?).into_owned(),
    })
}

/// A part with any numbers in it; the checksum of the message is that of a genuine one where `what` says so.
fn forged(number: u16, count: u16, length: u16, what: u8, data: &[u8]) -> String {
    let checksum = if what & 4 == 0 { CHECKSUM } else { u32::from(what) };
    let part = Value::Array(vec![
        number.into(),
        count.into(),
        length.into(),
        checksum.into(),
        Value::Bytes(data.to_vec()),
    ]);
    let mut bytes = Vec::new();
    ciborium::into_writer(&part, &mut bytes).expect("memory does not fail");
    // A message of one fragment is its Bytewords, checksum and all.
    let single = frames(&bytes, 400).frame(NonZeroU32::MIN).text;
    single.replacen("UR:VGT/", &format!("UR:VGT/{number}-{count}/"), 1)
}

fn frames(message: &[u8], bytes: usize) -> Frames {
    let size = FragmentSize::new(bytes).expect("a size between the limits");
    Frames::new(message, size).expect("a message between the limits")
}

fn number_of(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN)
}

fn take<const LEN: usize>(input: &mut &[u8]) -> Option<[u8; LEN]> {
    let (taken, rest) = input.split_first_chunk()?;
    *input = rest;
    Some(*taken)
}

fn string<'i>(input: &mut &'i [u8]) -> Option<&'i [u8]> {
    let [length] = take(input)?;
    let (taken, rest) = input.split_at(input.len().min(length.into()));
    *input = rest;
    Some(taken)
}

const MOST: usize = 64;
/// CRC-32 of the first message.
const CHECKSUM: u32 = 0x7aa1_12e8;
