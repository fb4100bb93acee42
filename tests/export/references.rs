//! References in the styles that are carried: short, in one line, with every fact, and as the manuals of the styles have them.

use cadialog::archive::Archive;
use cadialog::export::{CarriedStyle, CitationStyle, Citer, LONGEST_REFERENCE, StyleFault};
use cadialog::record::{Language, Record};
use serde_json::json;

use super::{all, archive_of, small};

fn citer(style: CarriedStyle) -> Citer {
    Citer::new(CitationStyle::Printed(style), None)
}

/// Every hundredth record or so of those that are carried; all of them with `CADIALOG_ALL=1`.
fn step() -> usize {
    if std::env::var_os("CADIALOG_ALL").is_some() { 1 } else { 101 }
}

/// What is off with a reference, its addresses aside.
fn fault(text: &str) -> Option<&'static str> {
    let words: Vec<&str> = text.split(' ').filter(|word| !word.contains("://")).collect();
    let plain = words.join(" ");
    [
        ("undefined", "undefined"),
        ("..", "two full stops"),
        (",,", "two commas"),
        ("()", "nothing in brackets"),
        ("[]", "nothing in brackets"),
    ]
    .into_iter()
    .chain([
        ("“”", "nothing in quotation marks"),
        (" ,", "a blank before a comma"),
        ("  ", "two blanks"),
        (",.", "comma and stop"),
    ])
    .chain([("1111", "a year that stands for words"), ("9871", "a year that stands for another"), ("\u{f8d0}", "no address")])
    .find_map(|(off, what)| plain.contains(off).then_some(what))
}

#[test]
fn every_style_prints_every_type_of_record_in_one_short_line() {
    let bundled = Archive::bundled().expect("archive");
    let sample: Vec<_> = all(&bundled).into_iter().step_by(step()).collect();
    let small = small();
    for style in CarriedStyle::ALL {
        let citer = citer(style);
        for (archive, ids) in [(&small, all(&small)), (&bundled, sample.clone())] {
            for id in ids {
                let text = citer.cite(archive, id, false);
                let of = || format!("{} in {}: {text}", archive.record(id).id(), style.name());
                let line = text.strip_suffix('\n').expect("a line");
                assert!(!line.contains('\n') && line.trim() == line && !line.is_empty(), "{}", of());
                assert!(line.chars().count() <= LONGEST_REFERENCE, "{} characters: {}", line.chars().count(), of());
                assert_eq!(fault(line), None, "{}", of());
                if let Record::Source(source) = archive.record(id) {
                    assert!(source.url.as_ref().is_none_or(|url| line.contains(url.as_str())), "{}", of());
                    let year = source.date.as_ref().and_then(|date| date.certain_year());
                    assert!(year.is_none_or(|year| line.contains(&year.to_string())), "{}", of());
                } else if !matches!(archive.record(id), Record::Document(_)) {
                    assert!(
                        line.ends_with(&format!("{} {}]", archive.record(id).record_type().name(), archive.record(id).id())),
                        "{}",
                        of()
                    );
                }
            }
        }
    }
}

/// A few records whose references were written by hand, from the manuals, before the program printed any.
fn written() -> Archive {
    archive_of(&json!({
        "pack": {"name": "written", "title": "Written", "version": "1", "created": "2026-11-23"},
        "countries": [
            {"id": "JP", "name": "Japan", "sources": ["text"]},
            {"id": "KZ", "name": "Kazakhstan", "sources": ["text"]},
            {"id": "KG", "name": "Kyrgyzstan", "sources": ["text"]}
        ],
        "people": [{"id": "aso", "name": "Aso Taro", "sort_name": "Aso, Taro", "sources": ["aso-speech"]}],
        "topics": [{"id": "peace", "name": "Peace", "sources": ["text"]}],
        "documents": [{
            "id": "statement", "title": "Joint Statement of Three Ministers", "date": "2004-08-28", "kind": "joint-statement",
            "signatories": ["JP", "KZ", "KG"], "topics": ["peace"], "summary": "They agreed.", "sources": ["text"]
        }],
        "events": [{
            "id": "talk", "title": "Talks at the lake", "date": "2025-08-30/2025-09-02", "kind": "visit", "countries": ["JP"],
            "summary": "They talked.", "sources": ["news"]
        }],
        "outcomes": [{
            "id": "loan", "text": "Japan lends money for a bridge.", "form": "agreement", "event": "talk", "by": ["JP"],
            "countries": ["JP"], "topics": ["peace"], "sources": ["news"]
        }],
        "quotes": [{
            "id": "corridor", "text": "a corridor of peace", "date": "2006-06-01", "speaker": {"person": "aso"}, "form": "verbatim",
            "countries": ["JP"], "topics": ["peace"], "sources": ["aso-speech"]
        }],
        "sources": [
            {"id": "news", "title": "Japan ready to rebuild a bridge", "publisher": "Bridge News", "url": "https://example.org/bridge",
             "language": "en", "date": "2020-08-14", "accessed": "2026-11-23", "kind": "secondary"},
            {"id": "undated", "title": "A page on the bridge", "described": true, "publisher": "Bridge News",
             "url": "https://example.org/page", "language": "ru", "accessed": "2026-11-23", "kind": "secondary"},
            {"id": "text", "title": "Joint Statement", "title_original": "共同声明", "publisher": "Ministry of Foreign Affairs of Japan",
             "url": "https://example.org/text", "language": "ja", "date": "2004-08", "accessed": "2026-11-23", "kind": "primary"},
            {"id": "aso-speech", "title": "Central Asia as a corridor", "author": "Aso Taro", "publisher": "Foreign Ministry",
             "url": "https://example.org/aso", "language": "en", "date": "2006-06-01", "accessed": "2026-11-23", "kind": "primary"}
        ]
    }))
}

