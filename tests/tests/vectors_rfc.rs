//! The examples of the specifications themselves, for the primitives that Wycheproof has no vectors of, and for HKDF,
//! where they say more of the intermediate key.
#![expect(clippy::unwrap_used, reason = "helpers of tests, which fail by panicking")]

use argon2::{Algorithm, Argon2, AssociatedData, ParamsBuilder, Version};
use hkdf::Hkdf;
use p256::NistP256;
use p256::elliptic_curve::sec1::ToSec1Point;
use p256::hash2curve::{ExpandMsgXmd, hash_from_bytes};
use sha2::Sha256;

#[test]
fn argon2id_derives_the_tag_of_rfc_9106() {
    // RFC 9106 §5.3.
    let params = ParamsBuilder::new()
        .m_cost(32)
        .t_cost(3)
        .p_cost(4)
        .data(AssociatedData::new(&[0x04; 12]).unwrap())
        .build()
        .unwrap();
    let argon2 =
        Argon2::new_with_secret(&[0x03; 8], Algorithm::Argon2id, Version::V0x13, params).unwrap();
    let mut tag = [0; 32];
    argon2.hash_password_into(&[0x01; 32], &[0x02; 16], &mut tag).unwrap();

    assert_eq!(
        tag.as_slice(),
        hex("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659")
    );
    println!("Argon2id, RFC 9106 §5.3: 1 vector");
}

#[test]
fn hash_to_p256_gives_the_points_of_rfc_9380() {
    for (message, x, y) in HASH_TO_P256 {
        let message =
            message.replace("{q128}", &"q".repeat(128)).replace("{a512}", &"a".repeat(512));
        let point = hash_from_bytes::<NistP256, ExpandMsgXmd<Sha256>>(
            &[message.as_bytes()],
            &[b"QUUX-V01-CS02-with-P256_XMD:SHA-256_SSWU_RO_"],
        )
        .unwrap();

        let expected = [hex("04"), hex(x), hex(y)].concat();
        assert_eq!(point.to_affine().to_sec1_point(false).as_bytes(), expected, "{message}");
    }
    println!("P256_XMD:SHA-256_SSWU_RO_, RFC 9380 §J.1.1: {} vectors", HASH_TO_P256.len());
}

#[test]
fn hkdf_sha256_derives_the_keys_of_rfc_5869() {
    for case in HKDF_SHA256 {
        let (prk, hkdf) = Hkdf::<Sha256>::extract(Some(&hex(case.salt)), &hex(case.ikm));
        assert_eq!(prk.as_slice(), hex(case.prk), "{}", case.name);

        let expected = hex(case.okm);
        let mut okm = vec![0; expected.len()];
        hkdf.expand(&hex(case.info), &mut okm).unwrap();
        assert_eq!(okm, expected, "{}", case.name);
    }
    println!("HKDF-SHA-256, RFC 5869 §A: {} vectors", HKDF_SHA256.len());
}

struct HkdfCase {
    name: &'static str,
    ikm: &'static str,
    salt: &'static str,
    info: &'static str,
    prk: &'static str,
    okm: &'static str,
}

fn hex(digits: &str) -> Vec<u8> {
    assert!(digits.len().is_multiple_of(2));
    (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
        .collect()
}

/// RFC 9380 §J.1.1: message, x and y of the point. `{q128}` and `{a512}` stand for so many letters.
const HASH_TO_P256: [(&str, &str, &str); 5] = [
    (
        "",
        "2c15230b26dbc6fc9a37051158c95b79656e17a1a920b11394ca91c44247d3e4",
        "8a7a74985cc5c776cdfe4b1f19884970453912e9d31528c060be9ab5c43e8415",
    ),
    (
        "abc",
        "0bb8b87485551aa43ed54f009230450b492fead5f1cc91658775dac4a3388a0f",
        "5c41b3d0731a27a7b14bc0bf0ccded2d8751f83493404c84a88e71ffd424212e",
    ),
    (
        "abcdef0123456789",
        "65038ac8f2b1def042a5df0b33b1f4eca6bff7cb0f9c6c1526811864e544ed80",
        "cad44d40a656e7aff4002a8de287abc8ae0482b5ae825822bb870d6df9b56ca3",
    ),
    (
        "q128_{q128}",
        "4be61ee205094282ba8a2042bcb48d88dfbb609301c49aa8b078533dc65a0b5d",
        "98f8df449a072c4721d241a3b1236d3caccba603f916ca680f4539d2bfb3c29e",
    ),
    (
        "a512_{a512}",
        "457ae2981f70ca85d8e24c308b14db22f3e3862c5ea0f652ca38b5e49cd64bc5",
        "ecb9f0eadc9aeed232dabc53235368c1394c78de05dd96893eefa62b0f4757dc",
    ),
];

/// RFC 5869 §A.1 to §A.3.
const HKDF_SHA256: [HkdfCase; 3] = [
    HkdfCase {
        name: "A.1",
        ikm: "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
        salt: "000102030405060708090a0b0c",
        info: "f0f1f2f3f4f5f6f7f8f9",
        prk: "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5",
        okm: "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b8\
            87185865",
    },
    HkdfCase {
        name: "A.2",
        ikm: "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425\
            262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b\
            4c4d4e4f",
        salt: "606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838485\
            868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaab\
            acadaeaf",
        info: "b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5\
            d6d7d8d9dadbdcdddedfe0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafb\
            fcfdfeff",
        prk: "06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244",
        okm: "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7\
            827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5\
            c1f3434f1d87",
    },
    HkdfCase {
        name: "A.3",
        ikm: "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
        salt: "",
        info: "",
        prk: "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04",
        okm: "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4\
            b61a96c8",
    },
];
