//! The counter's part of the story: credentials from a sandbox, shown one-way, in answer to a request and as a series, each read
//! back from its picture and verified with no network; then every trick that must fail.

use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use vigiayto_core::credential::batch::BatchSubject;
use vigiayto_core::credential::claims::{
    Claim, ClaimValue, CredentialType, Usual, portrait, portrait_format,
};
use vigiayto_core::credential::key::{PublicKey, Signer as _, SoftwareSigner};
use vigiayto_core::document::{CounterCaption, DocumentId, DocumentKind, counter_svg};
use vigiayto_core::language::Language;
use vigiayto_core::platform::{Randomness as _, SystemRandomness};
use vigiayto_core::present::{
    NextCode, Request, RequestForm, RequestItem, RequestedClaim, SealingKey, Shown, request_text,
};
use vigiayto_core::qr::frames::{Collected, Collector, FragmentSize, Frames};
use vigiayto_core::verify::{Expected, PendingRequest, Reader, Refusal, VerifiedPresentation};
use vigiayto_core::wallet::{Caution, ChainState, Reuse, Selection, Session, Target};

use super::story::{Told, check};
use crate::command::present;
use crate::counter::{facts, moment};
use crate::failure::Failure;
use crate::files;
use crate::output::{Cell, Role};
use crate::picture::{read, render};
use crate::sandbox::Sandbox;
use crate::words::demo_counter as words;
use crate::words::{self as all_words, Phrase};

/// An issuer, a counter, and what the wallet got and showed.
pub(super) struct Counter {
    pub(super) desk: Sandbox,
    out: PathBuf,
    pub(super) language: Language,
    pub(super) now: i64,
    /// What was issued, by its number in the desk's register.
    pub(super) issued: Vec<(DocumentKind, DocumentId, u64)>,
    /// The code that the tricks are tried with.
    pub(super) shown: Option<NextCode>,
    /// The answer that the tricks are tried with, with the request that it answers.
    pub(super) answered: Option<(Vec<u8>, PendingRequest)>,
}

impl Counter {
    pub(super) fn open(out: &Path, language: Language) -> Result<Self, Failure> {
        let desk = Sandbox::open_or_make(&out.join("desk"))?;
        let now = moment::now();
        desk.publish(now)?;
        let out = out.to_owned();
        Ok(Self { desk, out, language, now, issued: Vec::new(), shown: None, answered: None })
    }

    /// Orders, issues and takes credentials for four documents.
    pub(super) fn issue(
        &mut self,
        session: &Session,
        documents: &[(DocumentKind, DocumentId)],
        told: &mut Told,
    ) -> Result<(), Failure> {
        let list = files::read(&self.desk.trust_list(), LIST_LIMIT)?;
        session.update_trust_list(&list, &self.pinned()?)?;
        told.say(all_words::counter::SANDBOX);
        for (kind, id) in documents {
            let document = session.document(*id)?.document;
            let today = moment::day(self.now);
            let count = BatchSubject::of(&document, today, &[]).keys_for(COPIES);
            let order = session.order_credentials(count)?;
            let mut subject = BatchSubject::of(&document, today, &order.keys);
            if *kind == DocumentKind::CitizenCard {
                subject.claims.push((portrait(), ClaimValue::Picture(PORTRAIT.to_vec())));
                subject.claims.push((portrait_format(), ClaimValue::PictureFormat(WEBP)));
            }
            let (number, tokens) = self.desk.issue(&subject, VALID_DAYS, self.now)?;
            let taken = session.accept_credentials(order.id, &tokens, Target::Document(*id))?;
            check(taken == *id, all_words::CHECK_EVIDENCE)?;
            self.issued.push((*kind, *id, number));
            let line = Phrase::from(words::ISSUED)
                .with("kind", kind.title().text(self.language))
                .with("count", tokens.len());
            told.say(line);
        }
        self.desk.publish(self.now)?;
        check(self.issued.len() == 4, all_words::CHECK_ALL_THERE)
    }

    /// Two documents in one code, from its picture.
    pub(super) fn show_one_way(
        &mut self,
        session: &Session,
        told: &mut Told,
    ) -> Result<(), Failure> {
        let selections = [self.usual(session, "over_18")?, self.usual(session, "road_check")?];
        let showing = session.show(&selections, Caution::Keep, Reuse::Ask)?;
        let code = session.next_code(&showing)?;
        let text = self.photograph("counter-code.png", &code, &selections, told)?;
        let verified = self.verify(&text, Expected::OneWay, self.now)?;
        self.tell(&verified, told);
        check(verified.word() == code.word, words::CHECK_WORD)?;
        check(shows_exactly(&verified, &selections), words::CHECK_EXACT)?;
        self.shown = Some(code);
        Ok(())
    }

