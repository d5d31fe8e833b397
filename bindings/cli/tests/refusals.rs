//! What a counter refuses, each for its own reason and in its own words.

mod desk;

use desk::Desk;
use desk::story::{self, Story};
use serde_json::Value;
use vigiayto_core::document::DocumentKind;
use vigiayto_core::platform::{Clock as _, SystemClock};
use vigiayto_core::present::{code_content, code_text};

#[test]
fn what_was_revoked_or_suspended_is_refused_until_it_is_restored() {
    let story = Story::begin();
    let code = story.code(&["--usual", "over_18"]);
    for (option, reason, vi, en) in [
        (
            "--suspend",
            "suspended",
            "Giấy tờ đang bị cơ quan cấp tạm dừng.",
            "Suspended by the issuer.",
        ),
        ("--revoke", "revoked", "Giấy tờ đã bị cơ quan cấp thu hồi.", "Revoked by the issuer."),
    ] {
        story.desk.run(&["issue", option, "1"], "").expect_code(0);
        story.expect_refused(&[&code], reason, vi, en);
    }
    story.desk.run(&["issue", "--restore", "1"], "").expect_code(0);
    assert_eq!(story.verify(&[&code])["verdict"], "genuine");
    let unknown = story.desk.json(&["issue", "--revoke", "7"], "");
    assert_eq!(unknown["error"]["code"], "no_such_number");
}

#[test]
fn time_wears_a_code_out() {
    let story = Story::begin_with(&["--days", "5"]);
    let code = story.code(&["--usual", "over_18"]);
    let after = |seconds: i64| (SystemClock.unix_seconds() + seconds).to_string();
    let verdict = story.verify(&["--now", &after(45), &code]);
    assert_eq!(verdict["verdict"], "genuine_old");
    assert_eq!(verdict["doubts"][0]["code"], "code_late");
    let run = story.desk.run(&["verify", "--now", &after(45), &code], "").expect_code(0);
    assert!(run.stdout.starts_with("THẬT, DỮ LIỆU ĐÃ CŨ ⏱ · Mã được tạo "), "{}", run.stdout);
    let (vi, en) = ("Mã đã cũ 9", "The code is 9");
    story.expect_refused(&["--now", &after(95), &code], "too_old", vi, en);
    let (vi, en) = ("Mã ghi giờ sớm hơn", "The code is ");
    story.expect_refused(&["--now", &after(-200), &code], "from_the_future", vi, en);
    let (vi, en) = ("Giấy tờ điện tử đã hết hạn 24 giờ trước.", "The credential ended 24 h ago.");
    // Credentials end with a day (UTC).
    let ends = SystemClock.unix_seconds() + 5 * 86_400;
    let day_later = ends - ends.rem_euclid(86_400) + 86_400 + 60;
    story.expect_refused(&["--now", &day_later.to_string(), &code], "expired", vi, en);
}

#[test]
fn a_changed_or_copied_code_is_refused() {
    let story = Story::begin();
    let code = story.code(&["--usual", "name_and_number", "--insist"]);
    let mut content = code_content(&code).unwrap();
    let name = "Nguyễn Văn Mẫu".as_bytes();
    let at = content.windows(name.len()).position(|part| part == name).expect("an open fact");
    content[at] = b'T';
    let (vi, en) = ("Chữ ký của cơ quan cấp không đúng", "The issuer's signature does not hold");
    story.expect_refused(&[&code_text(&content)], "issuer_signature", vi, en);
    let mut content = code_content(&code).unwrap();
    *content.last_mut().expect("the holder's signature") ^= 1;
    let (vi, en) = ("Mã không do điện thoại của người có giấy tờ", "The code was not made by");
    story.expect_refused(&[&code_text(&content)], "holder_signature", vi, en);

    let (vi, en) = ("Mã bị hỏng hoặc bị sửa.", "The code is damaged");
    story.expect_refused(&[&code[..code.len() - 40]], "damaged", vi, en);
    let (vi, en) = ("Mã thuộc phiên bản mới hơn.", "The code is of a newer version.");
    story.expect_refused(&[&code.replacen("VGT1", "VGT2", 1)], "newer_version", vi, en);
    let (vi, en) = ("Đây không phải mã xuất trình", "This is not a counter code");
    story.expect_refused(&["https://example.com"], "not_a_code", vi, en);

    // In one process the second of two is a copy, whatever a scanner puts around it.
    let lines = format!("{code}\n\r\n{}\r\n", code.to_ascii_lowercase());
    let run = story.desk.run(&["--json", "verify"], &lines);
    let run = run.expect_code(1);
    let verdicts: Vec<Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [first, second] = verdicts.as_slice() else { panic!("{}", run.stdout) };
    assert_eq!(first["verdict"], "genuine");
    assert_eq!(second["reason"]["code"], "seen_before");
    let words = second["reason"]["text"]["vi"].as_str().unwrap();
    assert!(words.starts_with("Mã này đã quét "), "{words}");
}

