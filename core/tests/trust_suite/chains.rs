//! Certificate chains: which lead to a root, and why others do not.

use vigiayto_core::credential::key::Signer as _;
use vigiayto_core::credential::x509::{Chain, MAX_CERTIFICATE_BYTES, Purpose, Root, X509Error};

use crate::common::{DAY, ISSUER, Key, NOW, YEAR, subject};
use crate::der::{self, COMMON_NAME, Sketch, tlv};
use crate::family::{
    AUTHORITY, ROOT, SIGNER, authority, authority_name, root, root_name, root_sketch, roots,
    signer, through_authority, validate,
};

#[test]
fn a_chain_leads_from_the_signer_to_the_root() {
    let chain = validate(&[&signer().sign(&Key::new(ROOT))]).unwrap();
    assert_eq!(chain.key(), Key::new(SIGNER).public_key());
    assert_eq!(chain.subject(), &subject("Bên ký thử"));
    assert_eq!(chain.subject().name(), "Bên ký thử");
    assert_eq!((chain.root(), chain.not_after()), (0, NOW + YEAR));
    assert!(chain.speaks_for(ISSUER));
    assert!(!chain.speaks_for("https://issuer.example") && !chain.speaks_for(""));
}

#[test]
fn an_authority_may_stand_in_between() {
    let (below, above) = through_authority();
    assert!(validate(&[&below, &above]).is_ok());
    // Sent along or not, the root is the same.
    assert!(validate(&[&below, &above, &root()]).is_ok());
    assert!(validate(&[&signer().sign(&Key::new(ROOT)), &root()]).is_ok());
}

#[test]
fn a_chain_has_one_to_three_certificates() {
    let (below, above) = through_authority();
    assert_eq!(validate(&[]), Err(X509Error::Empty));
    let four: [&[u8]; 4] = [&below, &above, &above, &root()];
    assert_eq!(validate(&four), Err(X509Error::TooLong));
    let large = vec![0x30; MAX_CERTIFICATE_BYTES + 1];
    assert_eq!(validate(&[&large]), Err(X509Error::TooLarge));
}

#[test]
fn a_root_alone_signs_nothing() {
    assert_eq!(validate(&[&root()]), Err(X509Error::Signer));
    assert_eq!(validate(&[&root(), &root()]), Err(X509Error::Signer));
}

#[test]
fn the_root_must_be_known() {
    let signer = signer().sign(&Key::new(ROOT));
    let refused = Chain::validate(&[&signer], &[], Purpose::Issuer, NOW);
    assert_eq!(refused, Err(X509Error::UnknownRoot));
    let own_name = der::name(&[(COMMON_NAME, "Gốc khác")]);
    let other = Sketch::authority(&Key::new(9), &own_name, &own_name, 1).sign(&Key::new(9));
    let roots = [Root::parse(&other).unwrap()];
    let refused = Chain::validate(&[&signer], &roots, Purpose::Issuer, NOW);
    assert_eq!(refused, Err(X509Error::UnknownRoot));
    // A root that comes along vouches for nobody.
    let refused = Chain::validate(&[&signer, &root()], &roots, Purpose::Issuer, NOW);
    assert_eq!(refused, Err(X509Error::UnknownRoot));
}

#[test]
fn a_name_without_the_key_is_no_root() {
    let forged = signer().sign(&Key::new(9));
    assert_eq!(validate(&[&forged]), Err(X509Error::Signature));
    // Nor does a second root of the same name, sent along, help.
    let own = Sketch::authority(&Key::new(9), &root_name(), &root_name(), 1).sign(&Key::new(9));
    assert_eq!(validate(&[&forged, &own]), Err(X509Error::Signature));
}

#[test]
fn roots_of_one_name_are_told_apart_by_their_keys() {
    let other = Sketch::authority(&Key::new(9), &root_name(), &root_name(), 1).sign(&Key::new(9));
    let roots = [Root::parse(&other).unwrap(), Root::parse(&root()).unwrap()];
    let signer = signer().sign(&Key::new(ROOT));
    let chain = Chain::validate(&[&signer], &roots, Purpose::Issuer, NOW).unwrap();
    assert_eq!(chain.root(), 1);
}

#[test]
fn certificates_follow_each_other() {
    let (below, above) = through_authority();
    assert_eq!(validate(&[&above, &below]), Err(X509Error::Names));
    assert_eq!(validate(&[&below, &root()]), Err(X509Error::UnknownRoot));
    let unrelated = signer().sign(&Key::new(ROOT));
    assert_eq!(validate(&[&unrelated, &above]), Err(X509Error::Names));
    let forged = Sketch { issuer: authority_name(), ..signer() }.sign(&Key::new(9));
    assert_eq!(validate(&[&forged, &above]), Err(X509Error::Signature));
}

