//! A document's and a portrait's way out of the vault, against plain SQLite in the same process.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use vigiayto_tests::rounds::{Comparison, Goal};

use self::plain::{LARGE, LARGE_COUNT, SMALL, SMALL_COUNT, Table, body};

mod plain;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let plain = Table::create(&folder.path().join("plain.db"), |_| Ok(())).expect("a plain file");

    for (name, size, count, calls) in
        [("read 4 KB", SMALL, SMALL_COUNT, 400), ("read 200 KB", LARGE, LARGE_COUNT, 40)]
    {
        let mut numbers = (0..count).cycle();
        let mut reader = plain.reader().expect("a statement");
        let cipher = XChaCha20Poly1305::new(&[7; 32].into());
        let nonce = XNonce::default();
        let sealed = cipher.encrypt(&nonce, body(size, 0).as_slice()).expect("sealed");

        Comparison::new(name, 25, calls)
            .lane("plain SQLite", Goal::None, || {
                reader.read(size, numbers.next().expect("endless")).expect("a record")
            })
            .lane("XChaCha20-Poly1305 alone", Goal::None, || {
                cipher.decrypt(&nonce, Payload { msg: &sealed, aad: &[0; 44] }).is_err()
            })
            .run();
    }
}
