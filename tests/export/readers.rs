//! Title, authors, date and address of every record, read back from BibTeX, biblatex, RIS and CSL-JSON: the same in all four, and those of
//! the sources as the data have them.

use std::collections::BTreeMap;

use biblatex::{Bibliography, ChunksExt};
use cadialog::archive::Archive;
use cadialog::export::OutputFormat;
use cadialog::record::{Record, SourceKind};
use serde_json::Value;

use super::{all, ris_reader, small, whole};

/// What identifies something that is cited.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Facts {
    title: String,
    /// "Family, Given", or an institution without its commas, which RIS cannot have.
    authors: Vec<String>,
    /// Year, month and day as far as they are given; no more than year and month of BibTeX.
    date: String,
    address: String,
}

fn author(family: &str, given: Option<&str>) -> String {
    given.map_or_else(|| family.replace(',', ""), |given| format!("{family}, {given}"))
}

fn from_bib(text: &str) -> BTreeMap<String, Facts> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let read = Bibliography::parse(text).expect("a bibliography");
    // The reader makes long dashes of the hyphens in addresses; these are read as they stand.
    let mut addresses = BTreeMap::new();
    let mut key = "";
    for line in text.lines() {
        key = line.strip_prefix('@').and_then(|line| line.split_once('{')).map_or(key, |(_, key)| key.trim_end_matches(','));
        if let Some(address) = line.strip_prefix("  url = {").and_then(|line| line.strip_suffix("},")) {
            addresses.insert(key, address.to_owned());
        }
    }
    let facts = |entry: &biblatex::Entry| {
        let field = |name: &str| entry.get(name).map(|chunks| chunks.format_verbatim()).unwrap_or_default();
        let (year, month) = (field("year"), field("month").to_lowercase());
        let month = MONTHS.iter().position(|name| month.starts_with(name)).map(|n| format!("-{:02}", n + 1)).unwrap_or_default();
        let date = if year.is_empty() { field("date") } else { format!("{year}{month}") };
        let people = entry.author().unwrap_or_default();
        let people = people.iter().map(|p| author(&p.name, Some(p.given_name.as_str()).filter(|given| !given.is_empty())));
        let title = [field("title"), field("titleaddon")].join(" ");
        Facts {
            title: title.trim().to_owned(),
            authors: people.collect(),
            date,
            address: addresses.get(entry.key.as_str()).cloned().unwrap_or_default(),
        }
    };
    read.iter().map(|entry| (entry.key.clone(), facts(entry))).collect()
}

fn from_ris(text: &str) -> BTreeMap<String, Facts> {
    let facts = |reference: &ris_reader::Reference| {
        let one = |tag: &str| reference.one(tag).unwrap_or_default().to_owned();
        let authors = reference.all("AU").into_iter().map(str::to_owned).collect();
        (one("ID"), Facts { title: one("TI"), authors, date: one("DA").replace('/', "-"), address: one("UR") })
    };
    ris_reader::read(text).expect("RIS").iter().map(facts).collect()
}

/// A date of two ends or of words alone is left out: the other formats have what is certain of it.
fn from_csl(text: &str) -> BTreeMap<String, Facts> {
    let items: Vec<Value> = serde_json::from_str(text).expect("JSON");
    let text = |item: &Value, field: &str| item[field].as_str().unwrap_or_default().to_owned();
    let facts = |item: &Value| {
        let authors = item["author"].as_array().into_iter().flatten().map(|name| match name["family"].as_str() {
            Some(family) => author(family, name["given"].as_str()),
            None => author(name["literal"].as_str().expect("a name"), None),
        });
        let parts = item["issued"]["date-parts"].as_array().filter(|ends| ends.len() == 1 && item["issued"]["circa"] != true);
        let parts = parts.map(|ends| ends[0].as_array().expect("parts").iter().map(|n| n.as_u64().expect("a number")));
        let date = parts.map(|parts| parts.map(|n| format!("{n:02}")).collect::<Vec<_>>().join("-")).unwrap_or_default();
        let facts = Facts { title: text(item, "title"), authors: authors.collect(), date, address: text(item, "URL") };
        (text(item, "id"), facts)
    };
    items.iter().map(facts).collect()
}

#[test]
fn four_formats_say_the_same_of_every_record() {
    for archive in [small(), Archive::bundled().expect("archive")] {
        let bibtex = from_bib(&whole(&archive, OutputFormat::Bibtex));
        let biblatex = from_bib(&whole(&archive, OutputFormat::Biblatex));
        let (ris, csl) = (from_ris(&whole(&archive, OutputFormat::Ris)), from_csl(&whole(&archive, OutputFormat::CslJson)));
        assert_eq!(csl.len(), archive.len());
        for (key, csl) in &csl {
            for (format, other) in [("BibTeX", &bibtex[key]), ("biblatex", &biblatex[key]), ("RIS", &ris[key])] {
                let said = |facts: &Facts| (facts.title.clone(), facts.authors.clone(), facts.address.clone());
                assert_eq!(said(other), said(csl), "{key} in {format}");
                let is_whole = format != "BibTeX";
                let expected = if is_whole { &csl.date[..] } else { &csl.date[..csl.date.len().min(7)] };
                assert!(csl.date.is_empty() || other.date == expected, "{key} in {format}: {} is not {expected}", other.date);
            }
        }
    }
}

#[test]
fn sources_are_read_back_as_the_data_have_them() {
    let archive = Archive::bundled().expect("archive");
    let csl = from_csl(&whole(&archive, OutputFormat::CslJson));
    let mut originals = 0;
    for id in all(&archive) {
        let Record::Source(source) = archive.record(id) else { continue };
        let facts = &csl[&format!("cadialog-{}", source.id)];
        let english = source.title.replace('[', "(").replace(']', ")");
        let title = match &source.title_original {
            Some(original) if *original != source.title => format!("{original} [{english}]"),
            None if source.described => format!("[{}]", english.trim_end_matches('.')),
            _ => source.title.clone(),
        };
        originals += usize::from(source.title_original.is_some());
        assert_eq!(facts.title, title);
        assert_eq!(facts.address, source.url.clone().unwrap_or_default());
        if source.author.is_none() && source.kind != SourceKind::Mirror {
            assert_eq!(facts.authors, [source.publisher.replace(',', "")], "{}", source.id);
        }
        let plain =
            source.date.as_ref().map(|date| date.edtf()).filter(|edtf| edtf.chars().all(|c| c == '-' || c.is_ascii_digit()));
        assert_eq!(facts.date, plain.unwrap_or_default(), "{}", source.id);
    }
    assert!(originals > 200, "so many pages have a title in another language: {originals}");
}

/// Braces stand around single words and are balanced, and nothing is left open at the end of a title.
#[test]
fn braces_protect_single_words() {
    let archive = Archive::bundled().expect("archive");
    let text = whole(&archive, OutputFormat::Bibtex);
    let titles: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("  title = {")?.strip_suffix("},")).collect();
    assert_eq!(titles.len(), archive.len());
    for title in titles {
        let mut open = false;
        let title = title.replace("\\textbackslash{}", "").replace("\\textasciitilde{}", "");
        for c in title.chars() {
            let is_amiss = if open { c == '{' || c == ' ' } else { c == '}' };
            assert!(!is_amiss, "{title}");
            open = (open || c == '{') && c != '}';
        }
        assert!(!open, "{title}");
    }
    assert!(text.contains("url = {") && text.contains("urldate = {2026-1") && !text.contains("\\url{"));
}
