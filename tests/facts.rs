//! The pack against the facts it was compiled from: nothing left out without a reason, no name lost, no sentence copied.
//! The facts lie beside the repository; on a machine without them only what needs none is tested.

#[path = "common/shared.rs"]
mod shared;
#[path = "common/texts.rs"]
mod texts;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use cadialog::archive::Archive;
use cadialog::record::{Record, RecordType};
use cadialog::text;
use serde::Deserialize;
use serde_json::Value;

static ARCHIVE: LazyLock<Archive> = LazyLock::new(|| Archive::bundled().expect("the bundled pack reads and links"));

/// Files with one `### id` heading a record.
const DOSSIERS: [&str; 2] = ["facts/ministerial.md", "facts/meetings-and-projects.md"];

/// An id of the facts that has no record, and why.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LeftOut {
    id: String,
    reason: String,
}

fn left_out() -> Vec<LeftOut> {
    serde_json::from_str(include_str!("../data/left-out.json")).expect("data/left-out.json")
}

/// The ids in the headings of a dossier: "### som-04 / som-05" has two.
fn headings(dossier: &str) -> Vec<&str> {
    let titles = dossier.lines().filter_map(|line| line.strip_prefix("### "));
    titles.flat_map(|title| title.split(['(', ' ', '/']).filter(|word| word.contains('-'))).collect()
}

#[test]
fn what_is_left_out_has_a_reason_and_no_record() {
    for entry in left_out() {
        assert!(entry.reason.split_whitespace().count() >= 5, "“{}”: why is it left out?", entry.id);
        assert!(ARCHIVE.id(&entry.id).is_none(), "“{}” is left out, and yet a record", entry.id);
    }
}

#[test]
fn every_id_of_the_facts_is_a_record_or_left_out_with_a_reason() {
    let Some(names) = shared::read("facts/names.json") else { return };
    let names: Value = serde_json::from_str(&names).expect("names.json");
    let dossiers = DOSSIERS.map(|file| shared::read(file).expect(file));
    let mut ids: BTreeSet<String> = dossiers.iter().flat_map(|text| headings(text)).map(str::to_owned).collect();
    assert!(ids.len() >= 100, "only {} headings were understood", ids.len());
    for (list, key) in [("people", "id"), ("organisations", "id"), ("countries", "code")] {
        let listed = names[list].as_array().expect(list);
        ids.extend(listed.iter().map(|entry| entry[key].as_str().expect(key).to_owned()));
    }
    let left_out: HashSet<String> = left_out().into_iter().map(|entry| entry.id).collect();
    let missing: Vec<&String> = ids.iter().filter(|id| ARCHIVE.id(id).is_none() && !left_out.contains(*id)).collect();
    assert!(missing.is_empty(), "in the facts, but neither a record nor left out: {missing:?}");
    // Entries of the second reading and of the audit are looked after below.
    let stale: Vec<&String> = left_out.iter().filter(|id| !ids.contains(*id) && !later(id)).collect();
    assert!(stale.is_empty(), "left out, but not in the facts: {stale:?}");
}

