//! A picture of a damaged symbol, deeper than arbitrary files ever get: a length, a payload, then modules to be turned over.
#![no_main]

#[path = "../../../bindings/cli/src/picture/luma.rs"]
mod luma;
#[path = "../../../bindings/cli/src/picture/read.rs"]
mod read;

use vigiayto_core::qr::{Level, QUIET_ZONE, Symbol};

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some((length, rest)) = input.split_first() else { return };
    let (payload, damage) = rest.split_at(rest.len().min(usize::from(*length)));
    let symbol = Symbol::encode(payload, Level::L).expect("255 bytes fit");
    let side = symbol.framed_width() * MODULE_PX;
    let turned =
        |x, y| damage.chunks_exact(2).any(|at| [usize::from(at[0]), usize::from(at[1])] == [x, y]);
    let mut pixels = Vec::with_capacity(side * side);
    for y in (0..side).map(|y| y / MODULE_PX) {
        for x in (0..side).map(|x| x / MODULE_PX) {
            // Beyond the symbol the subtraction wraps to a place that is light.
            let dark = symbol.dark(x.wrapping_sub(QUIET_ZONE), y.wrapping_sub(QUIET_ZONE));
            pixels.push(if dark == turned(x, y) { u8::MAX } else { 0 });
        }
    }
    let _nothing_found_is_fine = read::payloads(&picture(side, &pixels));
});

fn picture(side: usize, pixels: &[u8]) -> Vec<u8> {
    let side = u32::try_from(side).expect("a symbol is small");
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_compression(png::Compression::Fastest);
    let mut writer = encoder.write_header().expect("memory does not fail");
    writer.write_image_data(pixels).expect("memory does not fail");
    drop(writer);
    file
}

const MODULE_PX: usize = 3;
