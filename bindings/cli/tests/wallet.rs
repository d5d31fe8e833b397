//! The everyday commands on a real wallet, as a program sees them.

mod desk;

use std::sync::Arc;

use vigiayto_core::access::KdfPolicy;
use vigiayto_core::platform::{SoftwareHardware, SystemClock, SystemRandomness};
use vigiayto_core::wallet::{Environment, Wallet};

use desk::{CITIZEN, Desk, INIT, PASSCODE, SETUP, is_png};

#[test]
fn a_wallet_is_made_once_and_its_state_is_told() {
    let desk = Desk::new();
    desk.run(&["status"], "").expect_code(0).expect_result("Chưa có ví ở đây.");
    desk.run(&["list"], "").expect_code(1).expect_error("lỗi: Chưa có ví ở đây.");
    desk.run(&INIT, SETUP).expect_code(0).expect_result("Đã tạo ví. Ví đang khóa.");
    let run = desk.run(&["status"], "").expect_code(0);
    assert!(run.stdout.starts_with("Ví đã khóa."), "{}", run.stdout);
    let again = desk.run(&["--lang", "en", "init"], SETUP).expect_code(1);
    assert!(again.stderr.starts_with("error: There is a wallet here already."), "{}", again.stderr);
}

#[test]
fn a_paper_in_a_picture_becomes_a_card_with_its_evidence() {
    let desk = Desk::with_wallet();
    let picture = desk.picture_of("paper.png", CITIZEN);
    desk.run(&["add", "--image", &picture], PASSCODE)
        .expect_code(0)
        .expect_result("Đã thêm căn cước: Nguyễn Thị Mẫu");

    let list = desk.run(&["list"], PASSCODE).expect_code(0).expect_result("1 giấy tờ");
    let row = list.stdout.lines().nth(1).unwrap_or_default();
    assert!(row.contains("Căn cước  Nguyễn Thị Mẫu  ◇ quét từ bản giấy, chưa xác minh"), "{row}");

    let english = desk.run(&["list", "--lang", "en"], PASSCODE).expect_code(0);
    assert!(english.stdout.contains("◇ scanned from paper, not verified"), "{}", english.stdout);
}

#[test]
fn a_document_is_found_without_tone_marks_and_shown_by_the_beginning_of_its_id() {
    let desk = Desk::with_wallet();
    let id = desk.add_citizen_card();
    let found = desk.json(&["list", "--search", "nguyen mau"], PASSCODE);
    assert_eq!(found["total"], 1);
    let none = desk.run(&["list", "--search", "tran"], PASSCODE).expect_code(0);
    assert_eq!(none.stdout, "Không có giấy tờ nào khớp.\n");

    let shown = desk.run(&["show", &id[..8]], PASSCODE).expect_code(0);
    assert_eq!(shown.stdout.lines().next(), Some("Căn cước · Nguyễn Thị Mẫu"));
    assert!(shown.stdout.contains("000 160 000001"), "{}", shown.stdout);
    desk.run(&["show", "zz"], PASSCODE)
        .expect_code(1)
        .expect_error("lỗi: Không có mã “zz” trong ví.");
}

#[test]
fn a_card_is_drawn_as_png_and_svg_in_both_themes() {
    let desk = Desk::with_wallet();
    let id = desk.add_citizen_card();
    for name in ["card.png", "card.svg", "CARD.PNG"] {
        let path = desk.path(name);
        let arguments = ["show", &id, "--picture", path.to_str().unwrap(), "--dark"];
        desk.run(&arguments, PASSCODE).expect_code(0);
        if name.ends_with("svg") {
            let drawing = std::fs::read_to_string(&path).unwrap();
            assert!(drawing.starts_with("<svg"), "{}", &drawing[..40]);
        } else {
            assert!(is_png(&path));
        }
    }
    // Refused before the passcode is read, so nothing is counted.
    desk.run(&["show", &id, "--picture", "card.pdf"], PASSCODE)
        .expect_code(2)
        .expect_error("lỗi: Chỉ vẽ được ra tệp .png hoặc .svg.");
    let nowhere = desk.path("missing/card.png");
    desk.run(&["show", &id, "--picture", nowhere.to_str().unwrap()], PASSCODE).expect_code(1);
}

