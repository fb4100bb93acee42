//! Whatever bytes a pack is made of: an answer, the same from reader and checker, and nothing for the terminal.

use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::bodies;
use super::cases::cases;

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
    #![proptest_config(cases(96))]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..120), lines in any::<bool>()) {
        bodies::pack_in_a_file(&bytes, if lines { "jsonl" } else { "json" });
    }

    #[test]
    fn any_brackets(text in "[\\[\\]{}\":,0-9a-z \n\\\\]{0,80}", lines in any::<bool>()) {
        bodies::pack_in_a_file(text.as_bytes(), if lines { "jsonl" } else { "json" });
    }

    #[test]
    fn a_spoiled_file(bytes in spoiled("every-type.json")) {
        bodies::pack_in_a_file(&bytes, "json");
    }

    #[test]
    fn spoiled_lines(bytes in spoiled("lines.jsonl")) {
        bodies::pack_in_a_file(&bytes, "jsonl");
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
        ("json", format!("{head}{}]}}", many("{\"id\": '{'}, "))),
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
        bodies::pack_in_a_file(text.as_bytes(), extension);
        assert!(started.elapsed().as_secs() < 60, "{:?} for {}…", started.elapsed(), &text[..60]);
    }
}