    /// A counter asks, the wallet reads the request from its picture, and the answer is for that counter alone.
    pub(super) fn answer_a_request(
        &mut self,
        session: &Session,
        told: &mut Told,
    ) -> Result<(), Failure> {
        let (bytes, pending) = self.request(READER_NAME)?;
        let path = self.out.join("request.png");
        let symbol = present::symbol(request_text(&bytes).as_bytes())?;
        files::write(&path, &symbol.to_png(present::MODULE_PX))?;
        told.file(&path);
        let view = session.read_request(&only_text(&path)?)?;
        let asks =
            Phrase::from(words::ASKS).with("reader", READER_NAME).with("purpose", &view.purpose);
        told.say(asks);
        let Some(asked) = view.documents.first() else {
            return check(false, words::CHECK_EXACT);
        };
        let rows = asked.facts.iter().map(|fact| {
            let kept = Phrase::from(words::KEPT).with("days", fact.kept_days).text(self.language);
            let value = fact.values.first().cloned().flatten();
            let value = value
                .map(|value| facts::shown(fact.claim, &value, self.language))
                .unwrap_or_default();
            vec![
                Cell::new(Role::Quiet, fact.claim.label.text(self.language)),
                Cell::new(Role::Plain, value),
                Cell::new(Role::Quiet, kept),
            ]
        });
        told.table(rows.collect());
        let consent = [Selection {
            document: self.document(DocumentKind::CitizenCard)?,
            claims: GIVEN.to_vec(),
        }];
        let answer = session.answer(&view, &consent, Reuse::Ask)?;
        let Shown::Symbol(text) = &answer.shown else { return check(false, words::CHECK_EXACT) };
        let path = self.out.join("answer.png");
        files::write(&path, &present::symbol(text.as_bytes())?.to_png(present::MODULE_PX))?;
        told.file(&path);
        let verified = self.verify(&only_text(&path)?, Expected::Answer(&pending), self.now)?;
        self.tell(&verified, told);
        check(verified.word() == answer.word, words::CHECK_WORD)?;
        check(shows_exactly(&verified, &consent), words::CHECK_EXACT)?;
        let withheld: Vec<i64> =
            verified.withheld().iter().map(|withheld| withheld.claim.number).collect();
        let kept_back = facts::labels(&withheld, self.language);
        told.say(Phrase::from(words::KEPT_BACK).with("facts", kept_back));
        check(withheld.len() == ASKED.len() - GIVEN.len(), words::CHECK_EXACT)?;
        self.answered = Some((answer.content, pending));
        Ok(())
    }

    /// The portrait goes as a series of pictures, of which every fifth is lost and some are somebody else's.
    pub(super) fn show_a_series(
        &mut self,
        session: &Session,
        told: &mut Told,
    ) -> Result<(), Failure> {
        let selection = [Selection {
            document: self.document(DocumentKind::CitizenCard)?,
            claims: vec![FULL_NAME, portrait().number, portrait_format().number],
        }];
        let showing = session.show(&selection, Caution::Keep, Reuse::Ask)?;
        let code = session.next_code(&showing)?;
        check(code.shown == Shown::Frames, words::CHECK_EXACT)?;
        let ours = frames(&code.content)?;
        let foreign = frames(&[&[0x59, 0x0c, 0x00][..], &[7; 3072]].concat())?;
        let mut collector = Collector::new();
        let (mut seen, mut lost, mut message) = (0, 0, None);
        // A camera joins late and sees the later pictures first.
        for number in (1..=MOST_PICTURES).rev().filter_map(NonZeroU32::new) {
            if number.get().is_multiple_of(5) {
                lost += 1;
                continue;
            }
            for series in [&ours, &foreign] {
                let text = series.frame(number).text;
                let path = self.out.join("frame.png");
                let symbol = present::symbol(text.as_bytes())?;
                files::write(&path, &symbol.to_png(present::MODULE_PX))?;
                if let Ok(Collected::Complete(found)) = collector.feed(&only_text(&path)?)
                    && found == code.content
                {
                    message = Some(found);
                }
            }
            seen += 1;
            if message.is_some() {
                break;
            }
        }
        told.file(&self.out.join("frame.png"));
        let Some(message) = message else { return check(false, all_words::CHECK_SAME_BYTES) };
        let line = Phrase::from(words::SERIES)
            .with("bytes", message.len())
            .with("needed", ours.count())
            .with("seen", seen)
            .with("lost", lost);
        told.say(line);
        let verified = self
            .reader(self.now)?
            .verify(&message, Expected::OneWay, self.now)
            .map_err(|refusal| self.unexpected(refusal))?;
        self.tell(&verified, told);
        let kept = verified.documents().iter().find_map(|one| one.fact(portrait().number));
        let same = matches!(kept, Some(ClaimValue::Picture(bytes)) if bytes == PORTRAIT);
        check(same, all_words::CHECK_SAME_BYTES)?;
        check(verified.word() == code.word, words::CHECK_WORD)
    }