#[test]
fn a_correction_makes_the_facts_typed_and_names_what_is_wrong() {
    let desk = Desk::with_wallet();
    let id = desk.add_citizen_card();
    let refused = desk.run(&["edit", &id, "--set", "sex=?"], PASSCODE).expect_code(2);
    assert!(refused.stderr.contains("giới tính (sex)"), "{}", refused.stderr);
    let unchanged = desk.json(&["show", &id], PASSCODE);
    assert_eq!(unchanged["document"]["evidence"]["code"], "scanned");

    let edited = desk.json(&["edit", &id, "--set", "residence=Số 2 Phố Mẫu"], PASSCODE);
    assert_eq!(edited["document"]["evidence"]["code"], "typed");
    let fields = edited["document"]["fields"].as_array().unwrap();
    assert!(fields.iter().any(|field| field["copied"] == "Số 2 Phố Mẫu"));
}

#[test]
fn a_form_goes_out_and_comes_in_again() {
    let desk = Desk::with_wallet();
    let id = desk.add_citizen_card();
    let form = desk.run(&["show", &id, "--as-form"], PASSCODE).expect_code(0).stdout;
    let form = desk.file("card.toml", form.replace("Nguyễn Thị Mẫu", "Trần Thị Thử"));
    let edited = desk.json(&["edit", &id, "--form", &form], PASSCODE);
    assert_eq!(edited["document"]["headline"], "Trần Thị Thử");
    let added = desk.json(&["add", "--form", &form], PASSCODE);
    assert_eq!(added["document"]["evidence"]["code"], "typed");
    assert_eq!(added["certainty"], "typed");

    let blank = desk.run(&["form", "number_plate"], "").expect_code(0).stdout;
    assert!(blank.contains("kind = \"number_plate\""), "{blank}");
    let other = desk.file(
        "other.toml",
        "kind = \"number_plate\"\nplate = \"29A-000.01\"\nplate_ownership = \"vehicle\"\n",
    );
    desk.run(&["edit", &id, "--form", &other], PASSCODE)
        .expect_code(1)
        .expect_error("lỗi: Tệp tự nhập là loại giấy tờ khác.");
}

#[test]
fn a_portrait_is_attached_and_a_document_removed_for_good() {
    let desk = Desk::with_wallet();
    let id = desk.add_citizen_card();
    let portrait = desk.picture_of("portrait.png", "a picture is a picture");
    let attached = desk.json(&["attach", &id, &portrait, "--role", "portrait"], PASSCODE);
    assert_eq!(attached["id"], id.as_str());
    let shown = desk.json(&["show", &id], PASSCODE);
    assert_eq!(shown["attachments"][0]["role"], "portrait");
    assert_eq!(shown["attachments"][0]["media_type"], "image/png");

    desk.run(&["remove", &id], PASSCODE).expect_code(0);
    desk.run(&["show", &id], PASSCODE).expect_code(1);
    assert_eq!(desk.json(&["list"], PASSCODE)["total"], 0);
}

