//! The line of types, the two lists of the fourth pane and the table of commitments, by real keys through the real loop.

mod common;

use std::sync::Arc;

use cadialog::app::{App, Beside, Dialog, Focus, Mode, Row, UNDATED};
use cadialog::archive::{self, Base};
use cadialog::keys::Keymap;
use cadialog::query::Query;
use cadialog::record::{Language, RecordType};
use cadialog::search::Catalogue;
use common::Session;

/// The made-up records, with outcomes laid over them.
fn session(width: u16, height: u16) -> Session {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");
    let paths = [format!("{root}/fixture").into(), format!("{root}/outcomes.json").into()];
    let loaded = archive::load(Base::Nothing, &paths).expect("the packs are sound");
    let mut session = Session::on_fixture(width, height);
    session.app = App::new(Arc::new(Catalogue::new(loaded.archive)), Keymap::default(), Query::default(), Language::En);
    session.feed(Vec::new());
    session
}

fn line_of(session: &Session, words: &str) -> String {
    let text = session.text();
    text.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("no {words}:\n{text}")).to_owned()
}

#[test]
fn t_goes_through_the_types_and_round() {
    let mut session = session(200, 50);
    session.press("z");
    let line = line_of(&session, "[Timeline 6]");
    for item in ["Quotes 4", "Outcomes 5", "Projects 1", "Documents 1", "People 3", "Bodies 2", "Sources 2"] {
        assert!(line.contains(item), "{line}");
    }
    assert!(!line.contains("Places"), "the archive has none: {line}");
    session.press("t t");
    assert!(line_of(&session, "[Outcomes 5]").contains("Timeline 6"));
    assert!(session.status().starts_with("type:outcome · 5 of 5 outcomes"), "{}", session.status());
    session.press("T T T");
    assert!(line_of(&session, "[Sources 2]").contains("Bodies 2"), "the last is before the first");
    session.press("t");
    assert!(session.status().starts_with("nothing hidden"), "{}", session.status());
}

#[test]
fn dated_records_stand_under_their_years_newest_first() {
    let mut session = session(120, 36);
    session.press("t");
    assert!(
        session.app.rows().iter().any(|row| matches!(row, Row::Year { year: 2017, count: 3, .. })),
        "{:?}",
        session.app.rows()
    );
    session.press("s");
    let years: Vec<i32> =
        session.app.rows().iter().filter_map(|row| if let Row::Year { year, .. } = row { Some(*year) } else { None }).collect();
    assert!(years.iter().filter(|year| **year != UNDATED).is_sorted(), "{years:?}");
    assert!(session.status().contains("oldest first"), "{}", session.status());
    session.press("s");
    assert!(session.status().contains("newest first"), "{}", session.status());
    session.press("Z");
    assert!(session.rows().is_empty(), "every year is folded");
    session.press("Z g g j");
    let first = session.shown();
    session.press("m");
    assert!(session.status().contains("marked"), "{}", session.status());
    session.press("Enter");
    assert_eq!((session.app.focus(), session.shown()), (Focus::Detail, first));
}

#[test]
fn what_has_no_date_stands_by_name() {
    let mut session = session(120, 36);
    session.press("T T T");
    assert_eq!(session.app.query().only_type(), Some(RecordType::Person));
    assert_eq!(session.rows(), ["aalto", "bracken", "cedar"]);
    assert!(!session.app.rows().iter().any(|row| matches!(row, Row::Year { .. })));
    assert_eq!(session.shown(), "aalto");
}

#[test]
fn the_counts_are_within_filters_and_words() {
    let mut session = session(200, 50);
    session.press("t t 1 Space");
    assert!(session.status().starts_with("country:XA type:outcome · 4 of 5 outcomes · 1 hidden"), "{}", session.status());
    session.press("3 t");
    assert!(session.status().starts_with("country:XA type:project"), "the country stays: {}", session.status());
    session.press("X / 'lamp Enter");
    let line = line_of(&session, "[All ");
    assert!(line.contains("Events ") && line.contains("Outcomes "), "{line}");
    let all = session.rows().len();
    session.press("t");
    assert!(line_of(&session, "[Events ").contains("All "));
    assert!(session.rows().len() < all);
    session.press("t t");
    assert!(session.rows().iter().all(|id| ["oil-for-lamps", "wick-review", "undated-view"].contains(&id.as_str())));
    session.press("Esc");
    assert_eq!(session.app.query().only_type(), Some(RecordType::Outcome), "the search goes, filters stay");
    assert!(session.app.query().text.is_empty());
}

#[test]
fn a_typed_type_is_shown_and_traded() {
    let mut session = session(200, 50);
    session.press("/ 'type:quote '' 'lamp Enter");
    let line = line_of(&session, "[Quotes ");
    assert!(!line.contains("Outcomes 0"), "the others are counted without it: {line}");
    session.press("t");
    assert_eq!((session.app.query().text.as_str(), session.app.query().only_type()), ("lamp", Some(RecordType::Outcome)));
}

#[test]
fn a_session_and_a_saved_search_keep_the_type() {
    let mut first = session(120, 36);
    first.press("t t j");
    let kept = first.app.session();
    let mut second = session(120, 36);
    second.app.restore(&kept);
    assert_eq!(second.app.query(), first.app.query());
    assert_eq!(second.app.session(), kept);
    let archive = first.app.archive();
    assert_eq!(&Query::spelled(&first.app.query().spell(archive), archive), first.app.query());
}

