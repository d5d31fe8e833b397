//! `kill -9` at random moments: no acknowledged change is lost, no unfinished one is half there, and the wallet always opens.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use vigiayto_core::vault::Integrity;
use vigiayto_core::wallet::{Query, Session, Wallet};
use vigiayto_tests::wallets::{ANSWERS, OTHER_PASSCODE, PASSCODE, answers, desk, owner, passcode};

/// 120 kills of writes and 80 of changes of the passcode; five times as many in the long run.
fn kills(short: usize) -> usize {
    if std::env::var_os("VIGIAYTO_LONG").is_some() { short * 5 } else { short }
}

fn new_home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("wallet")).unwrap();
    let wallet = open(home.path());
    wallet.create(&passcode(PASSCODE), &answers(ANSWERS), owner()).unwrap().lock();
    home
}

fn open(home: &Path) -> Wallet {
    Wallet::open(&home.join("wallet"), desk(home)).unwrap()
}

/// Runs the writer for a random time, kills it, and returns what it had said.
fn run_and_kill(home: &Path, work: &[&str], moment: &mut Moment) -> Vec<String> {
    let mut writer = Command::new(env!("CARGO_BIN_EXE_crash-writer"))
        .arg(home)
        .args(work)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let output = BufReader::new(writer.stdout.take().unwrap());
    let (send, receive) = std::sync::mpsc::channel();
    let reader = thread::spawn(move || {
        output
            .lines()
            .map_while(Result::ok)
            .inspect(|line| {
                let _ = send.send(line == "open");
            })
            .collect::<Vec<_>>()
    });
    // The time runs from the moment the wallet is open, or the kill would mostly meet the unlocking.
    let _ = receive.recv_timeout(Duration::from_secs(20));
    thread::sleep(Duration::from_micros(moment.next_below(90_000)));
    writer.kill().unwrap();
    writer.wait().unwrap();
    reader.join().unwrap()
}

#[test]
fn no_acknowledged_document_is_lost() {
    let home = new_home();
    let mut moment = Moment::new();
    let mut expected = BTreeSet::new();
    let mut acknowledged = 0_usize;
    for kill in 0..kills(120) {
        let said = run_and_kill(home.path(), &["documents", PASSCODE], &mut moment);
        let mut uncertain = BTreeSet::new();
        for line in &said {
            match line.split_once(' ') {
                Some(("added", id)) => {
                    expected.insert(id.to_owned());
                    acknowledged += 1;
                }
                Some(("removing", id)) => {
                    uncertain.insert(id.to_owned());
                }
                Some(("removed", id)) => {
                    uncertain.remove(id);
                    expected.remove(id);
                    acknowledged += 1;
                }
                _ => {}
            }
        }
        let wallet = open(home.path());
        let session = wallet.unlock(&passcode(PASSCODE)).unwrap();
        assert_eq!(session.integrity().unwrap(), Integrity::Sound, "kill {kill}, {moment}");
        let found = ids(&session);
        for id in expected.difference(&uncertain) {
            assert!(found.contains(id), "kill {kill}: {id} was acknowledged and is lost, {moment}");
        }
        // Besides what was acknowledged only the one write that was under way may be there.
        assert!(found.difference(&expected).count() <= 1, "kill {kill}, {moment}");
        if found.len() > 60 {
            for id in &found {
                session.remove_document(id.parse().unwrap()).unwrap();
            }
            expected.clear();
        } else {
            expected = found;
        }
    }
    println!("{} kills, {acknowledged} acknowledged writes, 0 lost", kills(120));
}

#[test]
fn a_change_of_passcode_leaves_the_old_or_the_new_one() {
    let home = new_home();
    let mut moment = Moment::new();
    let mut current = PASSCODE.to_owned();
    let mut acknowledged = 0_usize;
    for kill in 0..kills(80) {
        let other = if current == PASSCODE { OTHER_PASSCODE } else { PASSCODE };
        let said = run_and_kill(home.path(), &["passcode", &current, other], &mut moment);
        let mut under_way = None;
        for line in &said {
            match line.split_once(' ') {
                Some(("changing", to)) => under_way = Some(to.to_owned()),
                Some(("changed", to)) => {
                    current = to.to_owned();
                    under_way = None;
                    acknowledged += 1;
                }
                _ => {}
            }
        }
        let wallet = open(home.path());
        let opens =
            |code: &str| wallet.unlock(&passcode(code)).map(|session| session.lock()).is_ok();
        if opens(&current) {
            continue;
        }
        let next = under_way
            .unwrap_or_else(|| panic!("kill {kill}: {current} was acknowledged, {moment}"));
        assert!(opens(&next), "kill {kill}: neither passcode opens, {moment}");
        current = next;
    }
    println!("{} kills, {acknowledged} acknowledged changes of the passcode", kills(80));
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "seed {}", self.seed)
    }
}

fn ids(session: &Session) -> BTreeSet<String> {
    let page = session.list(&Query { limit: 10_000, ..Query::default() }).unwrap();
    assert!(page.unreadable.is_empty());
    page.items.iter().map(|item| item.id.to_string()).collect()
}

/// Random moments; the seed is in every message, so that a failure can be repeated.
struct Moment {
    seed: u64,
    state: u64,
}

impl Moment {
    fn new() -> Self {
        let seed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        Self { seed, state: seed }
    }

    fn next_below(&mut self, limit: u64) -> u64 {
        self.state = self
            .state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) % limit
    }
}
