//! Argon2id (RFC 9106): what makes one guess of a passcode or of the answers expensive.

use alloc::vec::Vec;
use core::hint::black_box;

use argon2::{Algorithm, Argon2, AssociatedData, Block, ParamsBuilder, Version};
use zeroize::Zeroize;

use crate::access::AccessError;
use crate::secret::SecretBytes;

/// Cost of one Argon2id derivation. Lanes are always 1: more lanes help an attacker's graphics card as much as the owner.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Argon2Parameters {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
}

impl Argon2Parameters {
    /// For the passcode: 64 MiB, 3 passes (RFC 9106 §4, second recommendation, with one lane).
    pub const PASSCODE: Self = Self { memory_kib: 64 * 1024, passes: 3 };
    /// For the security answers: 128 MiB, 4 passes.
    pub const ANSWERS: Self = Self { memory_kib: 128 * 1024, passes: 4 };

    /// Derives 32 bytes. `salt` is random; `context` (at most 32 bytes) binds the result to its purpose and store.
    ///
    /// # Errors
    /// [`AccessError::OutOfMemory`] when the memory can't be had; [`AccessError::DamagedSlot`] when the parameters are
    /// not Argon2's.
    pub(crate) fn derive(
        self,
        secret: &[u8],
        salt: &[u8; 16],
        context: &[u8],
    ) -> Result<SecretBytes<32>, AccessError> {
        let damaged = |_| AccessError::DamagedSlot;
        let parameters = ParamsBuilder::new()
            .m_cost(self.memory_kib)
            .t_cost(self.passes)
            .p_cost(1)
            .output_len(32)
            .data(AssociatedData::new(context).map_err(damaged)?)
            .build()
            .map_err(damaged)?;
        let mut memory = ArgonMemory::allocate(parameters.block_count())?;
        let derived = SecretBytes::try_init_with_mut(|out| {
            Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters)
                .hash_password_into_with_memory(secret, salt, out, &mut memory.0[..])
                .map_err(damaged)
        });
        wipe_stack();
        derived
    }
}

/// Which derivation costs a wallet uses when it makes a slot, and which it accepts when it reads one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct KdfPolicy {
    pub(crate) passcode: Argon2Parameters,
    pub(crate) answers: Argon2Parameters,
    least_memory_kib: u32,
}

impl KdfPolicy {
    /// What every shell uses.
    pub const PRODUCTION: Self = Self {
        passcode: Argon2Parameters::PASSCODE,
        answers: Argon2Parameters::ANSWERS,
        least_memory_kib: 16 * 1024,
    };

    /// So cheap that a test can try every passcode there is. It protects nothing.
    #[cfg(feature = "weak-kdf-for-tests")]
    pub const WEAK_FOR_TESTS: Self = Self {
        passcode: Argon2Parameters { memory_kib: 8, passes: 1 },
        answers: Argon2Parameters { memory_kib: 16, passes: 1 },
        least_memory_kib: 8,
    };

    /// Checks parameters read from a file before memory or time is spent on them: 16 to 256 MiB, 1 to 10 passes.
    pub(crate) fn accept(self, parameters: Argon2Parameters) -> Result<(), AccessError> {
        let memory = self.least_memory_kib..=MOST_MEMORY_KIB;
        let passes = 1..=MOST_PASSES;
        if memory.contains(&parameters.memory_kib) && passes.contains(&parameters.passes) {
            Ok(())
        } else {
            Err(AccessError::DamagedSlot)
        }
    }
}

/// Argon2's working memory, wiped when dropped: its last block is one hash away from the result.
struct ArgonMemory(Vec<Block>);

impl ArgonMemory {
    fn allocate(blocks: usize) -> Result<Self, AccessError> {
        let mut memory = Vec::new();
        memory.try_reserve_exact(blocks).map_err(|_| AccessError::OutOfMemory)?;
        memory.resize(blocks, Block::new());
        Ok(Self(memory))
    }
}

impl Drop for ArgonMemory {
    fn drop(&mut self) {
        for block in &mut self.0 {
            block.as_mut().zeroize();
        }
    }
}

/// Overwrites the part of the stack that a derivation has used: the hash keeps its working state there and libraries can't
/// wipe what the compiler spilled.
#[inline(never)]
pub(crate) fn wipe_stack() {
    let mut depth = [0_u8; STACK_DEPTH];
    black_box(&mut depth).zeroize();
}

const MOST_MEMORY_KIB: u32 = 256 * 1024;
const MOST_PASSES: u32 = 10;
const STACK_DEPTH: usize = 64 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_context_changes_the_result() {
        let cheap = Argon2Parameters { memory_kib: 64, passes: 1 };
        let one = cheap.derive(b"secret", &[7; 16], b"one").unwrap();
        let two = cheap.derive(b"secret", &[7; 16], b"two").unwrap();
        assert_ne!(one.expose(), two.expose());
    }

    #[test]
    fn parameters_from_a_file_are_bounded() {
        let policy = KdfPolicy::PRODUCTION;
        for (memory_kib, passes) in
            [(16 * 1024 - 1, 3), (256 * 1024 + 1, 3), (u32::MAX, 1), (65_536, 0), (65_536, 11)]
        {
            assert!(policy.accept(Argon2Parameters { memory_kib, passes }).is_err());
        }
        assert!(policy.accept(Argon2Parameters::PASSCODE).is_ok());
        assert!(policy.accept(Argon2Parameters::ANSWERS).is_ok());
    }
}
