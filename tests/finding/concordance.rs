//! The results in context: every place a line, in several orders, and its record beside it.

use std::sync::Arc;

use cadialog::app::{App, Focus, Mode, Row};
use cadialog::archive::{Archive, Base, load};
use cadialog::config::ThemeName;
use cadialog::keys::Keymap;
use cadialog::query::Query;
use cadialog::record::Language;
use cadialog::search::Catalogue;
use cadialog::terminal::Input;
use cadialog::text;
use ratatui::style::{Color, Modifier};

use super::common::Session;
use super::{current, screens};

/// Lines of the results in context: what stands left of the word, the word, and what stands right of it.
fn places(session: &Session) -> Vec<(String, String, String)> {
    let lines = session.app.concordance().expect("in context").lines();
    lines.iter().map(|line| (line.left.clone(), line.hit.clone(), line.right.clone())).collect()
}

/// Columns in which lit cells begin in the pane of the results.
fn columns(session: &Session, rows: std::ops::Range<u16>, panes: std::ops::Range<u16>) -> Vec<u16> {
    let buffer = session.buffer();
    rows.filter_map(|y| panes.clone().find(|&x| buffer[(x, y)].modifier.contains(Modifier::UNDERLINED))).collect()
}

#[test]
fn the_results_are_shown_in_context_and_by_titles_again() {
    for mut session in screens() {
        session.press("/ 'catalyst Enter");
        let wide = session.buffer().area.width >= 120;
        assert!(session.status().contains("K context") || !wide, "{}", session.status());
        let titles = session.rows();
        session.press("K");
        assert!(session.text().contains("each place in its context; s sorts"), "{}", session.text());
        assert!(session.text().contains("In context") && session.text().contains("by rank"), "{}", session.text());
        let ranked = places(&session);
        assert!(ranked.len() > titles.len(), "some record holds the word more than once");
        assert!(ranked.iter().all(|(_, hit, _)| text::fold(hit).contains("catalyst")), "{ranked:?}");
        session.press("K");
        assert_eq!(session.rows(), titles);
        assert!(session.app.concordance().is_none());
    }
}

/// Words of a text, folded.
fn words(text: &str) -> Vec<String> {
    text::tokens(text).into_iter().map(|token| token.word).collect()
}

#[test]
fn places_are_sorted_by_rank_by_date_and_by_the_words_beside_them() {
    for mut session in screens() {
        session.press("/ 'catalyst Enter K");
        let ranked = places(&session);
        let days = |session: &Session| -> Vec<_> {
            let archive = session.app.archive();
            let lines = session.app.concordance().expect("in context").lines();
            lines.iter().filter_map(|line| archive.days(line.id)).collect()
        };
        session.press("s");
        assert!(session.text().contains("newest first "), "{}", session.text());
        assert!(days(&session).iter().rev().is_sorted() && session.app.query().text.contains("sort:-date"));
        session.press("S");
        assert!(session.text().contains("oldest first "), "{}", session.text());
        assert!(days(&session).is_sorted());
        session.press("s");
        assert!(session.text().contains("by word left"), "{}", session.text());
        assert!(!session.app.query().text.contains("sort:"), "{}", session.app.query().text);
        let left: Vec<_> = places(&session).iter().map(|(left, ..)| words(left).into_iter().rev().collect::<Vec<_>>()).collect();
        assert!(left.is_sorted(), "{left:?}");
        session.press("S");
        assert!(session.text().contains("cannot be turned round"), "{}", session.text());
        session.press("s");
        assert!(session.text().contains("by word right"), "{}", session.text());
        let right: Vec<_> = places(&session).iter().map(|(.., right)| words(right)).collect();
        assert!(right.is_sorted(), "{right:?}");
        session.press("s");
        assert!(session.text().contains("by rank"), "{}", session.text());
        assert_eq!(places(&session), ranked);
    }
}

#[test]
fn the_order_that_the_search_asks_for_is_kept_and_named() {
    let mut session = Session::new(120, 36);
    session.press("/ 'visa '' 'sort:date Enter K");
    assert!(session.text().contains("places · oldest first"), "{}", session.text());
    assert!(!session.text().contains("by rank"));
}

