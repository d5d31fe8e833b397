//! Documents in a wallet: whose they are, what they prove, what they mean for the passcode.

use vigiayto_core::access::Weakness;
use vigiayto_core::document::{Document, Evidence, Relation, Text, identify};
use vigiayto_core::wallet::{Advice, NewDocument, NewHolder, Query, WalletError};
use vigiayto_tests::phone::{CARD, Phone, card};
use vigiayto_tests::wallets::{ANSWERS, OTHER_PASSCODE, PASSCODE, answers, passcode};

#[test]
fn dependants_keep_their_documents_under_their_own_name() {
    let phone = Phone::with_card();
    let (_wallet, session) = phone.unlock();
    let child = NewHolder {
        relation: Relation::Child,
        name: Text::new("Nguyễn Thị Bé").unwrap(),
        birth_date: None,
    };
    let child = session.add_holder(child).unwrap();
    let payload = "000320000002||Nguyễn Thị Bé|02022020|Nữ|Số 1 Phố Mẫu, Hà Nội|20062024||||";
    let identified = identify(payload.as_bytes());
    let document: Document = identified.document.unwrap();
    session
        .add_document(NewDocument { holder: Some(child), document, source: identified.source })
        .unwrap();
    let page = session.list(&Query::default()).unwrap();
    assert_eq!(page.items[0].card.dependant, None);
    assert_eq!(page.items[1].card.dependant.as_deref(), Some("Nguyễn Thị Bé"));
    let found =
        session.list(&Query { search: Some("be nguyen".into()), ..Query::default() }).unwrap();
    assert_eq!(found.total, 1);
    let childs = session.list(&Query { holder: Some(child), ..Query::default() }).unwrap();
    assert_eq!(childs.total, 1);
}

#[test]
fn an_owner_without_a_name_takes_it_from_the_first_document_that_has_one() {
    let phone = Phone::new();
    let wallet = phone.open();
    let owner = NewHolder::unnamed_owner();
    let session = wallet.create(&passcode(PASSCODE), &answers(ANSWERS), owner).unwrap();
    session.add_document(card()).unwrap();
    let owner = session.holders().unwrap().remove(0);
    assert_eq!(owner.name.as_str(), "Nguyễn Văn Mẫu");
    assert_eq!(owner.birth_date.map(|born| born.to_string()).as_deref(), Some("01/01/1990"));
    let second = identify("000190000009||Trần Thị Khác|02021990|Nữ|Phố Mẫu|15042021".as_bytes());
    session
        .add_document(NewDocument {
            holder: None,
            document: second.document.unwrap(),
            source: None,
        })
        .unwrap();
    assert_eq!(session.holders().unwrap()[0].name.as_str(), "Nguyễn Văn Mẫu", "once and no more");
}

#[test]
fn a_scanned_document_that_was_corrected_counts_as_typed() {
    let phone = Phone::with_card();
    let (_wallet, session) = phone.unlock();
    let id = session.list(&Query::default()).unwrap().items[0].id;
    let scanned = session.document(id).unwrap().document;
    let Document::CitizenCard(mut corrected) = scanned.clone() else { panic!("a citizen card") };
    corrected.full_name = Text::new("Nguyễn Văn Mẩu").unwrap();
    session.edit_document(id, Document::CitizenCard(corrected.clone())).unwrap();
    assert_eq!(session.card(id).unwrap().evidence, Evidence::Typed);
    session.edit_document(id, scanned).unwrap();
    assert_eq!(session.card(id).unwrap().evidence, Evidence::Scanned);
    let new = NewDocument { document: Document::CitizenCard(corrected), ..card() };
    let id = session.add_document(new).unwrap();
    assert_eq!(session.card(id).unwrap().evidence, Evidence::Typed);
}

#[test]
fn the_printed_form_needs_a_passcode_of_the_last_minute() {
    let phone = Phone::with_card();
    let (_wallet, session) = phone.unlock();
    let id = session.list(&Query::default()).unwrap().items[0].id;
    assert_eq!(session.printed_form(id).unwrap().payload.as_slice(), CARD.as_bytes());
    phone.device.pass_seconds(61);
    assert_eq!(session.printed_form(id).err(), Some(WalletError::NeedsAuthentication));
    assert!(session.authenticate(&passcode(OTHER_PASSCODE)).is_err());
    assert_eq!(session.printed_form(id).err(), Some(WalletError::NeedsAuthentication));
    session.authenticate(&passcode(PASSCODE)).unwrap();
    assert_eq!(session.printed_form(id).unwrap().payload.as_slice(), CARD.as_bytes());
}

#[test]
fn a_passcode_that_stands_on_an_imported_document_must_be_changed_at_the_next_unlock() {
    let phone = Phone::with_card();
    let (wallet, session) = phone.unlock();
    // The card's number ends with the passcode.
    assert_eq!(session.advice(), Ok(Some(Advice::ChangePasscode(Weakness::OwnNumber))));
    assert_eq!(
        session.change_passcode(&passcode(PASSCODE), &passcode("902748")),
        Err(WalletError::WeakPasscode(Weakness::OwnNumber))
    );
    session.change_passcode(&passcode(PASSCODE), &passcode(OTHER_PASSCODE)).unwrap();
    assert_eq!(session.advice(), Ok(None));
    session.lock();
    let session = wallet.unlock(&passcode(OTHER_PASSCODE)).unwrap();
    assert_eq!(session.advice(), Ok(None));
}
