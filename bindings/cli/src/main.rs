//! `vigiayto`: the terminal shell of the document wallet.

fn main() {}
