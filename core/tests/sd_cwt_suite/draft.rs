//! The examples of draft-ietf-spice-sd-cwt-08, byte for byte. What is expected stands as the draft's diagnostic notation has it.

use vigiayto_core::credential::cbor::Key;
use vigiayto_core::credential::key::SignatureError;
use vigiayto_core::credential::sd_cwt::{Digest, Held, KeyBindingToken, SdCwt, SdCwtError, Times};

use crate::cbor::{TRUE, array, bytes, integer, sorted_map, text};
use crate::parties::{DraftIssuer, TestKey, canonical, hex};
use crate::parts::Parts;

const KBT: &[u8] = include_bytes!("../vectors/sd-cwt/kbt.cbor");
const NESTED_KBT: &[u8] = include_bytes!("../vectors/sd-cwt/nested_kbt.cbor");
const ISSUED: &[u8] = include_bytes!("../vectors/sd-cwt/issuer_cwt.cbor");
const NESTED_ISSUED: &[u8] = include_bytes!("../vectors/sd-cwt/nested_issuer_cwt.cbor");
const NESTED_PRESENTED: &[u8] = include_bytes!("../vectors/sd-cwt/nested_cwt.cbor");
const DECOYS: &[u8] = include_bytes!("../vectors/sd-cwt/decoy.cbor");
const FIRST_DISCLOSURE: &[u8] = include_bytes!("../vectors/sd-cwt/first-disclosure.cborseq");

#[test]
fn the_minimal_example_verifies_and_discloses_what_the_draft_says() {
    let token = KeyBindingToken::parse(KBT).unwrap();
    assert_eq!(token.verify(&DraftIssuer::new()), Ok(()));
    assert_binding(&token);
    let claims = token.sd_cwt().claims().unwrap();
    let expected = common_claims([
        (integer(500), vec![TRUE]),
        (integer(501), text("ABCD-123456")),
        (integer(502), array(&[integer(1_549_560_720), integer(1_674_004_740)])),
        (
            integer(503),
            sorted_map(vec![(text("country"), text("us")), (text("region"), text("ca"))]),
        ),
    ]);
    assert_eq!(canonical(&claims), expected);
}

#[test]
fn the_nested_example_verifies_and_discloses_what_the_draft_says() {
    let token = KeyBindingToken::parse(NESTED_KBT).unwrap();
    assert_eq!(token.verify(&DraftIssuer::new()), Ok(()));
    assert_binding(&token);
    let claims = token.sd_cwt().claims().unwrap();
    let place = |pairs: &[(i64, &str)]| {
        sorted_map(pairs.iter().map(|(key, name)| (integer(*key), text(name))).collect())
    };
    let expected = common_claims([(
        integer(504),
        array(&[
            inspection(1_549_560_720, Some("DCBA-101777"), Some(place(&[(1, "us")]))),
            inspection(1_674_004_740, Some("ABCD-123456"), Some(place(&[(1, "us"), (2, "ca")]))),
        ]),
    )]);
    assert_eq!(canonical(&claims), expected);
}

#[test]
fn each_signature_is_checked_with_its_own_key() {
    let token = KeyBindingToken::parse(KBT).unwrap();
    let stranger = vigiayto_core::credential::key::Signer::public_key(&TestKey::of(7));
    let refused = Err(SdCwtError::IssuerSignature(SignatureError::Algorithm));
    assert_eq!(token.verify(&stranger), refused);
    // The last byte is the holder's signature.
    let mut altered = KBT.to_vec();
    *altered.last_mut().unwrap() ^= 1;
    let token = KeyBindingToken::parse(&altered).unwrap();
    let refused = Err(SdCwtError::HolderSignature(SignatureError::Invalid));
    assert_eq!(token.verify(&DraftIssuer::new()), refused);
}

#[test]
fn the_issued_example_is_whole_and_holds_every_claim() {
    let held = held(ISSUED);
    let expected = common_claims([
        (integer(500), vec![TRUE]),
        (integer(501), text("ABCD-123456")),
        (
            integer(502),
            array(&[integer(1_549_560_720), integer(1_612_560_720), integer(1_674_004_740)]),
        ),
        (
            integer(503),
            sorted_map(vec![
                (text("country"), text("us")),
                (text("postal_code"), text("94188")),
                (text("region"), text("ca")),
            ]),
        ),
    ]);
    assert_eq!(canonical(held.claims()), expected);
    let disclosable: Vec<_> = held.disclosable().map(|claim| (claim.key, claim.parent)).collect();
    let keys = [
        Some(Key::Integer(501)),
        None,
        None,
        Some(Key::Text("region")),
        Some(Key::Text("postal_code")),
    ];
    assert_eq!(disclosable, keys.map(|key| (key, None)));
}

