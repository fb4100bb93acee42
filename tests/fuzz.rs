//! The bodies of the fuzz targets on any toolchain: with texts made at random (`PROPTEST_CASES` says how many), and with every
//! input that once was trouble, or is near to it, from `tests/fuzz/`.

#[path = "fuzz/bodies.rs"]
mod bodies;
#[path = "common/cases.rs"]
mod cases;

use std::fs;

use cadialog::search::Catalogue;
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

fn with_few_and_many(body: impl Fn(&Catalogue)) {
    [bodies::few(), bodies::bundled()].into_iter().for_each(body);
}

fn both_drafts(text: &str, name: &str) {
    bodies::draft(text, name);
    bodies::draft_beside_the_bundled(text, name);
}

#[test]
fn kept_inputs_do_no_harm() {
    assert!(kept("pack", bodies::pack) >= 5);
    assert!(kept("query", as_text(|text| with_few_and_many(|records| bodies::query(text, records)))) >= 3);
    assert!(kept("date", as_text(bodies::date)) >= 3);
    assert!(kept("draft", as_text(|text| both_drafts(text, "kept"))) >= 3);
    assert!(kept("shelf", bodies::shelf) >= 3);
    assert!(kept("table", bodies::table) >= 3);
    assert!(kept("library", bodies::library) >= 3);
    assert!(kept("style", as_text(bodies::style)) >= 3);
    assert!(kept("assistants", |bytes| with_few_and_many(|records| bodies::assistants(bytes, records))) >= 3);
    #[cfg(unix)]
    assert!(kept("terminal", bodies::terminal) >= 3);
}

#[test]
fn an_index_that_is_as_it_was_is_taken() {
    assert!(bodies::index(&[]));
}

/// Bytes as terminals send them, and bytes that they do not send.
#[cfg(unix)]
fn typed() -> impl Strategy<Value = Vec<u8>> {
    let known: Vec<&[u8]> = vec![
        b"\x1b",
        b"\x1b[",
        b"\x1bO",
        b"\x1b[[",
        b"\x1b[M",
        b"\x1b]",
        b"\x1bP",
        b"\x1b\\",
        b"\x07",
        b"\x1b[200~",
        b"\x1b[201~",
        b"201~",
        b"1;5",
        b"<0;5;3",
        b"A",
        b"~",
        b"u",
        b"\x03",
        b"\x7f",
        b"\x00",
        b"\xe6\x9d",
        b"\xbe",
        b"\xf0\x9f",
        b"\xc2\x9b",
        b"q",
        b"27;5;99~",
        b"\x1b[99;5u",
    ];
    prop_oneof![
        6 => prop::sample::select(known).prop_map(<[u8]>::to_vec),
        1 => prop::collection::vec(any::<u8>(), 0..6),
        1 => "\\PC{0,8}".prop_map(String::into_bytes),
    ]
}

