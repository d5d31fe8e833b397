//! A payload to be shown again as a symbol: the first byte chooses the level.
#![no_main]

use std::num::NonZeroU8;

use vigiayto_core::qr::{Level, Symbol, TerminalInk};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some((level, payload)) = input.split_first() else { return };
    let level = Level::ALL[usize::from(*level) % Level::ALL.len()];
    let Ok(symbol) = Symbol::encode(payload, level) else { return };
    assert!(symbol.to_png(NonZeroU8::MIN).starts_with(b"\x89PNG"));
    assert!(symbol.to_svg().ends_with("</svg>"));
    for ink in [TerminalInk::BlackOnWhite, TerminalInk::LightOnDark, TerminalInk::DarkOnLight] {
        assert_eq!(symbol.to_terminal(ink).lines().count(), symbol.framed_width().div_ceil(2));
    }
});
