//! The shape of every answer in JSON, as `README.md` documents it. A change here is a change for programs.

mod desk;

use desk::steady::steady;
use desk::{Desk, INIT, PASSCODE, SETUP};
use serde_json::Value;

#[test]
fn answers_keep_their_shape() {
    let desk = Desk::new();
    let folder = desk.home().parent().unwrap().display().to_string();
    let snapshot = |name: &str, answer: Value| {
        let text = serde_json::to_string_pretty(&steady(answer)).unwrap();
        insta::assert_snapshot!(name, text.replace(&folder, "<desk>"));
    };
    snapshot("status_not_created", desk.json(&["status"], ""));
    snapshot("init", desk.json(&INIT, SETUP));
    snapshot("status_locked", desk.json(&["status"], ""));
    let paper = desk.file("paper.txt", desk::CITIZEN);
    snapshot("add", desk.json(&["add", "--text", &paper], PASSCODE));
    let list = desk.json(&["list"], PASSCODE);
    let id = list["documents"][0]["id"].as_str().unwrap().to_owned();
    snapshot("list", list);
    let portrait = desk.picture_of("portrait.png", "a picture is a picture");
    snapshot("attach", desk.json(&["attach", &id, &portrait, "--role", "portrait"], PASSCODE));
    let card = desk.path("card.svg");
    snapshot("show", desk.json(&["show", &id, "--picture", card.to_str().unwrap()], PASSCODE));
    snapshot("show_as_form", desk.json(&["show", &id, "--as-form"], PASSCODE));
    snapshot("edit", desk.json(&["edit", &id, "--set", "sex=nam"], PASSCODE));
    let code = desk.path("code.png");
    let present = ["present", &id, "--printed", "--png", code.to_str().unwrap()];
    snapshot("present", desk.json(&present, PASSCODE));
    let child = ["holder", "add", "Bé Mẫu", "--relation", "child", "--birth-date", "1/6/2020"];
    snapshot("holder_add", desk.json(&child, PASSCODE));
    snapshot("holder_list", desk.json(&["holder", "list"], PASSCODE));
    snapshot("remove", desk.json(&["remove", &id], PASSCODE));
    snapshot("salvage", desk.json(&["salvage"], PASSCODE));
    snapshot("passcode_change", desk.json(&["passcode", "change"], "947263\n836194\n"));
    snapshot("recover", desk.json(&["recover"], SETUP.split_once('\n').unwrap().1));
    snapshot("status_recovering", desk.json(&["status"], ""));
    snapshot("erase", desk.json(&["erase", "--yes"], ""));
    snapshot("form", desk.json(&["form", "number_plate"], ""));
    snapshot("form_kinds", desk.json(&["form"], ""));
    snapshot("questions", desk.json(&["questions"], ""));
}

#[test]
fn refusals_keep_their_shape() {
    let desk = Desk::with_wallet();
    let snapshot = |name: &str, answer: Value| {
        insta::assert_snapshot!(name, serde_json::to_string_pretty(&steady(answer)).unwrap());
    };
    snapshot("error_usage", desk.json(&["lst"], ""));
    snapshot("error_wrong_passcode", desk.json(&["list"], "947264\n"));
    let weak = ["passcode", "change"];
    snapshot("error_weak_passcode", desk.json(&weak, "947263\n123456\n"));
    snapshot("error_not_found", desk.json(&["show", "0123"], PASSCODE));
    let paper = desk.file("paper.txt", desk::CITIZEN.replace("|Nữ|", "|?|"));
    snapshot("error_paper_not_understood", desk.json(&["add", "--text", &paper], PASSCODE));
    let answers = SETUP.split_once('\n').unwrap().1;
    desk.run(&["recover"], answers).expect_code(0);
    snapshot("error_wait", desk.json(&["recover"], answers));
}

/// The snapshots are what the binary answers; the page is what a program's author reads.
#[test]
fn every_member_of_an_answer_is_documented() {
    let page = include_str!("../README.md");
    let documented =
        |name: &str| page.contains(&format!("`{name}`")) || page.contains(&format!("\"{name}\""));
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let answer = text.splitn(3, "---\n").nth(2).unwrap();
        for name in member_names(&serde_json::from_str(answer).unwrap()) {
            assert!(documented(&name), "{name} is not documented");
            count += 1;
        }
    }
    assert!(count > 100, "the snapshots were not found");
}

fn member_names(value: &Value) -> Vec<String> {
    match value {
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, value)| [vec![name.clone()], member_names(value)].concat())
            .collect(),
        Value::Array(items) => items.iter().flat_map(member_names).collect(),
        _ => Vec::new(),
    }
}
