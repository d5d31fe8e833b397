//! Issuer, wallet and counter on one desk, by the program itself: from an order to a verdict, with no network.

mod desk;

use desk::story::Story;
use desk::{PASSCODE, is_png};
use vigiayto_core::document::DocumentKind;

#[test]
fn the_story_ends_with_a_genuine_code_read_from_its_picture() {
    let story = Story::begin();
    let picture = story.path("code.png");
    let shown = story.show(&["--usual", "over_18", "--png", &picture]);
    assert!(is_png(picture.as_ref()));
    assert_eq!(shown["form"], "symbol");
    assert_eq!(shown["next_at"].as_i64(), shown["made_at"].as_i64().map(|at| at + 30));

    let run = story.desk.run(&["verify", "--image", &picture], "").expect_code(0);
    let word = shown["word"]["shown"].as_str().unwrap();
    assert_eq!(
        run.stdout.lines().next(),
        Some(format!("THẬT ✓ · căn cước · từ đối chiếu: {word}").as_str())
    );
    assert!(!run.stdout.contains('\u{1b}'), "no colour where nobody sees it");
    let verdict = story.verify(&["--image", &picture]);
    assert_eq!(verdict["verdict"], "genuine");
    assert_eq!(verdict["word"], shown["word"]);
    let [document] = verdict["documents"].as_array().unwrap().as_slice() else { panic!("one") };
    assert_eq!(document["facts"].as_array().unwrap().len(), 1, "over 18 and nothing else");
    assert_eq!(document["facts"][0]["key"], "age_over_18");
    assert_eq!(document["status"]["code"], "valid");
}

#[test]
fn a_request_is_answered_by_what_was_agreed_to_and_verified_from_pictures() {
    let story = Story::begin();
    let (state, answer) = (story.path("state.json"), story.path("answer.png"));
    let request = story.ask(&state);
    assert!(request.starts_with("VGQ1:"));
    let asked = story.run(&["answer", &request]).expect_code(1);
    assert!(asked.stderr.contains("! tên do quầy tự xưng, không ai xác nhận"), "{}", asked.stderr);
    assert!(asked.stderr.contains("000 190 000001"), "the value, grouped: {}", asked.stderr);
    assert!(asked.stderr.contains("họ lưu trong 30 ngày"), "{}", asked.stderr);

    let made = ["answer", &request, "--agree", "full_name", "--png", &answer];
    let made = story.desk.json(&made, PASSCODE);
    assert_eq!(made["reader"]["certified"], false);
    assert_eq!(made["given"][0]["facts"].as_array().unwrap().len(), 1);
    let files: Vec<&str> = match made["files"].as_array() {
        Some(files) => files.iter().filter_map(|file| file.as_str()).collect(),
        None => vec![answer.as_str()],
    };
    let mut arguments = vec!["--request", &state, "--frames"];
    arguments.extend(files);
    let verdict = story.verify(&arguments);
    assert_eq!(verdict["verdict"], "genuine", "{verdict}");
    assert_eq!(verdict["way"], "answer");
    assert_eq!(verdict["documents"][0]["facts"][0]["copied"], "Nguyễn Văn Mẫu");
    assert_eq!(verdict["withheld"][0]["key"], "personal_number");
    assert_eq!(verdict["asked"][0]["facts"][0]["kept_days"], 30);

    // Without the request nobody can open the answer.
    arguments.drain(..2);
    let verdict = story.verify(&arguments);
    assert_eq!(verdict["reason"]["code"], "answer_without_request", "{verdict}");

    story.run(&["answer", &request, "--agree", "plate"]).expect_code(2);
    story
        .run(&["answer", &request, "--refuse"])
        .expect_code(0)
        .expect_result("Đã từ chối. Không có gì được gửi.");
}

