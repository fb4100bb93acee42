//! Journeys by real keys through the real loop: where one starts, what is pressed, what stands there then.

mod common;

#[path = "journeys/reading.rs"]
mod reading;
#[path = "journeys/searching.rs"]
mod searching;

use cadialog::app::{Focus, Mode, Row};
use cadialog::record::EventKind;
use cadialog::terminal::Ending;
use common::Session;

fn at_120() -> Session {
    Session::new(120, 36)
}

/// Goes to an event of the timeline, with nothing hidden.
fn go_to(session: &mut Session, event: &str) {
    session.press(&format!("/ 'id:{event} '' 'type:event Enter X"));
    assert_eq!((session.shown().as_str(), session.app.focus()), (event, Focus::Timeline));
}

/// On the made-up records, of which these tests know every one.
fn on_fixture() -> Session {
    Session::on_fixture(120, 36)
}

#[test]
fn the_browser_opens_on_the_newest_numbered_event() {
    let session = on_fixture();
    assert_eq!(session.shown(), "talks-4-2017");
    assert_eq!(session.app.focus(), Focus::Timeline);
    assert!(session.status().starts_with("nothing hidden"));
}

#[test]
fn down_and_up_follow_in_the_detail() {
    let mut session = at_120();
    let first = session.shown();
    session.press("j");
    assert_ne!(session.shown(), first);
    session.press("k");
    assert_eq!(session.shown(), first);
    session.press("Down C-n Up C-p");
    assert_eq!(session.shown(), first);
}

#[test]
fn top_and_bottom_are_the_ends_of_the_record() {
    let mut session = on_fixture();
    session.press("G");
    assert_eq!(session.shown(), "letter-2009");
    session.press("g g");
    assert!(matches!(session.app.row(), Some(Row::Year { year: 2018, .. })));
    session.press("End Home j");
    assert_eq!(session.shown(), "visit-2018");
}

#[test]
fn pages_move_by_what_fits() {
    let mut session = at_120();
    session.press("g g PgDn PgDn PgUp PgUp");
    assert!(matches!(session.app.row(), Some(Row::Year { year: 2026, .. })));
    session.press("C-f C-d C-u C-b");
    assert!(matches!(session.app.row(), Some(Row::Year { year: 2026, .. })));
}

#[test]
fn panes_are_reached_by_tab_and_by_number() {
    let mut session = at_120();
    session.press("Tab");
    assert_eq!(session.app.focus(), Focus::Quotes);
    session.press("S-Tab S-Tab S-Tab");
    assert_eq!(session.app.focus(), Focus::Countries);
    for (key, focus) in
        [("2", Focus::Topics), ("3", Focus::Timeline), ("4", Focus::Quotes), ("5", Focus::Detail), ("1", Focus::Countries)]
    {
        session.press(key);
        assert_eq!(session.app.focus(), focus);
    }
    session.press("C-w w");
    assert_eq!(session.app.focus(), Focus::Topics);
}

#[test]
fn space_on_a_country_narrows_and_space_again_restores() {
    let mut session = on_fixture();
    let all = session.rows();
    session.press("1 Space");
    let narrowed = session.rows();
    assert!(narrowed.len() < all.len() && !narrowed.is_empty());
    let archive = session.app.archive();
    let northland = archive.id("XA").expect("a country");
    for id in &narrowed {
        let event = archive.id(id).expect("an event");
        assert!(archive.linked(event, cadialog::archive::Relation::Country).any(|c| c == northland), "{id}");
    }
    let (events, quotes) = (session.app.view().events.len(), session.app.view().quotes.len());
    let status = session.status();
    assert!(status.starts_with(&format!("country:XA · {events} of 6 events · {quotes} of ")), "{status}");
    assert!(status.contains(&format!("{} events hidden", 6 - events)), "{status}");
    session.press("Space");
    assert_eq!(session.rows(), all);
    assert!(session.status().starts_with("nothing hidden"));
}

#[test]
fn two_countries_mean_either() {
    let mut session = on_fixture();
    session.press("1 Space");
    let first = session.rows();
    session.press("Space j Space");
    let second = session.rows();
    session.press("k Space");
    let both = session.rows();
    assert!(both.len() >= first.len().max(second.len()));
    assert!(both.iter().all(|id| first.contains(id) || second.contains(id)));
    assert!(session.status().starts_with("country:XA,XB "));
}

