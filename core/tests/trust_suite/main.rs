//! Whom a credential may come from and whether it still holds: the trust list, certificate chains and status lists, as whoever
//! hands them in may have made them.

#[cfg(test)]
mod certificates;
#[cfg(test)]
mod chains;
#[cfg(test)]
mod common;
#[cfg(test)]
mod der;
#[cfg(test)]
mod family;
#[cfg(test)]
mod garbage;
#[cfg(test)]
mod status_cache;
#[cfg(test)]
mod status_lists;
#[cfg(test)]
mod status_vectors;
#[cfg(test)]
mod trust_cache;
#[cfg(test)]
mod trust_lists;
