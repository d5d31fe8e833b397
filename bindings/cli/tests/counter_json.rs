//! The shape of what issuers, wallets and counters are answered in JSON, as `README.md` documents it.

mod desk;

use desk::PASSCODE;
use desk::steady::steady;
use desk::story::{self, Story};
use serde_json::Value;
use vigiayto_core::document::DocumentKind;

#[test]
fn answers_keep_their_shape() {
    let story = Story::begin_with(&["--guardian", "Trần Thị Mẹ"]);
    let folder = story.desk.home().parent().unwrap().display().to_string();
    let snapshot = |name: &str, answer: Value| {
        let text = serde_json::to_string_pretty(&steady(answer)).unwrap();
        insta::assert_snapshot!(name, text.replace(&folder, "<desk>"));
    };
    let (credentials, issued) = story::issue(&story.desk, DocumentKind::NumberPlate, &[]);
    snapshot("issue", issued);
    snapshot("issue_suspend", story.desk.json(&["issue", "--suspend", "2"], ""));
    snapshot("trust", story::take_lists(&story.desk));
    let order = ["order", "number_plate", "--copies", "1", "--out", "order-2.json"];
    snapshot("order", story.desk.json(&order, PASSCODE));
    snapshot("receive", story.desk.json(&["receive", &credentials], PASSCODE));
    snapshot("credentials", story.desk.json(&["credentials", &story.card], PASSCODE));
    let shown = story.show(&["--usual", "over_18", "--png", &story.path("code.png")]);
    let code = shown["code"].as_str().unwrap().to_owned();
    snapshot("present_code", shown);
    let series =
        story.show(&["--usual", "name_and_number", "--insist", "--frames", &story.path("series")]);
    snapshot("present_frames", series);
    snapshot("error_tells_too_much", story.show(&["--usual", "identity"]));
    snapshot("verify", story.verify(&[&code]));
    let later = (shown_at() + 45).to_string();
    snapshot("verify_old", story.verify(&["--now", &later, &code]));
    story.desk.run(&["issue", "--revoke", "1"], "").expect_code(0);
    snapshot("verify_refused", story.verify(&[&code]));
    story.desk.run(&["issue", "--restore", "1"], "").expect_code(0);
    snapshot("verify_paper", story.verify(&[desk::CITIZEN]));

    let state = story.path("state.json");
    let ask = ["request", "--usual", "name_and_number", "--facts", "citizen_card:portrait"];
    let more = ["--name", "Khách sạn Mẫu", "--purpose", "Đăng ký lưu trú", "--out", &state];
    let asked = story.desk.json(&[&ask[..], &more].concat(), "");
    let request = asked["request"].as_str().unwrap().to_owned();
    snapshot("request", asked);
    let answer = story.desk.json(&["answer", &request, "--agree", "full_name"], PASSCODE);
    let frames: Vec<_> = match answer["code"].as_str() {
        Some(code) => vec![code.to_owned()],
        None => answer["frames"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it.as_str().unwrap().to_owned())
            .collect(),
    };
    snapshot("answer", answer);
    let run = story.desk.run(&["--json", "verify", "--request", &state], &frames.join("\n"));
    snapshot("verify_answer", serde_json::from_str(&run.stdout).unwrap());
    snapshot("answer_refused", story.desk.json(&["answer", &request, "--refuse"], PASSCODE));
    snapshot("history", story.desk.json(&["history"], PASSCODE));
    snapshot("history_export", story.desk.json(&["history", "--export", "all.json"], PASSCODE));
    snapshot("history_erase", story.desk.json(&["history", "--erase", "3"], PASSCODE));
}

fn shown_at() -> i64 {
    use vigiayto_core::platform::{Clock as _, SystemClock};
    SystemClock.unix_seconds()
}
