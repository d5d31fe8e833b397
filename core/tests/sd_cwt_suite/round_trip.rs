//! Whatever is issued and whatever is chosen: the verifier gets what is open and what was chosen, and nothing more.

use std::collections::BTreeSet;

use proptest::prelude::*;
use vigiayto_core::credential::cbor::{Limits, MapEncoder, Value, decode};
use vigiayto_core::credential::key::Signer as _;
use vigiayto_core::credential::sd_cwt::{
    Binding, CNF, Digest, Held, ISS, KeyBindingToken, Member, SUB, SdCwt, SdCwtError, bind, issue,
};

use crate::cbor::{bytes, integer, sorted_map, text};
use crate::parties::{CountingRandomness, TestKey, canonical};
use crate::parts::Parts;
use crate::tree::{Node, any_members, expected_members, id_of, members};

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn a_verifier_gets_the_open_claims_and_the_chosen_ones_and_no_others(
        nodes in any_members(),
        decoys in 0..3u8,
        chosen in any::<u64>(),
    ) {
        let (issuer, holder) = (TestKey::of(1), TestKey::of(2));
        let issued = issue_nodes(&nodes, decoys, &issuer, &holder);
        let held = Held::new(SdCwt::parse(&issued).unwrap()).unwrap();
        prop_assert_eq!(canonical(held.claims()), expected(&nodes, &holder, &|_| true));
        prop_assert_eq!(held.token().disclosures().len(), disclosures_of(&nodes) + usize::from(decoys));
        assert_salted_and_sorted(&issued);

        // The holder's list names each node, and the node that it lies within.
        let mut parents = Vec::new();
        let around = &mut |node: &Node, around| if !node.is_open() { parents.push((node.id, around)) };
        nodes.iter().for_each(|node| node.walk(None, around));
        parents.sort_unstable();
        let claims: Vec<_> = held.disclosable().collect();
        let id_at = |at: usize| id_of(&claims.iter().find(|claim| claim.disclosure == at).unwrap().value);
        let mut listed: Vec<_> =
            claims.iter().map(|claim| (id_of(&claim.value), claim.parent.map(id_at))).collect();
        listed.sort_unstable();
        prop_assert_eq!(&listed, &parents);

        let choice: Vec<usize> = claims
            .iter()
            .filter(|claim| chosen.rotate_left(id_of(&claim.value).into()) & 1 == 1)
            .map(|claim| claim.disclosure)
            .collect();
        let mut shown: BTreeSet<u16> = choice.iter().map(|at| id_at(*at)).collect();
        // Children are numbered after their parents.
        for (id, around) in parents.iter().rev() {
            if shown.contains(id) {
                shown.extend(around);
            }
        }

        let presented = held.present(&choice);
        let (before, after) = (Parts::of(&issued), Parts::of(&presented));
        prop_assert_eq!(&before.protected, &after.protected);
        prop_assert_eq!(&before.payload, &after.payload);
        prop_assert_eq!(&before.signature, &after.signature);
        prop_assert_eq!(after.disclosures.len(), shown.len());
        prop_assert!(after.disclosures.iter().all(|one| before.disclosures.contains(one)));
        prop_assert_eq!(after.encode(), &presented[..]);

        let expected = expected(&nodes, &holder, &|id| shown.contains(&id));
        let binding = Binding { audience: "quầy", issued_at: 1_700_000_000, nonce: Some(b"nonce") };
        let code = bind(&presented, binding, &holder).unwrap();
        let token = KeyBindingToken::parse(&code).unwrap();
        prop_assert_eq!(token.verify(&issuer.public_key()), Ok(()));
        prop_assert_eq!(token.check_audience("quầy"), Ok(()));
        prop_assert_eq!(token.nonce(), Some(b"nonce".as_slice()));
        prop_assert_eq!(canonical(&token.sd_cwt().claims().unwrap()), &expected[..]);

        // What was kept back is not there in any form.
        let kept_back = &mut |node: &Node, around: Option<u16>| {
            let within = |id| shown.contains(&id);
            let seen = if node.is_open() { around.is_none_or(within) } else { within(node.id) };
            let secret = node.secret();
            let there = code.windows(secret.len()).any(|part| part == secret.as_bytes());
            assert!(seen || !there, "node {} leaks", node.id);
        };
        nodes.iter().for_each(|node| node.walk(None, kept_back));

        // Disclosures are taken in any order, and none without the one it lies within.
        let mut backwards = after.clone();
        backwards.disclosures.reverse();
        let backwards = backwards.encode();
        let claims_again = SdCwt::parse(&backwards).unwrap().claims().unwrap();
        prop_assert_eq!(canonical(&claims_again), &expected[..]);
        let lonely = parents.iter().find_map(|(id, around)| around.filter(|_| shown.contains(id)));
        if let Some(parent) = lonely {
            let digest = |at: usize| held.token().disclosures()[at].digest();
            let parent = claims.iter().find(|claim| id_of(&claim.value) == parent).unwrap();
            let mut orphaned = after;
            orphaned.disclosures.retain(|one| Digest::of(one) != digest(parent.disclosure));
            let orphaned = orphaned.encode();
            let refused = SdCwt::parse(&orphaned).unwrap().claims();
            prop_assert_eq!(refused, Err(SdCwtError::UnmatchedDisclosure));
        }
    }
}

