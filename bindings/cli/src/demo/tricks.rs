//! What must fail at a counter: seven tricks, each with its own reason.

use vigiayto_core::credential::status::Status;
use vigiayto_core::document::DocumentKind;
use vigiayto_core::language::Message;
use vigiayto_core::platform::SystemRandomness;
use vigiayto_core::present::{Content, code_text, seal_answer};
use vigiayto_core::verify::{Expected, Refusal};

use super::counter::{Counter, HOLDER, READER_NAME, VALID_DAYS};
use super::story::{Told, check};
use crate::failure::Failure;
use crate::words::demo_counter as words;

impl Counter {
    /// Seven tricks, each refused with its own reason.
    pub(super) fn refuse_the_tricks(&mut self, told: &mut Told) -> Result<(), Failure> {
        let (Some(code), Some((answer, pending))) = (self.shown.take(), self.answered.take())
        else {
            return check(false, words::CHECK_REFUSED);
        };
        let text = code_text(&code.content);
        let late = code.made_at + 61;
        let replayed = self.refused(&text, Expected::OneWay, late)?;
        self.expect(words::TRICK_SCREENSHOT, replayed, Refusal::TooOld { seconds: 61 }, told)?;

        let (_, other) = self.request(READER_NAME)?;
        let refused = self.refused(&code_text(&answer), Expected::Answer(&other), self.now)?;
        self.expect(words::TRICK_NONCE, refused, Refusal::AnotherRequest, told)?;

        // A dishonest counter opens what it was given and passes it on as an answer to somebody else's request.
        let (_, foreign) = self.request(OTHER_READER_NAME)?;
        let Ok(Content::Sealed(sealed)) = Content::parse(&answer) else {
            return check(false, words::CHECK_REFUSED);
        };
        let passed_on = sealed
            .open(&pending.request, &pending.key)
            .and_then(|opened| seal_answer(&opened, &foreign.request, &SystemRandomness));
        let Ok(passed_on) = passed_on else { return check(false, words::CHECK_REFUSED) };
        let refused = self.refused(&code_text(&passed_on), Expected::Answer(&foreign), self.now)?;
        self.expect(words::TRICK_READER, refused, Refusal::AnotherReader, told)?;

        let edited = edited(&code.content);
        let refused = self.refused(&code_text(&edited), Expected::OneWay, self.now)?;
        self.expect(words::TRICK_EDITED, refused, Refusal::IssuerSignature, told)?;

        let gone = self.issued.iter().find(|(kind, ..)| *kind == DocumentKind::DriverLicence);
        if let Some((.., number)) = gone {
            self.desk.set_status(*number, Status::Invalid)?;
        }
        self.desk.publish(self.now + 1)?;
        let refused = self.refused(&text, Expected::OneWay, self.now + 1)?;
        self.expect(words::TRICK_REVOKED, refused, Refusal::Revoked, told)?;
        if let Some((.., number)) = gone {
            self.desk.set_status(*number, Status::Valid)?;
        }
        self.desk.publish(self.now + 2)?;

        // Credentials end with a day, so that the second of the end links no two of them.
        let ends = self.now + i64::from(VALID_DAYS) * DAY;
        let week_later = ends - ends.rem_euclid(DAY) + 3_600;
        let refused = self.refused(&text, Expected::OneWay, week_later)?;
        self.expect(words::TRICK_EXPIRED, refused, Refusal::Expired { seconds: 3_600 }, told)?;

        let elsewhere = tempfile::tempdir().map_err(|_| super::no_folder())?;
        let stranger = Self::open(elsewhere.path(), self.language)?;
        let refused = stranger.refused(&text, Expected::OneWay, self.now)?;
        self.expect(words::TRICK_ISSUER, refused, Refusal::UnknownIssuer, told)
    }

    fn refused(&self, text: &str, expected: Expected<'_>, now: i64) -> Result<Refusal, Failure> {
        match self.reader(now)?.verify_text(text, expected, now) {
            Err(refusal) => Ok(refusal),
            Ok(_) => Err(check(false, words::CHECK_REFUSED).err().unwrap_or_else(super::no_folder)),
        }
    }

    fn expect(
        &self,
        trick: Message,
        refused: Refusal,
        reason: Refusal,
        told: &mut Told,
    ) -> Result<(), Failure> {
        told.line(format!("{} → {}", trick.text(self.language), refused.text(self.language)));
        check(refused == reason, words::CHECK_REFUSED)
            .map_err(|failure| failure.with("refusal", refused.code()))
    }
}

/// The content with one letter of the holder's name changed.
fn edited(content: &[u8]) -> Vec<u8> {
    let mut content = content.to_vec();
    let name = HOLDER.as_bytes();
    if let Some(at) = content.windows(name.len()).position(|window| window == name)
        && let Some(letter) = content.get_mut(at)
    {
        *letter = b'M';
    }
    content
}

const OTHER_READER_NAME: &str = "Phòng khám Mẫu";
const DAY: i64 = 86_400;
