//! One message under way: a system of linear equations over GF(2), one for each independent frame, solved when there are
//! as many as fragments.

use alloc::vec;
use alloc::vec::Vec;

use super::chooser::Chooser;
use super::encoder::xor_into;
use super::error::FrameError;
use super::fragment_set::FragmentSet;
use super::part::Part;

/// What tells one message's parts from another's. The fragments' length belongs to it, so that a forged part with a length
/// of its own cannot stand in the way of all true ones.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct MessageName {
    checksum: u32,
    message_len: usize,
    count: usize,
    fragment_len: usize,
}

impl MessageName {
    pub(super) fn of(part: &Part) -> Self {
        Self {
            checksum: part.checksum,
            message_len: part.message_len,
            count: part.count,
            fragment_len: part.data.len(),
        }
    }
}

/// The parts of one message that were taken so far.
pub(super) struct Assembly {
    name: MessageName,
    chooser: Chooser,
    state: State,
}

enum State {
    Gathering(Equations),
    Complete(Vec<u8>),
}

impl Assembly {
    pub(super) fn new(name: MessageName) -> Self {
        let chooser = Chooser::new(name.count, name.checksum);
        Self { name, chooser, state: State::Gathering(Equations::new(name.count)) }
    }

    pub(super) fn name(&self) -> MessageName {
        self.name
    }

    /// How many independent parts there are, of how many that are needed.
    pub(super) fn received(&self) -> (usize, usize) {
        let received = match &self.state {
            State::Gathering(equations) => equations.rank,
            State::Complete(_) => self.name.count,
        };
        (received, self.name.count)
    }

    /// The message, once it is complete.
    pub(super) fn message(&self) -> Option<&[u8]> {
        match &self.state {
            State::Gathering(_) => None,
            State::Complete(message) => Some(message),
        }
    }

    /// Takes a part of this message.
    ///
    /// # Errors
    /// [`FrameError::Contradiction`], which changes nothing, and [`FrameError::WrongMessage`], after which this assembly is
    /// of no use.
    pub(super) fn take(&mut self, part: Part) -> Result<(), FrameError> {
        let State::Gathering(equations) = &mut self.state else { return Ok(()) };
        equations.add(Equation { mix: self.chooser.choose(part.seq), data: part.data })?;
        if equations.rank == self.name.count {
            self.state = State::Complete(equations.message(&self.name)?);
        }
        Ok(())
    }
}

/// The XOR of the fragments in `mix` is `data`.
struct Equation {
    mix: FragmentSet,
    data: Vec<u8>,
}

impl Equation {
    fn add(&mut self, other: &Self) {
        self.mix ^= &other.mix;
        xor_into(&mut self.data, &other.data);
    }
}

/// Independent equations in echelon form: the one at index i has i as its smallest fragment.
struct Equations {
    by_first: Vec<Option<Equation>>,
    rank: usize,
}

impl Equations {
    fn new(count: usize) -> Self {
        Self { by_first: core::iter::repeat_with(|| None).take(count).collect(), rank: 0 }
    }

    /// Reduces `equation` by those that are there and keeps what is new in it.
    fn add(&mut self, mut equation: Equation) -> Result<(), FrameError> {
        while let Some(first) = equation.mix.first() {
            match self.by_first.get_mut(first) {
                Some(Some(known)) => equation.add(known),
                Some(free) => {
                    *free = Some(equation);
                    self.rank += 1;
                    return Ok(());
                }
                None => return Err(FrameError::Impossible),
            }
        }
        // Nothing is left to the left: 0 = data.
        if equation.data.iter().all(|byte| *byte == 0) {
            Ok(())
        } else {
            Err(FrameError::Contradiction)
        }
    }

    /// Solves for the fragments, from the last to the first, and compares them with what their message is to be.
    fn message(&self, name: &MessageName) -> Result<Vec<u8>, FrameError> {
        let mut message = vec![0; name.count * name.fragment_len];
        for (first, equation) in self.by_first.iter().enumerate().rev() {
            let Some(equation) = equation else { return Err(FrameError::WrongMessage) };
            let (fragment, solved) = message
                .get_mut(first * name.fragment_len..)
                .and_then(|rest| rest.split_at_mut_checked(name.fragment_len))
                .ok_or(FrameError::WrongMessage)?;
            fragment.copy_from_slice(&equation.data);
            for later in equation.mix.iter().skip(1) {
                if let Some(known) = solved.chunks_exact(name.fragment_len).nth(later - first - 1) {
                    xor_into(fragment, known);
                }
            }
        }
        let padding = message.split_off(name.message_len);
        let right =
            padding.iter().all(|byte| *byte == 0) && crc32fast::hash(&message) == name.checksum;
        right.then_some(message).ok_or(FrameError::WrongMessage)
    }
}