#[test]
fn a_papers_own_code_is_an_unverified_copy() {
    let story = Story::begin();
    let picture = story.desk.picture_of("paper.png", desk::CITIZEN);
    let verdict = story.verify(&["--image", &picture]);
    assert_eq!(verdict["verdict"], "paper");
    assert_eq!(verdict["genuine"], false);
    assert_eq!(verdict["paper"], "citizen_card");
    let run = story.desk.run(&["verify", desk::CITIZEN], "").expect_code(1);
    assert!(run.stdout.starts_with("BẢN SAO, CHƯA XÁC MINH ◇ · "), "{}", run.stdout);
}

#[test]
fn an_issuer_that_is_in_no_list_is_refused() {
    let story = Story::begin();
    let code = story.code(&["--usual", "over_18"]);
    let empty = story.path("empty");
    let (vi, en) = ("Quầy chưa có danh sách cơ quan cấp.", "This counter has no trust list.");
    story.expect_refused(&["--counter", &empty, &code], "no_trust_list", vi, en);
    let other = Desk::with_wallet();
    story::issue(&other, DocumentKind::CitizenCard, &[]);
    let other = other.home().join("desk");
    let (vi, en) = ("Không rõ cơ quan cấp.", "Unknown issuer.");
    story.expect_refused(&["--counter", other.to_str().unwrap(), &code], "unknown_issuer", vi, en);

    // The trust list alone: genuine, and what is not known is said; a strict counter refuses.
    let trust = story.issuer().join("trust.list");
    let pin = std::fs::read_to_string(story.issuer().join("pin.txt")).unwrap();
    let lists = ["--trust", trust.to_str().unwrap(), "--pin", pin.trim()];
    let verdict = story.verify(&[&lists[..], &[&code]].concat());
    assert_eq!(verdict["verdict"], "genuine_old");
    assert_eq!(verdict["doubts"][0]["code"], "status_unknown");
    assert_eq!(verdict["documents"][0]["status"]["why"], "no_list");
    let strict = [&lists[..], &["--strict", &code]].concat();
    let (vi, en) = ("Không biết giấy tờ còn hiệu lực hay không", "Whether it still holds");
    story.expect_refused(&strict, "status_unknown", vi, en);
    let wrong = ["--trust", trust.to_str().unwrap(), "--pin", &"02".repeat(33), &code];
    assert_eq!(story.verify(&wrong)["error"]["code"], "list_not_taken");
}

#[test]
fn an_answer_counts_for_the_reader_and_the_request_that_it_was_made_for() {
    let story = Story::begin();
    let state = |name: &str| story.path(name);
    let request = story.ask(&state("first.json"));
    story.ask(&state("second.json"));
    let answer = ["answer", &request, "--agree", "full_name,personal_number"];
    let answer = story.desk.json(&answer, desk::PASSCODE);
    let code = answer["code"].as_str().expect("a view fits into one symbol");
    let first = ["--request", &state("first.json"), code];
    assert_eq!(story.verify(&first)["verdict"], "genuine");
    let (vi, en) = ("Mã này trả lời một yêu cầu khác.", "This code answers another request.");
    story.expect_refused(&["--request", &state("second.json"), code], "another_request", vi, en);

    // A dishonest counter opens its answer and seals what is in it to another request: to one of the same reader…
    let relayed = story::relayed(&state("first.json"), &state("second.json"), code);
    story.expect_refused(
        &["--request", &state("second.json"), &relayed],
        "another_request",
        vi,
        en,
    );
    // …and to one of another.
    std::fs::remove_file(story.issuer().join("reader.key")).unwrap();
    story.ask(&state("other.json"));
    let relayed = story::relayed(&state("first.json"), &state("other.json"), code);
    let (vi, en) = ("Mã này dành cho quầy khác.", "This code was made for another counter.");
    story.expect_refused(&["--request", &state("other.json"), &relayed], "another_reader", vi, en);

    let open = story.code(&["--usual", "over_18"]);
    let (vi, en) = ("Mã này không trả lời yêu cầu đang mở.", "This code does not answer");
    story.expect_refused(&["--request", &state("first.json"), &open], "not_an_answer", vi, en);
    let late = (SystemClock.unix_seconds() + 600).to_string();
    let (vi, en) = ("Yêu cầu đã hết hạn.", "The request is over.");
    let first = ["--now", &late, "--request", &state("first.json"), code];
    story.expect_refused(&first, "request_over", vi, en);
}
