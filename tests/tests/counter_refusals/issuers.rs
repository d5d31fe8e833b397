use crate::Attempt;
pub(crate) const ATTEMPTS: &[Attempt] = &[];