#[test]
fn a_topic_and_a_country_mean_both() {
    let mut session = on_fixture();
    session.press("1 Space");
    let country = session.rows();
    session.press("Space 2 Space");
    let topic = session.rows();
    session.press("1 Space");
    let both = session.rows();
    assert!(both.iter().all(|id| country.contains(id) && topic.contains(id)));
    assert_eq!(both.len(), country.iter().filter(|id| topic.contains(id)).count());
    assert!(session.status().starts_with("country:XA topic:lamps "), "{}", session.status());
}

#[test]
fn choosing_a_country_does_not_zero_the_others() {
    let mut session = on_fixture();
    let before = session.app.view().countries.clone();
    session.press("1 Space");
    assert_eq!(session.app.view().countries, before);
    assert_ne!(session.app.view().panes[1].values.iter().map(|t| t.1).sum::<usize>(), 0);
}

#[test]
fn only_this_replaces_every_other_filter() {
    let mut session = on_fixture();
    session.press("1 Space j Space 2 j Space @");
    assert!(session.status().starts_with("topic:harbours · "), "{}", session.status());
}

#[test]
fn clearing_shows_everything_again() {
    let mut session = at_120();
    let all = session.rows();
    session.press("1 Space 2 Space / 'water Enter X");
    assert_eq!(session.rows(), all);
    assert!(session.status().starts_with("nothing hidden"));
}

#[test]
fn the_selection_is_kept_by_record_when_the_list_changes() {
    let mut session = on_fixture();
    session.press("j j");
    let shown = session.shown();
    session.press("1 j j Space 3");
    assert!(session.status().starts_with("country:XC"));
    assert_eq!(session.shown(), shown);
}

#[test]
fn a_filter_where_there_is_none_is_explained() {
    let mut session = at_120();
    session.press("Space");
    assert!(session.status().contains("filters are countries and topics"), "{}", session.status());
}

#[test]
fn escape_never_quits() {
    let mut session = at_120();
    assert_eq!(session.press("Esc Esc Esc Esc h h Left"), None);
}

#[test]
fn years_fold_one_by_one_and_all_at_once() {
    let mut session = on_fixture();
    let all = session.rows();
    session.press("g g Space");
    assert!(!session.rows().contains(&"visit-2018".to_owned()));
    session.press("Enter");
    assert_eq!(session.rows(), all);
    session.press("j j j Z");
    assert!(session.rows().is_empty());
    assert!(matches!(session.app.row(), Some(Row::Year { year: 2017, .. })), "{:?}", session.app.row());
    session.press("Z");
    assert_eq!(session.rows(), all);
}

#[test]
fn a_pane_takes_the_whole_screen_and_gives_it_back() {
    let mut session = at_120();
    let before = session.text();
    session.press("z");
    assert!(!session.text().contains("Countries") && session.text().contains("Timeline"));
    session.press("z");
    assert_eq!(session.text(), before);
}

#[test]
fn help_lists_every_action_with_its_live_keys() {
    // Of the box's own width, so that nothing stands beside it; rows may be wrapped.
    let mut session = Session::new(96, 300);
    session.press("?");
    let lines = session.text();
    let help = lines.replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ");
    for info in cadialog::keys::ACTIONS {
        assert!(help.contains(info.sentence), "{} is missing:\n{help}", info.sentence);
        let keys = session.app.keymap().keys(info.action).join(" ");
        assert!(help.contains(&keys), "{keys} is cut:\n{help}");
    }
    for row in cadialog::query::help::constructs() {
        assert!(help.contains(row.form) && help.contains(row.meaning), "{} is missing:\n{help}", row.form);
    }
    for kind in EventKind::ALL {
        assert!(help.contains(kind.label()), "{} is not explained:\n{help}", kind.label());
    }
    for sign in ["✓", "·", "★", "✎", "”", "▿ ▹"] {
        assert!(lines.contains(&format!("│ {sign} ")), "{sign} is not explained:\n{lines}");
    }
    session.press("?");
    assert_eq!(session.app.mode(), Mode::Browse);
    session.press("? q");
    assert_eq!(session.app.mode(), Mode::Browse, "q closes the help first");
}

#[test]
fn a_begun_sequence_is_shown() {
    let mut session = at_120();
    session.press("y");
    assert!(session.status().trim_end().ends_with("y …"), "{}", session.status());
    session.press("x");
    assert!(session.performed.is_empty());
}

#[test]
fn what_may_follow_a_begun_key_is_listed() {
    for (width, height) in [(120, 36), (80, 24), (40, 10)] {
        let mut session = Session::new(width, height);
        for (key, wanted) in
            [("y", "i  copy the record’s id"), ("g", "/  search everything"), ("C-w", "p  go to the pane before")]
        {
            assert!(!session.text().contains(wanted));
            session.press(key);
            assert!(session.text().contains(wanted), "{key} at {width}×{height}:\n{}", session.text());
            session.press("Esc");
            assert!(!session.text().contains(wanted), "{}", session.text());
        }
    }
}

