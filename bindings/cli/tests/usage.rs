//! The command line before any wallet: help, usage errors, languages.

mod desk;

use desk::Desk;

#[test]
fn a_command_line_that_is_not_understood_exits_with_2_in_both_languages() {
    let desk = Desk::new();
    desk.run(&["lst"], "").expect_code(2).expect_error("lỗi: Không có lệnh lst.");
    desk.run(&["--lang", "en", "lst"], "")
        .expect_code(2)
        .expect_error("error: There is no command lst.");
    desk.run(&["add"], "")
        .expect_code(2)
        .expect_error("lỗi: Còn thiếu: <--image <TỆP>|--text <TỆP>|--form <TỆP>>.");
    desk.run(&["attach", "0011", "x.png", "--role", "selfie"], "")
        .expect_code(2)
        .expect_error("lỗi: “selfie” không dùng được cho --role <VAI_TRÒ>.");
    let run = desk.run(&["list", "--lang", "fr"], "").expect_code(2);
    assert_eq!(run.stderr.lines().nth(1), Some("gợi ý: Giá trị dùng được: vi, en"));
}

#[test]
fn a_usage_error_for_a_program_is_one_line_of_json() {
    let answer = Desk::new().json(&["lst"], "");
    assert_eq!(answer["error"]["code"], "usage");
    assert_eq!(answer["error"]["exit"], 2);
    assert_eq!(answer["error"]["message"]["vi"], "Không có lệnh lst.");
}

#[test]
fn no_command_at_all_shows_the_help_and_exits_with_2() {
    let run = Desk::new().run(&[], "").expect_code(2);
    assert!(run.stdout.is_empty());
    assert!(run.stderr.contains("Cách dùng: vigiayto [TÙY CHỌN] <LỆNH>"), "{}", run.stderr);
}

#[test]
fn help_that_was_asked_for_is_an_answer() {
    let run = Desk::new().run(&["present", "--help", "--lang=en"], "").expect_code(0);
    assert!(
        run.stdout.contains("Usage: vigiayto present [OPTIONS] <--printed|--code> <ID>..."),
        "{}",
        run.stdout
    );
}

#[test]
fn the_language_is_the_options_then_the_locales_then_vietnamese() {
    let desk = Desk::new();
    let first_line = |environment: &[(&str, &str)], arguments: &[&str]| {
        let run = desk.run_in(environment, arguments, "").expect_code(0);
        run.stdout.lines().next().unwrap_or_default().to_owned()
    };
    let (vi, en) = ("14 câu hỏi bảo mật, hãy chọn 3.", "14 security questions, choose 3.");
    assert_eq!(first_line(&[], &["questions"]), vi);
    assert_eq!(first_line(&[("LANG", "en_US.UTF-8")], &["questions"]), en);
    assert_eq!(first_line(&[("LANG", "de_DE.UTF-8")], &["questions"]), vi);
    assert_eq!(first_line(&[("LANG", "en_US.UTF-8")], &["questions", "--lang", "vi"]), vi);
    assert_eq!(first_line(&[("LC_ALL", "vi_VN"), ("LANG", "en_US")], &["questions"]), vi);
}

#[test]
fn output_that_is_no_terminal_has_no_colour() {
    let run = Desk::new().run_in(&[("TERM", "xterm-256color")], &["questions"], "").expect_code(0);
    assert!(!run.stdout.contains('\u{1b}'));
}
