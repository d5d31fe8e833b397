//! `list`: every document in the order a Vietnamese reader expects, with its evidence.

use serde_json::json;
use vigiayto_core::document::DocumentId;
use vigiayto_core::wallet::Query;

use super::card;
use crate::args::List;
use crate::desk::{self, Desk};
use crate::failure::Failure;
use crate::output::{Cell, Page, Report, Role};
use crate::words::{self, Phrase};

pub(super) fn run(desk: &mut Desk<'_>, arguments: &List) -> Result<Report, Failure> {
    let session = desk.unlock()?;
    let holder =
        arguments.holder.as_deref().map(|id| desk::find_holder(&session, id)).transpose()?;
    let query = Query { search: arguments.search.clone(), holder, offset: 0, limit: usize::MAX };
    let found = session.list(&query)?;
    let language = desk.language();

    let result = match (found.total, &arguments.search) {
        (0, Some(_)) => words::LIST_NOTHING_FOUND.into(),
        (0, None) => words::LIST_EMPTY.into(),
        (count, _) => Phrase::from(words::LIST_RESULT).with("count", count),
    };
    let mut page = Page::result(Role::Strong, result.text(language));
    let ids: Vec<DocumentId> = found.items.iter().map(|item| item.id).collect();
    let length = short_length(&ids);
    let rows = found.items.iter().map(|item| {
        let mut row = vec![Cell::new(Role::Accent, &item.id.to_string()[..length])];
        row.extend(card::row(&item.card, language));
        row
    });
    page.table(rows.collect());
    for id in &found.unreadable {
        let line = Phrase::from(words::LIST_UNREADABLE).with("id", id);
        page.line(Role::Bad, line.text(language));
    }
    let documents: Vec<_> =
        found.items.iter().map(|item| card::json(item.id, &item.card)).collect();
    let unreadable: Vec<_> = found.unreadable.iter().map(ToString::to_string).collect();
    let data = json!({"total": found.total, "documents": documents, "unreadable": unreadable});
    let exit = (!unreadable.is_empty()).then_some(crate::failure::Exit::Damaged);
    Ok(Report { page, data, exit })
}

/// How many characters of an id tell the listed documents apart, at least eight.
fn short_length(ids: &[DocumentId]) -> usize {
    let mut texts: Vec<String> = ids.iter().map(ToString::to_string).collect();
    texts.sort_unstable();
    let shared = |pair: &[String]| {
        pair[0].bytes().zip(pair[1].bytes()).take_while(|(one, other)| one == other).count()
    };
    texts.windows(2).map(|pair| shared(pair) + 1).max().unwrap_or(0).max(SHORT_ID)
}

const SHORT_ID: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_ids_tell_the_documents_apart() {
        let id =
            |last: u8| DocumentId::from_bytes([0, 0, 0, 0, 0, last, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(short_length(&[]), 8);
        assert_eq!(short_length(&[id(0x10)]), 8);
        assert_eq!(short_length(&[id(0x10), id(0x11)]), 12);
    }
}
