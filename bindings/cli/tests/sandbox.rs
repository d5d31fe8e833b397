//! The issuer for trying things out: what it binds, what it refuses, what it keeps.

mod desk;

use desk::story::{self, Story};
use desk::{Desk, PASSCODE};
use serde_json::Value;
use vigiayto_core::document::{DocumentKind, forms};

#[test]
fn a_guardian_is_named_with_every_fact_that_is_shown() {
    let story = Story::begin_with(&["--guardian", "Trần Thị Mẹ"]);
    let code = story.code(&["--usual", "over_18"]);
    let verdict = story.verify(&[&code]);
    assert_eq!(verdict["documents"][0]["guardian"], "Trần Thị Mẹ");
    assert_eq!(verdict["documents"][0]["facts"].as_array().map(Vec::len), Some(1));
    let run = story.desk.run(&["verify", &code], "").expect_code(0);
    assert!(run.stdout.contains("! Người giám hộ xuất trình thay: Trần Thị Mẹ"), "{}", run.stdout);
}

#[test]
fn it_says_that_it_has_no_standing_and_keeps_its_keys_to_its_owner() {
    let desk = Desk::with_wallet();
    let (_, issued) = story::issue(&desk, DocumentKind::HealthInsurance, &[]);
    assert_eq!(issued["sandbox"], true);
    assert_eq!(issued["views"], serde_json::json!(["clinic"]));
    let (form, order) =
        (desk.file("form.toml", forms::example(DocumentKind::HealthInsurance)), "order.json");
    let again = ["issue", "--form", &form, "--order", order, "--out", "again.json"];
    let run = desk.run(&again, "").expect_code(0);
    assert!(run.stdout.contains("không cơ quan nào công nhận, không có giá trị"), "{}", run.stdout);
    let folder = desk.home().join("desk");
    for file in ["issuer.keys", "register.json"] {
        assert!(is_private(&folder.join(file)), "{file}");
    }
    let register = std::fs::read_to_string(folder.join("register.json")).unwrap();
    assert!(!register.contains("Mẫu"), "no name stands in the register");
    let register: Value = serde_json::from_str(&register).unwrap();
    assert_eq!(register["entries"][1]["number"], 2);
}

#[test]
fn a_certified_counter_is_vouched_for_and_another_names_itself() {
    let story = Story::begin();
    let nameless = ["request", "--usual", "over_18", "--purpose", "Bán rượu", "--out", "s.json"];
    assert_eq!(story.desk.json(&nameless, "")["error"]["code"], "no_name");
    story.desk.run(&["issue", "--reader", "Cửa hàng Mẫu"], "").expect_code(0);
    let asked = story.desk.json(&nameless, "");
    assert_eq!(asked["reader"]["certified"], true);
    let request = asked["request"].as_str().unwrap();
    let answer = story.desk.json(&["answer", request, "--agree-all"], PASSCODE);
    assert_eq!(answer["reader"]["name"], "Cửa hàng Mẫu");
    assert_eq!(answer["reader"]["certified"], true);
    let run = story.run(&["answer", request, "--refuse"]).expect_code(0);
    assert!(run.stderr.contains("✓ có chứng thư, tên đã được xác nhận"), "{}", run.stderr);
    let code = answer["code"].as_str().expect("one symbol");
    let verdict = story.verify(&["--request", &story.path("s.json"), code]);
    assert_eq!(verdict["verdict"], "genuine", "{verdict}");

    // A wallet that does not have the root refuses the certificate instead of showing a name that nobody vouches for.
    let other = Story::begin();
    let refused = other.desk.json(&["answer", request, "--agree-all"], PASSCODE);
    assert_eq!(refused["error"]["exit"], 1, "{refused}");
}

