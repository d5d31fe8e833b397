//! The history's everyday life: appended, paged, erased from the old end.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use vigiayto_core::vault::{
    HistoryPage, HistoryState, Integrity, MAX_CHANGES, MAX_HISTORY, MAX_HISTORY_ENTRY_LENGTH,
    MAX_HISTORY_PAGE, Owner, RecordName, Vault, VaultError,
};

use crate::common::{DOCUMENT, fast_home, id, meddler, new_vault, open_vault};

#[test]
fn entries_are_read_newest_first_and_page_by_page_after_reopening() {
    let home = fast_home();
    drop(logged(home.path(), 10));
    let vault = open_vault(home.path(), 11).unwrap();
    assert_eq!((vault.history_len(), vault.history_state()), (10, HistoryState::Complete));

    let first = vault.history_page(None, 4).unwrap();
    assert_eq!(numbers(&first), [10, 9, 8, 7]);
    let second = vault.history_page(first.older, 4).unwrap();
    assert_eq!(numbers(&second), [6, 5, 4, 3]);
    let last = vault.history_page(second.older, 4).unwrap();
    assert_eq!((numbers(&last), last.older), (vec![2, 1], None));
    for page in [first, second, last] {
        assert!(page.breaks.is_empty());
        for entry in page.entries {
            assert_eq!(entry.content.unwrap().expose(), said(entry.number));
        }
    }
}

#[test]
fn a_page_may_begin_and_end_anywhere() {
    let home = fast_home();
    let vault = logged(home.path(), 10);
    for before in (0..=12).map(Some).chain([None, Some(u64::MAX)]) {
        for limit in [0, 1, 3, 10, usize::MAX] {
            let page = vault.history_page(before, limit).unwrap();
            let newest = before.unwrap_or(11).clamp(1, 11) - 1;
            let oldest = newest.saturating_sub(limit.clamp(1, MAX_HISTORY_PAGE) as u64) + 1;
            assert_eq!(numbers(&page), (oldest..=newest).rev().collect::<Vec<_>>());
            assert_eq!(page.older, (oldest > 1 && newest > 0).then_some(oldest));
            assert!(page.breaks.is_empty());
        }
    }
}

#[test]
fn a_store_without_a_history_has_an_empty_one() {
    let home = fast_home();
    let vault = new_vault(home.path());
    assert_eq!((vault.history_len(), vault.history_state()), (0, HistoryState::Complete));
    assert_eq!(vault.check_history(), Ok(vec![]));
    let page = vault.history_page(None, 10).unwrap();
    assert!(page.entries.is_empty() && page.breaks.is_empty() && page.older.is_none());
}

#[test]
fn an_entry_and_the_act_it_tells_of_are_both_there_or_neither() {
    let home = fast_home();
    let mut vault = new_vault(home.path());
    vault
        .write(|changes| {
            changes.put(DOCUMENT, id(1), Owner::Record(id(1)), b"one")?;
            changes.append_history(b"added")?;
            changes.append_history(b"and looked at")
        })
        .unwrap();
    assert_eq!((vault.generation(), vault.history_len()), (2, 2));
    let missing = vault.write(|changes| {
        changes.append_history(b"removed")?;
        changes.remove(DOCUMENT, id(2))
    });
    assert_eq!(missing, Err(VaultError::NotFound(RecordName::new(DOCUMENT, id(2)))));
    let given_up = vault.write(|changes| {
        changes.append_history(b"given up")?;
        Err::<(), _>(VaultError::Io)
    });
    assert_eq!(given_up, Err(VaultError::Io));
    drop(vault);
    let vault = open_vault(home.path(), 2).unwrap();
    assert_eq!(vault.generation(), 2);
    assert_eq!(read(&vault), [(1, b"added".to_vec()), (2, b"and looked at".to_vec())].into());
}

