//! The acts: what the story does with a real wallet, each checked.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use vigiayto_core::access::questions::question;
use vigiayto_core::access::{
    Allowance, Answer, Answers, Passcode, PasscodeEntry, RECOVERY_DELAY_SECONDS,
};
use vigiayto_core::document::{
    AttachmentRole, CodeCaption, DocumentId, DocumentKind, Evidence, Identified, Theme, code_svg,
};
use vigiayto_core::language::Language;
use vigiayto_core::platform::SoftwareHardware;
use vigiayto_core::secret::SecretText;
use vigiayto_core::wallet::{
    NewDocument, NewHolder, Query, Session, Wallet, WalletError, WalletState, wait_in_words,
};

use super::clock::MovedClock;
use super::papers::Papers;
use super::story::{Told, check};
use crate::command::{card, holder, present, show};
use crate::desk::environment;
use crate::failure::Failure;
use crate::files;
use crate::home::Home;
use crate::output::{Cell, Role};
use crate::picture::{read, render};
use crate::words::{self, Phrase};

/// A wallet, the device it lives on, and who is looking.
pub(super) struct Stage {
    wallet: Wallet,
    device: Arc<MovedClock>,
    session: Option<Session>,
    documents: Vec<(DocumentKind, DocumentId)>,
    out: PathBuf,
    language: Language,
}

impl Stage {
    /// A device without a wallet.
    pub(super) fn set(home: &Path, out: &Path, language: Language) -> Result<Self, Failure> {
        let home = Home::at(home.to_owned());
        let device = Arc::new(MovedClock::new(SoftwareHardware::new(&home.device())));
        let wallet = Wallet::open(&home.wallet(), environment(Arc::clone(&device) as _))?;
        check(wallet.state() == WalletState::NotCreated, words::CHECK_NO_WALLET)?;
        let out = out.to_owned();
        Ok(Self { wallet, device, session: None, documents: Vec::new(), out, language })
    }

    /// Easy passcodes are refused with the reason, and nothing is made.
    pub(super) fn refuse_weak_passcodes(&mut self, told: &mut Told) -> Result<(), Failure> {
        for weak in WEAK_PASSCODES {
            let refused = self.wallet.create(&passcode(weak)?, &answers(&ANSWERS)?, owner()?);
            let Err(error @ WalletError::WeakPasscode(_)) = refused else {
                return check(false, words::CHECK_WEAK_REFUSED);
            };
            told.line(format!("{} → {}", digits(weak), error.text(self.language)));
        }
        check(self.wallet.state() == WalletState::NotCreated, words::CHECK_NO_WALLET)
    }

    pub(super) fn create(&mut self, told: &mut Told) -> Result<(), Failure> {
        let session = self.wallet.create(&passcode(PASSCODE)?, &answers(&ANSWERS)?, owner()?)?;
        check(self.wallet.state() == WalletState::Unlocked, words::CHECK_UNLOCKED)?;
        self.session = Some(session);
        told.say(words::SOFTWARE_KEYS);
        Ok(())
    }

    /// Keeps what was read from the pictures.
    pub(super) fn store(&mut self, found: Vec<Identified>, told: &mut Told) -> Result<(), Failure> {
        let count = found.len();
        for one in found {
            let Some(document) = one.document else {
                return check(false, words::CHECK_UNDERSTOOD);
            };
            let kind = document.kind();
            let id = self.session()?.add_document(NewDocument {
                holder: None,
                document,
                source: one.source,
            })?;
            let evidence = self.session()?.card(id)?.evidence;
            check(evidence == Evidence::Scanned, words::CHECK_EVIDENCE)?;
            self.documents.push((kind, id));
        }
        told.say(Phrase::from(words::DEMO_STORED).with("count", count));
        Ok(())
    }

    pub(super) fn attach_portrait(
        &mut self,
        portrait: &[u8],
        told: &mut Told,
    ) -> Result<(), Failure> {
        for kind in [DocumentKind::CitizenCard, DocumentKind::DriverLicence] {
            let id = self.document(kind)?;
            self.session()?.attach(id, AttachmentRole::Portrait, portrait)?;
            let kept = self.session()?.portrait(id)?;
            check(kept.is_some_and(|kept| *kept == portrait), words::CHECK_SAME_BYTES)?;
        }
        told.say(Phrase::from(words::DEMO_ATTACHED).with("kib", portrait.len().div_ceil(1024)));
        Ok(())
    }

    pub(super) fn lock_and_refuse_a_wrong_passcode(
        &mut self,
        told: &mut Told,
    ) -> Result<(), Failure> {
        let session = self.session.take();
        session.iter().for_each(Session::lock);
        let gone = session.is_some_and(|session| session.holders().is_err());
        check(gone, words::CHECK_LOCKED)?;
        let refused = self.wallet.unlock(&passcode(WRONG_PASSCODE)?).err();
        let Some(error @ WalletError::WrongPasscode { next: Allowance::Now { .. } }) = refused
        else {
            return check(false, words::CHECK_WRONG_REFUSED);
        };
        told.line(format!("{} → {}", digits(WRONG_PASSCODE), error.text(self.language)));
        Ok(())
    }