#[test]
fn the_nested_issued_example_is_whole_and_holds_every_claim() {
    let held = held(NESTED_ISSUED);
    let place = |region, code| {
        let names = [(1, "us"), (2, region), (3, code)];
        sorted_map(names.map(|(key, name)| (integer(key), text(name))).to_vec())
    };
    let expected = common_claims([(
        integer(504),
        array(&[
            inspection(1_549_560_720, Some("DCBA-101777"), Some(place("co", "80302"))),
            inspection(1_612_560_720, Some("EFGH-789012"), Some(place("nv", "89155"))),
            inspection(1_674_004_740, Some("ABCD-123456"), Some(place("ca", "94188"))),
        ]),
    )]);
    assert_eq!(canonical(held.claims()), expected);
    // Each inspection's five disclosures come together, its own last: two within the place, two within the inspection.
    let parents: Vec<_> = held.disclosable().map(|claim| claim.parent).collect();
    let one = |last: usize| [Some(last), Some(last - 1), Some(last - 1), Some(last), None];
    assert_eq!(parents, [one(4), one(9), one(14)].concat());
}

#[test]
fn a_presented_example_is_not_whole_and_is_not_held() {
    let token = SdCwt::parse(NESTED_PRESENTED).unwrap();
    assert_eq!(token.verify(&DraftIssuer::new()), Ok(()));
    assert!(matches!(Held::new(token), Err(SdCwtError::MissingDisclosure)));
}

#[test]
fn presenting_what_the_draft_chose_gives_the_drafts_bytes() {
    // The licence number, the first date, the region: in the draft's order they stand as in the issued token.
    let presented = held(ISSUED).present(&[0, 1, 3]);
    let at = KBT.windows(presented.len()).position(|part| part == presented);
    assert!(at.is_some(), "the presentation is the SD-CWT in the key-binding token");
}

#[test]
fn presenting_what_the_nested_example_chose_differs_only_in_the_order_of_disclosures() {
    let theirs = SdCwt::parse(NESTED_PRESENTED).unwrap();
    let held = held(NESTED_ISSUED);
    let all = held.token().disclosures();
    let place = |digest: Digest| all.iter().position(|one| one.digest() == digest).unwrap();
    let chosen: Vec<usize> = theirs.disclosures().iter().map(|one| place(one.digest())).collect();
    let presented = held.present(&chosen);
    let mut expected = Parts::of(NESTED_PRESENTED);
    expected.disclosures.sort_by_key(|disclosure| place(Digest::of(disclosure)));
    assert_eq!(presented, expected.encode());
    let claims = SdCwt::parse(&presented).unwrap().claims().unwrap();
    assert_eq!(canonical(&claims), canonical(&theirs.claims().unwrap()));
}

#[test]
fn presenting_nothing_leaves_the_list_out() {
    let presented = held(ISSUED).present(&[]);
    let token = SdCwt::parse(&presented).unwrap();
    assert!(token.disclosures().is_empty());
    assert_eq!(token.verify(&DraftIssuer::new()), Ok(()));
    let claims = token.claims().unwrap();
    let expected = common_claims([
        (integer(500), vec![TRUE]),
        (integer(502), array(&[integer(1_674_004_740)])),
        (integer(503), sorted_map(vec![(text("country"), text("us"))])),
    ]);
    assert_eq!(canonical(&claims), expected);
}

#[test]
fn the_example_with_decoys_holds_two_claims_and_shows_no_decoy() {
    let held = held(DECOYS);
    let expected = common_claims([(integer(98), array(&[text("fr")])), (integer(500), vec![TRUE])]);
    assert_eq!(canonical(held.claims()), expected);
    assert_eq!(held.token().disclosures().len(), 4);
    let disclosable: Vec<_> =
        held.disclosable().map(|claim| (claim.disclosure, claim.key)).collect();
    assert_eq!(disclosable, [(0, None), (2, Some(Key::Integer(500)))]);
    // Whoever chooses everything still shows no decoy.
    let presented = held.present(&[0, 1, 2, 3]);
    let token = SdCwt::parse(&presented).unwrap();
    assert_eq!(token.disclosures().len(), 2);
    assert_eq!(canonical(&token.claims().unwrap()), expected);
}

