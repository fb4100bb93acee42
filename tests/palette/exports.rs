//! Exports: what is written where, under which name, and what is refused.

use std::path::Path;

use cadialog::app::{Dialog, Effect, Focus, Mode};
use cadialog::export::JobRunner;
use cadialog::record::RecordType;
use cadialog::terminal::Input;

use super::common::Session;
use super::{Desk, counted};

#[test]
fn a_proposed_name_gives_way_to_the_first_letter_and_is_kept_by_keys_that_edit() {
    let mut desk = Desk::new();
    desk.session.app.set_directory("/here/and now".to_owned());
    desk.press("e");
    assert!(desk.app().dialog().proposed && desk.text().contains("in /here/and now"), "{}", desk.text());
    desk.press("'~/x.md");
    assert_eq!(desk.app().dialog().input.value(), "~/x.md");
    assert!(!desk.text().contains("/here/and now"), "{}", desk.text());
    for (keys, wanted) in
        [("Left 'x", "events.csxv"), ("Backspace 'x", "events.csx"), ("Tab 'x.md", "x.md"), ("C-a 'my-", "my-events.csv")]
    {
        desk.press(&format!("Esc e {keys}"));
        assert_eq!(desk.app().dialog().input.value(), wanted, "{keys}");
    }
    desk.press("Esc e");
    desk.session.feed(vec![Input::Paste("/tmp/pasted.csv".to_owned())]);
    assert_eq!(desk.app().dialog().input.value(), "/tmp/pasted.csv");
}

#[test]
fn a_name_with_what_cannot_be_seen_is_refused() {
    let mut desk = Desk::new();
    for hidden in ['\u{200b}', '\u{ad}', '\u{2060}', '\u{e0041}'] {
        desk.press("e C-u");
        let name = desk.path(&format!("a{hidden}b.csv")).display().to_string();
        desk.session.feed(vec![Input::Paste(name)]);
        desk.press("Enter");
        let code = format!("U+{:04X}", u32::from(hidden));
        assert!(desk.text().contains(&code), "{code}:\n{}", desk.text());
        desk.press("Esc");
    }
    assert!(desk.folder.path().read_dir().expect("a directory").all(|entry| entry.is_ok_and(|e| !e.path().ends_with(".csv"))));
}