#[test]
fn references_are_as_the_manuals_have_them() {
    use CarriedStyle::{Apa, ChicagoAuthorDate, ChicagoNotes, Gost, Iso690, Mla, Sist02};
    let archive = written();
    for (style, id, expected) in [
        (Apa, "news", "Bridge News. (2020, August 14). Japan ready to rebuild a bridge. https://example.org/bridge"),
        (ChicagoNotes, "news", "Bridge News, “Japan Ready to Rebuild a Bridge,” August 14, 2020, https://example.org/bridge."),
        (Mla, "news", "Bridge News. Japan Ready to Rebuild a Bridge. 14 Aug. 2020, https://example.org/bridge."),
        (
            Iso690,
            "news",
            "BRIDGE NEWS, 2020. Japan ready to rebuild a bridge. Online. 14 August 2020. Available from: https://example.org/bridge \
             [Accessed 23 November 2026].",
        ),
        (
            Gost,
            "news",
            "Bridge News. Japan ready to rebuild a bridge [Электронный ресурс]. 2020. URL: https://example.org/bridge (дата обращения: \
             23.11.2026).",
        ),
        (
            Sist02,
            "aso-speech",
            "Aso, Taro. “Central Asia as a corridor”. Foreign Ministry. 2006. https://example.org/aso, (参照 2026-11-23).",
        ),
        (
            Apa,
            "undated",
            "Bridge News. (n.d.). [A page on the bridge]. Retrieved November 23, 2026, from https://example.org/page",
        ),
        (ChicagoNotes, "undated", "Bridge News, [A page on the bridge], accessed November 23, 2026, https://example.org/page."),
        (Apa, "aso-speech", "Aso, T. (2006, June 1). Central Asia as a corridor. Foreign Ministry. https://example.org/aso"),
        (
            ChicagoAuthorDate,
            "aso-speech",
            "Aso, Taro. 2006. “Central Asia as a Corridor.” Foreign Ministry, June 1. https://example.org/aso.",
        ),
        (Mla, "aso-speech", "Aso, Taro. “Central Asia as a Corridor.” Foreign Ministry, 1 June 2006, https://example.org/aso."),
        (
            Apa,
            "text",
            "Ministry of Foreign Affairs of Japan. (2004, August). 共同声明 [Joint Statement]. https://example.org/text",
        ),
        (
            Apa,
            "statement",
            "Japan, Kazakhstan, & Kyrgyzstan. (2004, August 28). 共同声明 [Joint Statement of Three Ministers]. Ministry of Foreign Affairs \
             of Japan. https://example.org/text",
        ),
        (
            ChicagoNotes,
            "statement",
            "Japan, Kazakhstan, and Kyrgyzstan, “共同声明 [Joint Statement of Three Ministers],” Ministry of Foreign Affairs of Japan, \
             August 28, 2004, https://example.org/text.",
        ),
        (
            ChicagoNotes,
            "corridor",
            "Taro Aso, “A Corridor of Peace,” June 1, 2006. Quoted in: Taro Aso, “Central Asia as a Corridor,” Foreign Ministry, June 1, \
             2006, https://example.org/aso. [Written, version 1, quote corridor]",
        ),
        (
            Apa,
            "talk",
            "Talks at the lake. (2025, August 30–September 2). [Visit or talks]. https://example.org/bridge [Written, version 1, event \
             talk]",
        ),
    ] {
        let text = citer(style).cite(&archive, archive.id(id).expect(id), false);
        assert_eq!(text.trim_end(), expected, "{id} in {}", style.name());
    }
}