#[test]
fn erasing_leaves_a_marker_and_a_chain_that_holds() {
    let home = fast_home();
    let mut vault = logged(home.path(), 10);
    vault
        .write(|changes| {
            changes.erase_history(7, b"replaced by the next call")?;
            changes.append_history(b"after the marker")?;
            changes.erase_history(6, b"marker")
        })
        .unwrap();
    let expected: BTreeMap<_, _> = (7..=10)
        .map(|number| (number, said(number)))
        .chain([(11, b"marker".to_vec()), (12, b"after the marker".to_vec())])
        .collect();
    assert_eq!(read(&vault), expected);
    assert_eq!(vault.history_state(), HistoryState::Complete);
    drop(vault);

    let mut vault = open_vault(home.path(), 12).unwrap();
    assert_eq!((vault.history_len(), vault.history_state()), (6, HistoryState::Complete));
    assert_eq!(read(&vault), expected);
    assert_eq!(vault.check_history(), Ok(vec![]));

    vault.write(|changes| changes.erase_history(u64::MAX, b"everything")).unwrap();
    assert_eq!(read(&vault), [(13, b"everything".to_vec())].into());
    vault.write(|changes| changes.append_history(b"on")).unwrap();
    drop(vault);
    let vault = open_vault(home.path(), 14).unwrap();
    assert_eq!(vault.history_state(), HistoryState::Complete);
    assert_eq!(read(&vault), [(13, b"everything".to_vec()), (14, b"on".to_vec())].into());
    assert_eq!(vault.check_history(), Ok(vec![]));
}

#[test]
fn erasing_nothing_changes_nothing() {
    let home = fast_home();
    let mut vault = new_vault(home.path());
    vault.write(|changes| changes.erase_history(u64::MAX, b"marker")).unwrap();
    assert_eq!((vault.generation(), vault.history_len()), (1, 0));
    drop(vault);
    let home = fast_home();
    let mut vault = logged(home.path(), 3);
    vault.write(|changes| changes.erase_history(1, b"marker")).unwrap();
    for through in [0, 1] {
        vault.write(|changes| changes.erase_history(through, b"marker")).unwrap();
    }
    assert_eq!((vault.generation(), vault.history_len()), (5, 3));
}

