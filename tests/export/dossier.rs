//! Dossiers: what stands in them is counted against the packs, and what was written to do harm does none.

use std::collections::HashSet;

use cadialog::archive::{Archive, Id, Relation};
use cadialog::export::OutputFormat;
use cadialog::record::{Language, RecordType};
use cadialog::report::{self, DossierFormat, DossierRequest, Inquiry};
use cadialog::search::Annotations;
use serde_json::json;

use super::dossier_reader::{ReadDossier, read};
use super::{all, archive_of, hostile, sha256, small, whole};

fn written(archive: &Archive, ids: &[Id], inquiry: &Inquiry, annotations: &Annotations, format: DossierFormat) -> String {
    let mut out = Vec::new();
    let request = DossierRequest { archive, ids, annotations, language: Language::En, inquiry };
    report::write(&request, format, &mut out).expect("written");
    String::from_utf8(out).expect("UTF-8")
}

fn html(archive: &Archive, ids: &[Id]) -> ReadDossier {
    read(&written(archive, ids, &Inquiry::default(), &Annotations::default(), DossierFormat::Html))
}

#[test]
fn every_record_has_one_article_and_every_source_one_place_at_the_end() {
    for archive in [small(), Archive::bundled().expect("sound")] {
        let ids = all(&archive);
        let dossier = html(&archive, &ids);
        let sources = archive.of_type(RecordType::Source).len();
        assert_eq!(dossier.articles.len(), ids.len() - sources);
        for n in 1..=sources {
            assert!(dossier.ids.contains(&format!("s-{n}")), "no source {n}");
        }
        assert!(!dossier.ids.contains(&format!("s-{}", sources + 1)));
        // Reading has seen that every number leads to its source; here each names those on which its record rests.
        let place = |id: Id| format!("r-{}", archive.record(id).id());
        for &id in ids.iter().filter(|&&id| archive.record_type(id) != RecordType::Source) {
            let Some((_, text)) = dossier.articles.iter().find(|(at, _)| *at == place(id)) else {
                panic!("{} has no article", archive.record(id).id())
            };
            let named: HashSet<&str> = text.split('[').skip(1).filter_map(|rest| rest.split(']').next()).collect();
            let numbers = named.iter().filter(|name| name.parse::<usize>().is_ok()).count();
            assert!(numbers >= archive.linked(id, Relation::Source).count(), "{}: {text}", archive.record(id).id());
        }
    }
}

#[test]
fn sources_are_records_where_they_are_asked_for() {
    let archive = Archive::bundled().expect("sound");
    let sources = archive.of_type(RecordType::Source).to_vec();
    assert_eq!(html(&archive, &sources).articles.len(), sources.len(), "sources alone");
    let both = [archive.of_type(RecordType::Event)[0], sources[0]];
    assert_eq!(html(&archive, &both).articles.len(), 1);
    let asked = Inquiry { with_sources: true, ..Inquiry::default() };
    let dossier = read(&written(&archive, &both, &asked, &Annotations::default(), DossierFormat::Html));
    assert_eq!(dossier.articles.len(), 2);
    let twice = [both[0], both[0]];
    assert_eq!(html(&archive, &twice).articles.len(), 1, "a record asked for twice stands once");
}

#[test]
fn the_whole_archive_stays_below_three_megabytes() {
    let archive = Archive::bundled().expect("sound");
    let length = whole(&archive, OutputFormat::Html).len();
    assert!(length < 3 << 20, "{length} bytes");
}

#[test]
fn the_policy_names_the_style_and_the_script_that_stand_there_and_nothing_else() {
    let dossier = html(&small(), &all(&small()));
    let [style] = &dossier.code["style"][..] else { panic!("one style") };
    let [script] = &dossier.code["script"][..] else { panic!("one script") };
    assert_eq!(style, include_str!("../../assets/dossier.css"));
    assert_eq!(script, include_str!("../../assets/dossier.js"));
    let wanted = format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'",
        sha256::sum(style.as_bytes()),
        sha256::sum(script.as_bytes())
    );
    assert_eq!(dossier.policy, wanted, "the sums stand in src/report/html.rs");
}

#[test]
fn words_in_other_languages_bear_their_tags() {
    let archive = archive_of(&json!({
        "pack": {"name": "tags", "title": "Tags", "version": "1"},
        "people": [{"id": "matsumoto", "name": "Matsumoto Hisashi", "names": {"ja": "松本尚", "ru": "Мацумото", "bad\"tag": "x"},
            "sources": ["a"]}],
        "quotes": [{"id": "words", "text": "Water is life.", "date": "2025-03", "form": "translation", "speaker": {"person": "matsumoto"},
            "original": {"lang": "kk", "text": "Су — өмір."}, "sources": ["a"]}],
        "sources": [{"id": "a", "title": "A page", "title_original": "ページ", "publisher": "Ministry (省)", "kind": "primary", "language": "ja"}],
    }));
    let dossier = html(&archive, &all(&archive));
    let words = |tag: &str| dossier.languages.get(tag).cloned().unwrap_or_default();
    assert_eq!(words("ja"), ["松本尚", "ページ"]);
    assert_eq!(words("ru"), ["Мацумото"]);
    assert_eq!(words("kk"), ["Су — өмір."]);
    assert_eq!(words("und"), ["x"], "no tag");
    assert_eq!(words("und-Hani"), ["省"], "no language is known, but its script");
    assert!(dossier.text.contains("“Water is life.”") && dossier.text.contains("March 2025"), "{}", dossier.text);
}