#[test]
fn back_and_forward_lead_through_records_of_a_list() {
    let mut session = session(120, 36);
    session.press("t t");
    let first = session.shown();
    session.press("Enter Tab Enter C-o");
    assert_eq!(session.shown(), first);
    session.press("Esc");
    assert_eq!(session.app.focus(), Focus::Timeline);
    assert_eq!(session.app.query().only_type(), Some(RecordType::Outcome));
}

#[test]
fn the_palette_knows_each_type_by_name() {
    let mut session = session(120, 36);
    session.press(": 'list '' 'bodies Enter");
    assert_eq!(session.app.query().only_type(), Some(RecordType::Organisation));
    session.press(": 'list '' 'timeline Enter");
    assert!(session.app.query().is_empty());
}

#[test]
fn what_is_listed_is_seen_on_every_screen() {
    let mut session = session(40, 10);
    for width in [40, 60, 80, 100, 120, 160] {
        for height in [12, 24, 36] {
            session.resize(width, height);
            for _ in 0..8 {
                session.press("t");
                let chosen = session.app.type_line().into_iter().find(|item| item.chosen).expect("one");
                // Where there is no room for the line, the title has it.
                let line = format!("[{} {}]", chosen.label, chosen.count);
                let words = if height == 12 && (80..120).contains(&width) {
                    format!("3 {} · {}", chosen.label, chosen.count)
                } else {
                    line
                };
                assert!(session.text().contains(&words), "{width}×{height} {words}:\n{}", session.text());
            }
        }
    }
}

#[test]
fn four_again_shows_the_outcomes() {
    let mut session = session(160, 50);
    assert!(session.text().contains("4 Quotes (3) · 4: outcomes"), "{}", session.text());
    session.press("4 4");
    assert_eq!((session.app.beside(), session.app.quotes().0.len()), (Beside::Outcomes, 3));
    assert!(session.text().contains("4 Outcomes (3) · 4: quotes"), "{}", session.text());
    let row = line_of(&session, "Pledge: Northland is to send");
    assert!(row.contains("600 barrels"), "{row}");
    line_of(&session, "Northland to ");
    session.press("Enter");
    assert_eq!((session.app.focus(), session.shown()), (Focus::Detail, "oil-for-lamps".to_owned()));
    session.press("Esc 4");
    assert_eq!(session.app.beside(), Beside::Quotes);
    session.press("3 g o");
    assert_eq!((session.app.beside(), session.app.focus()), (Beside::Outcomes, Focus::Quotes));
}

#[test]
fn outcomes_have_a_line_each_where_there_is_no_room() {
    let mut session = session(80, 24);
    session.press("4 4");
    let text = session.text();
    for form in ["Pledge: ", "Proposal: ", "Discussion: "] {
        assert!(text.contains(form), "{text}");
    }
}

#[test]
fn commitments_stand_in_a_table_and_open() {
    let mut session = session(160, 50);
    session.press("P");
    assert_eq!(session.app.mode(), Mode::Dialog(Dialog::Commitments));
    let headings = line_of(&session, "How much");
    for heading in ["Made", "By", "What", "Due", "State", "Last evidence"] {
        assert!(headings.contains(heading), "{headings}");
    }
    assert!(session.text().contains("Commitments (2)"));
    let row = line_of(&session, "▸ 13 Aug 2017");
    assert!(row.contains("600 barrels") && row.contains("begun") && row.contains("1 Feb 2018, Harbour Board"), "{row}");
    session.press("j");
    assert!(line_of(&session, "▸ 12 Jul 2015").contains("not known"));
    session.press("Enter");
    assert_eq!((session.app.mode(), session.shown()), (Mode::Browse, "quay-light".to_owned()));
    session.press("P Esc");
    assert_eq!(session.app.mode(), Mode::Browse);
}

#[test]
fn commitments_are_within_the_filters_whatever_is_listed() {
    let mut session = session(80, 24);
    session.press("2 j Space T P");
    assert!(session.text().contains("Commitments (1) · topic:harbours"), "{}", session.text());
    let text = session.text();
    assert!(text.contains("A light is to be set") && text.contains("State: not known"), "the whole stands below: {text}");
    session.press("Esc j Space P");
    assert!(!session.text().contains("600 barrels"));
    session.press("Esc X / 'zzzqqq Enter P");
    assert!(session.text().contains("leave no commitment"), "{}", session.text());
}

#[test]
fn tables_and_lists_draw_at_every_size() {
    for keys in ["t", "t t", "T", "4 4 G", "4 4 z", "P", "P G", "t t Z", "/ 'lamp Enter t t P"] {
        let mut session = session(100, 30);
        session.press(keys);
        for height in (0..14).chain([20, 24, 33, 60]) {
            for width in (0..12).chain([20, 39, 40, 41, 56, 79, 80, 81, 120, 160, 220]) {
                session.resize(width, height);
                assert_eq!((session.buffer().area.width, session.buffer().area.height), (width, height), "{keys}");
            }
        }
    }
}
