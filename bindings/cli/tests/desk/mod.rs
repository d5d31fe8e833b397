//! A desk for the tests: a home of its own, and the real binary run in it.

#![allow(
    dead_code,
    clippy::allow_attributes,
    clippy::unwrap_used,
    reason = "each test binary uses another part of the desk, and a desk that can't be set up is a failed test"
)]

pub(crate) mod steady;
pub(crate) mod story;

use std::io::Write as _;
use std::num::NonZeroU8;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;
use vigiayto_core::qr::{Level, Symbol};

/// A folder with a wallet's home in it.
pub(crate) struct Desk {
    folder: TempDir,
}

/// What one run of the binary gave.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A desk whose wallet exists and is locked.
    pub(crate) fn with_wallet() -> Self {
        let desk = Self::new();
        desk.run(&INIT, SETUP).expect_code(0);
        desk
    }

    pub(crate) fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts a file on the desk and gives its path as an argument.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Puts a picture of one code on the desk.
    pub(crate) fn picture_of(&self, name: &str, payload: &str) -> String {
        let symbol = Symbol::encode(payload, Level::M).unwrap();
        self.file(name, symbol.to_png(NonZeroU8::new(4).unwrap()))
    }

    /// Puts a white picture on the desk.
    pub(crate) fn blank_picture(&self, name: &str) -> String {
        self.drawing(name, 300, 300, |_, _| false)
    }

    /// Puts a picture of two codes side by side on the desk.
    pub(crate) fn two_codes(&self, name: &str) -> String {
        let symbols = ["one", "two"].map(|text| Symbol::encode(text, Level::M).unwrap());
        let side = symbols[0].width() + 8;
        self.drawing(name, side * 2 * 4, side * 4, |x, y| {
            let (x, y) = (x / 4, y / 4);
            let symbol = &symbols[x / side];
            let (x, y) = ((x % side).wrapping_sub(4), y.wrapping_sub(4));
            x < symbol.width() && y < symbol.width() && symbol.dark(x, y)
        })
    }

    fn drawing(
        &self,
        name: &str,
        width: usize,
        height: usize,
        dark: impl Fn(usize, usize) -> bool,
    ) -> String {
        let mut bytes = Vec::new();
        let mut encoder =
            png::Encoder::new(&mut bytes, width.try_into().unwrap(), height.try_into().unwrap());
        encoder.set_color(png::ColorType::Grayscale);
        let pixels: Vec<u8> = (0..width * height)
            .map(|at| if dark(at % width, at / width) { 0 } else { 255 })
            .collect();
        encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
        self.file(name, bytes)
    }

    /// Runs the binary in Vietnamese with `secrets` on standard input.
    pub(crate) fn run(&self, arguments: &[&str], secrets: &str) -> Run {
        self.run_in(&[], arguments, secrets)
    }

    /// Runs it with secrets that are no text.
    pub(crate) fn run_bytes(&self, arguments: &[&str], secrets: &[u8]) -> Run {
        self.start(&[], arguments, secrets)
    }

    /// Runs it with more of an environment.
    pub(crate) fn run_in(
        &self,
        environment: &[(&str, &str)],
        arguments: &[&str],
        secrets: &str,
    ) -> Run {
        self.start(environment, arguments, secrets.as_bytes())
    }

    fn start(&self, environment: &[(&str, &str)], arguments: &[&str], secrets: &[u8]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vigiayto"));
        command.env_clear().env("VIGIAYTO_HOME", self.home()).env("LANG", "C.UTF-8");
        command.envs(environment.iter().copied()).current_dir(self.folder.path());
        if !secrets.is_empty() {
            command.arg("--secrets-stdin");
        }
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // A command that refuses before it reads closes its end.
        let _ = stdin.write_all(secrets);
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        Run {
            code: output.status.code().expect("ended by a signal"),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs it with `--json` and gives what it answered.
    pub(crate) fn json(&self, arguments: &[&str], secrets: &str) -> Value {
        let mut all = vec!["--json"];
        all.extend_from_slice(arguments);
        let run = self.run(&all, secrets);
        assert_eq!(run.stdout.lines().count(), 1, "not one line: {}", run.stdout);
        serde_json::from_str(&run.stdout).unwrap()
    }

    /// Adds the synthetic citizen card of [`CITIZEN`] and gives its id.
    pub(crate) fn add_citizen_card(&self) -> String {
        let file = self.file("citizen.txt", CITIZEN);
        let answer = self.json(&["add", "--text", &file], PASSCODE);
        answer["document"]["id"].as_str().expect("an id").to_owned()
    }
}

impl Run {
    /// Asserts the exit code and gives the run back.
    #[track_caller]
    pub(crate) fn expect_code(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }

    /// Asserts that standard output begins with a line.
    #[track_caller]
    pub(crate) fn expect_result(self, line: &str) -> Self {
        assert_eq!(self.stdout.lines().next(), Some(line), "stderr: {}", self.stderr);
        self
    }

    /// Asserts that standard error begins with a line.
    #[track_caller]
    pub(crate) fn expect_error(self, line: &str) -> Self {
        assert_eq!(self.stderr.lines().next(), Some(line), "stdout: {}", self.stdout);
        self
    }
}

impl Run {
    /// Asserts that standard error says something somewhere.
    #[track_caller]
    pub(crate) fn expect_error_contains(self, words: &str) -> Self {
        assert!(self.stderr.contains(words), "stderr: {}", self.stderr);
        self
    }
}

/// Whether `path` holds a PNG.
pub(crate) fn is_png(path: &Path) -> bool {
    std::fs::read(path).is_ok_and(|bytes| bytes.starts_with(b"\x89PNG\r\n\x1a\n"))
}

pub(crate) const INIT: [&str; 3] =
    ["init", "--questions", "first_teacher,first_book,favourite_hideout"];
/// The passcode, then three answers.
pub(crate) const SETUP: &str = "947263\nCô Lan Hương lớp Một\nDế Mèn phiêu lưu ký\nGầm cầu thang\n";
pub(crate) const PASSCODE: &str = "947263\n";
/// A paper of nobody: `000` stands in no table of provinces.
pub(crate) const CITIZEN: &str = "000160000001|000000001|Nguyễn Thị Mẫu|15031960|Nữ|Số 1 Phố Mẫu, Phường Mẫu, Hà Nội|01082024||||";