#[test]
fn a_dependants_card_carries_the_childs_name() {
    let desk = Desk::with_wallet();
    let added = desk.json(
        &["holder", "add", "Nguyễn Bé Mẫu", "--relation", "con", "--birth-date", "01/06/2020"],
        PASSCODE,
    );
    let child = added["holder"]["id"].as_str().unwrap().to_owned();
    assert_eq!(added["holder"]["relation"]["code"], "child");
    let people = desk.run(&["holder", "list"], PASSCODE).expect_code(0).expect_result("2 người");
    assert!(people.stdout.contains("Nguyễn Bé Mẫu"), "{}", people.stdout);

    let paper = CITIZEN.replace("Nguyễn Thị Mẫu", "Nguyễn Bé Mẫu").replace("15031960", "01062020");
    let paper = desk.file("child.txt", paper);
    let card = desk.json(&["add", "--text", &paper, "--holder", &child[..8]], PASSCODE);
    assert_eq!(card["document"]["dependant"], "Nguyễn Bé Mẫu");
    let theirs = desk.json(&["list", "--holder", &child], PASSCODE);
    assert_eq!(theirs["total"], 1);

    desk.run(&["holder", "add", "X", "--relation", "owner"], PASSCODE).expect_code(2);
    desk.run(&["holder", "add", "X", "--relation", "con", "--birth-date", "31/02/2020"], PASSCODE)
        .expect_code(2);
}

#[test]
fn the_printed_form_is_the_papers_own_code_byte_for_byte_and_marked_unverified() {
    let desk = Desk::with_wallet();
    let id = desk.add_citizen_card();
    let png = desk.path("code.png");
    let shown = desk.json(&["present", &id, "--printed", "--png", png.to_str().unwrap()], PASSCODE);
    assert_eq!(shown["payload"], CITIZEN);
    assert_eq!(shown["verified"], false);
    assert!(is_png(&png));
    // Read back by the wallet itself: the same document comes out of the picture.
    let again = desk.json(&["add", "--image", png.to_str().unwrap()], PASSCODE);
    assert_eq!(again["certainty"], "certain");

    let words = desk.run(&["present", &id, "--printed"], PASSCODE).expect_code(0);
    let second = words.stdout.lines().nth(1).unwrap_or_default();
    assert!(second.contains("chưa xác minh"), "{second}");
    assert!(words.stdout.contains('█'));
    desk.run(&["present", &id], PASSCODE).expect_code(2);
}

#[test]
fn a_document_that_was_typed_has_no_printed_form() {
    let desk = Desk::with_wallet();
    let form = desk.file(
        "plate.toml",
        "kind = \"number_plate\"\nplate = \"29A-000.01\"\nplate_ownership = \"vehicle\"\n",
    );
    let added = desk.json(&["add", "--form", &form], PASSCODE);
    let id = added["document"]["id"].as_str().unwrap().to_owned();
    let refused = desk.run(&["--lang", "en", "present", &id, "--printed"], PASSCODE).expect_code(1);
    assert!(refused.stderr.starts_with("error: "), "{}", refused.stderr);
}

#[test]
fn a_wallet_that_is_open_elsewhere_is_refused_until_it_is_closed() {
    let desk = Desk::with_wallet();
    let environment = Environment {
        hardware: Arc::new(SoftwareHardware::new(&desk.home().join("device.keys"))),
        clock: Arc::new(SystemClock),
        random: Arc::new(SystemRandomness),
        kdf: KdfPolicy::PRODUCTION,
    };
    let elsewhere = Wallet::open(&desk.home().join("wallet"), environment).unwrap();
    for command in ["list", "status"] {
        let refused = desk.json(&[command], PASSCODE);
        assert_eq!(refused["error"]["code"], "in_use", "{command}");
        assert_eq!(refused["error"]["exit"], 1);
    }
    drop(elsewhere);
    desk.run(&["list"], PASSCODE).expect_code(0);
}

#[test]
fn an_erased_wallet_is_gone_and_a_new_one_can_be_made() {
    let desk = Desk::with_wallet();
    desk.run(&["erase"], "")
        .expect_code(1)
        .expect_error("lỗi: Bạn chưa đồng ý, nên không có gì thay đổi.");
    desk.run(&["erase", "--yes"], "")
        .expect_code(0)
        .expect_result("Đã xóa ví. Không ai mở lại được nữa.");
    desk.run(&["list"], PASSCODE).expect_code(1);
    assert_eq!(desk.json(&["status"], "")["state"], "erased");
    desk.run(&INIT, SETUP).expect_code(0);
}
