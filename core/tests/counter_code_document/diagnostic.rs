//! Diagnostic notation (RFC 8949 §8, with the embedded CBOR and comments of RFC 8610 appendix G), with the name of each key.

use vigiayto_core::credential::cbor::{Limits, Value, decode};
use vigiayto_core::credential::claims::Claim;
use vigiayto_core::present::REQUEST_TYPE;

use crate::blocks::hex;

/// What the keys of a map mean.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Place {
    Claims,
    Confirmation,
    Disclosures,
    Header,
    Identity,
    Issuer,
    IssuerKey,
    Key,
    Plain,
    Request,
    TrustList,
}

/// The notation of a signed or encrypted object. The credential within a key-binding token is left out.
pub(crate) fn notation(encoded: &[u8]) -> String {
    show(&decode(encoded, Limits::LIST).unwrap(), Place::Plain, 0)
}

fn show(value: &Value<'_>, place: Place, indent: usize) -> String {
    match value {
        Value::Tag(tag @ (16 | 18), inner) => {
            format!("{tag}({})", cose(inner.as_array().unwrap(), indent))
        }
        Value::Tag(tag, inner) => format!("{tag}({})", show(inner, place, indent)),
        Value::Array(items) => {
            let items = items.iter().map(|item| show(item, place, indent + 2)).collect();
            enclosed("[", items, "]", indent)
        }
        Value::Map(pairs) => {
            let pairs = pairs.iter().map(|(key, value)| {
                let (name, inner) = meaning(place, key);
                let shown = match (place, key.as_i64()) {
                    (Place::Header, Some(13)) => "18([… the credential as above …])".into(),
                    _ => show(value, inner, indent + 2),
                };
                let key = show(key, Place::Plain, indent);
                if name.is_empty() {
                    format!("{key}: {shown}")
                } else {
                    format!("/ {name} / {key}: {shown}")
                }
            });
            enclosed("{", pairs.collect(), "}", indent)
        }
        Value::Bytes(bytes) if place == Place::Disclosures => embedded(bytes, Place::Plain, indent),
        Value::Bytes(bytes) => {
            let lines: Vec<String> = bytes.chunks(32).map(hex).collect();
            format!("h'{}'", lines.join(&format!("\n{}  ", " ".repeat(indent))))
        }
        Value::Text(text) => format!("\"{text}\""),
        Value::Integer(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Simple(number) => format!("simple({number})"),
        _ => panic!("nothing of the example is this"),
    }
}

/// Three or four parts, of which the first is an encoded header.
fn cose(parts: &[Value<'_>], indent: usize) -> String {
    let header = decode(parts[0].as_bytes().unwrap(), Limits::LIST).unwrap();
    let payload = match header.entry(16).and_then(Value::as_text) {
        Some(REQUEST_TYPE) => Place::Request,
        Some(kind) if kind.ends_with("trust-list+cwt") => Place::TrustList,
        _ => Place::Claims,
    };
    let inner = indent + 2;
    let mut shown = vec![
        format!("/ protected / {}", embedded(parts[0].as_bytes().unwrap(), Place::Header, inner)),
        format!("/ unprotected / {}", show(&parts[1], Place::Header, inner)),
    ];
    if let [_, _, signed, signature] = parts {
        let signed = embedded(signed.as_bytes().unwrap(), payload, inner);
        shown.push(format!("/ payload / {signed}"));
        shown.push(format!("/ signature / {}", show(signature, Place::Plain, inner)));
    } else {
        shown.push(format!("/ ciphertext / {}", show(&parts[2], Place::Plain, inner)));
    }
    enclosed("[", shown, "]", indent)
}

fn embedded(bytes: &[u8], place: Place, indent: usize) -> String {
    format!("<< {} >>", show(&decode(bytes, Limits::LIST).unwrap(), place, indent))
}

/// On one line where it fits.
fn enclosed(open: &str, items: Vec<String>, close: &str, indent: usize) -> String {
    let line = items.join(", ");
    if !line.contains('\n') && indent + line.len() < 100 {
        return format!("{open}{line}{close}");
    }
    let (inner, outer) = (" ".repeat(indent + 2), " ".repeat(indent));
    let items = items.join(&format!(",\n{inner}"));
    format!("{open}\n{inner}{items}\n{outer}{close}")
}

/// The names of a place's keys, and what lies within their values.
struct Within(&'static [(i64, &'static str)], &'static [(i64, Place)]);

/// A key's name, and what the keys within its value mean.
fn meaning(place: Place, key: &Value<'_>) -> (&'static str, Place) {
    let number = key.as_i64().unwrap_or(i64::MAX);
    let Within(names, inner) = match place {
        Place::Header => Within(HEADER, &[(17, Place::Disclosures)]),
        Place::Claims => Within(CLAIMS, &[(8, Place::Confirmation), (169, Place::Identity)]),
        Place::Confirmation => Within(&[(1, "COSE_Key")], &[(1, Place::Key)]),
        Place::Key => Within(&[(1, "kty"), (-1, "crv"), (-2, "x"), (-3, "y")], &[]),
        Place::Request => {
            Within(REQUEST, &[(8, Place::Confirmation), (-2, Place::Identity), (-3, Place::Key)])
        }
        Place::TrustList => Within(TRUST_LIST, &[(-2, Place::Issuer)]),
        Place::Issuer => Within(ISSUER, &[(4, Place::IssuerKey)]),
        Place::IssuerKey => Within(ISSUER_KEY, &[(2, Place::Key)]),
        Place::Identity => return (Claim::by_number(number).map_or("", Claim::key), Place::Plain),
        Place::Plain | Place::Disclosures => Within(&[], &[]),
    };
    let named = |found: &&(i64, &'static str)| found.0 == number;
    let inner = inner.iter().find(|found| found.0 == number).map_or(Place::Plain, |found| found.1);
    (names.iter().find(named).map_or("", |found| found.1), inner)
}

const HEADER: &[(i64, &str)] =
    &[(1, "alg"), (4, "kid"), (13, "kcwt"), (16, "typ"), (17, "sd_claims"), (-4, "ek")];
const CLAIMS: &[(i64, &str)] = &[
    (1, "iss"),
    (2, "sub"),
    (3, "aud"),
    (4, "exp"),
    (6, "iat"),
    (8, "cnf"),
    (11, "vct"),
    (39, "cnonce"),
    (169, "facts"),
    (65533, "status_list"),
    (65534, "ttl"),
    (65535, "status"),
];
const REQUEST: &[(i64, &str)] = &[
    (1, "who asks"),
    (4, "exp"),
    (6, "iat"),
    (8, "cnf"),
    (39, "cnonce"),
    (-1, "why"),
    (-2, "what"),
    (-3, "sealing key"),
];
const TRUST_LIST: &[(i64, &str)] = &[
    (1, "publisher"),
    (4, "exp"),
    (6, "iat"),
    (-1, "sequence"),
    (-2, "issuers"),
    (-3, "issuer roots"),
    (-4, "reader roots"),
];
const ISSUER: &[(i64, &str)] =
    &[(1, "id"), (2, "name in Vietnamese"), (3, "name in English"), (4, "keys"), (5, "kinds")];
const ISSUER_KEY: &[(i64, &str)] =
    &[(1, "key id"), (2, "key"), (3, "first second"), (4, "last second")];
