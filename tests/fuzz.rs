//! The bodies of the fuzz targets on any toolchain: with texts made at random (`PROPTEST_CASES` says how many), and with every
//! input that once was trouble, or is near to it, from `tests/fuzz/`.

#[path = "fuzz/bodies.rs"]
mod bodies;
#[path = "common/cases.rs"]
mod cases;
#[path = "fuzz/index.rs"]
mod index;

use std::fs;

use cases::cases;
use proptest::prelude::*;

/// Calls `body` with each input kept for it, and tells how many there were.
fn kept(target: &str, body: impl Fn(&[u8])) -> usize {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fuzz/");
    let files = fs::read_dir(format!("{folder}{target}")).expect("the kept inputs");
    files.map(|file| body(&fs::read(file.expect("entry").path()).expect("an input"))).count()
}

fn as_text(body: impl Fn(&str)) -> impl Fn(&[u8]) {
    move |bytes| body(&String::from_utf8_lossy(bytes))
}

#[test]
fn kept_inputs_do_no_harm() {
    assert!(kept("pack", bodies::pack) >= 5);
    assert!(kept("query", as_text(bodies::query)) >= 3);
    assert!(kept("date", as_text(bodies::date)) >= 3);
    assert!(kept("draft", as_text(|text| bodies::draft(text, "kept"))) >= 3);
    assert!(kept("shelf", bodies::shelf) >= 3);
}

#[test]
fn an_index_that_is_as_it_was_is_taken() {
    assert!(index::index(&[]));
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn any_pack(bytes in prop_oneof![
        prop::collection::vec(any::<u8>(), 0..120),
        "[\\[\\]{}\":,0-9a-z \n\\\\]{0,80}".prop_map(String::into_bytes),
        "\\{\"pack\": \\{\"name\": \"p\", \"title\": \"\\PC{0,8}\", \"version\": \"1\"\\}, \"topics\": \\[\\{\"id\": \"[a-z/.-]{0,6}\", \"name\": \"\\PC{0,8}\"\\}\\]\\}"
            .prop_map(String::into_bytes),
        "(\\{\"type\": \"(topic|quote|pack|x)\", \"(id|name|text)\": \"\\PC{0,8}\", \"name\": [0-9\"a-z\\\\u]{0,8}\\}\n){0,4}".prop_map(String::into_bytes),
    ]) {
        bodies::pack(&bytes);
    }

    #[test]
    fn any_query(pieces in prop::collection::vec(prop_oneof![
        3 => prop::sample::select(vec![
            "tokyo", "中央アジア", "Токаев", "e\u{301}a", "c:kz", "pack:mine", "year:>=2019-05", "title:(a | b)", "note:'x", "sort:-date", "foo:bar",
        ]).prop_map(str::to_owned),
        3 => prop::sample::select(vec![" ", "(", ")", "|", " OR ", " NOT ", "-", "\"", "'", "^", "*", "~", "/", "\\", ",", ":", "“"]).prop_map(str::to_owned),
        1 => any::<String>(),
    ], 0..10)) {
        bodies::query(&pieces.concat());
    }

    #[test]
    fn any_draft(text in prop::collection::vec(prop_oneof![
        "\\PC{0,40}",
        "[“”\"「」.,!?<>/&;#*\\-\\[\\]() \n]{0,20}",
        Just("The 13th Tokyo Dialogue was held in Tokyo on March 14, 2025. ".to_owned()),
        Just("“We value it,” said Matsumoto last Friday.\n- water\n".to_owned()),
        any::<String>(),
    ], 0..10), name in any::<String>()) {
        bodies::draft(&text.concat(), &name);
    }

    #[test]
    fn any_index(edits in prop::collection::vec(any::<u8>(), 0..64)) {
        index::index(&edits);
    }

    #[test]
    fn any_shelf(bytes in prop_oneof![
        prop::collection::vec(any::<u8>(), 0..200),
        "\\{\"version\": ?[0-9a-z\"-]{0,12}(, ?\"(marks|notes|searches|query|record)\": ?[\\[\\]{}\":a,0-9]{0,20}){0,3}\\}".prop_map(String::into_bytes),
    ]) {
        bodies::shelf(&bytes);
    }
}

proptest! {
    #![proptest_config(cases(4000))]

    #[test]
    fn any_date(text in prop_oneof![
        any::<String>(),
        "[0-9X?~%/.\\[\\]{},YES-]{0,24}",
        "\\[?[0-9]{4}(-[0-9]{2}){0,2}[?~%]?(/|\\.\\.)?([0-9]{4}(-[0-9]{2}){0,2}[?~%]?)?\\]?",
        "[.]{0,2}/?[.]{0,2}",
    ]) {
        bodies::date(&text);
    }
}
