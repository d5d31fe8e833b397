//! Other processes: a second one that wants in, and one that is killed.

use std::env;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;
use vigiayto_core::vault::{self, Integrity, Owner, Presence, Store, VaultError, presence};

use crate::common::{DOCUMENT, STORE, id, new_vault, open_vault, random, root_key, spread};

#[test]
fn a_second_process_is_refused_and_let_in_when_the_first_is_gone() {
    let home = TempDir::new().unwrap();
    drop(new_vault(home.path()));
    let mut first = start("hold", home.path());
    assert_eq!(first.line(), "holding");
    assert_eq!(Store::open(home.path(), random()).unwrap_err(), VaultError::InUse);
    assert_eq!(vault::erase(home.path()), Err(VaultError::InUse));
    let created = Store::create(home.path(), STORE, &root_key(), &[], random());
    assert_eq!(created.unwrap_err(), VaultError::InUse);
    first.kill();
    assert!(Store::open(home.path(), random()).is_ok());
}

#[test]
fn a_second_handle_of_the_same_process_is_refused_too() {
    let home = TempDir::new().unwrap();
    let vault = new_vault(home.path());
    assert_eq!(Store::open(home.path(), random()).unwrap_err(), VaultError::InUse);
    drop(vault);
    assert!(Store::open(home.path(), random()).is_ok());
}

#[test]
fn a_process_killed_while_it_writes_loses_nothing_that_it_acknowledged() {
    let home = TempDir::new().unwrap();
    drop(new_vault(home.path()));
    let mut known = 1;
    let mut writes = 0;
    for round in 0..KILLS {
        let mut writer = start("write", home.path());
        let mut acknowledged: u64 = writer.line().parse().unwrap();
        assert_eq!(acknowledged, known + 1);
        thread::sleep(Duration::from_micros(spread(round) % 20_000));
        writer.kill();
        for line in writer.rest() {
            acknowledged = line.parse().unwrap();
            writes += 1;
        }
        let vault = open_vault(home.path(), acknowledged).unwrap();
        assert_eq!(*vault.integrity(), Integrity::Sound);
        assert!(vault.generation() <= acknowledged + 1);
        assert_eq!(vault.unreadable(), Ok(vec![]));
        known = vault.generation();
    }
    assert!(writes > 2 * KILLS, "{writes} writes in {KILLS} rounds");
}

#[test]
fn a_process_killed_while_it_creates_leaves_no_store_or_a_whole_one() {
    let [mut absent, mut whole] = [0; 2];
    for round in 0..KILLS {
        let home = TempDir::new().unwrap();
        let mut creator = start("create", home.path());
        assert_eq!(creator.line(), "creating");
        thread::sleep(Duration::from_micros(spread(round) % 15_000));
        creator.kill();
        match presence(home.path()).unwrap() {
            Presence::Absent => {
                absent += 1;
                drop(new_vault(home.path()));
            }
            Presence::Present => whole += 1,
            Presence::Incomplete => panic!("neither nor"),
        }
        assert_eq!(*open_vault(home.path(), 1).unwrap().integrity(), Integrity::Sound);
    }
    assert!(absent + whole == KILLS && whole > 0, "{absent} absent, {whole} whole");
}

#[test]
fn what_an_unfinished_creation_left_is_not_a_store() {
    let home = TempDir::new().unwrap();
    fs::write(home.path().join("wallet.lock"), "").unwrap();
    fs::write(home.path().join("wallet.db.new"), "half a file").unwrap();
    fs::write(home.path().join("wallet.db.new-wal"), "half a log").unwrap();
    assert_eq!(presence(home.path()), Ok(Presence::Absent));
    drop(new_vault(home.path()));
    assert_eq!(*open_vault(home.path(), 1).unwrap().integrity(), Integrity::Sound);
    assert!(!home.path().join("wallet.db.new").exists());
}

#[test]
fn a_store_without_its_mark_gets_it_when_it_is_opened() {
    let home = TempDir::new().unwrap();
    drop(new_vault(home.path()));
    fs::write(home.path().join("wallet.lock"), "").unwrap();
    drop(open_vault(home.path(), 1).unwrap());
    fs::remove_file(home.path().join("wallet.db")).unwrap();
    fs::remove_file(home.path().join("reserve")).unwrap();
    assert_eq!(presence(home.path()), Ok(Presence::Incomplete));
}

/// What the other process does: this test, run alone with [`ROLE`] and [`HOME`] set. Without them it does nothing.
#[test]
fn other_process() {
    let (Ok(role), Ok(home)) = (env::var(ROLE), env::var(HOME)) else { return };
    let home = PathBuf::from(home);
    match &*role {
        "hold" => {
            let _vault = open_vault(&home, 0).unwrap();
            say("holding");
            thread::sleep(Duration::from_secs(60));
        }
        "write" => {
            let mut vault = open_vault(&home, 0).unwrap();
            for number in (0..=u8::MAX).cycle() {
                let length = usize::try_from(spread(number.into()) % 20_000).unwrap();
                let owner = Owner::Record(id(number % 7 + 1));
                let exists = vault.owner(DOCUMENT, id(number)).is_some();
                vault
                    .write(|changes| {
                        if exists && number % 3 == 0 {
                            changes.remove(DOCUMENT, id(number))
                        } else {
                            changes.put(DOCUMENT, id(number), owner, &vec![number; length])
                        }
                    })
                    .unwrap();
                say(&vault.generation().to_string());
            }
        }
        "create" => {
            say("creating");
            drop(new_vault(&home));
            thread::sleep(Duration::from_secs(60));
        }
        role => panic!("{role}"),
    }
}

/// The other process and what it says.
struct Other {
    child: Child,
    output: BufReader<std::process::ChildStdout>,
}

impl Other {
    /// The next thing it says.
    fn line(&mut self) -> String {
        loop {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).unwrap() > 0, "the other process ended");
            if let Some(said) = line.trim_end().split(SAYS).nth(1) {
                return said.to_owned();
            }
        }
    }

    /// Whatever it still said before it was killed.
    fn rest(&mut self) -> Vec<String> {
        let mut rest = Vec::new();
        let mut line = String::new();
        while self.output.read_line(&mut line).unwrap() > 0 {
            if let (Some(said), true) = (line.split(SAYS).nth(1), line.ends_with('\n')) {
                rest.push(said.trim_end().to_owned());
            }
            line.clear();
        }
        rest
    }

    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

fn start(role: &str, home: &Path) -> Other {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "processes::other_process", "--nocapture"])
        .envs([(ROLE, role.as_ref()), (HOME, home.as_os_str())])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    Other { child, output }
}

/// One write, so that a kill never cuts a number short unseen.
fn say(text: &str) {
    let mut output = std::io::stdout().lock();
    output.write_all(format!("{SAYS}{text}\n").as_bytes()).unwrap();
    output.flush().unwrap();
}

const ROLE: &str = "VAULT_TEST_ROLE";
const HOME: &str = "VAULT_TEST_HOME";
const SAYS: &str = "says: ";
const KILLS: u64 = 40;