#[test]
fn a_note_and_a_mark_are_told_as_the_readers() {
    let archive = small();
    let ids = all(&archive);
    let first = archive.record(ids[0]).id().to_owned();
    let mut annotations = Annotations::default();
    annotations.mark(&archive, [&first], [(&"thesis & <b>".to_owned(), [&first])]);
    annotations.note(ids[0], "first line\nsecond <line>");
    let dossier = read(&written(&archive, &ids[..1], &Inquiry::default(), &annotations, DossierFormat::Html));
    let text = &dossier.articles[0].1;
    assert!(text.contains("Marked by the reader under: thesis & <b>"), "{text}");
    assert!(text.contains("The reader’s note: first linesecond <line>"), "{text}");
    let text = written(&archive, &ids[..1], &Inquiry::default(), &annotations, DossierFormat::Markdown);
    assert!(text.contains("- Marked by the reader under: thesis \\& \\<b\\>\n"), "{text}");
    assert!(text.contains("- The reader’s note: first line\\\n  second \\<line\\>\n"), "{text}");
}

/// Reading a dossier refuses whatever acts: other elements, handlers, addresses of other schemes, places that two have.
#[test]
fn what_was_written_to_do_harm_is_text() {
    let archive = hostile::hostile();
    let ids = all(&archive);
    let script = "</script><script>alert(1)</script>]]>";
    let inquiry = Inquiry {
        title: Some(format!("{script}\u{202e}")),
        words: script.to_owned(),
        spelled: script.to_owned(),
        understood: script.to_owned(),
        conditions: vec![script.to_owned()],
        call: vec!["report".to_owned(), script.to_owned()],
        ..Inquiry::default()
    };
    let mut annotations = Annotations::default();
    annotations.note(ids[0], script);
    let text = written(&archive, &ids, &inquiry, &annotations, DossierFormat::Html);
    assert_eq!(text.matches("<script>").count(), 1);
    assert!(!text.contains("]]>"));
    assert_eq!(hostile::dangerous(&text), None);
    let dossier = read(&text);
    assert!(dossier.outside.is_empty(), "{:?}", dossier.outside);
    assert_eq!(dossier.articles.len(), ids.len() - archive.of_type(RecordType::Source).len());
    assert!(dossier.text.contains("</script><script>alert(1)</script>]]>"), "it is there to be read");
    let text = written(&archive, &ids, &inquiry, &annotations, DossierFormat::Markdown);
    assert_eq!(hostile::dangerous(&text), None);
    hostile::inert_markdown(&text, &inquiry.command());
}

#[test]
fn the_report_in_markdown_has_what_the_page_has() {
    let archive = Archive::bundled().expect("sound");
    let id = archive.id("td-13-2025").expect("there");
    let text = written(&archive, &[id], &Inquiry::by_name(&["td-13-2025"]), &Annotations::default(), DossierFormat::Markdown);
    for part in [
        "# 13th Tokyo Dialogue\n",
        "1 event and ",
        "| Year | Events |\n|---|---:|\n| 2025 | 1 |\n",
        "\n## Events\n\n### 13th Tokyo Dialogue\n\n*14 March 2025 · Tokyo Dialogue · number 13 of its series*\n",
        "\n- Hosts: Ministry of Foreign Affairs of Japan, Global Forum of Japan, ",
        "\n#### Participants\n\n- Matsumoto Hisashi, Parliamentary Vice-Minister for Foreign Affairs",
        "\n#### Proposed\n\n- First area named for deeper cooperation: energy partnerships, ",
        "\n## Sources\n\n1. ",
        "\n- Question: td\\-13-2025\n",
    ] {
        let part = part.replace("td\\-13", "td-13");
        assert!(text.contains(&part), "{part}\nis not in\n{text}");
    }
    let numbers: HashSet<usize> = text.split("\\[").skip(1).filter_map(|rest| rest.split("\\]").next()?.parse().ok()).collect();
    let listed = text
        .split("\n## Sources\n")
        .nth(1)
        .expect("sources")
        .lines()
        .filter(|line| line.split_once(". ").is_some_and(|(n, _)| n.parse::<usize>().is_ok()));
    assert_eq!(listed.count(), numbers.len(), "each number has its source");
}
