//! What must hold whatever comes in, one body for each way in. The fuzz targets in `fuzz/` call these with bytes that they
//! find, the tests in `tests/fuzz.rs` with texts made at random and with the inputs kept beside this file.
#![allow(dead_code, unused_imports)] // each target and each test uses its own part

mod assistants;
mod imported;
mod index;
mod records;
mod scratch;
mod styles;
#[cfg(unix)]
mod typed;

use std::fs;
use std::path::PathBuf;

use cadialog::archive::{self, Base, Code, Diagnostic, Pack, Report, Strictness};
use cadialog::draft::{self, Options};
use cadialog::page::Page;
use cadialog::query::{Parsed, Query};
use cadialog::record::{Date, Language};
use cadialog::search::Catalogue;
use cadialog::shelf::{Session, Shelf};
use cadialog::text;
use cadialog::view::View;

pub use assistants::assistants;
pub use imported::{library, table};
pub use index::index;
pub use records::{bundled, few};
pub use styles::style;
#[cfg(unix)]
pub use typed::{flood, terminal};

fn drives_a_terminal(shown: &str) -> bool {
    shown.contains(|c: char| text::is_unsafe(c) && c != '\n')
}

/// Bytes as a pack in one file, and as a pack of lines.
pub fn pack(bytes: &[u8]) {
    pack_in_a_file(bytes, "json");
    pack_in_a_file(bytes, "jsonl");
}

/// Reader and checker agree on the file, and nothing of it drives a terminal, neither its faults nor its pages.
pub fn pack_in_a_file(bytes: &[u8], extension: &str) {
    let path = scratch::file(format!("any.{extension}"), bytes);
    let said = archive::check_from(Base::Nothing, std::slice::from_ref(&path), Strictness::Lenient);
    for fault in said.iter() {
        let shown = format!("{fault}{}", serde_json::to_string(fault).expect("JSON"));
        assert!(!drives_a_terminal(&shown), "{shown:?}");
    }
    let text = || String::from_utf8_lossy(bytes).into_owned();
    match Pack::open(&path) {
        Ok((pack, faults)) => {
            let told = faults.iter().any(Diagnostic::is_error);
            let wanted = said.iter().any(|d| d.is_error() && !beyond_the_reader(d));
            assert!(told || !wanted, "the checker refuses, the reader does not: {}\n{}", said[0], text());
            let shown = serde_json::to_string(&pack.records).expect("JSON") + &format!("{:?}", pack.info);
            assert!(!shown.contains(text::is_unsafe), "{shown:?}");
        }
        Err(faults) => {
            assert!(faults.iter().any(Diagnostic::is_error));
            assert!(said.iter().any(Diagnostic::is_error), "the reader refuses, the checker does not: {}\n{}", faults[0], text());
        }
    }
    if let Ok(loaded) = archive::load(Base::Nothing, &[path]) {
        let mut names = loaded.archive.concepts().iter().flat_map(cadialog::record::Concept::all_names);
        assert!(!names.any(|(_, name)| text::is_blank(name) || drives_a_terminal(name)), "{:?}", loaded.archive.concepts());
        for id in loaded.archive.all() {
            let page = Page::new(&loaded.archive, id, Language::En);
            let pieces = page.blocks.iter().flat_map(|block| &block.pieces);
            assert!(!pieces.map(|piece| &piece.text).any(|shown| drives_a_terminal(shown)), "{page:?}");
        }
    }
}

/// Faults between records.
fn beyond_the_reader(fault: &Diagnostic) -> bool {
    matches!(fault.code, Code::SameId | Code::SamePack | Code::Override | Code::Dangling | Code::Circle)
}

