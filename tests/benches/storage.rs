//! A document's and a portrait's way out of the vault, against plain SQLite in the same process and SQLCipher beside it.

use std::sync::Arc;

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use vigiayto_core::platform::SystemRandomness;
use vigiayto_core::secret::SecretBytes;
use vigiayto_core::vault::{Owner, RecordId, RecordKind, Store, StoreId, Vault, VaultError};
use vigiayto_tests::rounds::{Comparison, Goal};

use self::peers::Peer;
use self::plain::{LARGE, LARGE_COUNT, SMALL, SMALL_COUNT, Table, body, id};

mod peers;
mod plain;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let create = |name| Table::create(&folder.path().join(name), |_| Ok(())).expect("a plain file");
    let (plain, kept) = (create("plain.db"), create("kept.db"));
    let vault = fill(&folder.path().join("vault"));
    let mut sqlcipher = Peer::start("PEER_SQLCIPHER");

    for (name, size, count, calls) in
        [("read 4 KB", SMALL, SMALL_COUNT, 400), ("read 200 KB", LARGE, LARGE_COUNT, 40)]
    {
        let [mut first, mut second, mut third] = [(); 3].map(|()| (0..count).cycle());
        let mut kept = kept.reader().expect("a statement");
        let cipher = XChaCha20Poly1305::new(&[7; 32].into());
        let nonce = XNonce::default();
        let sealed =
            cipher.encrypt(&nonce, Payload { msg: &body(size, 0), aad: &[0; 44] }).expect("sealed");

        Comparison::new(name, 25, calls)
            .lane("plain SQLite", Goal::None, || {
                plain.read(size, first.next().expect("endless")).expect("a record")
            })
            .lane("vault", Goal::Ratio(2.0), || {
                let id = RecordId::new(id(size, second.next().expect("endless")));
                vault.read(DOCUMENT, id).expect("a record")
            })
            .lane_elsewhere("SQLCipher", Goal::None, |calls| {
                sqlcipher.time(&size.to_string(), calls)
            })
            .lane("plain SQLite, statement kept", Goal::None, || {
                kept.read(size, third.next().expect("endless")).expect("a record")
            })
            .lane("XChaCha20-Poly1305 alone", Goal::None, || {
                cipher.decrypt(&nonce, Payload { msg: &sealed, aad: &[0; 44] }).expect("opened")
            })
            .run();
    }
}

/// A vault with the records of a plain [`Table`], each with an owner, and so a data key, of its own.
fn fill(folder: &std::path::Path) -> Vault {
    std::fs::create_dir(folder).expect("a folder");
    let root_key = SecretBytes::init_with_mut(|key| key.fill(5));
    let random = Arc::new(SystemRandomness);
    let mut vault =
        Store::create(folder, StoreId::new([3; 16]), &root_key, &[], random).expect("a vault");
    for (count, size) in [(SMALL_COUNT, SMALL), (LARGE_COUNT, LARGE)] {
        let numbers: Vec<u32> = (0..count).collect();
        for some in numbers.chunks(100) {
            vault
                .write(|changes| {
                    some.iter().try_for_each(|number| {
                        let id = RecordId::new(id(size, *number));
                        changes.put(DOCUMENT, id, Owner::Record(id), &body(size, *number))
                    })?;
                    Ok::<_, VaultError>(())
                })
                .expect("written");
        }
    }
    vault
}

const DOCUMENT: RecordKind = RecordKind::new(2);