    /// Who saw what, never which values; and that nothing was taken out of the record.
    pub(super) fn look_back(&self, session: &Session, told: &mut Told) -> Result<(), Failure> {
        let past = session.history(None, 50)?;
        check(past.chain == ChainState::Whole, words::CHECK_HISTORY)?;
        let mut rows = Vec::new();
        for one in past.events.iter().filter_map(|past| past.event.as_ref()) {
            let reader = one.reader.as_ref().map_or("", |reader| reader.name.as_str());
            let told: Vec<String> = one
                .documents
                .iter()
                .filter(|document| !document.claims.is_empty())
                .map(|document| facts::labels(&document.claims, self.language))
                .collect();
            if !told.is_empty() {
                rows.push(vec![
                    Cell::new(Role::Quiet, moment::text(one.at)),
                    Cell::new(Role::Plain, reader),
                    Cell::new(Role::Plain, told.join("; ")),
                ]);
            }
        }
        check(rows.len() == 3, words::CHECK_HISTORY)?;
        told.table(rows);
        let by_hand = Phrase::from(words::BY_HAND)
            .with("trust", self.desk.trust_list().display())
            .with("pin", self.desk.pin())
            .with("status", self.desk.status_list().display())
            .with("picture", self.out.join("counter-code.png").display());
        told.say(by_hand);
        Ok(())
    }

    /// A reader with the desk's lists as they are now.
    pub(super) fn reader(&self, now: i64) -> Result<Reader, Failure> {
        let mut reader = Reader::default();
        let trust = files::read(&self.desk.trust_list(), LIST_LIMIT)?;
        let status = files::read(&self.desk.status_list(), LIST_LIMIT)?;
        let taken = reader.update_trust(&trust, &self.pinned()?, now).is_ok()
            && reader.update_status(&status, now).is_ok();
        check(taken, words::CHECK_LISTS)?;
        Ok(reader)
    }

    fn verify(
        &self,
        text: &str,
        expected: Expected<'_>,
        now: i64,
    ) -> Result<VerifiedPresentation, Failure> {
        let verified = self.reader(now)?.verify_text(text, expected, now);
        verified.map_err(|refusal| self.unexpected(refusal))
    }

    fn unexpected(&self, refusal: Refusal) -> Failure {
        let failure = check(false, refusal.message()).err().unwrap_or_else(super::no_folder);
        failure.with("refusal", refusal.code())
    }

    /// Draws a code as a phone shows it, and reads the text back from the picture's file.
    fn photograph(
        &self,
        name: &str,
        code: &NextCode,
        selections: &[Selection],
        told: &mut Told,
    ) -> Result<String, Failure> {
        let Shown::Symbol(text) = &code.shown else {
            check(false, words::CHECK_EXACT)?;
            return Ok(String::new());
        };
        let shown: Vec<i64> = selections.iter().flat_map(|one| one.claims.clone()).collect();
        let symbol = present::symbol(text.as_bytes())?;
        let caption = CounterCaption {
            holder: HOLDER,
            facts: &facts::labels(&shown, self.language),
            word: code.word.as_str(),
            language: self.language,
        };
        let Ok(drawn) = render::png_of_svg(&counter_svg(&symbol, &caption), PICTURE_WIDTH_PX)
        else {
            check(false, all_words::CHECK_PICTURE)?;
            return Ok(String::new());
        };
        let path = self.out.join(name);
        files::write(&path, &drawn)?;
        told.file(&path);
        let size = Phrase::from(words::SIZE)
            .with("characters", text.len())
            .with("version", symbol.version())
            .with("word", code.word);
        told.say(size);
        only_text(&path)
    }

    fn tell(&self, verified: &VerifiedPresentation, told: &mut Told) {
        for document in verified.documents() {
            let line = Phrase::from(words::GENUINE)
                .with("kind", document.kind().title().text(self.language))
                .with("issuer", document.issuer().name(self.language));
            told.say(line);
            let rows = document.facts().iter();
            told.table(
                rows.map(|(claim, value)| facts::row(claim, value, self.language)).collect(),
            );
        }
    }

