//! Argon2id as the core calls it against the reference implementation in C, at the core's two costs, in one process.

use std::ffi::{c_int, c_void};

use argon2::{Algorithm, Argon2, Params, Version};

use self::rounds::{Comparison, Goal};

#[allow(dead_code, reason = "shared: each program uses what it needs")]
#[path = "../../../src/rounds.rs"]
mod rounds;

fn main() {
    for (name, mebibytes, passes) in
        [("Argon2id 64 MiB, t=3, p=1", 64, 3), ("Argon2id 128 MiB, t=4, p=1", 128, 4)]
    {
        assert_eq!(rust(mebibytes, passes), c(mebibytes, passes), "both derive the same key");
        Comparison::new(name, 15, 1)
            .lane("C reference (opt.c, -O3)", Goal::None, || c(mebibytes, passes))
            .lane("argon2 0.6", Goal::None, || rust(mebibytes, passes))
            .run();
    }
}

fn rust(mebibytes: u32, passes: u32) -> [u8; 32] {
    let params = Params::new(mebibytes * 1024, passes, 1, Some(32)).expect("within the bounds");
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(PASSCODE, SALT, &mut key)
        .expect("enough memory");
    key
}

fn c(mebibytes: u32, passes: u32) -> [u8; 32] {
    let mut key = [0; 32];
    // SAFETY: each pointer comes with the length of what it points to, and `key` is the only one written to.
    let status = unsafe {
        argon2id_hash_raw(
            passes,
            mebibytes * 1024,
            1,
            PASSCODE.as_ptr().cast(),
            PASSCODE.len(),
            SALT.as_ptr().cast(),
            SALT.len(),
            key.as_mut_ptr().cast(),
            key.len(),
        )
    };
    assert_eq!(status, 0, "ARGON2_OK");
    key
}

unsafe extern "C" {
    fn argon2id_hash_raw(
        t_cost: u32,
        m_cost: u32,
        parallelism: u32,
        pwd: *const c_void,
        pwdlen: usize,
        salt: *const c_void,
        saltlen: usize,
        hash: *mut c_void,
        hashlen: usize,
    ) -> c_int;
}

const PASSCODE: &[u8; 6] = b"000000";
const SALT: &[u8; 16] = b"a synthetic salt";
