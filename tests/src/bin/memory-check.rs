//! Reads the whole memory of the probe while it is unlocked and after it locked, and looks for every secret it had: passcode,
//! answers, document text, and each key of the hierarchy, derived here a second time.
//!
//! `memory-check PROBE`, both in the release build. Ends with `N passed, N failed`.
#![expect(clippy::print_stdout, reason = "the output is the result")]

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};

use argon2::{Algorithm, Argon2, AssociatedData, ParamsBuilder, Version};
use hkdf::Hkdf;
use p256::ecdh::diffie_hellman;
use p256::elliptic_curve::sec1::ToSec1Point;
use p256::hash2curve::GroupDigest;
use p256::{NistP256, PublicKey};
use sha2::Sha256;
use vigiayto_core::access::normalise_answer;
use vigiayto_core::platform::{DeviceHardware, KeyPolicy, KeyPurpose, Randomness};
use vigiayto_tests::device::{TestDevice, TestRandomness};

const PASSCODE: &str = "602917";
const ANSWERS: [&str; 3] =
    ["Ngã từ cây khế sau vườn", "Đất rừng phương nam bản cũ", "Chiếc tàu thủy sắt tây"];
const NUMBER: &str = "000173946258";
const NAME: &str = "Đặng Trần Thử Nghiệm";
const STREET: &str = "Ngõ Bằng Lăng Tím";

type Checked<T> = Result<T, Box<dyn Error>>;

/// A secret to look for.
struct Needle {
    what: String,
    bytes: Vec<u8>,
}

