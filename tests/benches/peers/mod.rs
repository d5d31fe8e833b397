//! A peer's program that answers on demand, so that it runs in the same rounds as what it is compared with. `tests/bench` builds it
//! and names it in the environment.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

/// The running program. It ends with its standard input.
pub(crate) struct Peer {
    process: Child,
    answers: BufReader<ChildStdout>,
}

impl Peer {
    /// Starts the program, with its arguments, that the variable names.
    pub(crate) fn start(variable: &str) -> Self {
        let line = std::env::var(variable)
            .unwrap_or_else(|_| panic!("{variable} names the peer's program; run tests/bench"));
        let mut words = line.split(' ');
        let mut command = Command::new(words.next().expect("a program"));
        let command = command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().expect("the peer starts");
        let answers = BufReader::new(process.stdout.take().expect("piped"));
        Self { process, answers }
    }

    /// Has it do something so many times: the time that it took there.
    pub(crate) fn time(&mut self, what: &str, calls: u32) -> Duration {
        let questions = self.process.stdin.as_mut().expect("piped");
        writeln!(questions, "{what} {calls}").expect("the peer listens");
        let mut answer = String::new();
        self.answers.read_line(&mut answer).expect("the peer answers");
        Duration::from_nanos(answer.trim().parse().expect("nanoseconds"))
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        drop(self.process.wait());
    }
}