/// A query reads back as printed, its hints point into it, and it is answered with marks that lie within the texts.
pub fn query(asked: &str, catalogue: &Catalogue) {
    let mut parsed = Parsed::new(asked, &catalogue.archive);
    for hint in &parsed.hints {
        assert!(hint.at.start <= hint.at.end && asked.get(hint.at.clone()).is_some(), "{asked:?}: {hint:?}");
    }
    parsed.finish();
    parsed.hints.clear();
    let spelled = parsed.spell(&catalogue.archive);
    let mut again = Parsed::new(&spelled, &catalogue.archive);
    again.finish();
    assert_eq!(again, parsed, "{asked:?} spelled {spelled:?}");
    let mut query = Query::default();
    query.set_text(asked, &catalogue.archive);
    let view = View::new(catalogue, &query);
    assert!(!view.interpretation(catalogue, &query).is_empty());
    let lit = view.lit(catalogue);
    let titles = view.hits.iter().flat_map(|hits| &hits.list).take(5).map(|hit| catalogue.archive.record(hit.id).title());
    for shown in titles.chain([asked]) {
        let mut end = 0;
        for range in lit.ranges(shown) {
            assert!(
                range.start >= end && range.start < range.end && shown.get(range.clone()).is_some(),
                "{range:?} in {shown:?}"
            );
            end = range.end;
        }
    }
}

/// A date is refused, or shown, sorted and compared without a panic, and comes out as it went in.
pub fn date(text: &str) {
    let Ok(date) = text.parse::<Date>() else { return };
    assert!(date.first() <= date.last() && date.overlaps(&date), "{text:?}");
    assert_eq!(date.edtf(), text);
    assert!(!date.to_string().is_empty());
    assert!(
        cadialog::text::width(&date.brief(cadialog::record::Language::En)) <= 14,
        "{}",
        date.brief(cadialog::record::Language::En)
    );
    let _ = (date.year(), date.sort_key());
}

/// A draft upon the records of the fixture.
pub fn draft(text: &str, name: &str) {
    drafted(text, name, few(), |path| archive::check_from(Base::Nothing, &[records::fixture(), path], Strictness::Lenient));
}

/// A draft upon the bundled archive.
pub fn draft_beside_the_bundled(text: &str, name: &str) {
    drafted(text, name, bundled(), |path| archive::check(&[path], false));
}

/// A draft passes `check`, and no byte of it can drive a terminal; or there is a reason why there is none.
fn drafted(text: &str, name: &str, beside: &Catalogue, check: impl Fn(PathBuf) -> Report) {
    let options = Options { name: name.to_owned(), published: "2025-03-18".parse().ok() };
    let draft = match draft::draft(text, &beside.archive, &options) {
        Ok(draft) => draft,
        Err(error) => return assert!(!drives_a_terminal(&error.to_string()), "{error:?}"),
    };
    let written = draft.to_json();
    assert!(!drives_a_terminal(&written), "{written:?}");
    let said = check(scratch::file("draft.json", written.as_bytes()));
    let errors: Vec<String> = said.iter().filter(|fault| fault.is_error()).map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{}\n{text:?}", errors.join("\n"));
}

/// Whatever the shelf holds: an answer, and every byte of it is still somewhere; then something can be kept, or it says why not.
pub fn shelf(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a directory");
    let shelf = Shelf::new(folder.path());
    for name in ["shelf", "session"] {
        let file = folder.path().join(format!("{name}.json"));
        fs::write(&file, bytes).expect("written");
        let read = if name == "shelf" {
            shelf.read().map(|read| (read.warning, format!("{:?}", read.contents)))
        } else {
            shelf.session().map(|read| (read.warning, format!("{:?}", read.contents)))
        };
        let kept = match read {
            Ok((warning, shown)) => {
                assert!(!drives_a_terminal(&shown), "{shown:?}");
                if warning.is_some() { folder.path().join(format!("{name}.damaged-1.json")) } else { file }
            }
            Err(_) => file,
        };
        assert_eq!(fs::read(kept).expect("kept"), bytes);
    }
    if shelf.change(|kept| _ = kept.marks.insert("KZ".to_owned())).is_ok() {
        assert!(shelf.read().expect("read again").contents.marks.contains("KZ"));
    }
    if shelf.keep_session(Session::default(), std::time::Instant::now()).is_ok() {
        assert_eq!(shelf.session().expect("read again").contents, Session::default());
    }
}
