//! Files from strangers: each is refused in words, none is a panic, and the wallet stays as it was.

mod desk;

use desk::{CITIZEN, Desk, PASSCODE};

#[test]
fn what_is_no_picture_holds_no_code_or_holds_two_is_refused() {
    let desk = Desk::with_wallet();
    let code = |file: &str| {
        let answer = desk.json(&["add", "--image", file], PASSCODE);
        assert_eq!(answer["error"]["exit"], 1, "{answer}");
        answer["error"]["code"].as_str().unwrap().to_owned()
    };
    assert_eq!(code(&desk.file("a.png", "not a picture")), "not_a_picture");
    assert_eq!(code(&desk.file("b.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")), "not_a_picture");
    assert_eq!(code(&desk.blank_picture("c.png")), "no_code");
    assert_eq!(code(&desk.two_codes("d.png")), "several_codes");
    assert_eq!(desk.json(&["list"], PASSCODE)["total"], 0);
}

#[test]
fn files_that_are_huge_missing_or_endless_are_a_usage_error() {
    let desk = Desk::with_wallet();
    let huge = desk.file("huge.png", "");
    std::fs::File::options().write(true).open(&huge).unwrap().set_len(1 << 40).unwrap();
    let code = |arguments: &[&str]| {
        let answer = desk.json(arguments, PASSCODE);
        assert_eq!(answer["error"]["exit"], 2, "{answer}");
        answer["error"]["code"].as_str().unwrap().to_owned()
    };
    for source in ["--image", "--text", "--form"] {
        assert_eq!(code(&["add", source, &huge]), "file_too_large");
        assert_eq!(code(&["add", source, "missing"]), "file_unreadable");
        assert_eq!(code(&["add", source, "."]), "file_unreadable");
        #[cfg(unix)]
        assert_eq!(code(&["add", source, "/dev/zero"]), "file_too_large");
    }
}

#[test]
fn payloads_of_no_known_paper_are_refused_and_never_opened() {
    let desk = Desk::with_wallet();
    for (name, payload) in [
        ("url", "https://example.invalid/?id=000190000001".as_bytes()),
        ("empty", b""),
        ("binary", &[0xff, 0x00, 0x1b, 0x5b, 0x33, 0x31, 0x6d]),
        ("long", "x".repeat(60_000).as_bytes()),
        ("text", "xin chào".as_bytes()),
    ] {
        let file = desk.file(name, payload);
        let answer = desk.json(&["add", "--text", &file], PASSCODE);
        assert_eq!(answer["error"]["code"], "paper_not_understood", "{name}");
        assert!(!answer["error"]["problems"].as_array().unwrap().is_empty(), "{name}");
    }
}

#[test]
fn a_damaged_paper_names_its_fields_and_takes_corrections() {
    let desk = Desk::with_wallet();
    let file = desk.file("paper.txt", CITIZEN.replace("15031960", "99991990"));
    let refused = desk.run(&["add", "--text", &file], PASSCODE).expect_code(1);
    assert!(refused.stderr.contains("(birth_date)"), "{}", refused.stderr);
    let added = desk.json(&["add", "--text", &file, "--set", "birth_date=15/03/1960"], PASSCODE);
    assert_eq!(added["document"]["headline"], "Nguyễn Thị Mẫu");
    let unknown = desk.file("unknown.txt", "một tờ giấy lạ");
    let plate = ["add", "--text", &unknown, "--kind", "number_plate", "--set", "plate=29A-000.01"];
    let refused = desk.json(&plate, PASSCODE);
    assert_eq!(refused["error"]["kind"], "number_plate", "{refused}");
    let mut complete = plate.to_vec();
    complete.extend(["--set", "plate_ownership=vehicle"]);
    let added = desk.json(&complete, PASSCODE);
    assert_eq!(added["document"]["kind"], "number_plate", "{added}");
}

#[test]
fn forms_that_are_no_forms_are_a_usage_error_that_names_the_line() {
    let desk = Desk::with_wallet();
    let code = |name: &str, form: &[u8]| {
        let file = desk.file(name, form);
        let answer = desk.json(&["add", "--form", &file], PASSCODE);
        assert_eq!(answer["error"]["exit"], 2, "{answer}");
        answer["error"].clone()
    };
    assert_eq!(code("binary", &[0xff; 100])["code"], "form_not_text");
    let broken = code("broken", b"kind = \"number_plate\"\nplate = [\n");
    assert_eq!(broken["code"], "form_not_toml");
    assert!(broken["line"].as_u64().unwrap() >= 2);
    assert_eq!(code("kindless", b"plate = \"29A-000.01\"\n")["code"], "form_unknown_kind");
    let fields = code("fields", b"kind = \"citizen_card\"\ncolour = \"red\"\n");
    assert_eq!(fields["code"], "wrong_fields");
    assert!(fields["problems"].as_array().unwrap().len() > 2, "{fields}");
}

#[test]
fn an_escape_sequence_on_a_paper_never_reaches_the_terminal() {
    let desk = Desk::with_wallet();
    let paper = CITIZEN.replace("Phố Mẫu", "Phố \u{1b}[31mMẫu\u{202e}");
    let file = desk.file("paper.txt", paper);
    let run = desk.run(&["add", "--text", &file], PASSCODE);
    let everything = format!("{}{}", run.stdout, run.stderr);
    assert!(!everything.contains(['\u{1b}', '\u{202e}']), "{everything}");
}

#[test]
fn attachments_that_are_no_pictures_or_too_large_are_refused() {
    let desk = Desk::with_wallet();
    let id = desk.add_citizen_card();
    let text = desk.file("text.jpg", "not a picture");
    desk.run(&["attach", &id, &text], PASSCODE).expect_code(1);
    let large = desk.file("large.png", vec![0x89; 3 * 1024 * 1024]);
    let answer = desk.json(&["attach", &id, &large], PASSCODE);
    assert_eq!(answer["error"]["code"], "file_too_large");
}