#[test]
fn an_order_that_does_not_prove_its_keys_gets_nothing() {
    let desk = Desk::with_wallet();
    let (credentials, _) = story::issue(&desk, DocumentKind::NumberPlate, &[]);
    let mut order: Value =
        serde_json::from_str(&std::fs::read_to_string(desk.path("order.json")).unwrap()).unwrap();
    let proof = order["keys"][1]["proof"].clone();
    order["keys"][0]["proof"] = proof;
    let forged = desk.file("forged.json", order.to_string());
    let form = desk.file("form.toml", forms::example(DocumentKind::NumberPlate));
    let issue = ["issue", "--form", &form, "--order", &forged, "--out", "out.json"];
    assert_eq!(desk.json(&issue, "")["error"]["code"], "not_possessed");
    assert!(!desk.path("out.json").exists());
    let other = desk.file("other.toml", forms::example(DocumentKind::CitizenCard));
    let issue = ["issue", "--form", &other, "--order", "order.json", "--out", "out.json"];
    assert_eq!(desk.json(&issue, "")["error"]["code"], "order_other_kind");
    let issue = ["issue", "--form", &form, "--order", &credentials, "--out", "out.json"];
    assert_eq!(desk.json(&issue, "")["error"]["code"], "file_form");
}

#[test]
fn a_large_portrait_is_refused_with_the_limit_and_a_small_one_is_shown() {
    let desk = Desk::with_wallet();
    let large = desk.file("large.jpg", vec![0xff; 33 * 1024]);
    let (_, refused) = story::issue(&desk, DocumentKind::CitizenCard, &["--portrait", &large]);
    assert_eq!(refused["error"]["code"], "portrait_too_large");
    assert_eq!(refused["error"]["limit_bytes"], 32 * 1024);
    let png = desk.picture_of("portrait.png", "a picture");
    let (_, refused) = story::issue(&desk, DocumentKind::CitizenCard, &["--portrait", &png]);
    assert_eq!(refused["error"]["code"], "portrait_form");

    let small = desk.file("small.jpg", PHOTOGRAPH);
    let story = Story::begin_with(&["--portrait", &small]);
    let shown = story.show(&["--facts", "portrait,full_name"]);
    assert_eq!(shown["form"], "frames", "{shown}");
    let lines: Vec<_> =
        shown["frames"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let run = story.desk.run(&["--json", "verify"], &lines.join("\n")).expect_code(0);
    let verdict: Value = serde_json::from_str(&run.stdout).unwrap();
    let keys: Vec<_> = verdict["documents"][0]["facts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fact| fact["key"].as_str().unwrap())
        .collect();
    assert!(keys.contains(&"portrait") && keys.contains(&"full_name"), "{keys:?}");
}

#[test]
fn credentials_are_taken_only_from_an_issuer_of_the_list_and_only_for_the_order() {
    let desk = Desk::with_wallet();
    let (credentials, _) = story::issue(&desk, DocumentKind::NumberPlate, &[]);
    let refused = desk.json(&["receive", &credentials], PASSCODE);
    assert!(
        refused["error"]["hint"]["vi"].as_str().unwrap().contains("vigiayto trust"),
        "{refused}"
    );
    story::take_lists(&desk);
    desk.run(&["receive", &credentials], PASSCODE).expect_code(0);
    let again = desk.json(&["receive", &credentials], PASSCODE);
    assert_eq!(again["error"]["exit"], 1, "the order is done: {again}");
    let scanned = desk.add_citizen_card();
    let nothing = desk.json(&["present", &scanned, "--code"], PASSCODE);
    assert_eq!(nothing["error"]["code"], "no_credentials");
}

#[cfg(unix)]
fn is_private(path: &std::path::Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).is_ok_and(|facts| facts.permissions().mode() & 0o077 == 0)
}

#[cfg(not(unix))]
fn is_private(path: &std::path::Path) -> bool {
    path.is_file()
}

/// Synthetic: the photograph of a made-up card that the reader of pictures is tested with.
const PHOTOGRAPH: &[u8] = include_bytes!("../src/picture/samples/photo-of-a-card.jpg");
