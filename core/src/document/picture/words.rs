//! The words on a card that are not the document's.

use crate::language::Message;

/// Whose picture it is.
pub(super) const PRODUCT: Message =
    Message { id: "product.name", vi: "Ví Giấy Tờ", en: "Ví Giấy Tờ" };
