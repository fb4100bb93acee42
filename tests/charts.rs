//! The charts and the order of lists: what is counted, what the keys do, what a cell opens.

mod common;

#[path = "charts/cells.rs"]
mod cells;
#[path = "charts/counts.rs"]
mod counts;
#[path = "charts/looks.rs"]
mod looks;
#[path = "charts/order.rs"]
mod order;

use cadialog::app::{Chart, Mode};
use cadialog::archive::{Archive, Id, Relation};
use cadialog::config::ThemeName;
use cadialog::record::RecordType;
use cadialog::text::count;
use cadialog::view::Counts;
use common::{Session, catalogue};

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (160, 50)];

/// Every size in Unicode with colour and in ASCII without.
fn sessions(words: &str) -> impl Iterator<Item = Session> + '_ {
    let looks = [(ThemeName::Dark, false), (ThemeName::Mono, true)];
    SIZES.into_iter().flat_map(move |(w, h)| looks.map(|(theme, ascii)| Session::with(w, h, theme, ascii, words)))
}

/// The line that says in words what the cursor is on.
fn words(session: &Session) -> String {
    let text = session.text();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len() - 2].trim().to_owned()
}

fn title(session: &Session) -> String {
    session.text().lines().next().unwrap_or_default().to_owned()
}

/// The events of the bundled archive.
fn events(archive: &Archive) -> usize {
    archive.of_type(RecordType::Event).len()
}

/// The events of the bundled archive that are filed under a year, and that belong to all of these countries and topics.
fn filed(archive: &Archive, year: Option<i32>, linked: &[&str]) -> usize {
    let wanted: Vec<Id> = linked.iter().map(|name| archive.id(name).expect("a country or topic")).collect();
    let of = |id: Id| -> Vec<Id> {
        [Relation::Country, Relation::Topic].into_iter().flat_map(|relation| archive.linked(id, relation)).collect()
    };
    let of_year = |id: Id| year.is_none_or(|year| archive.date(id).is_some_and(|date| date.year() == year));
    let all = archive.of_type(RecordType::Event).iter().copied();
    all.filter(|&id| of_year(id) && wanted.iter().all(|wanted| of(id).contains(wanted))).count()
}

#[test]
fn the_charts_open_on_what_is_selected_and_say_so() {
    for mut session in sessions("") {
        session.press("C");
        assert_eq!(session.app.mode(), Mode::Charts);
        let (all, newest) = (events(session.app.archive()), *session.app.charts().tally().years.last().expect("a year"));
        assert!(title(&session).contains(&format!("all {all} events")), "{}", title(&session));
        let of_newest = filed(session.app.archive(), Some(newest), &[]);
        assert_eq!(words(&session), format!("{newest}: {}", count(of_newest, "event")));
        assert!(session.status().contains("Enter list these") && session.status().contains("Esc close"), "{}", session.status());
        session.press("Esc 1 Space C");
        let of_country = filed(session.app.archive(), None, &["KZ"]);
        assert!(title(&session).contains(&format!("{of_country} of {all} events")), "{}", title(&session));
        assert!(title(&session).contains("country:KZ"), "{}", title(&session));
        session.press("C");
        assert_eq!(session.app.mode(), Mode::Browse);
        assert!(session.status().starts_with("country:KZ "), "closing changes nothing");
    }
}

#[test]
fn tab_and_numbers_step_through_the_charts() {
    let mut session = Session::new(80, 24);
    session.press("C");
    for (key, chart) in [
        ("Tab", Chart::CountriesByTopic),
        ("Tab", Chart::CountriesByYear),
        ("Tab", Chart::TopicsByYear),
        ("Tab", Chart::Money),
        ("Tab", Chart::AnyTwo),
        ("Tab", Chart::KindsByYear),
        ("S-Tab", Chart::AnyTwo),
        ("1", Chart::KindsByYear),
        ("2", Chart::CountriesByTopic),
        ("3", Chart::CountriesByYear),
        ("5", Chart::Money),
        ("r", Chart::AnyTwo),
        ("4", Chart::TopicsByYear),
    ] {
        session.press(key);
        assert_eq!(session.app.charts().chart(), chart, "after {key}");
    }
    assert!(session.text().contains(" 1  2  3  4 Topic × year  5  6 "), "{}", session.text());
    session.resize(120, 36);
    assert!(
        session.text().contains(" 1 Events per year  2 Country × topic  3 Country × year  4 Topic × year  5 Money  6 Any two ")
    );
}

#[test]
fn what_is_searched_for_is_counted_and_kept() {
    let mut session = Session::new(120, 36);
    session.press("/ 'water Enter");
    let (found, all) = (session.app.view().events.len(), events(session.app.archive()));
    session.press("C 2");
    assert!(title(&session).contains(&format!("{found} of {all} events · water")), "{}", title(&session));
    let count = session.app.charts().cell().2.all();
    session.press("Enter");
    assert!(session.status().starts_with("country:KZ topic:energy water "), "{}", session.status());
    assert_eq!(session.app.view().events.len(), count);
    session.press("C 3 G k 0 Enter");
    assert!(session.app.query().text.starts_with("water type:event year:"), "{}", session.app.query().text);
}

#[test]
fn nothing_selected_is_said() {
    let mut session = Session::new(80, 24);
    session.press("/ 'qqqzzzxxx Enter C");
    assert!(session.text().contains("no events are selected"), "{}", session.text());
    session.press("Enter 2 Enter 3 j l Enter");
    assert_eq!(session.app.mode(), Mode::Charts);
    session.press("X");
    let all = format!("all {} events", events(session.app.archive()));
    assert!(title(&session).contains(&all), "clearing counts anew: {}", title(&session));
    assert!(words(&session).contains("events") || words(&session).contains("event"), "{}", words(&session));
}

#[test]
fn help_over_a_chart_returns_to_it_and_names_change_in_it() {
    let mut session = Session::new(120, 36);
    session.press("C 2 j");
    let before = session.text();
    session.press("? Esc");
    assert_eq!(session.text(), before);
    session.press("L");
    assert!(session.text().contains("エネルギー"), "{}", session.text());
    session.press("q");
    assert_eq!(session.app.mode(), Mode::Browse);
}

#[test]
fn charts_are_counted_anew_when_packs_change() {
    let mut session = Session::new(120, 36);
    session.press("C 2 j l");
    let before = words(&session);
    session.app.reload(catalogue(), None);
    session.press("h l");
    assert_eq!(words(&session), before);
    assert_eq!(session.app.charts().tally(), &Counts::new(&catalogue(), &session.app.view().events));
}