#[test]
fn what_is_shown_is_exported_by_the_ending_of_the_file() {
    let mut desk = Desk::new();
    desk.press("2 Space 3 e");
    let text = desk.text();
    let energy = desk.app().view().events.len();
    assert!(text.contains(&format!("{energy} events → energy.csv (comma-separated values)")), "{text}");
    let whole = text.replace(['│', '\n'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
    // The lines of the dialog stand between those of the panes.
    let offered = whole.split_once("endings: ").expect("the endings").1;
    for ending in
        ["csv", "tsv", "xlsx", "md", "html", "csl.json", "timeline.json", "json", "jsonl", "jsonld", "biblatex.bib", "bib"]
            .into_iter()
            .chain(["ris", "ics", "geojson", "gexf", "zip", "txt", "ids"])
    {
        assert!(offered.split(' ').any(|word| word == ending), "{ending}: {text}");
    }
    assert!(text.contains("file: energy.csv") && text.contains("Enter writes"), "{text}");
    desk.press("Esc");
    let rows = desk.session.rows();
    assert_eq!(desk.export("a.ids").lines().collect::<Vec<_>>(), rows, "in the order of the list");
    assert!(desk.status().starts_with(&format!("{energy} events written to ")), "{}", desk.status());
    assert_eq!(desk.export("a.csv").lines().count(), energy + 1);
    assert_eq!(desk.export("a.jsonl").lines().count(), energy);
    assert_eq!(desk.export("a.bib").matches("@misc{").count(), energy);
    assert_eq!(desk.export("a.ris").matches("ER  -").count(), energy);
    let dossier = desk.export("a.html");
    assert_eq!(dossier.matches("<article ").count(), energy);
    assert!(dossier.contains("<code>cadialog report --as-query -o dossier.html -- &#39;topic:energy type:event&#39;</code>"));
    assert_eq!(desk.export("A.MD").matches("\n### ").count(), energy, "whatever the case");
    let parsed: serde_json::Value = serde_json::from_str(&desk.export("a.json")).expect("JSON");
    assert_eq!(parsed["total"], energy);
    let parsed: serde_json::Value = serde_json::from_str(&desk.export("a.csl.json")).expect("JSON");
    assert_eq!(parsed.as_array().map(Vec::len), Some(energy));
    let parsed: serde_json::Value = serde_json::from_str(&desk.export("a.geojson")).expect("JSON");
    assert_eq!(parsed["type"], "FeatureCollection");
    assert!(desk.export("a.ics").starts_with("BEGIN:VCALENDAR"));
    let parsed: serde_json::Value = serde_json::from_str(&desk.export("a.timeline.json")).expect("JSON");
    assert!(parsed["events"].as_array().is_some_and(|slides| !slides.is_empty() && slides.len() <= energy));
    let parsed: serde_json::Value = serde_json::from_str(&desk.export("a.jsonld")).expect("JSON");
    let is_event = |node: &&serde_json::Value| node["@type"] == "Event" && !node["startDate"].is_null();
    assert!(parsed["@graph"].as_array().is_some_and(|nodes| nodes.iter().filter(is_event).count() > energy / 2));
    assert!(desk.export("a.gexf").contains("<gexf "));
    for name in ["a.xlsx", "a.zip"] {
        let path = desk.path(name);
        desk.press(&format!("e C-u '{} Enter", path.display()));
        assert!(desk.status().starts_with(&format!("{energy} events written to ")), "{}", desk.status());
        assert!(std::fs::read(&path).expect("written").starts_with(b"PK"), "{name}");
    }
    assert!(desk.export("a.tsv").starts_with("type\tid\t"));
    let title = desk.app().archive().record(desk.app().view().events[0]).title().to_owned();
    assert!(desk.export("a.txt").contains(&title));
}

#[test]
fn results_quotes_and_the_record_read_are_exported_each_in_its_place() {
    let mut desk = Desk::new();
    desk.press("/ 'water Enter");
    let rows = counted(&desk.session);
    assert_eq!(desk.export("results.ids").lines().collect::<Vec<_>>(), rows);
    assert!(desk.status().starts_with(&format!("{} records written to", rows.len())), "{}", desk.status());
    desk.press("X 4");
    let quotes = desk.app().quotes().0.len();
    let written = desk.export("quotes.jsonl");
    assert!(quotes > 0 && written.lines().count() == quotes && written.lines().all(|line| line.contains("\"quote\"")));
    desk.press("3 g g j Enter e");
    let shown = desk.session.shown();
    assert!(desk.text().contains(&format!("1 event → {shown}.md")), "{}", desk.text());
    desk.press("Esc");
    assert_eq!(desk.export("one.ids"), format!("{shown}\n"));
    assert_eq!(desk.app().focus(), Focus::Detail);
    desk.press("X 3 / 'qqqzzz Enter e");
    assert!(desk.status().starts_with("nothing is shown that could be exported"), "{}", desk.status());
}

#[test]
fn no_file_is_written_over_and_every_fault_says_what_to_do() {
    let mut desk = Desk::new();
    std::fs::write(desk.path("mine.csv"), "mine").expect("written");
    let path = desk.path("mine.csv");
    desk.press(&format!("e C-u '{} Enter", path.display()));
    assert_eq!(std::fs::read_to_string(&path).expect("still there"), "mine");
    let said = |desk: &Desk| desk.text().replace(['│', '\n'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said(&desk).contains("exists already and stays as it is; choose another name"), "{}", desk.text());
    assert_eq!(desk.app().mode(), Mode::Dialog(Dialog::File), "the name can be changed at once");
    desk.press("C-e Backspace Backspace Backspace Backspace '2.csv Enter");
    assert!(desk.path("mine2.csv").exists(), "{}", desk.text());
    desk.press(&format!("e C-u '{} Enter", desk.path("none/a.csv").display()));
    assert!(said(&desk).contains("there is no directory") && said(&desk).contains("make it first"), "{}", desk.text());
    desk.press("C-u 'a.xyz Enter");
    assert!(said(&desk).contains("no format has the ending “.xyz”") && said(&desk).contains(" geojson "), "{}", desk.text());
    desk.press("C-u 'noending Enter");
    assert!(said(&desk).contains("needs an ending"), "{}", desk.text());
    desk.press("C-u '.csv Enter");
    assert!(said(&desk).contains("needs a name before “.csv”"), "{}", desk.text());
    desk.press("Esc 4");
    let ics = desk.path("quotes.ics");
    desk.press(&format!("e C-u '{} Enter", ics.display()));
    assert!(
        said(&desk).contains("nothing is written:") && said(&desk).contains("a calendar holds events only"),
        "{}",
        desk.text()
    );
    assert!(!ics.exists());
    desk.press("Esc X / 'tokyo Enter");
    let mixed = desk.path("mixed.ics");
    desk.press(&format!("e C-u '{} Enter", mixed.display()));
    assert!(mixed.exists() && desk.app().message().is_some_and(|said| said.contains("left out: a calendar holds events only")));
}

#[test]
fn tab_steps_through_the_formats() {
    let mut desk = Desk::new();
    desk.press("e Tab");
    assert!(desk.text().contains("file: events.tsv"), "{}", desk.text());
    desk.press("Tab");
    assert!(desk.text().contains("events.xlsx (a spreadsheet"), "{}", desk.text());
    desk.press("Tab Tab");
    assert!(desk.text().contains("events.html (a dossier in one file"), "{}", desk.text());
    desk.press("Tab");
    assert!(desk.text().contains("events.csl.json (CSL-JSON"), "{}", desk.text());
    desk.press("Tab Tab");
    assert!(desk.text().contains("events.json (whole records"), "{}", desk.text());
    desk.press("C-u 'x Tab");
    assert!(desk.text().contains("file: x.csv"), "{}", desk.text());
}

#[test]
fn an_export_that_is_stopped_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a directory");
    let mut session = Session::new(120, 36);
    session.press(&format!("e C-u '{} Enter", Path::new(folder.path()).join("a.json").display()));
    let Some(Effect::Export(export)) = session.performed.pop() else { panic!("nothing was ordered") };
    let mut many = export.clone();
    let all = session.app.archive().of_type(RecordType::Event).to_vec();
    many.ids = all.iter().cycle().take(400_000).copied().collect();
    let mut writer = JobRunner::default();
    assert!(writer.begin(&many).is_none(), "it takes longer than the loop waits");
    let Some(Err(reason)) = writer.begin(&export) else { panic!("two at a time") };
    assert!(reason.contains("still being written"), "{reason}");
    drop(writer);
    assert_eq!(folder.path().read_dir().expect("a directory").count(), 0);
}

#[test]
fn the_style_of_citations_is_asked_for_once() {
    let mut desk = Desk::new();
    desk.press("y c");
    assert!(desk.text().contains("Style of citations") && desk.text().contains("sist02"), "{}", desk.text());
    assert_eq!(desk.app().session().style, None);
    desk.press("Down Down Enter");
    assert!(desk.text().contains("citation in the style apa"), "{}", desk.text());
    assert_eq!(desk.app().session().style.as_deref(), Some("apa"));
    desk.press("j y c");
    let text = desk.text();
    assert!(text.contains("citation in the style apa") && !text.contains("Style of citations"), "{text}");
    desk.press("y s");
    assert!(desk.text().contains("Style of citations"));
    desk.press("Esc");
    assert_eq!(desk.app().session().style.as_deref(), Some("apa"), "nothing chosen, nothing changed");
}
