//! Wallets that somebody changed: told by exit code 4, never repaired in silence, and with a way on.

#![expect(clippy::unwrap_used, reason = "a damage that can't be done is a failed test")]

mod desk;

use std::fs;
use std::path::Path;

use desk::{CITIZEN, Desk, PASSCODE};
use rusqlite::Connection;

#[test]
fn a_file_that_is_cut_short_or_overwritten_is_corrupt_and_kept() {
    for damage in [cut as fn(&Path), overwrite] {
        let desk = Desk::with_wallet();
        damage(&database(&desk));
        let bytes = fs::read(database(&desk)).unwrap();
        let status = desk.run(&["--json", "status"], "").expect_code(4);
        assert!(status.stdout.contains("\"corrupt\""), "{}", status.stdout);
        let refused = desk.json(&["list"], PASSCODE);
        assert_eq!(refused["error"]["exit"], 4);
        assert_eq!(fs::read(database(&desk)).unwrap(), bytes, "the file was touched");
        let again = desk.json(&["init"], PASSCODE);
        assert_eq!(again["error"]["code"], "already_created");
    }
}

#[test]
fn a_wallet_whose_file_or_keys_are_gone_says_so_and_can_be_given_up() {
    let desk = Desk::with_wallet();
    fs::remove_file(desk.home().join("device.keys")).unwrap();
    let status = desk.run(&["--json", "status"], "").expect_code(4);
    assert!(status.stdout.contains("\"unbound\""), "{}", status.stdout);
    desk.run(&["list"], PASSCODE).expect_code(4);

    let desk = Desk::with_wallet();
    fs::remove_dir_all(desk.home().join("wallet")).unwrap();
    let status = desk.run(&["--json", "status"], "").expect_code(4);
    assert!(status.stdout.contains("\"file_missing\""), "{}", status.stdout);
    desk.run(&["list"], PASSCODE).expect_code(4);
    desk.run(&["erase", "--yes"], "").expect_code(0);
}

#[test]
fn an_older_copy_is_readable_refuses_changes_and_is_kept_only_when_the_owner_says_so() {
    let desk = Desk::with_wallet();
    let first = desk.add_citizen_card();
    let old = desk.path("old");
    copy_folder(&desk.home().join("wallet"), &old);
    let second = desk.file("second.txt", CITIZEN.replace("Thị Mẫu", "Thị Hai"));
    desk.run(&["add", "--text", &second], PASSCODE).expect_code(0);
    desk.run(&["list"], PASSCODE).expect_code(0).expect_result("2 giấy tờ");

    fs::remove_dir_all(desk.home().join("wallet")).unwrap();
    copy_folder(&old, &desk.home().join("wallet"));
    let list = desk.run(&["list"], PASSCODE).expect_code(4).expect_result("1 giấy tờ");
    assert!(list.stdout.contains("! Ví là một bản cũ"), "{}", list.stdout);
    let list = desk.json(&["list"], PASSCODE);
    assert_eq!(list["notices"][0]["code"], "rolled_back");
    let refused = desk.json(&["add", "--text", &second], PASSCODE);
    assert_eq!(refused["error"]["code"], "rolled_back");
    assert_eq!(refused["error"]["exit"], 4);

    desk.run(&["salvage"], PASSCODE)
        .expect_code(1)
        .expect_error_contains("Đây là bản cũ")
        .expect_error_contains("--accept-loss");
    desk.run(&["salvage", "--accept-loss"], PASSCODE).expect_code(0);
    desk.run(&["show", &first], PASSCODE).expect_code(0);
    desk.run(&["add", "--text", &second], PASSCODE).expect_code(0);
}

#[test]
fn a_removed_row_is_noticed_and_what_is_lost_is_named() {
    let desk = Desk::with_wallet();
    let kept = desk.add_citizen_card();
    let second = desk.file("second.txt", CITIZEN.replace("Thị Mẫu", "Thị Hai"));
    let lost = desk.json(&["add", "--text", &second], PASSCODE)["document"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    // The body goes, the row that names it stays.
    let file = Connection::open(database(&desk)).unwrap();
    let name = format!("X'{lost}'");
    let sql = format!(
        "DELETE FROM body WHERE row IN (SELECT row FROM record WHERE id = {name} AND kind <> 0)"
    );
    assert_eq!(file.execute(&sql, []).unwrap(), 1);
    drop(file);

    let list = desk.run(&["list"], PASSCODE).expect_code(4);
    assert!(list.stdout.contains("! Ví bị thay đổi ngoài ứng dụng"), "{}", list.stdout);
    desk.run(&["show", &kept], PASSCODE).expect_code(4);
    let told = desk.run(&["salvage"], PASSCODE).expect_code(1);
    assert!(told.stderr.contains(&lost), "{}", told.stderr);
    let salvaged = desk.json(&["salvage", "--accept-loss"], PASSCODE);
    assert_eq!(salvaged["salvaged"], true, "{salvaged}");
    assert!(salvaged["lost"].as_array().unwrap().iter().any(|id| *id == lost.as_str()));
    let list = desk.json(&["list"], PASSCODE);
    assert_eq!(list["total"], 1);
    assert_eq!(list["documents"][0]["id"], kept.as_str());
}

#[test]
fn a_sound_wallet_has_nothing_to_salvage() {
    let desk = Desk::with_wallet();
    let answer = desk.json(&["salvage", "--accept-loss"], PASSCODE);
    assert_eq!(answer["salvaged"], false);
}

fn database(desk: &Desk) -> std::path::PathBuf {
    desk.home().join("wallet/wallet.db")
}

fn cut(file: &Path) {
    fs::File::options().write(true).open(file).unwrap().set_len(5000).unwrap();
}

fn overwrite(file: &Path) {
    let length = fs::metadata(file).unwrap().len();
    fs::write(file, vec![0xa5; usize::try_from(length).unwrap()]).unwrap();
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}