#[test]
fn descriptions_are_sentences_and_a_year_in_a_name_dates_nothing() {
    let archive = written();
    let text = |style, id| citer(style).cite(&archive, archive.id(id).expect(id), false);
    for style in CarriedStyle::ALL {
        let loan = text(style, "loan");
        assert!(loan.contains("[Japan lends money for a bridge]") && !loan.contains("“["), "{loan}");
    }
    let named = archive_of(&json!({
        "pack": {"name": "named", "title": "Named", "version": "1", "created": "2026-11-23"},
        "sources": [{"id": "cable", "title": "Report of the embassy (2006)", "described": true, "publisher": "Library",
            "url": "https://example.org/cable", "date": "2006", "accessed": "2026-11-23", "kind": "secondary"}]
    }));
    let id = named.id("cable").expect("a page");
    for style in CarriedStyle::ALL {
        let text = citer(style).cite(&named, id, false);
        assert!(text.matches("2006").count() > 1, "{}: {text}", style.name());
    }
    assert!(text(CarriedStyle::Apa, "statement").starts_with("Japan, Kazakhstan, & Kyrgyzstan."));
    assert!(text(CarriedStyle::Din1505, "statement").starts_with("Japan ; Kazakhstan ; Kyrgyzstan:"));
}

#[test]
fn what_the_archive_has_compiled_stands_at_no_address_of_others() {
    let archive = written();
    let item = |id: &str| -> serde_json::Value {
        let text = Citer::new(CitationStyle::CslJson, None).cite(&archive, archive.id(id).expect(id), false);
        serde_json::from_str::<Vec<_>>(&text).expect("JSON").remove(0)
    };
    let person = item("aso");
    assert_eq!((&person["URL"], &person["accessed"]), (&json!(null), &json!(null)));
    assert_eq!(person["issued"], json!({ "date-parts": [[2026, 11, 23]] }));
    let page = item("text");
    assert_eq!(page["title"], "共同声明 [Joint Statement]");
    assert_eq!(page["custom"], json!({ "original-title": "共同声明", "translated-title": "Joint Statement" }));
    assert_eq!(page["original-title"], json!(null), "that is what a translation is made from, and styles print it as such");
}

#[test]
fn the_words_of_a_style_are_in_the_language_asked_for() {
    let archive = written();
    let id = archive.id("undated").expect("a page");
    let text = |style, language| Citer::new(CitationStyle::Printed(style), language).cite(&archive, id, false);
    assert!(text(CarriedStyle::Gost, Some(Language::En)).contains("(accessed: 23.11.2026)"));
    assert!(text(CarriedStyle::Apa, Some(Language::Ru)).contains("ноябрь"), "{}", text(CarriedStyle::Apa, Some(Language::Ru)));
    assert!(text(CarriedStyle::Harvard, None).contains("23 November 2026"), "British, as Harvard is");
}

#[test]
fn sources_and_archive_come_only_when_asked_for() {
    let archive = written();
    let id = archive.id("statement").expect("a document");
    let citer = citer(CarriedStyle::Apa);
    assert_eq!(citer.cite(&archive, id, false).lines().count(), 1);
    let lines = citer.cite(&archive, id, true);
    let lines: Vec<&str> = lines.lines().collect();
    assert_eq!(lines.len(), 3, "the record, its source, the archive: {lines:?}");
    assert!(lines[1].starts_with("Ministry of Foreign Affairs") && lines[2].starts_with("The cadialog authors"));
}

/// A style with these macros, whose references are what the macro `x` prints.
fn style(macros: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
<info><title>T</title><id>http://example.org/t</id><updated>2026-01-01T00:00:00+00:00</updated></info>
{macros}<citation><layout><text macro="x"/></layout></citation><bibliography><layout><text macro="x"/></layout></bibliography></style>"#
    )
}

#[test]
fn a_faulty_style_is_told_and_never_run() {
    let archive = written();
    let id = archive.id("news").expect("a page");
    let good = style(r#"<macro name="x"><text variable="title"/></macro>"#);
    let text = Citer::read(&good, None).expect("a style").cite(&archive, id, false);
    assert_eq!(
        text, "Japan ready to rebuild a bridge (14 August 2020). https://example.org/bridge\n",
        "what it has no place for stands behind"
    );
    let fault = |text: &str| Citer::read(text, None).expect_err("a fault");
    assert!(matches!(fault("hello"), StyleFault::NoStyle(_)));
    assert!(matches!(fault(&good.replace("variable=\"title\"", "variable=\"tittle\"")), StyleFault::NoStyle(_)));
    assert_eq!(fault(&style("")), StyleFault::NoMacro("x".to_owned()));
    let circle = r#"<macro name="x"><text macro="y"/></macro><macro name="y"><group><text macro="x"/></group></macro>"#;
    assert!(matches!(fault(&style(circle)), StyleFault::Circle(_)));
    let twice = |n: u32| format!(r#"<macro name="m{n}"><text macro="m{0}"/><text macro="m{0}"/></macro>"#, n + 1);
    let grown: String = (0..60).map(twice).collect();
    let grown = format!(r#"<macro name="x"><text macro="m0"/></macro>{grown}<macro name="m60"><text value="a"/></macro>"#);
    assert_eq!(fault(&style(&grown)), StyleFault::Endless);
    let deep = format!("{}{}", "<group>".repeat(5_000), "</group>".repeat(5_000));
    assert_eq!(fault(&style(&format!(r#"<macro name="x">{deep}</macro>"#))), StyleFault::Deep);
}
