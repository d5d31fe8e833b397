//! Codes and answers on their way in: the order of the lines, refusals, waits.

mod desk;

use desk::{Desk, INIT, PASSCODE, SETUP};

#[test]
fn the_passcode_changes_with_the_old_one_first_and_the_new_one_second() {
    let desk = Desk::with_wallet();
    desk.run(&["passcode", "change"], "947263\n836194\n")
        .expect_code(0)
        .expect_result("Đã đổi mã bảo mật.");
    desk.run(&["list"], PASSCODE).expect_code(1);
    desk.run(&["list"], "836194\n").expect_code(0);
}

#[test]
fn a_weak_passcode_or_answer_is_refused_with_its_reason() {
    let desk = Desk::new();
    let weak = desk.json(&INIT, &SETUP.replace("947263", "123456"));
    assert_eq!(weak["error"]["code"], "weak_passcode");
    assert_eq!(weak["error"]["exit"], 1);
    assert_eq!(weak["error"]["reason"], "passcode.weak.run");

    let weak = desk.json(&INIT, &SETUP.replace("Gầm cầu thang", "xe"));
    assert_eq!(weak["error"]["code"], "weak_answer");
    assert_eq!(weak["error"]["question"], "favourite_hideout");
    assert_eq!(desk.json(&["status"], "")["state"], "not_created");
}

#[test]
fn the_owners_own_birth_date_is_refused_as_a_passcode() {
    let desk = Desk::new();
    let mut arguments = INIT.to_vec();
    arguments.extend(["--name", "Nguyễn Thị Mẫu", "--birth-date", "15/03/1990"]);
    let weak = desk.json(&arguments, &SETUP.replace("947263", "150390"));
    assert_eq!(weak["error"]["code"], "weak_passcode");
}

#[test]
fn questions_must_be_three_different_ones_of_the_list() {
    let desk = Desk::new();
    for ids in ["first_teacher,first_book", "scar,scar,first_book", "scar,first_book,nothing"] {
        let refused = desk.json(&["init", "--questions", ids], SETUP);
        assert_eq!(refused["error"]["code"], "bad_questions", "{ids}");
        assert_eq!(refused["error"]["exit"], 2);
    }
    let refused = desk.json(&["init"], SETUP);
    assert_eq!(refused["error"]["code"], "questions_missing");
}

#[test]
fn lines_that_are_missing_too_long_or_no_text_are_a_usage_error() {
    let desk = Desk::with_wallet();
    let code = |secrets: &str| {
        let answer = desk.json(&["list", "--secrets-stdin"], secrets);
        (answer["error"]["code"].clone(), answer["error"]["exit"].clone())
    };
    assert_eq!(code(""), ("secret_missing".into(), 2.into()));
    let desk_long = "9".repeat(5000);
    let answer = desk.json(&["list"], &desk_long);
    assert_eq!(answer["error"]["code"], "secret_too_long");
    let run = desk.run_bytes(&["--json", "list"], b"\xff\xfe\n");
    assert!(run.expect_code(2).stdout.contains("secret_not_text"));
}

#[test]
fn what_is_no_passcode_is_not_counted_as_a_try() {
    let desk = Desk::with_wallet();
    for wrong in ["12345\n", "1234567\n", "12345a\n", "１２３４５６\n", "-12345\n"] {
        let answer = desk.json(&["list"], wrong);
        assert_eq!(answer["error"]["code"], "passcode_format", "{wrong}");
        assert_eq!(answer["error"]["exit"], 1);
    }
    assert_eq!(desk.json(&["status"], "")["tries_before_wait"], 5);
}

#[test]
fn a_line_may_end_as_windows_ends_it_or_not_at_all() {
    let desk = Desk::with_wallet();
    desk.run(&["list"], "947263\r\n").expect_code(0);
    desk.run(&["list"], "947263").expect_code(0);
}

#[test]
fn without_a_terminal_and_without_lines_nothing_is_asked() {
    let desk = Desk::with_wallet();
    desk.run(&["list"], "")
        .expect_code(2)
        .expect_error("lỗi: Không có màn hình dòng lệnh để hỏi mã bảo mật.");
}

#[test]
fn five_wrong_passcodes_end_in_a_wait_that_names_its_seconds() {
    let desk = Desk::with_wallet();
    for (wrong, left) in [("582046", 4), ("582047", 3), ("582048", 2), ("582049", 1)] {
        let answer = desk.json(&["list"], &format!("{wrong}\n"));
        assert_eq!(answer["error"]["code"], "wrong_passcode");
        assert_eq!(answer["error"]["tries_before_wait"], left, "{wrong}");
    }
    let fifth = desk.run(&["list"], "582041\n").expect_code(1);
    assert!(fifth.stderr.contains("Thử lại sau"), "{}", fifth.stderr);
    // The right one is not even asked for while the wait runs.
    let waiting = desk.run(&["list"], PASSCODE).expect_code(3);
    assert!(waiting.stderr.contains("giây"), "{}", waiting.stderr);
    let waiting = desk.json(&["list"], PASSCODE);
    let seconds = waiting["error"]["wait_seconds"].as_u64().unwrap();
    assert!((1..=60).contains(&seconds), "{seconds}");
    assert_eq!(desk.json(&["status"], "")["state"], "waiting");
}

#[test]
fn a_recovery_begins_with_the_three_answers_waits_a_day_and_is_cancelled_by_the_passcode() {
    let desk = Desk::with_wallet();
    let answers = SETUP.split_once('\n').unwrap().1;
    let begun = desk.run(&["recover"], answers).expect_code(0);
    assert!(begun.stdout.starts_with("Câu trả lời đúng."), "{}", begun.stdout);
    let status = desk.json(&["status"], "");
    assert_eq!(status["state"], "recovering");
    assert!(status["ready_in_seconds"].as_u64().unwrap() > 86_000);

    let all = format!("{answers}836194\n{answers}");
    let early = desk.run(&["--lang", "en", "recover"], &all).expect_code(3);
    assert!(early.stderr.contains(" s left."), "{}", early.stderr);

    desk.run(&["list"], PASSCODE).expect_code(0);
    assert_eq!(desk.json(&["status"], "")["state"], "locked");
}

#[test]
fn wrong_answers_are_refused_without_saying_which_and_make_the_next_try_wait() {
    let desk = Desk::with_wallet();
    let wrong = SETUP.split_once('\n').unwrap().1.replace("Gầm cầu thang", "Sau vườn nhà");
    let refused = desk.json(&["recover"], &wrong);
    assert_eq!(refused["error"]["code"], "wrong_answers");
    assert_eq!(refused["error"]["exit"], 1);
    assert_eq!(desk.json(&["recover"], &wrong)["error"]["exit"], 3);
}