#[test]
fn every_name_of_the_facts_is_a_name_of_its_record() {
    let Some(names) = shared::read("facts/names.json") else { return };
    let names: Value = serde_json::from_str(&names).expect("names.json");
    let mut missing = Vec::new();
    let mut count = 0;
    for (list, key) in [("people", "id"), ("organisations", "id"), ("countries", "code")] {
        for entry in names[list].as_array().expect(list) {
            let id = entry[key].as_str().expect(key);
            let listed = listed_names(entry);
            count += listed.len();
            // Those left out are tested above.
            let Some(record) = ARCHIVE.id(id).map(|id| ARCHIVE.record(id)) else { continue };
            let mut borne = HashSet::new();
            record.texts(&mut |_, text| {
                borne.insert(plain_words(text));
            });
            for name in listed {
                if !borne.contains(&plain_words(&name)) {
                    missing.push(format!("“{id}” is not called “{name}”"));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{} of {count} names:\n{}", missing.len(), missing.join("\n"));
    assert!(count >= 600, "only {count} names were understood");
}

/// Whether the id of something left out is that of an entry of the second reading or of the audit.
fn later(id: &str) -> bool {
    id.starts_with("reading-") || id.starts_with("audit-")
}

/// The entries of the second reading (A1 … D26, rows of E to H) and of the audit (`audit:1:16`), by their keys.
fn entries() -> Option<Vec<String>> {
    let rows = |line: &str| line.starts_with('|') && !line.starts_with("|---") && !line.starts_with("| ---");
    let cell = |line: &str, n: usize| line.trim_matches('|').split('|').nth(n).unwrap_or_default().trim().to_owned();
    let mut found = Vec::new();
    let reading = shared::read("facts/second-reading.md")?;
    let (mut section, mut row) = (String::new(), 0);
    for line in reading.lines() {
        if let Some(title) = line.strip_prefix("## ").or_else(|| line.strip_prefix("### ")) {
            let name = title.split([' ', '.']).next().unwrap_or_default();
            let begins = |letters: &str| name.starts_with(|c| letters.contains(c)) && name.len() <= 3;
            if line.starts_with("### ") && begins("ABCD") {
                found.push(name.to_owned());
            }
            (section, row) = (if begins("EFGH") { name.to_owned() } else { String::new() }, 0);
        }
        let head = ["name", "organisation", "record", "hole"].contains(&cell(line, 0).as_str());
        if !section.is_empty() && rows(line) && !head {
            row += 1;
            found.push(format!("{section}:{row}"));
        }
    }
    let audit = shared::read("facts/audit.md")?;
    let (mut section, mut part, mut row) = (String::new(), String::new(), 0);
    for line in audit.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            (section, part, row) = (title[..1].to_owned(), String::new(), 0);
        } else if let Some(title) = line.strip_prefix("### ") {
            (part, row) = (title[..1].to_owned(), 0);
        }
        let head = ["#", "id", "fault"].contains(&cell(line, 0).as_str());
        let is_point = section == "2" && part == "D" && line.starts_with("- ");
        if !is_point && (!rows(line) || head) {
            continue;
        }
        row += 1;
        match section.as_str() {
            "1" if !cell(line, 2).contains("right") => found.push(format!("audit:1:{}", cell(line, 0))),
            "2" => found.push(format!("audit:2{part}:{row}")),
            "3" => found.push(format!("audit:3:{row}")),
            _ => {}
        }
    }
    Some(found)
}

#[test]
fn every_entry_of_the_second_reading_and_the_audit_is_a_record_or_left_out() {
    let covered: HashMap<String, Vec<String>> = serde_json::from_str(include_str!("data/coverage.json")).expect("coverage.json");
    let left_out: HashSet<String> = left_out().into_iter().map(|entry| entry.id).collect();
    let mut faults = Vec::new();
    for (entry, ids) in &covered {
        let open = ids.iter().filter(|id| ARCHIVE.id(id).is_none() && !left_out.contains(*id));
        faults.extend(open.map(|id| format!("{entry}: “{id}” is neither a record nor left out")));
    }
    let entries = entries().unwrap_or_default();
    faults.extend(
        entries.iter().filter(|entry| covered.get(*entry).is_none_or(Vec::is_empty)).map(|entry| format!("{entry} is nowhere")),
    );
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    assert!(entries.is_empty() || entries.len() > 280, "only {} entries were understood", entries.len());
}

/// The names that an entry of `names.json` gives, in every language, without the remarks behind some of them.
fn listed_names(entry: &Value) -> Vec<String> {
    fn collect(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::String(name) => {
                // "Akmola (Aqmola)" and "「…」対話 (half-width plus)": what stands in parentheses is a remark.
                let name = name.split(" (").next().unwrap_or_default().trim();
                // "バフティヨル・サイドフ / サイドフ": two spellings of one press.
                found.extend(name.split(" / ").filter(|name| !name.is_empty()).map(str::to_owned));
            }
            Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
            Value::Object(fields) => fields.values().for_each(|field| collect(field, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for field in [
        "en",
        "en_official",
        "variants_en",
        "variants",
        "ja",
        "ja_official",
        "kana",
        "ru",
        "ru_official",
        "native",
        "others",
        "abbr",
    ] {
        collect(&entry[field], &mut found);
    }
    for field in ["en", "ja", "ru", "native"] {
        collect(&entry["capital"][field], &mut found);
    }
    found
}

/// How many words in a row, equal in the facts and here, make a copy.
const COPY: usize = 12;

#[test]
fn no_sentence_is_copied_from_the_facts() {
    let Some(report) = shared::read("source/13th-tokyo-dialogue-report.txt") else { return };
    let mut facts = vec![report];
    facts.extend(
        ["facts/reference.md", "facts/names.json", "facts/second-reading.md", "facts/audit.md"]
            .iter()
            .chain(&DOSSIERS)
            .map(|file| shared::read(file).expect(file)),
    );
    let names = Names::new();
    let streams: Vec<Vec<String>> = facts.iter().map(|text| names.words(text)).collect();
    let runs: HashSet<&[String]> = streams.iter().flat_map(|words| words.windows(COPY)).collect();
    let terms: HashSet<String> = terms();
    let mut copies = Vec::new();
    let mut compared = 0;
    for text in texts::all() {
        let prose = match text.field.as_str() {
            "summary" | "notes" | "note" | "participation" | "description" | "of" | "supports" => true,
            "text" => !terms.contains(&text.id),
            // Titles, names, offices and themes are kept as they are.
            _ => false,
        };
        if !prose {
            continue;
        }
        compared += 1;
        for part in unquoted(&text.words) {
            if let Some(run) = names.words(&part).windows(COPY).find(|run| runs.contains(run)) {
                copies.push(format!("{}: {}", text.place(), run.join(" ")));
            }
        }
    }
    assert!(copies.is_empty(), "{} copies:\n{}", copies.len(), copies.join("\n"));
    assert!(compared >= 1000, "only {compared} texts were compared");
}

/// Ids of the quotes whose words are somebody's own.
fn terms() -> HashSet<String> {
    let quotes = ARCHIVE.of_type(RecordType::Quote).iter().filter_map(|&id| ARCHIVE.quote(id));
    quotes.filter(|quote| quote.form.is_quoted()).map(|quote| quote.id.clone()).collect()
}

/// The parts of `text` that stand outside quotation marks.
fn unquoted(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '“' | '«' | '「' | '『' => {
                depth += 1;
                parts.push(String::new());
            }
            '”' | '»' | '」' | '』' => depth = depth.saturating_sub(1),
            c if depth == 0 => parts.last_mut().expect("one part at least").push(c),
            _ => {}
        }
    }
    parts
}

/// Titles and names of the archive: they cannot be said in other words, so each, and each list of them, counts as one.
struct Names {
    by_first_word: HashMap<String, Vec<Vec<String>>>,
}

impl Names {
    const MARK: &'static str = "…";

    fn new() -> Self {
        let mut by_first_word: HashMap<String, Vec<Vec<String>>> = HashMap::new();
        let mut add = |name: &str| {
            let words = plain_words(name);
            if let Some(first) = words.first() {
                by_first_word.entry(first.clone()).or_default().push(words);
            }
        };
        for id in ARCHIVE.all() {
            match ARCHIVE.record(id) {
                Record::Quote(_) | Record::Topic(_) => {}
                Record::Person(person) => {
                    std::iter::once(&person.name).chain(&person.other_names).for_each(|name| add(name));
                    person.offices.iter().for_each(|office| add(&office.title));
                }
                Record::Organisation(body) => {
                    std::iter::once(&body.name).chain(&body.abbreviation).chain(&body.other_names).for_each(|name| add(name));
                }
                record => add(record.title()),
            }
        }
        by_first_word.values_mut().for_each(|names| names.sort_by_key(|words| std::cmp::Reverse(words.len())));
        Self { by_first_word }
    }

    /// The words of `text`, with a mark for each name or list of names.
    fn words(&self, text: &str) -> Vec<String> {
        let words = plain_words(text);
        let mut found: Vec<String> = Vec::with_capacity(words.len());
        let mut at = 0;
        while at < words.len() {
            let candidates = self.by_first_word.get(&words[at]).into_iter().flatten();
            let name = candidates.filter(|name| words[at..].starts_with(name)).map(Vec::len).next();
            match name {
                Some(length) => {
                    if found.last().is_none_or(|last| last != Self::MARK) {
                        found.push(Self::MARK.to_owned());
                    }
                    at += length;
                }
                None => {
                    found.push(words[at].clone());
                    at += 1;
                }
            }
        }
        found
    }
}

fn plain_words(text: &str) -> Vec<String> {
    text::tokens(text).into_iter().map(|token| token.word).collect()
}

#[test]
fn a_copy_would_be_noticed_and_a_name_is_none() {
    let names = Names::new();
    let copied =
        names.words("Japan undertook to go on strengthening border control so that narcotics are kept out of the region");
    assert!(copied.len() >= COPY && copied[0] == Names::MARK, "{copied:?}");
    let listed = names.words("the Global Forum of Japan and the Japan Forum on International Relations");
    assert_eq!(listed, ["the", "…", "and", "…"], "{listed:?}");
    assert_eq!(unquoted("a “b c” d"), ["a ", " d"]);
    assert_eq!(headings("### som-04 / som-05\n### td-14\n### A7. Participation\ntext"), ["som-04", "som-05", "td-14"]);
}
