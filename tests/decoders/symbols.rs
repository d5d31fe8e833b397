//! Writes the symbols that decoders from other hands must read, `NAME.png` beside `NAME.payload`: into the folder named by
//! the first argument those that they read as they are, into the second those that a simulated camera looks at.

use std::error::Error;
use std::fs;
use std::num::NonZeroU8;
use std::path::Path;

use vigiayto_core::qr::{Level, Symbol};

fn main() -> Result<(), Box<dyn Error>> {
    let folders: Vec<String> = std::env::args().skip(1).collect();
    let [as_they_are, for_the_camera] = folders.as_slice() else {
        return Err("usage: symbols AS-THEY-ARE FOR-THE-CAMERA".into());
    };
    write_all_forms(Path::new(as_they_are))?;
    write_counter_codes(Path::new(for_the_camera))
}

fn write_all_forms(folder: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    for (name, payload) in printed_forms() {
        for level in Level::ALL {
            write(folder, name, payload.as_bytes(), &Symbol::encode(&payload, level)?)?;
        }
    }
    for version in 1..=LAST_VERSION {
        for (turn, level) in Level::ALL.into_iter().enumerate() {
            let (alphabet_name, alphabet) =
                ALPHABETS[(usize::from(version) + turn) % ALPHABETS.len()];
            let payload = fullest_payload(version, level, alphabet);
            write(folder, alphabet_name, payload.as_bytes(), &Symbol::encode(&payload, level)?)?;
        }
    }
    Ok(())
}

fn write(folder: &Path, name: &str, payload: &[u8], symbol: &Symbol) -> Result<(), Box<dyn Error>> {
    for module_px in [3, 4] {
        let module_px = NonZeroU8::new(module_px).ok_or("a module has pixels")?;
        let stem = format!("{name}-v{:02}{:?}-{module_px}px", symbol.version(), symbol.level());
        fs::write(folder.join(format!("{stem}.png")), symbol.to_png(module_px))?;
        fs::write(folder.join(format!("{stem}.payload")), payload)?;
    }
    Ok(())
}

/// One pixel a module: the camera decides how large a module is.
fn write_counter_codes(folder: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    for version in CAMERA_VERSIONS {
        for number in 0..CODES_A_VERSION {
            let seed = u64::from(version) << 32 | number;
            let text: String =
                "VGT1:".chars().chain(random_characters(seed)).take(LONGER_THAN_ANY).collect();
            let payload = fullest_start(version, Level::M, &text);
            let symbol = Symbol::encode(payload, Level::M)?;
            let stem = folder.join(format!("v{version}-{number}"));
            fs::write(stem.with_extension("png"), symbol.to_png(NonZeroU8::MIN))?;
            fs::write(stem.with_extension("payload"), payload)?;
        }
    }
    Ok(())
}

/// What stands on papers, and what a counter code will be like. All synthetic.
fn printed_forms() -> Vec<(&'static str, String)> {
    let name = hex("Trần Minh Thử");
    let address = hex("Thôn Mẫu, Xã Thử, Huyện Mẫu, Tỉnh Thử Nghiệm");
    vec![
        ("citizen-card-7-slots", CITIZEN_CARD.to_owned()),
        ("citizen-card-11-slots", format!("{CITIZEN_CARD}||||")),
        (
            "health-insurance-17-parts",
            format!(
                "0000000001|{name}|05/09/2019|1|{address}|01 - 000|01/01/2025|-|02/01/2025|00000000000001|{name}|4|\
                 01/01/2030|0000000000000000-0000|4|-|$"
            ),
        ),
        ("counter-code-1000-characters", "VGT1:".chars().chain(base45_like(995)).collect()),
        (
            "vietnamese",
            "Đặng Thị Ửng, số 7 ngõ Mẫu, phường Thử: ẳ ẵ ặ ề ể ễ ệ ố ồ ổ ỗ ộ ứ ừ ử ữ ự ỳ ỷ ỹ ỵ"
                .to_owned(),
        ),
    ]
}

fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

/// Characters of alphanumeric mode in no order that a segmentation could use.
fn base45_like(count: usize) -> impl Iterator<Item = char> {
    (0..count).map(|at| char::from(ALPHANUMERIC[(at * at + at * 7 + at / 45) % ALPHANUMERIC.len()]))
}

/// Endless characters of alphanumeric mode, other ones for each seed.
fn random_characters(seed: u64) -> impl Iterator<Item = char> {
    // SplitMix64: any seed will do, and the same one gives the same characters everywhere.
    let mut state = seed;
    std::iter::repeat_with(move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = state;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        char::from(
            ALPHANUMERIC[usize::from((mixed ^ mixed >> 31).to_le_bytes()[0]) % ALPHANUMERIC.len()],
        )
    })
}

/// The longest repetition of `alphabet` that still makes a symbol of this version.
fn fullest_payload(version: u8, level: Level, alphabet: &str) -> String {
    let text: String = alphabet.chars().cycle().take(LONGER_THAN_ANY).collect();
    fullest_start(version, level, &text).to_owned()
}

/// As much of `text` as still makes a symbol of this version. All of it must be too long.
fn fullest_start(version: u8, level: Level, text: &str) -> &str {
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let fitting = ends.partition_point(|end| {
        Symbol::encode(&text[..*end], level).is_ok_and(|symbol| symbol.version() <= version)
    });
    &text[..ends[fitting - 1]]
}

const ALPHANUMERIC: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const CAMERA_VERSIONS: [u8; 5] = [10, 13, 17, 20, 25];
const CODES_A_VERSION: u64 = 10;
const LAST_VERSION: u8 = 25;
/// Version 40 holds 7,089 digits.
const LONGER_THAN_ANY: usize = 7_090;
const CITIZEN_CARD: &str = "000190000001|000000001|Nguyễn Thị Mẫu|01021990|Nữ|Số 1 Phố Mẫu, Phường Mẫu, Ba Đình, Hà Nội|15042021";
const ALPHABETS: [(&str, &str); 4] = [
    ("numeric", "31415926535897932384626433832795"),
    ("alphanumeric", "VGT1:QX7%Z$K*P+W-J/H.Y 0D"),
    ("ascii", "the quick brown fox; jumps|over_the{lazy}dog"),
    ("unicode", "Nguyễn Thị Mẫu, Đặng Ửng Tỷ; "),
];
