//! SD-CWT by the crates `sd-cwt`, `cose2` and `cbor2`, on demand. Each line of standard input is a command, its words
//! parted by spaces, and each answer is one line:
//!
//! - `verify TOKEN ISSUER AUDIENCE NOW`: `TOKEN` is a key-binding token in hex, `ISSUER` a point on P-256 or P-384 (SEC 1)
//!   in hex, `NOW` seconds since 1970. Answers `{"claims": …, "cnonce": …, "disclosed": n, "hidden": n}`.
//! - `make ISSUER HOLDER AUDIENCE NOW`: `ISSUER` and `HOLDER` are secret scalars of P-256 in hex. Issues a token, presents
//!   some of it and answers with the key-binding token in hex. The same words give the same token.
//!
//! What is refused answers `{"error": …}`.

use std::error::Error;
use std::io::{BufRead, Write};

use self::keys::{IssuerKey, SecretKey};

mod disclosing;
mod json;
mod keys;
mod make;
mod verify;

fn main() {
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("a line of text");
        let answer = answer(&line)
            .unwrap_or_else(|error| serde_json::json!({ "error": error.to_string() }).to_string());
        println!("{answer}");
        std::io::stdout().flush().expect("the answer is sent");
    }
}

fn answer(line: &str) -> Result<String, Box<dyn Error>> {
    match *line.split(' ').collect::<Vec<_>>() {
        ["verify", token, issuer, audience, now] => {
            let issuer = IssuerKey::from_sec1(&hex::decode(issuer)?)?;
            let presented = verify::verify(&hex::decode(token)?, &issuer, audience, now.parse()?)?;
            Ok(presented.to_string())
        }
        ["make", issuer, holder, audience, now] => {
            let issuer = SecretKey::from_scalar(&hex::decode(issuer)?)?;
            let holder = SecretKey::from_scalar(&hex::decode(holder)?)?;
            Ok(hex::encode(make::make(&issuer, &holder, audience, now.parse()?)?))
        }
        _ => Err("unknown command".into()),
    }
}