fn main() -> Checked<ExitCode> {
    let probe = std::env::args().nth(1).ok_or("memory-check PROBE")?;
    let folder = Path::new(&probe).with_file_name("memory-check-wallet");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;

    let mut child =
        Command::new(&probe).arg(&folder).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let result = watch(&mut child, &folder);
    child.kill()?;
    child.wait()?;
    fs::remove_dir_all(&folder)?;
    let (passed, failed) = result?;
    println!("{passed} passed, {failed} failed");
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn watch(child: &mut Child, folder: &Path) -> Checked<(usize, usize)> {
    let mut input = child.stdin.take().ok_or("no input")?;
    let mut output = BufReader::new(child.stdout.take().ok_or("no output")?).lines();
    writeln!(input, "{PASSCODE}")?;
    for answer in ANSWERS {
        writeln!(input, "{answer}")?;
    }
    writeln!(input, "{PASSCODE}")?;
    writeln!(input, "{NUMBER}||{NAME}|07031988|Nam|{STREET}, Hà Nội|15042021")?;
    input.flush()?;

    expect(&mut output, "unlocked")?;
    let needles = needles(folder)?;
    let unlocked = memory(child.id())?;
    writeln!(input)?;
    expect(&mut output, "locked")?;
    let locked = memory(child.id())?;
    writeln!(input)?;
    println!(
        "{} needles in {} kB unlocked, {} kB locked",
        needles.len(),
        unlocked.iter().map(Vec::len).sum::<usize>() / 1000,
        locked.iter().map(Vec::len).sum::<usize>() / 1000
    );

    let (mut passed, mut failed) = (0, 0);
    // Control: the same search does find the keys while the wallet is open.
    let seen = needles.iter().filter(|needle| stands_in(&unlocked, &needle.bytes)).count();
    println!("control: {seen} needles found while unlocked");
    if seen == 0 {
        failed += 1
    } else {
        passed += 1
    }
    for needle in &needles {
        if stands_in(&locked, &needle.bytes) {
            println!("after lock: {} is still in memory", needle.what);
            failed += 1;
        } else {
            passed += 1;
        }
    }
    Ok((passed, failed))
}

fn expect(output: &mut impl Iterator<Item = std::io::Result<String>>, word: &str) -> Checked<()> {
    match output.next() {
        Some(Ok(line)) if line.starts_with(word) => Ok(()),
        other => Err(format!("expected {word}, got {other:?}").into()),
    }
}

/// Every readable and writable mapping of the process.
fn memory(pid: u32) -> Checked<Vec<Vec<u8>>> {
    let maps = fs::read_to_string(format!("/proc/{pid}/maps"))?;
    let mut file = File::open(format!("/proc/{pid}/mem"))?;
    let mut regions = Vec::new();
    for line in
        maps.lines().filter(|line| line.split(' ').nth(1).is_some_and(|how| how.starts_with("rw")))
    {
        let (from, to) =
            line.split(' ').next().and_then(|range| range.split_once('-')).ok_or("maps")?;
        let (from, to) = (u64::from_str_radix(from, 16)?, u64::from_str_radix(to, 16)?);
        file.seek(SeekFrom::Start(from))?;
        let mut region = Vec::new();
        Read::by_ref(&mut file).take(to - from).read_to_end(&mut region)?;
        regions.push(region);
    }
    if regions.iter().map(Vec::len).sum::<usize>() < 100_000 {
        return Err("hardly any memory could be read".into());
    }
    Ok(regions)
}

fn stands_in(regions: &[Vec<u8>], needle: &[u8]) -> bool {
    let Some(first) = needle.first() else { return false };
    regions.iter().any(|region| {
        let mut rest = region.as_slice();
        while let Some(at) = rest.iter().position(|byte| byte == first) {
            rest = &rest[at..];
            if rest.starts_with(needle) {
                return true;
            }
            rest = &rest[1..];
        }
        false
    })
}

fn needles(folder: &Path) -> Checked<Vec<Needle>> {
    let mut needles = Vec::new();
    let mut add = |what: &str, bytes: &[u8]| {
        needles.push(Needle { what: what.to_owned(), bytes: bytes.to_vec() })
    };
    let digits: Vec<u8> = PASSCODE.bytes().map(|byte| byte - b'0').collect();
    add("passcode, digits", &digits);
    add("passcode, text", PASSCODE.as_bytes());
    for answer in ANSWERS {
        add("answer", answer.as_bytes());
        add("answer, normalised", normalise_answer(answer).as_bytes());
    }
    add("personal number", NUMBER.as_bytes());
    add("personal number, grouped", b"000 173 946258");
    add("name", NAME.as_bytes());
    add("street", STREET.as_bytes());

    let slot = fs::read(folder.join("wallet.db"))?;
    let (s1, s2, kek) = hierarchy(&slot, &digits)?;
    for (what, key) in
        [("stretched passcode", s1), ("device secret", s2), ("key-encryption key", kek)]
    {
        add(what, &key);
        add(&format!("first half of the {what}"), &key[..16]);
        add(&format!("second half of the {what}"), &key[16..]);
    }

    // The probe's random bytes are known: root key and data keys are among them, and so are ids, salts and nonces, which stand
    // open in the file and are left out.
    let mut in_file = slot;
    if let Ok(log) = fs::read(folder.join("wallet.db-wal")) {
        in_file.extend(log);
    }
    let file = [in_file];
    let random = TestRandomness::new(32);
    for number in 0..64 {
        let mut block = [0; 32];
        random.fill(&mut block).map_err(|_| "randomness")?;
        for (part, bytes) in
            [("", &block[..]), (", first half", &block[..16]), (", second half", &block[16..])]
        {
            if !stands_in(&file, bytes) && !stands_in(&file, &block[..16]) {
                add(&format!("random block {number}{part}"), bytes);
            }
        }
    }
    Ok(needles)
}

/// S1, S2 and the key-encryption key of the passcode slot, from the file and the probe's device seed.
fn hierarchy(file: &[u8], digits: &[u8]) -> Checked<([u8; 32], [u8; 32], [u8; 32])> {
    let at = file.windows(6).position(|window| window == b"VGS1\x01\x01").ok_or("no slot")?;
    let slot = &file[at..];
    let (epoch, salt) = (&slot[6..10], &slot[18..34]);
    // The store's id is the first 16 random bytes of its creation, and the device key the second that the device made.
    let device = TestDevice::new(31);
    device.create_key("state", KeyPurpose::Agree, KeyPolicy::Unattended)?;
    device.create_key("pin", KeyPurpose::Agree, KeyPolicy::Unattended)?;
    let key = device.state().keys.get("pin").ok_or("no key")?.clone();
    let commitment = &slot[102..134];
    let random = TestRandomness::new(32);
    for _ in 0..16 {
        let mut block = [0; 32];
        random.fill(&mut block).map_err(|_| "randomness")?;
        let store_id = &block[..16];
        let context = [b"vgt/pin/1", store_id].concat();
        let parameters = ParamsBuilder::new()
            .m_cost(64 * 1024)
            .t_cost(3)
            .p_cost(1)
            .output_len(32)
            .data(AssociatedData::new(&context).map_err(|_| "context")?)
            .build()
            .map_err(|_| "parameters")?;
        if !file.windows(16).any(|window| window == store_id) {
            continue;
        }
        let mut s1 = [0; 32];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters)
            .hash_password_into(digits, salt, &mut s1)
            .map_err(|_| "derivation")?;
        let dst = b"VGT-DEVICE-V01-CS02-with-P256_XMD:SHA-256_SSWU_RO_";
        let point =
            NistP256::hash_from_bytes(&[&s1, store_id, epoch], &[dst]).map_err(|_| "point")?;
        let point = PublicKey::from_sec1_bytes(point.to_affine().to_sec1_point(false).as_bytes())?;
        let s2: [u8; 32] = diffie_hellman(key.to_nonzero_scalar(), point.as_affine())
            .raw_secret_bytes()
            .as_slice()
            .try_into()?;
        let mut okm = [0; 64];
        Hkdf::<Sha256>::new(Some(store_id), &[s1, s2].concat())
            .expand(&context, &mut okm)
            .map_err(|_| "keys")?;
        if &okm[32..] == commitment {
            return Ok((s1, s2, okm[..32].try_into()?));
        }
    }
    Err("the derivation does not match the file".into())
}
