//! BibTeX, RIS and CSL-JSON, read back.

use biblatex::{Bibliography, ChunksExt, EntryType};
use cadialog::archive::Archive;
use cadialog::export::OutputFormat;
use serde_json::Value;

use super::{all, ris_reader, small, whole};

#[test]
fn bibtex_is_read_without_a_warning() {
    for archive in [small(), Archive::bundled().expect("archive")] {
        let read = Bibliography::parse(&whole(&archive, OutputFormat::Bibtex)).expect("BibTeX");
        assert_eq!(read.len(), archive.len(), "every record is an entry of its own");
        for (entry, id) in read.iter().zip(all(&archive)) {
            assert_eq!(entry.entry_type, EntryType::Misc);
            assert!(entry.key.is_ascii() && entry.key.ends_with(archive.record(id).id()), "{}", entry.key);
            let title = entry.title().expect("title").format_verbatim();
            assert!(!title.is_empty() && !title.contains(['{', '}', '\\']), "{title}");
            let report = entry.verify();
            // An event whose hosts are not known has no author, which styles allow.
            assert!(report.malformed.is_empty(), "{}: {:?}", entry.key, report.malformed);
            assert!(
                report.missing.is_empty() || report.missing.iter().all(|f| f.contains("author") || *f == "year"),
                "{}: {:?}",
                entry.key,
                report.missing
            );
        }
    }
}

#[test]
fn bibtex_keeps_institutions_whole_and_dates_as_exact_as_they_are() {
    let read = Bibliography::parse(&whole(&small(), OutputFormat::Bibtex)).expect("BibTeX");
    let entry = |key: &str| read.get(key).expect(key);
    let names = |key: &str| {
        let authors = entry(key).author().expect("authors");
        authors.iter().map(|p| (p.name.clone(), p.given_name.clone())).collect::<Vec<_>>()
    };
    let institution = |name: &str| (name.to_owned(), String::new());
    assert_eq!(
        names("cadialog-td-13"),
        ["Ministry of Foreign Affairs of Japan", "Global Forum, Japan and Friends"].map(institution)
    );
    assert_eq!(names("cadialog-td-13-matsumoto-vital"), [("Matsumoto".to_owned(), "Hisashi".to_owned())]);
    assert_eq!(names("cadialog-kz-oil"), [institution("Kazakhstan’s side, as met by the mission")]);
    let field = |key: &str, field: &str| entry(key).get(field).map(|chunks| chunks.format_verbatim());
    assert_eq!(field("cadialog-td-13", "year").as_deref(), Some("2025"));
    assert_eq!(field("cadialog-td-11", "year"), None, "between 2018 and 2019 is no year");
    assert!(field("cadialog-td-11", "note").expect("note").contains("between 13 June 2018 and 17 May 2019"));
    assert!(field("cadialog-energy", "title").is_some());
    assert!(field("cadialog-mofa-13", "title").expect("title").contains("Dialogue & 13th"));
}

#[test]
fn ris_is_read_back_with_types_that_readers_know() {
    for archive in [small(), Archive::bundled().expect("archive")] {
        let read = ris_reader::read(&whole(&archive, OutputFormat::Ris)).expect("RIS");
        assert_eq!(read.len(), archive.len());
        for (reference, id) in read.iter().zip(all(&archive)) {
            let of_type = reference.one("TY").expect("type");
            assert!(["ELEC", "RPRT", "SLIDE"].contains(&of_type), "{of_type}");
            assert!(reference.one("TI").is_some_and(|title| !title.is_empty()));
            assert!(reference.one("ID").is_some_and(|key| key.ends_with(archive.record(id).id())));
            for author in reference.all("AU") {
                assert!(author.matches(',').count() <= 1, "an institution would be taken apart: {author}");
            }
        }
    }
}

#[test]
fn ris_dates_have_their_true_precision() {
    let read = ris_reader::read(&whole(&small(), OutputFormat::Ris)).expect("RIS");
    let date = |key: &str| read.iter().find(|r| r.one("ID") == Some(key)).expect(key).one("DA");
    assert_eq!(date("cadialog-td-13"), Some("2025/03/14"));
    assert_eq!(date("cadialog-som-02"), Some("2006/02"));
    assert_eq!(date("cadialog-td-11"), None);
    assert_eq!(date("cadialog-proj-aral"), None);
    let institution = read.iter().find(|r| r.one("ID") == Some("cadialog-td-13")).expect("event").all("AU");
    assert_eq!(institution, ["Ministry of Foreign Affairs of Japan", "Global Forum Japan and Friends"]);
}

#[test]
fn csl_items_follow_the_schema_of_csl() {
    const TYPES: [&str; 7] = ["event", "speech", "report", "webpage", "entry", "document", "dataset"];
    const FIELDS: [&str; 22] = [
        "id",
        "type",
        "title",
        "author",
        "container-title",
        "event-title",
        "event-place",
        "publisher",
        "URL",
        "language",
        "genre",
        "abstract",
        "note",
        "keyword",
        "custom",
        "archive",
        "archive_location",
        "issued",
        "accessed",
        "version",
        "number",
        "medium",
    ];
    for archive in [small(), Archive::bundled().expect("archive")] {
        let read: Vec<Value> = serde_json::from_str(&whole(&archive, OutputFormat::CslJson)).expect("JSON");
        assert_eq!(read.len(), archive.len());
        for item in &read {
            let fields = item.as_object().expect("object");
            assert!(fields.keys().all(|field| FIELDS.contains(&field.as_str())), "{item}");
            assert!(TYPES.contains(&item["type"].as_str().expect("type")), "{item}");
            for name in ["author", "organizer"]
                .iter()
                .filter_map(|field| item.get(field))
                .flat_map(|names| names.as_array().expect("names"))
            {
                let parts = name.as_object().expect("name");
                assert!(
                    parts.len() == 1 && parts.contains_key("literal")
                        || parts.contains_key("family") && parts.contains_key("given")
                );
            }
            for date in ["issued", "accessed", "event-date"].iter().filter_map(|field| item.get(field)) {
                let parts = date.get("date-parts").map_or(&[][..], |parts| parts.as_array().expect("parts"));
                assert!(parts.len() <= 2 && (!parts.is_empty() || date.get("literal").is_some()), "{date}");
                assert!(parts.iter().all(|part| (1..=3).contains(&part.as_array().expect("numbers").len())), "{date}");
            }
        }
    }
}

#[test]
fn csl_dates_and_names_say_what_is_known() {
    let read: Vec<Value> = serde_json::from_str(&whole(&small(), OutputFormat::CslJson)).expect("JSON");
    let item = |key: &str| read.iter().find(|item| item["id"] == key).expect(key);
    assert_eq!(item("cadialog-td-13")["issued"]["date-parts"], serde_json::json!([[2025, 3, 14]]));
    assert_eq!(item("cadialog-som-02")["issued"]["date-parts"], serde_json::json!([[2006, 2]]));
    assert_eq!(item("cadialog-summit-2024")["issued"]["date-parts"], serde_json::json!([[2024, 8, 9], [2024, 8, 11]]));
    assert_eq!(item("cadialog-td-11")["issued"]["circa"], true);
    assert_eq!(item("cadialog-proj-aral")["issued"], serde_json::json!({"literal": "until February 2024"}));
    assert_eq!(item("cadialog-td-13")["author"][1], serde_json::json!({"literal": "Global Forum, Japan and Friends"}));
    assert_eq!(
        item("cadialog-td-13-matsumoto-vital")["author"][0],
        serde_json::json!({"family": "Matsumoto", "given": "Hisashi"})
    );
}
