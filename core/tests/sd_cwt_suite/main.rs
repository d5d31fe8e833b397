//! SD-CWT seen from outside: the draft's own examples, round trips of any claims, and what forgers could hand in.

#[cfg(test)]
mod cbor;
#[cfg(test)]
mod draft;
#[cfg(test)]
mod every_byte;
#[cfg(test)]
mod forge;
#[cfg(test)]
mod issuing;
#[cfg(test)]
mod mutations;
#[cfg(test)]
mod parties;
#[cfg(test)]
mod parts;
#[cfg(test)]
mod round_trip;
#[cfg(test)]
mod tree;