    pub(super) fn unlock(&mut self, told: &mut Told) -> Result<(), Failure> {
        self.session = Some(self.wallet.unlock(&passcode(PASSCODE)?)?);
        told.say(words::DEMO_OFFLINE);
        Ok(())
    }

    pub(super) fn show_cards(&mut self, told: &mut Told) -> Result<(), Failure> {
        let session = self.session()?;
        let page = session.list(&Query { limit: usize::MAX, ..Query::default() })?;
        check(page.total == self.documents.len(), words::CHECK_ALL_THERE)?;
        check(page.items.len() == page.total, words::CHECK_ALL_THERE)?;
        told.table(page.items.iter().map(|item| card::row(&item.card, self.language)).collect());
        let found = session.list(&Query {
            search: Some("nguyen thi mau".to_owned()),
            limit: usize::MAX,
            ..Query::default()
        })?;
        check(found.total >= 3, words::CHECK_SEARCH)?;
        let view = session.card(self.document(DocumentKind::CitizenCard)?)?;
        let rows = view.fields.iter().map(|field| {
            vec![
                Cell::new(Role::Quiet, field.label.text(self.language)),
                Cell::new(Role::Plain, field.text(self.language)),
            ]
        });
        told.table(rows.collect());
        let number = view.fields.iter().find(|field| field.key() == "personal_number");
        check(number.is_some_and(|number| number.copied == "000190000001"), words::CHECK_FACTS)
    }

    pub(super) fn draw_cards(&mut self, told: &mut Told) -> Result<(), Failure> {
        for (kind, id) in &self.documents {
            for (theme, ending) in [(Theme::Light, ""), (Theme::Dark, "-dark")] {
                let form = show::PictureForm::Png;
                let picture = show::draw(self.session()?, *id, self.language, theme, form)?;
                check(picture.starts_with(PNG_SIGNATURE), words::CHECK_PICTURE)?;
                let name = format!("card-{}{ending}.png", kind.code().replace('_', "-"));
                let path = self.out.join(name);
                files::write(&path, &picture)?;
                told.file(&path);
            }
        }
        Ok(())
    }

    /// Shows the paper's own code, and reads it as a counter would: from the picture.
    pub(super) fn present(&mut self, papers: &Papers, told: &mut Told) -> Result<(), Failure> {
        let id = self.document(DocumentKind::CitizenCard)?;
        let form = self.session()?.printed_form(id)?;
        let symbol = present::symbol(&form.payload)?;
        let caption = CodeCaption {
            holder: &form.card.headline,
            document: form.card.title.text(self.language),
            evidence: form.card.evidence,
            language: self.language,
        };
        let drawn = render::png_of_svg(&code_svg(&symbol, &caption), CODE_WIDTH_PX);
        let Ok(drawn) = drawn else {
            return check(false, words::CHECK_PICTURE);
        };
        let pictures = [
            ("present-code.png", symbol.to_png(present::MODULE_PX)),
            ("present-screen.png", drawn),
        ];
        let printed = papers.papers.iter().find(|paper| paper.kind == DocumentKind::CitizenCard);
        for (name, picture) in pictures {
            let path = self.out.join(name);
            files::write(&path, &picture)?;
            let seen =
                read::payloads(&files::read(&path, files::PICTURE_LIMIT)?).unwrap_or_default();
            let same = printed.is_some_and(|paper| seen.len() == 1 && seen[0] == paper.payload);
            check(same, words::CHECK_SAME_BYTES)?;
            told.file(&path);
        }
        told.say(words::PRINTED_UNVERIFIED);
        Ok(())
    }

    pub(super) fn begin_recovery(&mut self, told: &mut Told) -> Result<(), Failure> {
        self.session = None;
        let wrong = self.wallet.begin_recovery(&answers(&WRONG_ANSWERS)?).err();
        let Some(error @ WalletError::WrongAnswers { .. }) = wrong else {
            return check(false, words::CHECK_WRONG_REFUSED);
        };
        told.line(error.text(self.language));
        // The wait after wrong answers runs by the same clock.
        if let Some(seconds) = error.wait_seconds() {
            self.device.move_seconds(seconds);
            told.say(
                Phrase::from(words::DEMO_CLOCK_MOVED)
                    .with("time", wait_in_words(seconds, self.language)),
            );
        }
        let started = self.wallet.begin_recovery(&answers(&ANSWERS)?)?;
        check(started.ready_in_seconds > RECOVERY_DELAY_SECONDS - 60, words::CHECK_DELAY)?;
        let early = self
            .wallet
            .finish_recovery(&answers(&ANSWERS)?, &passcode(NEW_PASSCODE)?, &answers(&NEW_ANSWERS)?)
            .err();
        let Some(error @ WalletError::TryAgainIn { .. }) = early else {
            return check(false, words::CHECK_DELAY);
        };
        told.line(error.text(self.language));
        Ok(())
    }