#[test]
fn a_key_that_does_nothing_says_so_and_no_message_outlives_its_key() {
    let mut session = on_fixture();
    for (keys, wanted) in [
        ("J", "“J” does nothing here; ? shows the keys"),
        ("y z", "“y z” does nothing here; ? shows the keys"),
        ("C m", "“m” does nothing here"),
        ("Esc ? m", "“m” does nothing here"),
        ("Esc b m", "“m” does nothing here"),
    ] {
        session.press(keys);
        assert!(session.text().contains(wanted), "{keys}:\n{}", session.text());
    }
    let mut map = Session::new(120, 36);
    map.press("M m");
    assert!(map.text().contains("“m” does nothing here"), "{}", map.text());
    session.press("Esc y i y");
    assert!(!session.text().contains("the id (12"), "{}", session.text());
    session.press("z");
    assert!(!session.text().contains("the id (12") && session.status().contains("“y z” does nothing"), "{}", session.status());
}

#[test]
fn the_help_has_the_query_language_and_what_the_blocks_are() {
    for (typed, wanted) in [
        ("'speaker", "who spoke"),
        ("'queries '' 'field", "a city, venue or country"),
        ("'regular", "/regex/"),
        ("'repeated", "a,b"),
        ("'block '' 'counts", "the first block that has records"),
        ("'topic '' 'only", "by topic … only"),
    ] {
        let mut session = at_120();
        session.press(&format!("? / {typed}"));
        assert!(session.text().contains(wanted), "{typed}: {}", session.text());
    }
    let mut session = Session::new(120, 60);
    session.press("?");
    assert!(
        session.text().contains("Blocks of the results") && session.text().contains("similar spellings"),
        "{}",
        session.text()
    );
}

#[test]
fn the_panes_say_what_their_numbers_count() {
    let mut session = on_fixture();
    assert!(session.text().contains("1 Countries · events") && session.text().contains("2 Topics · events"));
    session.press("/ 'fourth '' 'talks");
    assert!(session.text().contains("1 Countries · records") && session.text().contains("2 Topics · records"));
    // The last line and the title of the quotes have one meaning for "found".
    let found = session.app.view().selected.1;
    assert!(session.status().contains(&format!("{found} of 4 quotes")), "{}", session.status());
    assert!(session.text().contains(&format!("Quotes (3) · {found} found")), "{}", session.text());
}

#[test]
fn a_year_has_neither_mark_nor_note() {
    let mut session = at_120();
    session.press("j g g m");
    assert!(matches!(session.app.row(), Some(Row::Year { .. })) && session.performed.is_empty());
    assert!(session.status().contains("no record is selected that could be marked"), "{}", session.status());
    session.press("a");
    assert_eq!(session.app.mode(), Mode::Browse);
    assert!(session.status().contains("no record is selected that could have a note"), "{}", session.status());
}

#[test]
fn the_line_of_a_note_names_its_record() {
    let mut session = at_120();
    session.press("/ '13th '' 'tokyo Enter a");
    assert!(session.text().starts_with("note on 13th Tokyo Dialogue:"), "{}", session.text());
}

#[test]
fn a_message_longer_than_the_line_is_whole() {
    let mut session = Session::new(60, 20);
    let address = "https://www.example.org/a/very/long/path/that/fits/here.html";
    session.feed(vec![cadialog::terminal::Input::Remark(format!("no web browser could be started (none is there): {address}"))]);
    let text = session.text();
    assert!(text.lines().any(|line| line == address), "{text}");
    session.press("j");
    assert!(!session.text().contains("example.org"));
}

#[test]
fn quitting_and_interrupting_differ() {
    assert_eq!(at_120().press("q"), Some(Ending::Quit));
    assert_eq!(at_120().press("C-c"), Some(Ending::Interrupted));
    assert_eq!(at_120().press("/ 'wat C-c"), Some(Ending::Interrupted));
    assert_eq!(at_120().press("? C-c"), Some(Ending::Interrupted));
}

#[test]
fn letters_of_a_russian_layout_act_by_their_place() {
    assert_eq!(at_120().press("й"), Some(Ending::Quit));
    let mut session = at_120();
    session.press("/ 'й");
    assert_eq!(session.app.input().value(), "й", "but a search takes them as they are");
}
