//! What the issuer refuses to issue, and what an issued token gives away.

use std::collections::BTreeSet;

use vigiayto_core::credential::cbor::{CborError, Limits, MapEncoder, Value, decode};
use vigiayto_core::credential::key::{PublicKey, SignatureError, Signer, SigningError};
use vigiayto_core::credential::sd_cwt::{
    CNF, Disclosing, EXP, Element, Held, IAT, ISS, IssueError, Member, NBF, Name, Node, SUB, SdCwt,
    SdCwtError, TimeRule, issue,
};

use crate::cbor::{array, bytes, integer, map, tag};
use crate::parties::{CountingRandomness, TestKey};
use crate::parts::Parts;

#[test]
fn nothing_is_issued_that_a_holder_would_refuse() {
    let refused = |more: Vec<Member>| match issue_with(more, &TestKey::of(1)) {
        Err(IssueError::Refused(why)) => why,
        other => panic!("{other:?}"),
    };
    let open = |name: i64| Member::open(name, |out| out.integer(1));
    let twice = SdCwtError::Cbor(CborError::DuplicateKey);
    assert_eq!(refused(vec![open(600), open(600)]), twice);
    assert_eq!(refused(vec![open(600), selective(600)]), SdCwtError::DuplicateClaim);
    assert_eq!(refused(vec![selective(600), selective(600)]), SdCwtError::DuplicateClaim);
    assert_eq!(refused(vec![selective(EXP)]), SdCwtError::NeverRedacted(EXP));
    let named = |name: &str| Member { name: Name::Text(name.into()), ..open(0) };
    assert_eq!(refused(vec![named("")]), SdCwtError::KeyKind);
    assert_eq!(refused(vec![named(&"a".repeat(256))]), SdCwtError::KeyKind);
    let marked = tag(60, &bytes(&[7; 32]));
    let marked = Member { value: Node::Item(marked), ..open(600) };
    assert_eq!(refused(vec![marked]), SdCwtError::Redaction);
    let hidden = map(&[(vec![0xf8, 59], array(&[bytes(&[7; 32])]))]);
    let hidden = Member { value: Node::Item(hidden), ..open(600) };
    assert_eq!(refused(vec![hidden]), SdCwtError::MissingDisclosure);
    let two = Member { value: Node::Item([integer(1), integer(2)].concat()), ..open(600) };
    assert!(matches!(refused(vec![two]), SdCwtError::Cbor(_)));
    let times = vec![open(EXP), open(IAT)];
    assert_eq!(refused(times), SdCwtError::Time(TimeRule::IssuedBeforeExpiry));
    let text = Member::open(NBF, |out| out.text("now"));
    assert_eq!(refused(vec![text]), SdCwtError::Claim(NBF));
}

#[test]
fn a_token_without_subject_or_key_is_not_issued() {
    for missing in [SUB, CNF] {
        let claims: Vec<Member> =
            common().into_iter().filter(|claim| claim.name != Name::Integer(missing)).collect();
        let random = CountingRandomness::default();
        let refused = issue(MapEncoder::default(), &claims, 0, &TestKey::of(1), &random);
        assert_eq!(refused, Err(IssueError::Refused(SdCwtError::Claim(missing))));
    }
}

#[test]
fn a_signature_that_went_wrong_does_not_leave_the_issuer() {
    struct Faulty(TestKey);
    impl Signer for Faulty {
        fn public_key(&self) -> PublicKey {
            self.0.public_key()
        }
        fn sign(&self, message: &[u8]) -> Result<[u8; 64], SigningError> {
            let mut signature = self.0.sign(message)?;
            signature[63] ^= 1;
            Ok(signature)
        }
    }
    let refused = issue_with(vec![], &Faulty(TestKey::of(1)));
    let why = SdCwtError::IssuerSignature(SignatureError::Invalid);
    assert_eq!(refused, Err(IssueError::Refused(why)));
}

#[test]
fn decoys_of_an_array_lie_anywhere_among_its_elements() {
    let mut places = BTreeSet::new();
    let random = CountingRandomness::default();
    for _ in 0..60 {
        let elements = (0..3).map(|number| Element {
            disclosing: Disclosing::Always,
            value: Node::item(|out| out.integer(number)),
        });
        let array = Node::Array(elements.collect(), 2);
        let (name, disclosing) = (Name::Integer(600), Disclosing::Always);
        let mut claims = common();
        claims.push(Member { name, disclosing, value: array });
        let issued = issue(MapEncoder::default(), &claims, 0, &TestKey::of(1), &random).unwrap();
        let payload = Parts::of(&issued).payload;
        let payload = decode(&payload, Limits::TOKEN).unwrap();
        let items = payload.entry(600).and_then(Value::as_array).unwrap();
        assert_eq!(items.len(), 5);
        let is_decoy = |item: &Value<'_>| matches!(item, Value::Tag(60, _));
        let open: Vec<_> = items.iter().filter(|item| !is_decoy(item)).cloned().collect();
        assert!(open == [0, 1, 2].map(Value::Integer), "the order of the elements stays");
        places.insert(items.iter().map(is_decoy).collect::<Vec<_>>());
    }
    // Two among five: ten ways.
    assert_eq!(places.len(), 10);
}

#[test]
fn what_lies_within_a_tag_is_listed_without_its_hashes() {
    let inner = map(&[(vec![0xf8, 59], array(&[]))]);
    let value = Node::Item(tag(600, &inner));
    let (name, disclosing) = (Name::Integer(600), Disclosing::Selectively);
    let issued = issue_with(vec![Member { name, disclosing, value }], &TestKey::of(1)).unwrap();
    let held = Held::new(SdCwt::parse(&issued).unwrap()).unwrap();
    let listed = held.disclosable().next().unwrap().value;
    assert!(listed == Value::Tag(600, Box::new(Value::Map(vec![]))));
}

fn issue_with(more: Vec<Member>, signer: &dyn Signer) -> Result<Vec<u8>, IssueError> {
    let mut claims = common();
    claims.extend(more);
    issue(MapEncoder::default(), &claims, 0, signer, &CountingRandomness::default())
}

fn common() -> Vec<Member> {
    vec![
        Member::open(ISS, |out| out.text("https://issuer.example")),
        Member::open(SUB, |out| out.text("holder")),
        Member::open(CNF, |out| {
            let mut cnf = MapEncoder::default();
            cnf.key(1, |out| TestKey::of(2).public_key().encode_cose(out));
            out.map(cnf);
        }),
    ]
}

fn selective(name: i64) -> Member {
    let disclosing = Disclosing::Selectively;
    Member { disclosing, ..Member::open(name, |out| out.integer(1)) }
}