#[test]
fn no_byte_of_a_certificate_can_be_changed() {
    let (below, above) = through_authority();
    for at in 0..below.len() {
        let mut changed = below.clone();
        changed[at] ^= 1;
        assert!(validate(&[&changed, &above]).is_err(), "byte {at}");
    }
    for at in 0..above.len() {
        let mut changed = above.clone();
        changed[at] ^= 1;
        assert!(validate(&[&below, &changed]).is_err(), "byte {at}");
    }
    let longer = [signer().sign(&Key::new(ROOT)), vec![0]].concat();
    assert_eq!(validate(&[&longer]), Err(X509Error::Malformed));
}

#[test]
fn every_certificate_must_be_valid_at_the_moment() {
    let encoded = signer().sign(&Key::new(ROOT));
    let at = |at| Chain::validate(&[&encoded], &roots(), Purpose::Issuer, at).map(|_| ());
    assert_eq!(at(NOW - 1), Err(X509Error::NotYetValid));
    assert_eq!((at(NOW), at(NOW + YEAR)), (Ok(()), Ok(())));
    assert_eq!(at(NOW + YEAR + 1), Err(X509Error::Expired));
    let past = [der::time("251128000000Z"), der::time("261127000000Z")].concat();
    let above = Sketch { times: past.clone(), ..authority() }.sign(&Key::new(ROOT));
    let (below, _) = through_authority();
    assert_eq!(validate(&[&below, &above]), Err(X509Error::Expired));
    let root = Sketch { times: past, ..root_sketch() }.sign(&Key::new(ROOT));
    let roots = [Root::parse(&root).unwrap()];
    let refused = Chain::validate(&[&encoded], &roots, Purpose::Issuer, NOW);
    assert_eq!(refused, Err(X509Error::Expired));
}

#[test]
fn only_an_authority_certifies() {
    let ca = tlv(1, &[0xff]);
    for extensions in [
        vec![],
        vec![der::usage(&[1, 0x06])],
        vec![der::constraints(&[]), der::usage(&[1, 0x06])],
        vec![der::constraints(&ca)],
        vec![der::constraints(&ca), der::usage(&[1, 0x02])],
        vec![der::constraints(&ca), der::usage(&[7, 0x80])],
    ] {
        let above = Sketch { extensions, ..authority() };
        let (below, _) = through_authority();
        let refused = validate(&[&below, &above.sign(&Key::new(ROOT))]);
        assert_eq!(refused, Err(X509Error::Authority));
        let root = Sketch { issuer: root_name(), subject: root_name(), ..above };
        let root = Root::parse(&root.sign(&Key::new(ROOT)));
        assert_eq!(root.unwrap_err(), X509Error::Authority);
    }
}

#[test]
fn a_signer_certifies_nobody() {
    let between = Sketch { subject: authority_name(), key: authority().key, ..signer() };
    let (below, _) = through_authority();
    let refused = validate(&[&below, &between.sign(&Key::new(ROOT))]);
    assert_eq!(refused, Err(X509Error::Authority));
}

#[test]
fn a_chain_ends_when_the_first_of_its_certificates_does() {
    let sooner = [der::time("261128000000Z"), der::time("261129000000Z")].concat();
    let chain = validate(&[&Sketch { times: sooner, ..signer() }.sign(&Key::new(ROOT))]);
    assert_eq!(chain.unwrap().not_after(), NOW + DAY);
}

#[test]
fn path_lengths_are_kept() {
    let (below, above) = through_authority();
    let short = Sketch::authority(&Key::new(ROOT), &root_name(), &root_name(), 0);
    let roots = [Root::parse(&short.sign(&Key::new(ROOT))).unwrap()];
    let refused = Chain::validate(&[&below, &above], &roots, Purpose::Issuer, NOW);
    assert_eq!(refused, Err(X509Error::PathLength));
    // signer < second (limit 0) < first (limit 0) < root (limit 2)
    let long = Sketch::authority(&Key::new(ROOT), &root_name(), &root_name(), 2);
    let roots = [Root::parse(&long.sign(&Key::new(ROOT))).unwrap()];
    let second_name = der::name(&[(COMMON_NAME, "Cấp hai")]);
    let first = authority().sign(&Key::new(ROOT));
    let second = Sketch::authority(&Key::new(7), &second_name, &authority_name(), 0);
    let second = second.sign(&Key::new(AUTHORITY));
    let signer = Sketch { issuer: second_name, ..signer() }.sign(&Key::new(7));
    let refused = Chain::validate(&[&signer, &second, &first], &roots, Purpose::Issuer, NOW);
    assert_eq!(refused, Err(X509Error::PathLength));
    let long = Sketch::authority(&Key::new(AUTHORITY), &authority_name(), &root_name(), 1);
    let first = long.sign(&Key::new(ROOT));
    assert!(Chain::validate(&[&signer, &second, &first], &roots, Purpose::Issuer, NOW).is_ok());
}

#[test]
fn an_authority_is_limited_by_the_purposes_it_names() {
    let (below, _) = through_authority();
    let limited = |purpose: Purpose| {
        let mut above = authority();
        above.extensions.push(der::purposes(&[purpose.object_identifier()]));
        validate(&[&below, &above.sign(&Key::new(ROOT))])
    };
    assert!(limited(Purpose::Issuer).is_ok());
    assert_eq!(limited(Purpose::Reader), Err(X509Error::Purpose));
}
