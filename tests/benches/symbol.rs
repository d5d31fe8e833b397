//! From a payload to the modules of its symbol, and to the picture of it, against the bare crate that does the coding.

use std::num::NonZeroU8;
use std::time::Duration;

use qrcode::{EcLevel, QrCode};
use vigiayto_core::qr::{Level, Symbol};
use vigiayto_tests::rounds::{Comparison, Goal};

fn main() {
    let counter_code = format!("VGT1:{}", "A1B2C3D4E5".repeat(70));
    let largest_single = format!("VGT1:{}", "A1B2C3D4E5".repeat(124));
    let card = "000090274815|000000001|Nguyễn Văn Mẫu|01011990|Nam|Số 1 Phố Mẫu, Hà Nội|15042021";
    let goal = Goal::Time(Duration::from_millis(2));
    let pixels = NonZeroU8::MIN.saturating_add(3);
    let symbol = Symbol::encode(&counter_code, Level::M).expect("it fits");

    Comparison::new("symbol at level M", 25, 10)
        .lane("705 characters, by the qrcode crate alone", Goal::None, || {
            QrCode::with_error_correction_level(&counter_code, EcLevel::M).expect("it fits")
        })
        .lane("705 characters, alphanumeric", goal, || {
            Symbol::encode(&counter_code, Level::M).expect("it fits")
        })
        .lane("1,245 characters, alphanumeric", goal, || {
            Symbol::encode(&largest_single, Level::M).expect("it fits")
        })
        .lane("printed code of a card", goal, || Symbol::encode(card, Level::M).expect("it fits"))
        .lane("its PNG at 4 px a module", Goal::None, || symbol.to_png(pixels))
        .run();
}