#[test]
fn a_disclosure_is_hashed_with_its_byte_string_head() {
    let digest = Digest::of(FIRST_DISCLOSURE);
    let expected = hex("af375dc3fba1d082448642c00be7b2f7bb05c9d8fb61cfc230ddfdfb4616a693");
    assert_eq!(digest.0.as_slice(), expected);
    let token = SdCwt::parse(ISSUED).unwrap();
    assert_eq!(token.disclosures()[0].digest(), digest);
}

#[test]
fn what_debugging_prints_of_a_token_holds_nothing_that_was_disclosed() {
    let token = KeyBindingToken::parse(KBT).unwrap();
    let printed = format!("{token:?} {:?}", token.sd_cwt().disclosures());
    for secret in ["ABCD", "1549560720", "device.example", "65, 66, 67, 68", "41, 42, 43, 44"] {
        assert!(!printed.contains(secret), "{secret}: {printed}");
    }
    let issued = held(ISSUED);
    assert!(!format!("{issued:?}").contains("65, 66, 67, 68"));
}

fn held(bytes: &'static [u8]) -> Held<'static> {
    let token = SdCwt::parse(bytes).unwrap();
    assert_eq!(token.verify(&DraftIssuer::new()), Ok(()));
    assert_credential(&token);
    Held::new(token).unwrap()
}

fn assert_binding(token: &KeyBindingToken<'_>) {
    assert_eq!(token.audience(), "https://verifier.example/app");
    assert_eq!(token.check_audience("https://verifier.example/app"), Ok(()));
    assert_eq!(token.check_audience("https://verifier.example"), Err(SdCwtError::Audience));
    assert_eq!(token.nonce(), Some(hex("8c0f5f523b95bea44a9a48c649240803").as_slice()));
    assert_eq!(token.id(), None);
    assert_eq!(seconds(token.times()), [None, None, Some(1_725_244_237)]);
    assert_credential(token.sd_cwt());
}

fn assert_credential(token: &SdCwt<'_>) {
    assert_eq!(token.issuer(), Some("https://issuer.example"));
    assert_eq!(token.key_id(), Some(b"https://issuer.example/cose-key3".as_slice()));
    assert_eq!(token.certificates(), None);
    assert_eq!(token.credential_type(), None);
    let expected = [Some(1_725_330_600), Some(1_725_243_900), Some(1_725_244_200)];
    assert_eq!(seconds(token.times()), expected);
    assert_eq!(token.holder_key().uncompressed(), [vec![4], hex(X), hex(Y)].concat());
}

fn seconds(times: &Times) -> [Option<i64>; 3] {
    [times.expires, times.not_before, times.issued].map(|date| date.map(|date| date.seconds()))
}

/// The claims that all examples have, and some more.
fn common_claims<const N: usize>(more: [(Vec<u8>, Vec<u8>); N]) -> Vec<u8> {
    let key = sorted_map(vec![
        (integer(1), integer(2)),
        (integer(-1), integer(1)),
        (integer(-2), bytes(&hex(X))),
        (integer(-3), bytes(&hex(Y))),
    ]);
    let mut pairs = vec![
        (integer(1), text("https://issuer.example")),
        (integer(2), text("https://device.example")),
        (integer(4), integer(1_725_330_600)),
        (integer(5), integer(1_725_243_900)),
        (integer(6), integer(1_725_244_200)),
        (integer(8), sorted_map(vec![(integer(1), key)])),
    ];
    pairs.extend(more);
    sorted_map(pairs)
}

/// One record of the nested examples' log.
fn inspection(date: i64, licence: Option<&str>, place: Option<Vec<u8>>) -> Vec<u8> {
    let mut pairs = vec![(integer(500), vec![TRUE]), (integer(502), integer(date))];
    pairs.extend(licence.map(|licence| (integer(501), text(licence))));
    pairs.extend(place.map(|place| (integer(503), place)));
    sorted_map(pairs)
}

const X: &str = "8554eb275dcd6fbd1c7ac641aa2c90d92022fd0d3024b5af18c7cc61ad527a2d";
const Y: &str = "4dc7ae2c677e96d0cc82597655ce92d5503f54293d87875d1e79ce4770194343";
