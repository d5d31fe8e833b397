//! Changes a wallet without end, saying what was acknowledged, until somebody kills it.
//!
//! `crash-writer FOLDER documents PASSCODE` adds and removes documents: `added ID`, `removing ID`, `removed ID`.
//! `crash-writer FOLDER passcode FROM TO` changes the passcode there and back: `changing TO`, `changed TO`.
#![expect(clippy::print_stdout, reason = "the output is what the killer reads")]

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;

use vigiayto_core::document::{AttachmentRole, identify};
use vigiayto_core::wallet::{NewDocument, Session, Wallet};
use vigiayto_tests::wallets::{desk, passcode};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, folder, what, first, rest @ ..] = arguments.as_slice() else {
        return Err("crash-writer FOLDER documents PASSCODE | passcode FROM TO".into());
    };
    let wallet = Wallet::open(&Path::new(folder).join("wallet"), desk(Path::new(folder)))?;
    let session = wallet.unlock(&passcode(first))?;
    say("open")?;
    match (what.as_str(), rest) {
        ("documents", []) => write_documents(&session),
        ("passcode", [other]) => change_passcode(&session, first, other),
        _ => Err("unknown work".into()),
    }
}

fn write_documents(session: &Session) -> Result<(), Box<dyn Error>> {
    // A picture of 60 kB, so that a write spans many pages.
    let mut picture = b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc0\x00\x0b\x08\x00\x10\x00\x10\x01\x01\x11\x00".to_vec();
    picture.resize(60_000, 0x55);
    for number in 0_u64.. {
        let payload = format!("000{number:09}||Nguyễn Văn Mẫu|01011990|Nam|Phố Mẫu|15042021");
        let identified = identify(payload.as_bytes());
        let document = identified.document.ok_or("the payload is a citizen card")?;
        let id = session.add_document(NewDocument {
            holder: None,
            document,
            source: identified.source,
        })?;
        say(&format!("added {id}"))?;
        if number % 3 == 0 {
            session.attach(id, AttachmentRole::Portrait, &picture)?;
        }
        if number % 4 == 3 {
            say(&format!("removing {id}"))?;
            session.remove_document(id)?;
            say(&format!("removed {id}"))?;
        }
    }
    Ok(())
}

fn change_passcode(session: &Session, first: &str, other: &str) -> Result<(), Box<dyn Error>> {
    let (mut from, mut to) = (first, other);
    loop {
        say(&format!("changing {to}"))?;
        session.change_passcode(&passcode(from), &passcode(to))?;
        say(&format!("changed {to}"))?;
        (from, to) = (to, from);
    }
}

fn say(line: &str) -> io::Result<()> {
    println!("{line}");
    io::stdout().flush()
}
