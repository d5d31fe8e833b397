//! The demonstration, told whole: it exits with 0 only when each of its checks held.

mod desk;

use desk::{Desk, is_png};

#[test]
fn the_story_holds_and_leaves_its_pictures() {
    let desk = Desk::new();
    let out = desk.path("out");
    let run = desk.run(&["demo", "--out", out.to_str().unwrap()], "").expect_code(0);
    assert!(run.stdout.contains("✓ Cả 20 bước đều đúng"), "{}", run.stdout);
    assert!(run.stdout.contains("tự vặn đồng hồ"), "the moved clock is not told: {}", run.stdout);
    assert_eq!(run.stdout.matches("THẬT · ").count(), 4, "{}", run.stdout);
    for refused in [
        "Mã đã cũ 61 giây",
        "yêu cầu khác",
        "quầy khác",
        "Chữ ký của cơ quan cấp",
        "thu hồi",
        "đã hết hạn",
        "Không rõ cơ quan cấp",
    ] {
        assert!(run.stdout.contains(refused), "{refused}: {}", run.stdout);
    }
    for name in [
        "paper-citizen-card.png",
        "paper-health-insurance.png",
        "paper-driver-licence.png",
        "paper-vehicle-registration.png",
        "portrait.png",
        "card-citizen-card.png",
        "card-citizen-card-dark.png",
        "present-code.png",
        "present-screen.png",
        "counter-code.png",
        "request.png",
        "answer.png",
        "frame.png",
    ] {
        assert!(is_png(&out.join(name)), "{name}");
    }
    // The wallet was the demonstration's own.
    assert!(!desk.home().exists());
}

#[test]
fn the_story_in_json_names_its_steps_and_its_folder() {
    let desk = Desk::new();
    let story = desk.json(&["demo", "--lang", "en"], "");
    assert_eq!(story["passed"], true);
    let folder = std::path::PathBuf::from(story["folder"].as_str().unwrap());
    let steps = story["steps"].as_array().unwrap();
    assert_eq!(steps.len(), 20);
    for step in steps {
        assert!(step["id"].as_str().unwrap().starts_with("demo."));
        assert!(step["milliseconds"].is_u64());
        for file in step["files"].as_array().unwrap() {
            assert!(is_png(file.as_str().unwrap().as_ref()), "{file}");
        }
    }
    assert!(folder.is_dir());
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_folder_that_can_not_be_made_is_refused() {
    let desk = Desk::new();
    let file = desk.file("in_the_way", "");
    desk.run(&["demo", "--out", &file], "").expect_code(1);
}
