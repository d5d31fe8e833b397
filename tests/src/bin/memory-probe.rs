//! Opens a wallet, uses it, locks it, and waits to have its memory read. Secrets arrive on standard input, one a line, so that
//! they stand in no constant of the program: passcode, three answers, payload.
//!
//! Says `unlocked` and waits for a line, then `locked` and waits for another.
#![expect(clippy::print_stdout, reason = "the output is what the reader waits for")]

use std::error::Error;
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::path::Path;

use vigiayto_core::access::{Answer, Answers, KdfPolicy, PasscodeEntry};
use vigiayto_core::document::{Text, identify};
use vigiayto_core::secret::SecretText;
use vigiayto_core::wallet::{Environment, NewDocument, NewHolder, Query, Wallet};
use vigiayto_tests::device::TestDevice;
use vigiayto_tests::wallets::environment;
use zeroizing_alloc::ZeroAlloc;

/// As in every shell: what is freed is wiped.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<std::alloc::System> = ZeroAlloc(std::alloc::System);

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("memory-probe FOLDER")?;
    work(Path::new(&folder))?;
    say("locked")?;
    read_line()?;
    Ok(())
}

fn work(folder: &Path) -> Result<(), Box<dyn Error>> {
    let environment =
        Environment { kdf: KdfPolicy::PRODUCTION, ..environment(TestDevice::new(31), 32) };
    let wallet = Wallet::open(folder, environment)?;
    let passcode = || -> Result<_, Box<dyn Error>> {
        let mut entry = PasscodeEntry::new();
        for _ in 0..6 {
            entry.push_digit(read_byte()? - b'0')?;
        }
        read_byte()?;
        Ok(entry.submit()?)
    };
    let first = passcode()?;
    let mut answers = Vec::new();
    for question in ["scar", "first_book", "first_toy"] {
        answers
            .push(Answer::new(question, &SecretText::new(read_line()?)).ok_or("no such question")?);
    }
    let owner = NewHolder::owner(Text::new("Chủ Ví")?, None);
    wallet.create(&first, &Answers::new(answers)?, owner)?.lock();
    drop(first);

    let session = wallet.unlock(&passcode()?)?;
    let payload = read_line()?;
    let identified = identify(payload.as_bytes());
    drop(payload);
    let document = identified.document.ok_or("the payload is a citizen card")?;
    let id =
        session.add_document(NewDocument { holder: None, document, source: identified.source })?;
    let shown = session.card(id)?.headline.len() + session.list(&Query::default())?.items.len();
    let printed = session.printed_form(id)?.payload.len();
    say(&format!("unlocked {}", shown + printed))?;
    read_line()?;
    session.lock();
    Ok(())
}

/// A byte at a time, past the standard library's buffer, which lives as long as the program.
fn read_byte() -> io::Result<u8> {
    let mut byte = [0];
    File::from(io::stdin().as_fd().try_clone_to_owned()?).read_exact(&mut byte)?;
    Ok(byte[0])
}

fn read_line() -> io::Result<String> {
    let mut bytes = Vec::with_capacity(1024);
    loop {
        match read_byte()? {
            b'\n' => {
                return String::from_utf8(bytes).map_err(|_| io::ErrorKind::InvalidData.into());
            }
            byte => bytes.push(byte),
        }
    }
}

fn say(line: &str) -> io::Result<()> {
    println!("{line}");
    io::stdout().flush()
}