#[test]
fn a_series_is_read_from_its_pictures_in_any_order_and_not_before_it_is_complete() {
    let story = Story::begin();
    let licence = story.add(DocumentKind::DriverLicence);
    let folder = story.path("series");
    let both = ["present", &story.card, &licence, "--code", "--usual", "identity,road_check"];
    let shown = [&both[..], &["--insist", "--frames", &folder]].concat();
    let shown = story.desk.json(&shown, PASSCODE);
    assert_eq!(shown["form"], "frames");
    let needed = usize::try_from(shown["needed"].as_u64().unwrap()).unwrap();
    let mut files: Vec<String> = shown["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file.as_str().unwrap().to_owned())
        .collect();
    assert!(files.len() > needed);
    files.reverse();
    let with = |files: &[String]| {
        let mut arguments = vec!["--frames".to_owned()];
        arguments.extend_from_slice(files);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        story.verify(&arguments)
    };
    let verdict = with(&files);
    assert_eq!(verdict["verdict"], "genuine", "{verdict}");
    assert_eq!(verdict["documents"].as_array().unwrap().len(), 2);
    assert_eq!(verdict["word"], shown["word"]);
    let verdict = with(&files[..needed - 1]);
    assert_eq!(verdict["error"]["code"], "incomplete_series", "{verdict}");
    assert_eq!(verdict["error"]["needed"], needed);

    // A scanner types the same frames, one a line; what the series says again is no second code.
    let lines: Vec<_> =
        shown["frames"].as_array().unwrap().iter().filter_map(|it| it.as_str()).collect();
    let run = story.desk.run(&["--json", "verify"], &lines.join("\r\n")).expect_code(0);
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
}

#[test]
fn facts_that_tell_much_and_used_credentials_need_a_word_of_the_owner() {
    let story = Story::begin();
    let refused = story.show(&["--usual", "name_and_number"]);
    assert_eq!(refused["error"]["code"], "tells_too_much");
    assert_eq!(refused["error"]["facts"], serde_json::json!(["personal_number"]));
    let least = story.show(&[]);
    let facts = least["documents"][0]["facts"].as_array().unwrap();
    assert!(!facts.contains(&"personal_number".into()) && !facts.is_empty(), "{least}");

    story.code(&["--usual", "over_18"]);
    story.code(&["--usual", "over_18"]);
    // The full credential shows it too, as often as it is there.
    while story.show(&["--usual", "over_18"])["error"].is_null() {}
    let refused = story.show(&["--usual", "over_18"]);
    assert_eq!(refused["error"]["code"], "used_up");
    let run = story.run(&["present", &story.card, "--code", "--usual", "over_18", "--reuse"]);
    let run = run.expect_code(0);
    assert!(run.stderr.contains("hai nơi có thể biết"), "{}", run.stderr);
    assert!(run.stdout.contains('█'), "the code on the screen");
    let once = ["--usual", "over_18", "--reuse", "--watch", "--times", "1"];
    assert!(story.code(&once).starts_with("VGT1:"));
}

#[test]
fn the_history_says_who_saw_what_and_can_be_taken_along_and_erased() {
    let story = Story::begin();
    story.code(&["--usual", "over_18"]);
    let request = story.ask(&story.path("state.json"));
    story.run(&["answer", &request, "--refuse"]).expect_code(0);
    let history = story.desk.json(&["history"], PASSCODE);
    let events = history["events"].as_array().unwrap();
    let ways: Vec<_> = events.iter().map(|event| event["way"].as_str().unwrap()).collect();
    assert_eq!(ways, ["answer", "one_way", "received"]);
    assert_eq!(events[0]["outcome"], "refused");
    assert_eq!(events[0]["reader"]["name"], "Khách sạn Mẫu");
    assert_eq!(history["whole"], true);
    for (file, begins) in [("history.json", "[\n"), ("history.csv", "number,at,")] {
        let path = story.path(file);
        story.run(&["history", "--export", &path]).expect_code(0);
        assert!(std::fs::read_to_string(&path).unwrap().starts_with(begins));
    }
    story.run(&["history", "--export", "history.txt"]).expect_code(2);
    story.run(&["history", "--erase", "2"]).expect_code(0);
    let left = story.desk.json(&["history"], PASSCODE);
    assert!(left["events"].as_array().unwrap().iter().all(|event| event["way"] != "one_way"));
    assert_eq!(left["whole"], true);
}
