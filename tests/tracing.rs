//! Phrases through the years: by real keys through the real loop, with the figures of the command.

mod common;

use cadialog::app::{Dialog, Effect, Mode};
use cadialog::config::ThemeName;
use common::Session;
use serde_json::Value;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (160, 50)];

fn command(arguments: &[&str]) -> Value {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_cadialog"));
    command.env("XDG_CONFIG_HOME", env!("CARGO_TARGET_TMPDIR")).env("XDG_DATA_HOME", env!("CARGO_TARGET_TMPDIR"));
    let output = command.arg("trace").args(arguments).args(["--format", "json"]).output().expect("runs");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// Whether the table has the figures of the command, year by year and phrase by phrase.
fn agrees(session: &Session, answer: &Value) {
    let table = session.app.trace_table().expect("open");
    let years = answer["years"].as_array().expect("years");
    assert_eq!(table.trace().years.len(), years.len());
    for (year, wanted) in table.trace().years.iter().zip(years) {
        assert_eq!(
            (i64::from(year.year), year.words as u64),
            (wanted["year"].as_i64().expect("a year"), wanted["words"].as_u64().expect("words"))
        );
        for (count, wanted) in year.counts.iter().zip(wanted["phrases"].as_array().expect("phrases")) {
            assert_eq!(count.places as u64, wanted["places"].as_u64().expect("places"), "{}", year.year);
            assert_eq!(count.records as u64, wanted["records"].as_u64().expect("records"), "{}", year.year);
            let share = count.per_thousand.map(|share| (share * 10_000.0).round() / 10_000.0);
            assert_eq!(share, wanted["per_thousand"].as_f64(), "{}", year.year);
        }
    }
}

#[test]
fn the_words_of_the_search_are_traced_with_the_figures_of_the_command() {
    for (typed, arguments) in [
        ("'water", &["water", "--per-thousand"][..]),
        ("'\"human '' 'resources\"", &["\"human resources\"", "--per-thousand"]),
        ("'speaker:tokayev '' 'water", &["speaker:tokayev", "water", "--per-thousand"]),
    ] {
        let mut session = Session::new(120, 36);
        session.press(&format!("/ {typed} Enter W"));
        assert_eq!(session.app.mode(), Mode::Dialog(Dialog::Trace), "{typed}: {}", session.status());
        agrees(&session, &command(arguments));
    }
    let mut session = Session::new(120, 36);
    session.press("1 Space / 'water Enter W");
    agrees(&session, &command(&["-c", "KZ", "water", "--per-thousand"]));
    assert!(session.text().contains("Trace · places a year · country:KZ"), "{}", session.text());
}

#[test]
fn phrases_are_asked_for_and_stand_beside_each_other() {
    for (width, height) in SIZES {
        let mut session = Session::new(width, height);
        session.press("W");
        assert_eq!(session.app.mode(), Mode::Dialog(Dialog::Phrases));
        session.press("'water, '' 'energy, '' 'human '' 'resources Enter");
        let answer = command(&["--compare", "water", "energy", "human resources"]);
        agrees(&session, &answer);
        let text = session.text();
        for phrase in answer["phrases"].as_array().expect("phrases") {
            let head = format!("{} ({})", phrase["phrase"].as_str().expect("words"), phrase["places"]);
            assert!(width < 120 || text.contains(&head), "{head}\n{text}");
        }
        let year = answer["years"].as_array().expect("years").last().expect("a year");
        session.press("G");
        let text = session.text();
        let row = text.lines().find(|line| line.contains("│ ▸ 2")).unwrap_or_else(|| panic!("{text}"));
        assert!(row.contains(&year["year"].to_string()), "{row}");
        assert!(row.contains(&year["phrases"][1]["places"].to_string()), "{row}");
    }
}

#[test]
fn bars_are_of_places_or_of_places_in_a_thousand_words() {
    let mut session = Session::new(120, 36);
    session.press("/ 'water Enter W");
    let longest = |session: &Session| {
        let text = session.text();
        let bar = |line: &str| line.chars().filter(|c| *c == '█').count();
        let line = text.lines().max_by_key(|line| bar(line)).unwrap_or_default().to_owned();
        line.trim_matches(|c: char| !c.is_ascii_digit())
            .split_whitespace()
            .next()
            .unwrap_or_default()
            .parse::<i32>()
            .expect("a year")
    };
    let most = |session: &Session| {
        let table = session.app.trace_table().expect("open");
        let of = |n: &usize| table.figure(&table.trace().years[*n].counts[0]);
        let best = (0..table.trace().years.len()).max_by(|a, b| of(a).total_cmp(&of(b))).expect("a year");
        table.trace().years[best].year
    };
    let places = most(&session);
    assert_eq!(longest(&session), places);
    session.press("%");
    assert!(session.text().contains("Trace · in a thousand words"), "{}", session.text());
    assert!(session.status().contains("in a thousand words"), "{}", session.status());
    assert_eq!(longest(&session), most(&session));
    assert_ne!(most(&session), places);
    session.press("%");
    assert_eq!(longest(&session), places);
}

#[test]
fn a_year_opens_its_records() {
    let mut session = Session::new(120, 36);
    session.press("/ 'water Enter W");
    let (at, year, records) = {
        let years = &session.app.trace_table().expect("open").trace().years;
        let at = years.iter().position(|year| year.counts[0].records > 2).expect("a year with some");
        (at, years[at].year, years[at].counts[0].records)
    };
    (0..at).for_each(|_| _ = session.press("j"));
    session.press("Enter");
    assert_eq!(session.app.mode(), Mode::Browse);
    assert_eq!(session.app.query().text, format!("water year:{year}"));
    let archive = session.app.archive();
    let hits = session.app.view().hits.as_ref().expect("results");
    let filed = hits
        .counted()
        .iter()
        .filter(|hit| archive.record_type(hit.id).is_dated() && archive.date(hit.id).is_some_and(|date| date.year() == year));
    assert_eq!(filed.count(), records);
    session.press("Esc");
    assert_eq!(session.app.query().text, "", "the search is over, as it would be from its own results");
    // Of several phrases any may stand there.
    session.press("X W 'water, '' 'human '' 'resources Enter G Enter");
    let text = &session.app.query().text;
    assert!(text.starts_with("water | \"human resources\" year:"), "{text}");
    assert!(session.app.view().hits.as_ref().is_some_and(|hits| !hits.counted().is_empty()));
}

#[test]
fn what_cannot_be_traced_is_said() {
    let mut session = Session::new(80, 24);
    session.press("W Enter");
    assert!(session.text().contains("there are no words to trace"), "{}", session.text());
    session.press("'!!! Enter");
    assert_eq!(session.app.mode(), Mode::Dialog(Dialog::Phrases));
    assert!(session.text().contains("there is no word to trace in “!!!”"), "{}", session.text());
    session.press("C-u 'zzzqqq Enter");
    assert!(session.text().contains("no dated record holds zzzqqq"), "{}", session.text());
    session.press("W");
    assert_eq!(session.app.mode(), Mode::Dialog(Dialog::Phrases));
    assert_eq!(session.app.dialog().input.value(), "zzzqqq", "the last phrases stand there");
    session.press("Esc");
    assert_eq!(session.app.mode(), Mode::Browse);
    session.press("%");
    assert!(session.status().contains("“%” does nothing here"), "{}", session.status());
}

#[test]
fn the_table_is_copied_and_ascii_is_enough() {
    for (width, height) in [(40, 10), (60, 20), (80, 24), (160, 50)] {
        let mut session = Session::with(width, height, ThemeName::Mono, true, "");
        session.press("W 'water, '' 'energy, '' 'border, '' 'uranium, '' 'trade Enter G");
        assert!(session.text().is_ascii(), "{}", session.text());
        session.press("y y");
        let Some(Effect::Copy(clip)) = session.performed.last() else { panic!("nothing is copied") };
        assert!(clip.text.starts_with("year\twords\twater\tenergy\tborder\turanium\ttrade\n"), "{}", clip.text);
        assert_eq!(clip.text.lines().count(), session.app.dialog().entries.len() + 1);
    }
}
