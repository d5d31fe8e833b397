//! Waiting is explained: movement after 200 ms, and after two seconds what is being done.

use std::io::{self, Write as _};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use vigiayto_core::language::{Language, Message};

/// Shows movement on standard error, on a terminal only.
pub(crate) struct Progress {
    seen: Seen,
    language: Language,
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Seen {
    OnTerminal,
    Nowhere,
}

impl Progress {
    pub(crate) fn new(is_terminal: bool, language: Language) -> Self {
        Self { seen: if is_terminal { Seen::OnTerminal } else { Seen::Nowhere }, language }
    }

    /// Does `work` while a sign of movement is shown beside it, which says `doing` when the work takes long.
    pub(crate) fn during<T>(&self, doing: Message, work: impl FnOnce() -> T) -> T {
        if self.seen == Seen::Nowhere {
            return work();
        }
        let text = doing.text(self.language);
        thread::scope(|scope| {
            let (done, is_done) = mpsc::channel::<()>();
            scope.spawn(move || turn(&is_done, text));
            let result = work();
            // Ends the turning, which the scope then waits for, so that no later line meets a half-drawn one.
            drop(done);
            result
        })
    }
}

fn turn(is_done: &mpsc::Receiver<()>, text: &str) {
    let started = Instant::now();
    let mut wait = SILENT_FOR;
    let mut frames = FRAMES.iter().cycle();
    let mut err = io::stderr();
    let mut drawn = false;
    while let Err(RecvTimeoutError::Timeout) = is_done.recv_timeout(wait) {
        let words = if started.elapsed() >= WORDS_AFTER { text } else { "" };
        let frame = frames.next().unwrap_or(&"");
        // Nothing depends on this movement: a terminal that went away is no reason to stop the work.
        let _ = write!(err, "\r\u{1b}[K{frame} {words}").and_then(|()| err.flush());
        drawn = true;
        wait = FRAME;
    }
    if drawn {
        let _ = write!(err, "\r\u{1b}[K").and_then(|()| err.flush());
    }
}

const SILENT_FOR: Duration = Duration::from_millis(200);
const WORDS_AFTER: Duration = Duration::from_secs(2);
const FRAME: Duration = Duration::from_millis(100);
const FRAMES: [&str; 8] = ["⠋", "⠙", "⠸", "⠴", "⠦", "⠇", "⠏", "⠋"];