#[test]
fn a_line_has_the_date_and_where_there_is_room_who_spoke() {
    for (width, height, date, speaker) in
        [(80, 24, true, false), (120, 36, true, false), (200, 60, true, true), (50, 20, true, false)]
    {
        let mut session = Session::new(width, height);
        session.press("/ 'catalyst '' 'type:quote '' 'sort:date Enter K");
        let text = session.text();
        assert_eq!(text.contains("5 Jun 2006"), date, "{width}: {text}");
        assert_eq!(text.lines().any(|line| line.contains("Aso 5 Jun 2006")), speaker, "{width}: {text}");
        session.press("z");
        assert!(width < 84 || session.text().contains("Aso 5 Jun 2006"), "{width}: {}", session.text());
    }
}

#[test]
fn only_records_that_count_have_places() {
    let mut session = Session::new(120, 36);
    session.press("/ 'visa Enter K");
    let hits = session.app.view().hits.as_ref().expect("words");
    let (sound, others) = hits.list.split_at(hits.counted().len());
    let lines = session.app.concordance().expect("in context").lines();
    let of = |line: &cadialog::view::concordance::Line, hits: &[cadialog::search::Hit]| hits.iter().any(|hit| hit.id == line.id);
    let words = |hits| lines.iter().filter(|line| of(line, hits)).map(|line| text::fold(&line.hit)).collect::<Vec<_>>();
    assert!(words(sound).len() > 10 && words(sound).iter().all(|word| word.contains("visa")), "{:?}", words(sound));
    assert!(!others.is_empty() && words(others).is_empty(), "{:?}", words(others));
}

#[test]
fn the_word_stands_in_one_column_and_is_lit() {
    for (width, height) in [(80, 24), (120, 36), (160, 50), (60, 20), (40, 12)] {
        for ascii in [false, true] {
            let mut session = Session::with(width, height, ThemeName::Mono, ascii, "");
            session.press("/ 'water Enter K z");
            let at = columns(&session, 2..height - 1, 0..width);
            assert!(at.len() > 5, "{}", session.text());
            assert!(at.iter().all(|column| *column == at[0]), "{width}: {at:?}\n{}", session.text());
            assert!((width / 4..width * 2 / 3).contains(&at[0]), "{width}: {}", at[0]);
            let buffer = session.buffer();
            assert!(buffer.content.iter().all(|cell| cell.fg == Color::Reset));
        }
    }
}

#[test]
fn the_cursor_stays_with_the_record() {
    for mut session in screens() {
        session.press("/ 'water Enter j j j");
        for key in ["K", "s", "s", "s", "s", "s"] {
            let before = session.shown();
            session.press(key);
            let row = session.app.row().and_then(|row| row.id());
            let holds = session
                .app
                .concordance()
                .is_none_or(|c| c.lines().iter().any(|l| Some(l.id) == session.app.archive().id(&before)));
            if holds {
                assert_eq!(session.shown(), before);
            }
            assert_eq!(row, session.app.detail().id());
        }
        session.press("j j");
        let line = places(&session)[session.app.cursor(Focus::Timeline).selected()].clone();
        let shown = session.shown();
        session.press("s");
        assert_eq!(session.shown(), shown);
        session.press("s s");
        assert_eq!(session.shown(), shown);
        assert!(places(&session)[session.app.cursor(Focus::Timeline).selected()] == line);
    }
}

#[test]
fn a_line_shows_its_place_in_the_detail_and_enter_opens_it() {
    for mut session in screens() {
        session.press("/ 'catalyst Enter K");
        let lines = places(&session);
        for (n, (_, hit, right)) in lines.iter().enumerate() {
            assert_eq!(session.app.cursor(Focus::Timeline).selected(), n);
            let found = session.app.detail().found().expect("the word is lit on the page");
            let (line, range) = found.current().expect("a place").clone();
            let shown = &session.app.detail().lines()[line];
            let mut text = shown.lead.clone();
            shown.segments.iter().for_each(|segment| text.push_str(&segment.text));
            assert!(text::fold(hit).contains(&text::fold(&text[range.clone()])), "{hit}: {}", &text[range]);
            // What stands behind it on the line is what stands behind it in the list.
            let behind: String = text[range.end..].chars().filter(|c| c.is_alphanumeric()).take(12).collect();
            let wanted: String = right.chars().filter(|c| c.is_alphanumeric()).take(12).collect();
            let common = behind.chars().zip(wanted.chars()).take_while(|(a, b)| a == b).count();
            assert!(common == behind.chars().count().min(wanted.chars().count()), "line {n}: “{behind}” is not “{wanted}”");
            assert_eq!(current(&session).to_lowercase(), text[range].to_lowercase(), "it is on the screen");
            session.press("j");
        }
        session.press("g g Enter");
        assert_eq!(session.app.focus(), Focus::Detail);
        assert_eq!(current(&session).to_lowercase(), "catalyst");
        session.press("Esc");
        assert_eq!(session.app.focus(), Focus::Timeline);
        assert!(session.app.concordance().is_some());
    }
}