    /// A usual set, as far as the document's credentials have its facts.
    fn usual(&self, session: &Session, code: &str) -> Result<Selection, Failure> {
        let usual = facts::usual(code)?;
        let document = self.document(usual.kind)?;
        let offered = session.offered_claims(document)?;
        let claims = |usual: &Usual| {
            usual.claims.iter().copied().filter(|number| offered.contains(number)).collect()
        };
        Ok(Selection { document, claims: claims(usual) })
    }

    fn document(&self, kind: DocumentKind) -> Result<DocumentId, Failure> {
        let known = self.issued.iter().find(|(known, ..)| *known == kind);
        known
            .map(|(_, id, _)| *id)
            .ok_or_else(|| vigiayto_core::wallet::WalletError::NotFound.into())
    }

    fn pinned(&self) -> Result<[PublicKey; 1], Failure> {
        let bytes = crate::counter::exchange::bytes(&self.desk.pin());
        let key = bytes.and_then(|point| PublicKey::from_sec1(&point).ok());
        key.map(|key| [key]).ok_or_else(super::no_folder)
    }

    /// A request of a counter with fresh keys.
    pub(super) fn request(&self, reader: &str) -> Result<(Vec<u8>, PendingRequest), Failure> {
        let made = || {
            let signer = SoftwareSigner::make(&SystemRandomness).ok()?;
            let (key, sealing_key) = SealingKey::make(&SystemRandomness).ok()?;
            let mut nonce = [0; 16];
            SystemRandomness.fill(&mut nonce).ok()?;
            let claims = ASKED.iter().filter_map(|number| Claim::by_number(*number));
            let claims = claims.map(|claim| RequestedClaim { claim, kept_days: KEPT_DAYS });
            let items = [RequestItem {
                credential_type: CredentialType::of(DocumentKind::CitizenCard),
                claims: claims.collect(),
            }];
            let form = RequestForm {
                reader,
                certificates: &[],
                purpose: words::PURPOSE.text(self.language),
                items: &items,
                nonce,
                issued_at: self.now,
                lifetime: 300,
                sealing_key,
            };
            let bytes = form.sign(&signer).ok()?;
            let request = Request::own(&bytes, signer.public_key()).ok()?;
            Some((bytes, PendingRequest { request, key }))
        };
        made().ok_or_else(super::no_folder)
    }
}

/// Whether the reader sees what was chosen and nothing else.
fn shows_exactly(verified: &VerifiedPresentation, selections: &[Selection]) -> bool {
    let sorted = |mut numbers: Vec<i64>| {
        numbers.sort_unstable();
        numbers
    };
    let documents = verified.documents();
    documents.len() == selections.len()
        && documents.iter().zip(selections).all(|(document, selection)| {
            let seen = document.facts().iter().map(|(claim, _)| claim.number).collect();
            sorted(seen) == sorted(selection.claims.clone())
        })
}

fn frames(content: &[u8]) -> Result<Frames, Failure> {
    Frames::new(content, FragmentSize::default()).map_err(|_| super::no_folder())
}

/// The one text that a picture's file shows.
fn only_text(path: &Path) -> Result<String, Failure> {
    let picture = files::read(path, files::PICTURE_LIMIT)?;
    let seen = read::payloads(&picture).unwrap_or_default();
    check(seen.len() == 1, all_words::CHECK_ONE_CODE)?;
    let text = seen.into_iter().next().and_then(|payload| String::from_utf8(payload).ok());
    Ok(text.unwrap_or_default())
}

/// The portrait of `portrait.svg`, 96 pixels wide: what a counter has to recognise a face by.
const PORTRAIT: &[u8] = include_bytes!("portrait.webp");
/// WebP among the picture formats of claim 169.
const WEBP: u8 = 4;
pub(super) const HOLDER: &str = "Nguyễn Thị Mẫu";
pub(super) const READER_NAME: &str = "Khách sạn Mẫu";
const FULL_NAME: i64 = 4;
/// Personal number, name, date of birth.
const ASKED: [i64; 3] = [1, FULL_NAME, 8];
/// The citizen keeps the date of birth back.
const GIVEN: [i64; 2] = [1, FULL_NAME];
const KEPT_DAYS: u16 = 30;
const COPIES: usize = 2;
pub(super) const VALID_DAYS: u16 = 7;
const MOST_PICTURES: u32 = 60;
const LIST_LIMIT: u64 = crate::sandbox::LIST_LIMIT;
const PICTURE_WIDTH_PX: u32 = 1080;
