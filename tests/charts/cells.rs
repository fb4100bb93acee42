//! What a bar, a cell and a total open.

use cadialog::app::{Focus, Heading, Mode};
use cadialog::record::RecordType;
use cadialog::text::count;
use serde_json::json;

use super::common::{Session, of_pack};
use super::{SIZES, events, filed, sessions, words};

#[test]
fn a_bar_opens_its_year_and_a_mark_its_kind_too() {
    for (width, height) in SIZES {
        let mut session = Session::new(width, height);
        session.press("C");
        let (along, across) = if session.app.charts().is_upright() { ("Left", "Down") } else { ("Up", "Left") };
        let (of_year, all) = (filed(session.app.archive(), Some(2014), &[]), events(session.app.archive()));
        let year = format!("2014: {of_year} events");
        let years = session.app.charts().tally().years.clone();
        let back = years.iter().rposition(|year| *year == 2014).map(|at| years.len() - 1 - at).expect("a year");
        (0..back).for_each(|_| _ = session.press(along));
        assert_eq!(words(&session), year);
        session.press("Enter");
        assert_eq!((session.app.mode(), session.app.focus()), (Mode::Browse, Focus::Timeline));
        assert_eq!(session.app.query().text, "year:2014 type:event");
        assert_eq!(session.rows().len(), of_year);
        let wanted = format!("year:2014 type:event · {of_year} of {all} events · {} hidden", all - of_year);
        assert!(session.status().starts_with(&wanted), "{}", session.status());
        session.press("Esc");
        assert!(session.status().starts_with("nothing hidden"), "{}", session.status());
        session.press("C");
        assert_eq!(words(&session), year, "the chart is as it was left");
        for _ in 0..session.app.charts().tally().kinds.len() {
            session.press(across);
        }
        assert_eq!(words(&session), "2014, summit: no events");
        session.press("Enter");
        assert_eq!(session.app.mode(), Mode::Charts, "nothing is opened where nothing is");
        assert_eq!(words(&session), "nothing is there to open: 2014, summit: no events");
        session.press(if across == "Down" { "Up" } else { "Right" });
        assert_eq!(words(&session), "2014, foreign ministers’ meeting: 1 event");
        session.press("Space");
        assert_eq!(session.app.query().text, "kind:foreign-ministers-meeting year:2014 type:event");
        assert_eq!(session.rows(), ["fmm-05-bishkek-2014"]);
    }
}

#[test]
fn a_cell_of_country_and_topic_filters_by_both() {
    for mut session in sessions("") {
        session.press("C 2");
        let (of_both, all) = (filed(session.app.archive(), None, &["KZ", "energy"]), events(session.app.archive()));
        let times = if session.theme.glyphs.cut == ".." { 'x' } else { '×' };
        assert_eq!(words(&session), format!("Kazakhstan {times} Energy: {}", count(of_both, "event")));
        session.press("Enter");
        assert_eq!(session.app.mode(), Mode::Browse);
        assert!(session.status().starts_with("country:KZ topic:energy "), "{}", session.status());
        assert!(session.status().contains(&format!(" {of_both} of {all} events")), "{}", session.status());
        assert_eq!(session.rows().len(), of_both);
    }
}

#[test]
fn totals_are_cells_as_well() {
    let mut session = Session::new(120, 36);
    let of = |linked: &[&str]| filed(&super::common::catalogue().archive, None, linked);
    let (energy, kazakhstan, all) = (of(&["energy"]), of(&["KZ"]), of(&[]));
    session.press("C 2 $");
    assert_eq!(words(&session), format!("Energy: {energy} events"));
    session.press("G");
    assert_eq!(words(&session), format!("all events: {all} events"));
    session.press("0");
    assert_eq!(words(&session), format!("Kazakhstan: {kazakhstan} events"));
    session.press("Enter");
    let wanted = format!("country:KZ · {kazakhstan} of {all} events");
    assert!(session.status().starts_with(&wanted), "{}", session.status());
    assert_eq!(session.rows().len(), kazakhstan);
}

#[test]
fn a_cell_of_country_and_year_filters_by_country_and_asks_for_the_year() {
    for mut session in sessions("") {
        session.press("C 3 k l");
        let of_both = filed(session.app.archive(), Some(2025), &["KG"]);
        assert!(
            words(&session).ends_with(&format!("2025: {of_both} events")) && words(&session).starts_with("Kyrgyzstan"),
            "{}",
            words(&session)
        );
        session.press("Enter");
        assert_eq!(session.app.query().text, "year:2025 type:event");
        assert!(session.status().starts_with("country:KG year:2025 type:event "), "{}", session.status());
        assert_eq!(session.rows().len(), of_both);
    }
}

/// A pack of events of these dates; `2008` is in none of them alone.
fn dated(dates: &[&str]) -> serde_json::Value {
    let event = |(n, date): (usize, &&str)| {
        json!({"id": format!("e-{n}"), "title": format!("Event {n}"), "date": date, "kind": "experts-meeting", "countries": ["KZ"],
            "topics": ["water"], "summary": "They met.", "sources": ["page"]})
    };
    json!({
        "pack": {"name": "dated", "title": "Dated", "version": "1", "schema": 1},
        "countries": [{"id": "KZ", "name": "Kazakhstan"}],
        "topics": [{"id": "water", "name": "Water"}],
        "events": dates.iter().enumerate().map(event).collect::<Vec<_>>(),
        "sources": [{"id": "page", "title": "A page", "publisher": "P", "kind": "primary", "url": "https://example.org/"}],
    })
}

#[test]
fn dates_that_reach_into_a_year_are_told_apart_and_listed() {
    let dates =
        ["2006", "[2007-09-01..2010-11-30]", "2007-12-30/2008-01-02", "2009-05", "2010-02-25", "2010-08", "[2009-06..2010-02]"];
    let mut session = Session::on(of_pack(&dated(&dates)), 120, 36);
    session.press("C 3 $");
    while session.app.charts().cell().0 != Heading::Year(2008) {
        session.press("k");
    }
    assert_eq!(words(&session), "2008: none filed here, but 2 events whose dates reach into 2008");
    session.press("Enter");
    assert_eq!(session.rows().len(), 2);
    session.press("Esc C");
    while session.app.charts().cell().0 != Heading::Year(2010) {
        session.press("j");
    }
    assert_eq!(words(&session), "2010: 2 events, and 2 more whose dates reach into 2010");
    let row = session.text().lines().find(|line| line.contains("2010")).expect("a row").to_owned();
    assert!(row.trim_end().ends_with("2?"), "{row}");
    session.press("Enter");
    assert_eq!(session.rows().len(), 4);
}

/// The same of the bundled records.
#[test]
fn a_year_into_which_one_date_reaches_says_so() {
    let mut session = Session::new(120, 36);
    session.press("C 3 $");
    while session.app.charts().cell().0 != Heading::Year(2010) {
        session.press("k");
    }
    let archive = session.app.archive();
    let all = archive.of_type(RecordType::Event).iter().filter_map(|&id| archive.date(id));
    let reaching = all.filter(|date| date.year() < 2010 && date.last().year >= 2010).count();
    assert_eq!(reaching, 1, "the Fifth Senior Officials’ Meeting took place at some time between 2008 and 2011");
    let of_year = filed(archive, Some(2010), &[]);
    assert_eq!(words(&session), format!("2010: {of_year} events, and 1 more whose date reaches into 2010"));
    session.press("Enter");
    assert_eq!(session.rows().len(), of_year + reaching);
}