#[test]
fn nothing_of_an_erased_entry_stays_in_the_files() {
    let home = fast_home();
    drop(logged(home.path(), 40));
    let bodies: Vec<Vec<u8>> = {
        let connection = meddler(home.path());
        let mut statement =
            connection.prepare("SELECT body FROM history WHERE number <= 30").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    assert_eq!(bodies.len(), 30);
    let mut vault = open_vault(home.path(), 0).unwrap();
    vault.write(|changes| changes.erase_history(30, b"marker")).unwrap();
    // While it is still open: neither in the file nor in the log.
    for name in ["wallet.db", "wallet.db-wal"] {
        let file = fs::read(home.path().join(name)).unwrap();
        for piece in bodies.iter().flat_map(|body| body.chunks_exact(32)) {
            assert!(!file.windows(32).any(|window| window == piece));
        }
    }
    drop(vault);
}

#[test]
fn the_file_tells_neither_what_entries_say_nor_how_long_they_are() {
    let home = fast_home();
    let mut vault = new_vault(home.path());
    for content in [&b"a very telling text"[..], b"", &[b'x'; 252]] {
        vault.write(|changes| changes.append_history(content)).unwrap();
    }
    drop(vault);
    let file = fs::read(home.path().join("wallet.db")).unwrap();
    assert!(!file.windows(7).any(|window| window == b"telling"));
    let lengths: Vec<u32> = {
        let connection = meddler(home.path());
        let mut statement = connection.prepare("SELECT length(body) FROM history").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    assert_eq!(lengths, [286, 286, 286]);
}

#[test]
fn what_is_too_large_or_too_much_at_once_is_refused() {
    let home = fast_home();
    let mut vault = new_vault(home.path());
    let longest = vec![7; MAX_HISTORY_ENTRY_LENGTH];
    vault
        .write(|changes| {
            let limit = MAX_HISTORY_ENTRY_LENGTH;
            let longer = [&longest[..], &[7]].concat();
            assert_eq!(changes.append_history(&longer), Err(VaultError::TooLarge { limit }));
            assert_eq!(changes.erase_history(1, &longer), Err(VaultError::TooLarge { limit }));
            changes.append_history(&longest)
        })
        .unwrap();
    assert_eq!(read(&vault), [(1, longest)].into());
    let many =
        vault.write(|changes| (0..=MAX_CHANGES).try_for_each(|_| changes.append_history(b"again")));
    assert_eq!(many, Err(VaultError::TooMany { limit: MAX_CHANGES }));
    assert_eq!(vault.history_len(), 1);
}

#[test]
fn a_history_of_the_greatest_length_takes_no_more_until_something_is_erased() {
    let home = fast_home();
    let mut vault = new_vault(home.path());
    let mut left = MAX_HISTORY;
    while left > 0 {
        let some = left.min(MAX_CHANGES);
        vault.write(|changes| (0..some).try_for_each(|_| changes.append_history(b""))).unwrap();
        left -= some;
    }
    let limit = MAX_HISTORY;
    let more = vault.write(|changes| changes.append_history(b""));
    assert_eq!(more, Err(VaultError::TooMany { limit }));
    vault.write(|changes| changes.put(DOCUMENT, id(1), Owner::Store, b"")).unwrap();
    vault.write(|changes| changes.erase_history(2, b"marker")).unwrap();
    vault.write(|changes| changes.append_history(b"")).unwrap();
    assert_eq!(vault.history_len(), limit as u64);
    assert_eq!(vault.check_history(), Ok(vec![]));
}

#[test]
fn an_older_file_is_noticed_even_if_only_the_history_is_older() {
    let home = fast_home();
    let vault = logged(home.path(), 3);
    drop(vault);
    let old = fs::read(home.path().join("wallet.db")).unwrap();
    let mut vault = open_vault(home.path(), 4).unwrap();
    vault.write(|changes| changes.append_history(b"shown to a stranger")).unwrap();
    drop(vault);
    fs::write(home.path().join("wallet.db"), old).unwrap();
    let mut vault = open_vault(home.path(), 5).unwrap();
    assert_eq!(*vault.integrity(), Integrity::RolledBack { generation: 4, floor: 5 });
    assert_eq!(vault.history_len(), 3);
    let refused = vault.write(|changes| changes.append_history(b""));
    assert_eq!(refused, Err(VaultError::ReadOnly));
    assert_eq!(vault.accept_as_is().unwrap().lost_history, 0);
    vault.write(|changes| changes.append_history(b"on")).unwrap();
    drop(vault);
    let vault = open_vault(home.path(), 7).unwrap();
    assert_eq!(*vault.integrity(), Integrity::Sound);
    assert_eq!(vault.check_history(), Ok(vec![]));
    assert_eq!(vault.history_len(), 4);
}

/// A vault with one document and so many entries, one a change.
pub(crate) fn logged(home: &Path, entries: u64) -> Vault {
    let mut vault = new_vault(home);
    for number in 1..=entries {
        vault
            .write(|changes| {
                changes.put(DOCUMENT, id(1), Owner::Record(id(1)), b"a document")?;
                changes.append_history(&said(number))
            })
            .unwrap();
    }
    vault
}

/// What [`logged`] appends.
pub(crate) fn said(number: u64) -> Vec<u8> {
    format!("what happened as number {number}").into_bytes()
}

/// All that the history says. Panics when anything is wrong with it.
pub(crate) fn read(vault: &Vault) -> BTreeMap<u64, Vec<u8>> {
    let mut said = BTreeMap::new();
    let mut before = None;
    loop {
        let page = vault.history_page(before, 3).unwrap();
        assert!(page.breaks.is_empty(), "{:?}", page.breaks);
        for entry in page.entries {
            said.insert(entry.number, entry.content.unwrap().expose().to_vec());
        }
        before = page.older;
        if before.is_none() {
            return said;
        }
    }
}

fn numbers(page: &HistoryPage) -> Vec<u64> {
    page.entries.iter().map(|entry| entry.number).collect()
}
