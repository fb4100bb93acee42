//! Styles of references, as people have them in `.csl` files.

use std::sync::OnceLock;

use cadialog::archive::Id;
use cadialog::export::{Citer, LONGEST_REFERENCE};
use cadialog::record::{Language, RecordType};

use super::{bundled, drives_a_terminal};

/// A record of each type, and among them the longest and the shortest.
fn cited() -> &'static [Id] {
    static CITED: OnceLock<Vec<Id>> = OnceLock::new();
    CITED.get_or_init(|| {
        let archive = &bundled().archive;
        let length = |id: &&Id| archive.record(**id).title().len();
        let of_type = |of_type| {
            let ids = archive.of_type(of_type);
            [ids.iter().max_by_key(length), ids.iter().min_by_key(length)].into_iter().flatten().copied()
        };
        RecordType::ALL.into_iter().flat_map(of_type).collect()
    })
}

/// A style is refused for a reason, or cites whatever there is in lines of bearable length that drive no terminal.
pub fn style(text: &str) {
    let archive = &bundled().archive;
    for language in [None, Some(Language::Ja)] {
        let citer = match Citer::read(text, language) {
            Ok(citer) => citer,
            Err(fault) => {
                let said = fault.to_string();
                return assert!(!said.trim().is_empty() && said.len() < 2000, "{said:?}");
            }
        };
        for &id in cited() {
            let printed = citer.cite(archive, id, false);
            let line = printed.strip_suffix('\n').expect("a line");
            assert!(!line.contains('\n') && !drives_a_terminal(line), "{line:?}");
            assert!(line.chars().count() <= LONGEST_REFERENCE, "{} characters: {line:?}", line.chars().count());
        }
    }
}