    pub(super) fn finish_recovery(&mut self, told: &mut Told) -> Result<(), Failure> {
        self.device.move_seconds(RECOVERY_DELAY_SECONDS);
        told.say(
            Phrase::from(words::DEMO_CLOCK_MOVED)
                .with("time", wait_in_words(RECOVERY_DELAY_SECONDS, self.language)),
        );
        let ready =
            matches!(self.wallet.state(), WalletState::Recovering { ready_in_seconds: 0, .. });
        check(ready, words::CHECK_DELAY)?;
        let session = self.wallet.finish_recovery(
            &answers(&ANSWERS)?,
            &passcode(NEW_PASSCODE)?,
            &answers(&NEW_ANSWERS)?,
        )?;
        drop(session);
        told.say(words::RECOVERED);
        Ok(())
    }

    /// The old passcode is out of force, the new one opens, and nothing is missing.
    pub(super) fn find_everything_again(
        &mut self,
        papers: &Papers,
        told: &mut Told,
    ) -> Result<(), Failure> {
        let old = self.wallet.unlock(&passcode(PASSCODE)?);
        check(matches!(old, Err(WalletError::WrongPasscode { .. })), words::CHECK_OLD_REFUSED)?;
        let session = self.wallet.unlock(&passcode(NEW_PASSCODE)?)?;
        for paper in &papers.papers {
            let known = self.documents.iter().find(|(kind, _)| *kind == paper.kind);
            let Some((_, id)) = known else {
                return check(false, words::CHECK_ALL_THERE);
            };
            let payload = session.printed_form(*id)?.payload;
            check(payload.as_slice() == paper.payload, words::CHECK_SAME_BYTES)?;
        }
        let portrait = session.portrait(self.document(DocumentKind::CitizenCard)?)?;
        check(portrait.is_some_and(|kept| *kept == papers.portrait), words::CHECK_SAME_BYTES)?;
        told.say(Phrase::from(words::DEMO_ALL_THERE).with("count", papers.papers.len()));
        Ok(())
    }

    /// Enters the passcode again.
    pub(super) fn authenticate(&self) -> Result<(), Failure> {
        Ok(self.session()?.authenticate(&passcode(PASSCODE)?)?)
    }

    /// The documents of the story.
    pub(super) fn documents(&self) -> &[(DocumentKind, DocumentId)] {
        &self.documents
    }

    pub(super) fn session(&self) -> Result<&Session, Failure> {
        self.session.as_ref().ok_or_else(|| WalletError::Locked.into())
    }

    fn document(&self, kind: DocumentKind) -> Result<DocumentId, Failure> {
        let known = self.documents.iter().find(|(known, _)| *known == kind);
        known.map(|(_, id)| *id).ok_or_else(|| WalletError::NotFound.into())
    }
}

fn owner() -> Result<NewHolder, Failure> {
    Ok(NewHolder::owner(holder::name("Nguyễn Thị Mẫu")?, Some(holder::date("15/03/1990")?)))
}

fn passcode(digits: [u8; 6]) -> Result<Passcode, Failure> {
    let mut entry = PasscodeEntry::new();
    let pushed = digits.into_iter().try_for_each(|digit| entry.push_digit(digit));
    match pushed.and_then(|()| entry.submit()) {
        Ok(passcode) => Ok(passcode),
        Err(_) => Err(crate::secrets::not_six_digits()),
    }
}

fn answers(texts: &[(&str, &str); 3]) -> Result<Answers, Failure> {
    let given = texts.iter().filter_map(|(id, text)| {
        Answer::new(question(id)?.id, &SecretText::new((*text).to_owned()))
    });
    Ok(Answers::new(given.collect()).map_err(WalletError::from)?)
}

fn digits(passcode: [u8; 6]) -> String {
    passcode.iter().map(ToString::to_string).collect()
}

const WEAK_PASSCODES: [[u8; 6]; 3] = [[1, 2, 3, 4, 5, 6], [6, 8, 6, 8, 7, 9], [1, 5, 0, 3, 9, 0]];
const PASSCODE: [u8; 6] = [9, 4, 7, 2, 6, 3];
const WRONG_PASSCODE: [u8; 6] = [9, 4, 7, 2, 6, 4];
const NEW_PASSCODE: [u8; 6] = [8, 3, 6, 1, 9, 4];
const ANSWERS: [(&str, &str); 3] = [
    ("first_teacher", "Cô giáo làng bên sông"),
    ("first_book", "Chuyện con mèo dạy hải âu bay"),
    ("favourite_hideout", "Sau đống rơm nhà bà"),
];
const WRONG_ANSWERS: [(&str, &str); 3] = [
    ("first_teacher", "Cô giáo làng bên sông"),
    ("first_book", "Chuyện con mèo dạy hải âu bay"),
    ("favourite_hideout", "Trên cây ổi sau vườn"),
];
const NEW_ANSWERS: [(&str, &str); 3] = [
    ("lost_thing", "Chiếc đèn ông sao"),
    ("school_song", "Mái trường mến yêu"),
    ("scar", "Ngã xe đạp ở dốc đê"),
];
const PNG_SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
const CODE_WIDTH_PX: u32 = 1080;
