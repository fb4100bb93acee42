//! Whatever bytes a pack or a date is made of: an answer, the same from reader and checker, and nothing for the terminal.

use std::fs;
use std::path::Path;

use cadialog::archive::{self, Code, Diagnostic, Pack};
use cadialog::record::Date;
use proptest::prelude::*;

/// Faults between records, or where the checker is stricter than the reader: in fields that the reader passes over.
fn beyond_the_reader(fault: &Diagnostic) -> bool {
    matches!(fault.code, Code::SameId | Code::SamePack | Code::Override | Code::Dangling | Code::DuplicateKey | Code::Number)
}

fn assert_agreement(bytes: &[u8], extension: &str) {
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join(format!("any.{extension}"));
    fs::write(&path, bytes).expect("written");
    let said = archive::check(std::slice::from_ref(&path), false);
    for fault in &said {
        let shown = format!("{fault}{}", serde_json::to_string(fault).expect("JSON"));
        assert!(!shown.contains(|c: char| cadialog::text::is_unsafe(c) && c != '\n'), "{shown:?}");
    }
    let text = || String::from_utf8_lossy(bytes).into_owned();
    match Pack::open(&path) {
        Ok((pack, faults)) => {
            let told = faults.iter().any(Diagnostic::is_error);
            let wanted = said.iter().any(|d| d.is_error() && !beyond_the_reader(d));
            assert!(told || !wanted, "the checker refuses, the reader does not: {}\n{}", said[0], text());
            let shown = serde_json::to_string(&pack.records).expect("JSON") + &format!("{:?}", pack.info);
            assert!(!shown.contains(|c: char| cadialog::text::is_unsafe(c)), "{shown:?}");
        }
        Err(faults) => {
            assert!(faults.iter().any(Diagnostic::is_error));
            assert!(said.iter().any(Diagnostic::is_error), "the reader refuses, the checker does not: {}\n{}", faults[0], text());
        }
    }
}

/// A sound pack with some of its bytes changed.
fn spoiled(file: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let whole = fs::read(Path::new("tests/packs/good").join(file)).expect("a good pack");
    let splice = prop_oneof![
        Just(String::new()),
        "[\\[\\]{}\":,]{1,3}",
        "\\PC{1,4}",
        Just("null".to_owned()),
        Just("\"\\u001b[2J\"".to_owned()),
        Just("-1e400".to_owned()),
        Just("\"2026-02-30\"".to_owned()),
        Just("\u{202e}\u{1b}[31m".to_owned()),
        Just("\n".to_owned()),
    ];
    proptest::collection::vec((any::<prop::sample::Index>(), 0usize..12, splice), 1..4).prop_map(move |changes| {
        let mut bytes = whole.clone();
        for (at, length, new) in changes {
            let start = at.index(bytes.len() + 1);
            let end = (start + length).min(bytes.len());
            bytes.splice(start..end, new.bytes());
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..120), lines in any::<bool>()) {
        assert_agreement(&bytes, if lines { "jsonl" } else { "json" });
    }

    #[test]
    fn any_brackets(text in "[\\[\\]{}\":,0-9a-z \n\\\\]{0,80}", lines in any::<bool>()) {
        assert_agreement(text.as_bytes(), if lines { "jsonl" } else { "json" });
    }

    #[test]
    fn a_spoiled_file(bytes in spoiled("every-type.json")) {
        assert_agreement(&bytes, "json");
    }

    #[test]
    fn spoiled_lines(bytes in spoiled("lines.jsonl")) {
        assert_agreement(&bytes, "jsonl");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    /// A date is refused, or shown, sorted and compared without a panic, and comes out as it went in.
    #[test]
    fn any_date(text in prop_oneof![
        "\\PC{0,16}",
        "[0-9X?~%/.\\[\\]{},YES-]{0,24}",
        "\\[?[0-9]{4}(-[0-9]{2}){0,2}[?~%]?(/|\\.\\.)?([0-9]{4}(-[0-9]{2}){0,2}[?~%]?)?\\]?",
        "[.]{0,2}/?[.]{0,2}",
    ]) {
        if let Ok(date) = text.parse::<Date>() {
            prop_assert!(date.first() <= date.last());
            prop_assert!(date.overlaps(&date));
            prop_assert_eq!(date.edtf(), &text);
            prop_assert!(!date.to_string().is_empty());
            prop_assert!(cadialog::text::width(&date.brief()) <= 14, "{}", date.brief());
            let _ = (date.year(), date.sort_key());
        }
    }
}

/// Made to keep a careless reader busy for hours: each is answered at once.
#[test]
fn files_of_faults_are_answered_in_time() {
    let head = "{\"pack\": {\"name\": \"p\", \"title\": \"T\", \"version\": \"1\"}, \"topics\": [";
    let many = |piece: &str| piece.repeat(300_000 / piece.len());
    let files = [
        ("json", format!("{head}{}]}}", many("{} "))),
        ("json", format!("{head}{}]}}", many("{\"id\": \"Ü\"}, "))),
        ("json", format!("{head}{{{}}}]}}", many("\"x\" 1 "))),
        (
            "json",
            format!(
                "{head}{{{}\"id\": \"t\", \"name\": \"T\"}}]}}",
                (0..30_000).map(|n| format!("\"f{n}\": 1, ")).collect::<Vec<_>>().concat()
            ),
        ),
        ("json", format!("{head}{{\"id\": \"t\", \"name\": \"T\", \"sources\": [{}\"s\"]}}]}}", many("\"nowhere\", "))),
        (
            "jsonl",
            format!("{{\"type\": \"topic\", \"id\": \"t\", \"name\": \"T\", \"sources\": [{}\"s\"]}}", many("\"nowhere\", ")),
        ),
        ("json", many("[")),
        ("jsonl", many("\"")),
    ];
    for (extension, text) in files {
        let started = std::time::Instant::now();
        assert_agreement(text.as_bytes(), extension);
        assert!(started.elapsed().as_secs() < 60, "{:?} for {}…", started.elapsed(), &text[..60]);
    }
}
