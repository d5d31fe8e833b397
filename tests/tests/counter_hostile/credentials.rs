use crate::Variant;
pub(crate) const VARIANTS: &[Variant] = &[];