#[test]
fn on_a_narrow_screen_enter_scrolls_to_the_place() {
    let mut session = Session::new(50, 12);
    session.press("/ 'catalyst Enter K G");
    session.press("Enter");
    assert_eq!(current(&session).to_lowercase(), "catalyst", "{}", session.text());
}

#[test]
fn without_words_the_key_says_why_nothing_happens() {
    let mut session = Session::new(80, 24);
    let before = session.rows();
    session.press("K");
    assert!(session.status().starts_with("K shows the words of a search in context; / searches"), "{}", session.status());
    assert_eq!(session.rows(), before);
    session.press("/ 'country:KZ Enter K");
    assert!(session.status().starts_with("K shows the words of a search in context"), "{}", session.status());
    session.press("Esc / 'qqqzzzxxx Enter K");
    assert!(session.status().starts_with("nothing was found that could be shown in context"), "{}", session.status());
}

#[test]
fn another_search_stays_in_context_and_a_search_given_up_does_not() {
    let mut session = Session::new(120, 36);
    session.press("/ 'water Enter K");
    session.press("/ C-u");
    assert!(session.app.concordance().is_none());
    session.press("'energy");
    assert!(places(&session).iter().all(|(_, hit, _)| text::fold(hit).contains("energ")));
    session.press("Enter 1 Space 3");
    let hits = session.app.view().hits.as_ref().expect("words");
    let lines = session.app.concordance().expect("still in context").lines();
    assert!(
        !lines.is_empty() && lines.iter().all(|line| hits.list.iter().any(|hit| hit.id == line.id)),
        "only what the filter leaves"
    );
    session.press("Esc");
    assert!(session.app.rows().iter().any(|row| matches!(row, Row::Year { .. })));
    session.press("/ 'water Enter");
    assert!(session.app.concordance().is_none(), "a new search begins with titles");
}

#[test]
fn only_so_many_places_are_listed_and_the_title_says_so() {
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join("many.jsonl");
    let event = |n: usize| {
        format!(
            "{{\"type\":\"event\",\"id\":\"many-{n}\",\"title\":\"Visit {n}\",\"date\":\"2020\",\"kind\":\"visit\",\
             \"countries\":[\"KZ\"],\"summary\":\"Zygomorphic {n} and zygomorphic again.\",\"sources\":[]}}\n"
        )
    };
    for (events, places, cut) in [(400, 800, false), (600, 1000, true)] {
        std::fs::write(&path, (0..events).map(event).collect::<String>()).expect("written");
        let loaded = load(Base::Bundled, std::slice::from_ref(&path)).expect("a sound pack");
        let mut session = Session::new(120, 36);
        session.app = App::new(Arc::new(Catalogue::new(loaded.archive)), Keymap::default(), Query::default(), Language::En);
        session.press("/ 'zygomorphic Enter K");
        assert_eq!(session.app.rows().len(), places);
        let count = if cut { format!("first {places}") } else { format!("{places} places") };
        assert!(session.text().contains(&format!("In context · {count} · by rank")), "{}", session.text());
        session.press("G");
        assert!(session.app.row().is_some_and(|row| row.id() == session.app.detail().id()));
    }
}

#[test]
fn packs_that_change_leave_the_places_in_context() {
    let mut session = Session::new(120, 36);
    session.press("/ 'water Enter K j j j");
    let (shown, lines) = (session.shown(), places(&session));
    session.feed(vec![Input::Reloaded(Arc::new(Catalogue::new(Archive::bundled().expect("sound"))), None)]);
    assert_eq!((session.shown(), places(&session)), (shown, lines));
    session.press("Enter / 'a");
    let empty = tempfile::tempdir().expect("a directory");
    let path = empty.path().join("one.jsonl");
    std::fs::write(&path, "{\"type\":\"pack\",\"name\":\"one\",\"title\":\"One\",\"version\":\"1\"}\n").expect("written");
    let other = load(Base::Nothing, std::slice::from_ref(&path)).expect("a sound pack");
    session.feed(vec![Input::Reloaded(Arc::new(Catalogue::new(other.archive)), None)]);
    assert_eq!(session.app.mode(), Mode::Browse, "the record that was looked through is gone");
    assert!(session.app.detail().found().is_none());
}