/// A table with marks of its own in its cells, in some places with what may stand in tables.
fn rows() -> impl Strategy<Value = String> {
    let cell = prop_oneof![
        3 => prop::sample::select(vec![
            "Date", "Title", "Country", "日付", "Сумма", "Quote", "2020-01-02", "3/4/2019", "12.03.2019", "平成18年6月5日", "Japan; Uzbekistan", "1.250,50", "12,5%", "yes",
            "https://e.org/a", "", "\"two\nlines\"", "=1+1", "#REF!", "<b>bold</b>", "&amp;", "Lee, Ann", "sep=;", "\u{202e}", "\u{feff}", "0", "-1e999", "9999999999999999999999999999999999999999",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ];
    let row = prop::collection::vec(cell, 0..6);
    (
        prop::collection::vec(row, 0..7),
        prop::sample::select(vec![",", ";", "\t", "|"]),
        prop::sample::select(vec!["\n", "\r\n", "\r"]),
    )
        .prop_map(|(rows, separator, end)| rows.iter().map(|row| row.join(separator)).collect::<Vec<_>>().join(end))
}

/// A message to the door for assistants, right or wrong.
fn message() -> impl Strategy<Value = String> {
    let id = prop::sample::select(vec![
        "1",
        "\"a\"",
        "null",
        "1.5",
        "[]",
        "18446744073709551616",
        "\"\\u202e\"",
        "-9223372036854775808",
    ]);
    let call = prop::sample::select(vec!["search", "show", "cite", "verify", "outcomes", "commitments", "compare", "stats", "nothing"])
        .prop_flat_map(|tool| ("\"(query|ids|text|a|b|by|limit|style|country|type|date|form|to)\": ?(\"[a-z:.*/()\\[\\]]{0,12}\"|[0-9]{1,5}|null|\\[\"KZ\"(, \"JP\")?\\])", 0..2_usize)
            .prop_map(move |(argument, twice)| format!("\"tools/call\", \"params\": {{\"name\": \"{tool}\", \"arguments\": {{{argument}{}}}}}", if twice == 1 { ", \"limit\": 2" } else { "" })));
    let method = prop_oneof![
        3 => call,
        2 => prop::sample::select(vec![
            "\"ping\"", "\"initialize\"", "\"initialize\", \"params\": {\"protocolVersion\": \"2025-06-18\"}", "\"initialize\", \"params\": {\"protocolVersion\": \"2024-11-05\"}", "\"tools/list\"",
            "\"resources/list\", \"params\": {\"cursor\": \"100\"}", "\"resources/read\", \"params\": {\"uri\": \"cadialog://record/KZ\"}", "7", "\"\\u001b[2J\"",
        ]).prop_map(str::to_owned),
    ];
    let one = (prop::option::weighted(0.8, id), method).prop_map(|(id, method)| {
        format!("{{\"jsonrpc\": \"2.0\", {}\"method\": {method}}}", id.map_or_else(String::new, |id| format!("\"id\": {id}, ")))
    });
    let one = prop_oneof![6 => one, 1 => "[\\[\\]{}\":,0-9a-z]{0,20}"];
    prop_oneof![4 => one.clone(), 1 => prop::collection::vec(one, 0..4).prop_map(|batch| format!("[{}]", batch.join(",")))]
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn any_table(sort in prop::sample::select(vec!['c', 't', 's', 'w']), side in "(\\[sheet.any\\]\n((header_row|type|date_order|separator|encoding|title_from) = (\"(event|quote|nothing|day-first|;|A|utf-8)\"|[0-3])\n){0,3})?", rows in rows()) {
        let side = if sort == 's' { format!("{side}\0") } else { String::new() };
        bodies::table(format!("{sort}{side}{rows}").as_bytes());
    }

    #[test]
    fn any_workbook(sort in prop::sample::select(vec!['x', 'o']), cells in prop::collection::vec(
        "<c r=\"[A-F]{1,4}[0-9]{1,8}\" (t=\"(s|b|n|e|str|inlineStr|d)\"|s=\"[0-9]\")?><(v|f|is><t)>\\PC{0,6}</(v|f|t></is)></c>|<row r=\"[0-9]{0,7}\">|</row>|<mergeCell ref=\"A1:[A-F]{1,2}[0-9]{1,2}\"/>", 0..8,
    ), edits in prop::collection::vec(any::<u8>(), 0..12)) {
        bodies::table(format!("{sort}<worksheet><sheetData>{}</sheetData></worksheet>", cells.concat()).as_bytes());
        bodies::table(&[b"l", edits.as_slice()].concat());
    }

    #[test]
    fn any_library(sort in prop::sample::select(vec!['b', 'r', 'j']), bib in prop_oneof![
        "(@[a-z]{1,8}[{(][a-z0-9]{0,4}(, ?[a-z]{1,6} ?= ?[{\"]?\\PC{0,8}[}\"]?){0,3}[})]?\n){0,3}",
        "((TY|TI|AU|DA|PY|UR|ER|AB|SP|LA)  - \\PC{0,10}\n){0,8}",
        "\\[(\\{\"type\": \"(book|treaty|x)\", \"(title|id|URL|issued|author|keyword|volume|note)\": (\"\\PC{0,8}\"|[0-9]{1,4}|\\{\"date-parts\": \\[\\[[0-9,]{0,9}\\]\\]\\}|\\[\\{\"literal\": \"a\"\\}\\])\\},?){1,2}\\]",
    ]) {
        bodies::library(format!("{sort}{bib}").as_bytes());
    }

    #[test]
    fn any_style(elements in prop::collection::vec(prop::sample::select(vec![
        "<text variable=\"title\"/>", "<text macro=\"a\"/>", "<text value=\"&#x202e;&#x1b;[2J\"/>", "<date variable=\"issued\"><date-part name=\"year\"/></date>", "<names variable=\"author\"><label/></names>",
        "<names variable=\"author\"/>", "<number variable=\"volume\" form=\"roman\"/>", "<group delimiter=\"\n\">", "</group>", "<choose><if type=\"speech\"><text variable=\"URL\"/></if></choose>",
        "<text term=\"accessed\" text-case=\"title\"/>",
    ]), 0..6), own in "[<>/a-z\"= ]{0,20}") {
        let layout = elements.concat();
        bodies::style(&format!("<style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"in-text\" version=\"1.0\"><info><title>t</title><id>t</id><updated>2020-01-01T00:00:00+00:00</updated></info><macro name=\"a\">{own}<text variable=\"page\"/></macro><citation><layout>{layout}</layout></citation><bibliography><layout>{layout}</layout></bibliography></style>"));
    }

    #[test]
    fn any_messages(messages in prop::collection::vec(message(), 0..5)) {
        with_few_and_many(|records| bodies::assistants(messages.join("\n").as_bytes(), records));
    }

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
        with_few_and_many(|records| bodies::query(&pieces.concat(), records));
    }

    #[test]
    fn any_draft(text in prop::collection::vec(prop_oneof![
        "\\PC{0,40}",
        "[“”\"「」.,!?<>/&;#*\\-\\[\\]() \n]{0,20}",
        Just("The 13th Tokyo Dialogue was held in Tokyo on March 14, 2025. ".to_owned()),
        Just("“We value it,” said Matsumoto last Friday.\n- water\n".to_owned()),
        any::<String>(),
    ], 0..10), name in any::<String>()) {
        both_drafts(&text.concat(), &name);
    }

    #[test]
    fn any_index(edits in prop::collection::vec(any::<u8>(), 0..64)) {
        bodies::index(&edits);
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

    #[cfg(unix)]
    #[test]
    fn any_key(pieces in prop::collection::vec((any::<u8>(), typed()), 0..8)) {
        let piece = |(head, bytes): &(u8, Vec<u8>)| {
            let length = u8::try_from(bytes.len().clamp(1, 16)).expect("a byte") - 1;
            [&[length << 4 | head & 15], &bytes[..bytes.len().min(16)]].concat()
        };
        bodies::terminal(&pieces.iter().flat_map(piece).collect::<Vec<_>>());
    }

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

#[cfg(unix)]
proptest! {
    #![proptest_config(cases(8))]

    /// Each is said until it is a good four megabytes.
    #[test]
    fn any_flood(said in prop::collection::vec(typed(), 1..6)) {
        let once = said.concat();
        bodies::flood(&once.repeat((1 << 16) / once.len().max(1)), 1 << 20);
    }
}
