//! What passes between an issuer, a wallet and a counter on a desk: files, facts in words, codes on their way out and in.

pub(crate) mod exchange;
pub(crate) mod facts;
pub(crate) mod moment;
pub(crate) mod outlet;
pub(crate) mod scanner;