fn issue_nodes(nodes: &[Node], decoys: u8, issuer: &TestKey, holder: &TestKey) -> Vec<u8> {
    let mut claims = vec![
        Member::open(ISS, |out| out.text("https://issuer.example")),
        Member::open(SUB, |out| out.text("")),
        Member::open(CNF, |out| {
            let mut cnf = MapEncoder::default();
            cnf.key(1, |out| holder.public_key().encode_cose(out));
            out.map(cnf);
        }),
    ];
    claims.extend(members(nodes));
    let random = CountingRandomness::default();
    issue(MapEncoder::default(), &claims, decoys, issuer, &random).unwrap()
}

fn expected(nodes: &[Node], holder: &TestKey, shown: &impl Fn(u16) -> bool) -> Vec<u8> {
    let point = holder.public_key().compressed();
    let key = vec![
        (integer(1), integer(2)),
        (integer(-1), integer(1)),
        (integer(-2), bytes(&point[1..])),
        (integer(-3), vec![if point[0] == 3 { 0xf5 } else { 0xf4 }]),
    ];
    let mut pairs = vec![
        (integer(ISS), text("https://issuer.example")),
        (integer(SUB), text("")),
        (integer(CNF), sorted_map(vec![(integer(1), sorted_map(key))])),
    ];
    pairs.extend(expected_members(nodes, shown));
    sorted_map(pairs)
}

/// How many disclosures there are, decoys included.
fn disclosures_of(nodes: &[Node]) -> usize {
    let one = |node: &Node| {
        usize::from(!node.is_open()) + usize::from(node.decoys()) + disclosures_of(node.children())
    };
    nodes.iter().map(one).sum()
}

/// Salts have 16 bytes and none comes twice; the hashes in each map are sorted, and so are the disclosures by theirs.
fn assert_salted_and_sorted(issued: &[u8]) {
    let parts = Parts::of(issued);
    assert!(parts.disclosures.iter().map(|one| Digest::of(one)).is_sorted());
    let mut salts = BTreeSet::new();
    for disclosure in &parts.disclosures {
        let content = decode(disclosure, Limits::TOKEN).unwrap();
        let [salt, value @ ..] = content.as_array().unwrap() else { panic!("no salt") };
        let salt = salt.as_bytes().unwrap();
        assert_eq!(salt.len(), 16);
        assert!(salts.insert(salt), "a salt comes twice");
        value.first().into_iter().for_each(assert_sorted);
    }
    assert_sorted(&decode(&parts.payload, Limits::TOKEN).unwrap());
}

fn assert_sorted(value: &Value<'_>) {
    match value {
        Value::Map(pairs) => {
            for (key, value) in pairs {
                if *key == Value::Simple(59) {
                    let hashes: Vec<_> =
                        value.as_array().unwrap().iter().map(|hash| hash.as_bytes()).collect();
                    assert!(hashes.is_sorted() && !hashes.is_empty());
                } else {
                    assert_sorted(value);
                }
            }
        }
        Value::Array(items) => items.iter().for_each(assert_sorted),
        _ => {}
    }
}
