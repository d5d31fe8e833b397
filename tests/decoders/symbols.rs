//! Writes the symbols that decoders from other hands must read: `NAME.png` beside `NAME.payload`, into the folder named
//! by the first argument.

use std::error::Error;
use std::fs;
use std::num::NonZeroU8;
use std::path::Path;

use vigiayto_core::qr::{Level, Symbol};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: symbols FOLDER")?;
    let folder = Path::new(&folder);
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
    const ALPHANUMERIC: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    (0..count).map(|at| char::from(ALPHANUMERIC[(at * at + at * 7 + at / 45) % ALPHANUMERIC.len()]))
}

/// The longest repetition of `alphabet` that still makes a symbol of this version.
fn fullest_payload(version: u8, level: Level, alphabet: &str) -> String {
    let of_length = |letters: usize| alphabet.chars().cycle().take(letters).collect::<String>();
    let fits = |letters: usize| {
        Symbol::encode(of_length(letters), level).is_ok_and(|symbol| symbol.version() <= version)
    };
    let (mut fitting, mut too_long) = (0, LONGER_THAN_ANY);
    while too_long - fitting > 1 {
        let middle = usize::midpoint(fitting, too_long);
        if fits(middle) { fitting = middle } else { too_long = middle }
    }
    of_length(fitting)
}

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
