//! Finding in the record shown, and the results in context, by real keys: what is lit, counted, scrolled to and said.

mod common;

use std::sync::Arc;

use cadialog::app::{App, Focus, Mode, Row, Size, Sizes};
use cadialog::archive::{Archive, Base, load};
use cadialog::config::ThemeName;
use cadialog::keys::{Key, Keymap};
use cadialog::query::{Catalogue, Query};
use cadialog::record::Language;
use cadialog::terminal::Input;
use cadialog::text::{self, Needle};
use common::{Session, catalogue};
use proptest::prelude::*;
use ratatui::style::{Color, Modifier};
use unicode_segmentation::UnicodeSegmentation;

/// The screens on which every journey is made.
fn screens() -> Vec<Session> {
    let mut sessions = Vec::new();
    for (width, height) in [(80, 24), (120, 36)] {
        for (theme, ascii) in [(ThemeName::Dark, false), (ThemeName::Dark, true), (ThemeName::Mono, false)] {
            sessions.push(Session::with(width, height, theme, ascii, ""));
        }
    }
    sessions
}

/// The detail on a record with a long page.
fn reading(session: &mut Session) {
    session.press("5");
    assert_eq!((session.shown().as_str(), session.app.focus()), ("summit-01-tokyo-2025", Focus::Detail));
}

/// Column and row at which the title of the detail begins.
fn pane(session: &Session) -> (u16, u16) {
    let buffer = session.buffer();
    let at = |x: u16, y: u16| buffer[(x, y)].symbol();
    let title = |x: u16, y: u16| "─━-=".contains(at(x, y)) && [" ", "5", " "] == [at(x + 1, y), at(x + 2, y), at(x + 3, y)];
    let mut places = (1..buffer.area.height).flat_map(|y| (0..buffer.area.width - 3).map(move |x| (x, y)));
    places.find(|(x, y)| title(*x, *y)).expect("the detail is on the screen")
}

/// What is lit in the detail: stretches of underlined cells, and whether each is reversed.
fn lit(session: &Session) -> Vec<(String, bool)> {
    let buffer = session.buffer();
    let mut found: Vec<(String, bool)> = Vec::new();
    let (left, title) = pane(session);
    for y in title + 1..buffer.area.height - 1 {
        let mut before = None;
        for x in left..buffer.area.width {
            let cell = &buffer[(x, y)];
            let has = |modifier| cell.modifier.contains(modifier);
            let now = has(Modifier::UNDERLINED).then(|| has(Modifier::REVERSED));
            match (now, before == now) {
                (Some(_), true) => found.last_mut().expect("begun").0.push_str(cell.symbol()),
                (Some(current), false) => found.push((cell.symbol().to_owned(), current)),
                (None, _) => {}
            }
            before = now;
        }
    }
    found
}

/// The one lit stretch that stands out.
fn current(session: &Session) -> String {
    let found: Vec<String> = lit(session).into_iter().filter(|(_, current)| *current).map(|(text, _)| text).collect();
    assert_eq!(found.len(), 1, "one place is the current one:\n{}", session.text());
    found.concat()
}

fn first_line(session: &Session) -> String {
    session.text().lines().next().unwrap_or_default().to_owned()
}

#[test]
fn what_is_typed_is_lit_counted_and_scrolled_to() {
    for mut session in screens() {
        reading(&mut session);
        session.press("/");
        assert_eq!(session.app.mode(), Mode::Find);
        assert!(first_line(&session).starts_with("find here:"), "{}", session.text());
        session.press("'TASHK");
        let count = Needle::new("tashk").expect("letters").ranges(&session.page()).len();
        assert!(count > 1, "the page names Tashkent");
        assert!(first_line(&session).ends_with(&format!("1 of {count}")), "{}", session.text());
        assert_eq!(current(&session), "Tashk");
        assert!(session.app.detail().scroll() > 0, "Tashkent is not named on the first screen");
        assert!(session.status().contains("Enter keep") && session.status().contains("Esc give up"), "{}", session.status());
        session.press("'ent");
        assert_eq!(current(&session), "Tashkent");
    }
}

#[test]
fn enter_keeps_the_places_and_n_steps_round_them() {
    for mut session in screens() {
        reading(&mut session);
        session.press("/ 'tokyo");
        let count = session.app.detail().found().expect("a find").count();
        assert!(count > 2);
        session.press("Enter");
        assert_eq!((session.app.mode(), session.app.focus()), (Mode::Browse, Focus::Detail));
        assert!(session.text().contains(&format!("1 of {count}")), "{}", session.text());
        assert!(session.status().starts_with(&format!("{count} places; n and N step")), "{}", session.status());
        for n in 2..=count {
            session.press("n");
            assert!(session.text().contains(&format!("{n} of {count}")), "{n}: {}", session.text());
            assert_eq!(current(&session).to_lowercase(), "tokyo");
        }
        session.press("n");
        assert!(session.text().contains(&format!("1 of {count}")));
        assert!(session.status().starts_with("back at the first"), "{}", session.status());
        session.press("N");
        assert!(session.text().contains(&format!("{count} of {count}")));
        assert!(session.status().starts_with("back at the last"), "{}", session.status());
        session.press("N");
        assert!(session.text().contains(&format!("{} of {count}", count - 1)));
        assert!(session.status().contains("Esc clear"), "{}", session.status());
        let scroll = session.app.detail().scroll();
        session.press("Esc");
        assert_eq!((session.app.focus(), session.app.detail().scroll()), (Focus::Detail, scroll), "only the find is closed");
        assert!(lit(&session).is_empty());
        session.press("Esc");
        assert_eq!(session.app.focus(), Focus::Timeline);
    }
}

#[test]
fn arrows_step_while_typing_and_escape_returns_to_where_one_was() {
    for mut session in screens() {
        reading(&mut session);
        session.press("j j Tab");
        let before = (session.text(), session.app.detail().link());
        session.press("C-s 'tokyo");
        let first = session.app.detail().found().expect("a find").number();
        session.press("Down Down Up");
        assert!(first_line(&session).contains(&format!("{} of ", first + 1)), "{}", session.text());
        session.press("Esc");
        assert_eq!((session.text(), session.app.detail().link()), before);
        assert_eq!(session.app.mode(), Mode::Browse);
    }
}

#[test]
fn what_stands_nowhere_is_said_and_nothing_jumps() {
    for mut session in screens() {
        reading(&mut session);
        session.press("j j j");
        let scroll = session.app.detail().scroll();
        session.press("/ 'qqq");
        assert!(first_line(&session).ends_with("0 places"), "{}", session.text());
        assert!(session.status().contains("qqq") && session.status().contains("is not in this record"), "{}", session.status());
        assert!(!session.status().contains("3 /"), "keys that would be typed are not recommended: {}", session.status());
        assert_eq!(session.app.detail().scroll(), scroll);
        session.press("Down");
        assert!(session.status().contains("is not in this record"), "{}", session.status());
        session.press("Enter");
        assert!(session.status().contains("is not in this record; 3 / searches everything"), "{}", session.status());
        assert!(session.app.detail().found().is_none());
        assert_eq!(session.app.detail().link(), None);
        session.press("n");
        assert!(session.app.detail().target().is_some(), "without a find n goes to a link");
    }
}

#[test]
fn nothing_typed_finds_nothing_and_changes_nothing() {
    let mut session = Session::new(80, 24);
    reading(&mut session);
    session.press("j");
    let before = session.text();
    session.press("/ 'tokyo C-u");
    assert!(session.app.detail().found().is_none());
    session.press("Enter");
    assert_eq!(session.text(), before);
}

#[test]
fn a_find_goes_on_from_what_is_on_the_screen_and_can_be_gone_on_with() {
    let mut session = Session::new(80, 24);
    reading(&mut session);
    session.press("/ 'tokyo Enter G");
    let last = session.app.detail().scroll();
    session.press("Esc / 'a");
    let found = session.app.detail().found().expect("a find");
    assert!(found.current().expect("a place").0 >= last, "the first place on the screen is the current one");
    session.press("Backspace 'mofa Enter / 's");
    assert_eq!(session.app.input().value(), "mofas", "a find that is lit is gone on with");
}

#[test]
fn a_phrase_is_found_where_a_line_breaks() {
    let mut session = Session::new(120, 36);
    reading(&mut session);
    // Every pair of words around a break of the lines, at a width that breaks many.
    let lines = session.app.detail().lines().to_vec();
    let text = |n: usize| lines[n].segments.iter().map(|s| s.text.as_str()).collect::<String>();
    let pairs: Vec<String> = (1..lines.len())
        .filter(|&n| lines[n].joint == cadialog::app::Joint::Blank && !text(n - 1).is_empty())
        .map(|n| {
            format!("{} {}", text(n - 1).split(' ').next_back().expect("a word"), text(n).split(' ').next().expect("a word"))
        })
        .collect();
    assert!(pairs.len() > 10);
    for pair in pairs {
        session.press("/");
        session.app.insert(&pair);
        let found = session.app.detail().found().expect("a find");
        assert!(found.count() > 0, "{pair}");
        session.press("Esc");
    }
    let pair = (1..lines.len()).find(|&n| lines[n].joint == cadialog::app::Joint::Blank && n > 3).expect("a broken line");
    let phrase = format!("{} {}", text(pair - 1), text(pair));
    session.press("/");
    session.app.insert(&phrase);
    session.press("Enter");
    let (first, second) = (text(pair - 1), text(pair));
    let marked = lit(&session);
    assert!(marked.contains(&(first, true)) && marked.contains(&(second, true)), "both lines are lit: {marked:?}");
}

#[test]
fn a_find_keeps_its_place_when_the_pane_changes() {
    let mut session = Session::new(120, 36);
    reading(&mut session);
    session.press("/ 'tokyo Enter n n");
    let count = session.app.detail().found().expect("a find").count();
    for (width, height) in [(60, 20), (200, 60), (80, 24), (41, 11), (10, 3), (120, 36)] {
        session.resize(width, height);
        let found = session.app.detail().found().expect("a find");
        assert_eq!((found.number(), found.count()), if width > 10 { (3, count) } else { (0, 0) }, "{width}×{height}");
        if width > 10 {
            assert_eq!(current(&session).to_lowercase(), "tokyo", "{width}×{height}");
        }
    }
    session.press("L");
    assert_eq!(session.app.detail().found().expect("another language of names keeps the find").number(), 3);
}

#[test]
fn another_record_clears_the_find() {
    for keys in ["Tab Tab Enter", "3 j", "4 j j", "C-o"] {
        let mut session = Session::new(120, 36);
        session.press("j Enter Tab Enter");
        let before = session.shown();
        session.press("/ 'a Enter");
        assert!(session.app.is_finding());
        session.press(keys);
        assert_ne!(session.shown(), before, "{keys}");
        assert!(!session.app.is_finding() && session.app.detail().found().is_none(), "{keys}");
    }
}

#[test]
fn enter_on_a_place_in_a_link_chooses_the_link() {
    let mut session = Session::new(120, 36);
    reading(&mut session);
    session.press("/ 'kazakhstan Enter");
    let in_link = |session: &Session| {
        let (line, range) = session.app.detail().found()?.current()?.clone();
        let line = &session.app.detail().lines()[line];
        let mut end = line.lead.len();
        let segment = line.segments.iter().find(|segment| {
            end += segment.text.len();
            end > range.start
        })?;
        segment.link.filter(|_| segment.text == "Kazakhstan")
    };
    let count = session.app.detail().found().expect("a find").count();
    for _ in 0..count {
        if in_link(&session).is_none() {
            session.press("n");
        }
    }
    assert!(in_link(&session).is_some());
    session.press("Enter");
    let chosen = session.app.detail().target().cloned();
    let kazakhstan = session.app.archive().id("KZ").expect("a country");
    assert_eq!(chosen, Some(cadialog::page::Target::Record(kazakhstan)));
    session.press("Enter");
    assert_eq!(session.shown(), "KZ");
}

#[test]
fn without_a_find_n_steps_through_the_words_of_the_search() {
    for mut session in screens() {
        session.press("/ 'catalyst Enter Enter n");
        let found = session.app.detail().found().expect("lit words");
        assert_eq!(found.number(), 1);
        let count = found.count();
        assert!(session.text().contains(&format!("1 of {count} lit")), "{}", session.text());
        session.press("N");
        let found = session.app.detail().found().expect("lit words");
        assert_eq!(found.number(), count);
        session.press("Esc");
        assert_eq!(session.app.focus(), Focus::Timeline, "there is nothing to clear first");
    }
}

#[test]
fn the_detail_stands_where_it_did_when_a_narrow_screen_shows_it_again() {
    let mut session = Session::new(60, 20);
    session.press("5 j j j j");
    let before = session.text();
    session.press("3 5");
    assert_eq!(session.text(), before);
}

#[test]
fn everything_is_still_searched_from_the_other_panes() {
    let mut session = Session::new(120, 36);
    for pane in ["1", "2", "3", "4"] {
        session.press(pane);
        session.press("/");
        assert_eq!(session.app.mode(), Mode::Search, "{pane}");
        session.press("Esc");
    }
}

#[test]
fn control_characters_of_a_find_never_reach_the_screen() {
    let mut session = Session::new(80, 24);
    session.press("5 /");
    session.app.insert("a\u{1b}[31m\u{202e}b");
    session.feed(Vec::new());
    assert!(!session.text().contains(['\u{1b}', '\u{202e}']));
}

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
fn the_results_are_shown_in_context_in_four_ways() {
    for mut session in screens() {
        session.press("/ 'catalyst Enter");
        let wide = session.buffer().area.width >= 120;
        assert!(session.status().contains("K context") || !wide, "{}", session.status());
        let titles = session.rows();
        session.press("K");
        assert!(session.status().starts_with("each place in its context; K sorts"), "{}", session.status());
        assert!(session.text().contains("In context") && session.text().contains("by rank"), "{}", session.text());
        let ranked = places(&session);
        assert!(ranked.len() > titles.len(), "some record holds the word more than once");
        assert!(ranked.iter().all(|(_, hit, _)| text::fold(hit).contains("catalyst")), "{ranked:?}");
        session.press("K");
        assert!(session.text().contains("by word left"), "{}", session.text());
        let words = |text: &str| text::tokens(text).into_iter().map(|token| token.word).collect::<Vec<_>>();
        let left: Vec<_> = places(&session).iter().map(|(left, ..)| words(left).last().cloned()).collect();
        assert!(left.is_sorted(), "{left:?}");
        session.press("K");
        assert!(session.text().contains("by word right"), "{}", session.text());
        let right: Vec<_> = places(&session).iter().map(|(.., right)| words(right).first().cloned()).collect();
        assert!(right.is_sorted(), "{right:?}");
        session.press("K");
        assert_eq!(session.rows(), titles);
        assert!(session.app.concordance().is_none());
    }
}

#[test]
fn records_that_hold_the_word_are_not_listed_for_similar_ones() {
    let mut session = Session::new(120, 36);
    session.press("/ 'water Enter K");
    let hits = session.app.view().hits.as_ref().expect("words");
    let (sound, similar) = hits.list.split_at(hits.similar);
    let lines = session.app.concordance().expect("in context").lines();
    let of = |line: &cadialog::query::kwic::Line, hits: &[cadialog::query::Hit]| hits.iter().any(|hit| hit.id == line.id);
    let words = |hits| lines.iter().filter(|line| of(line, hits)).map(|line| text::fold(&line.hit)).collect::<Vec<_>>();
    assert!(words(sound).len() > 20 && words(sound).iter().all(|word| word.contains("water")), "{:?}", words(sound));
    assert!(words(similar).contains(&"later".to_owned()));
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
            assert!((width / 3..width * 2 / 3).contains(&at[0]), "{width}: {}", at[0]);
            let buffer = session.buffer();
            assert!(buffer.content.iter().all(|cell| cell.fg == Color::Reset));
        }
    }
}

#[test]
fn the_cursor_stays_with_the_record() {
    for mut session in screens() {
        session.press("/ 'water Enter j j j");
        for _ in 0..3 {
            let before = session.shown();
            session.press("K");
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
        session.press("K");
        assert_eq!(session.shown(), shown);
        session.press("K");
        assert_eq!(session.shown(), shown);
        assert!(places(&session).contains(&line));
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

/// A browser on the bundled archive whose detail is so wide, on the record numbered `n`.
fn detail(n: usize, width: u16) -> App {
    let mut app = App::new(catalogue(), Keymap::default(), Query::default(), Language::En);
    let id =
        catalogue().archive.all().nth(n % catalogue().archive.len()).map(|id| catalogue().archive.record(id).id().to_owned());
    app.restore(&cadialog::shelf::Session { record: id, ..Default::default() });
    app.fit(Sizes { detail: Size { width, height: 20 }, ..Sizes::default() });
    app.press(Key::parse("5").expect("a key"));
    app.press(Key::parse("/").expect("a key"));
    app
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn lit_stretches_are_whole_graphemes_in_order(words in "\\PC{1,6}", text in "\\PC{0,60}") {
        if let Some(needle) = Needle::new(&words) {
            let borders: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
            let mut end = 0;
            for range in needle.ranges(&text) {
                prop_assert!(range.start >= end && range.start < range.end);
                prop_assert!(borders.contains(&range.start) && borders.contains(&range.end));
                end = range.end;
            }
        }
    }

    #[test]
    fn whatever_stands_in_a_text_is_found_in_it(text in "\\PC{1,60}", from in 0usize..60, length in 1usize..12) {
        let graphemes: Vec<&str> = text.graphemes(true).collect();
        let part = graphemes.iter().skip(from % graphemes.len()).take(length).copied().collect::<String>();
        // On its own the stretch must part into the same graphemes as in the text.
        prop_assume!(part.graphemes(true).eq(graphemes.iter().skip(from % graphemes.len()).take(length).copied()));
        if let Some(needle) = Needle::new(&part) {
            prop_assert!(!needle.ranges(&text).is_empty(), "{part:?} in {text:?}");
        }
    }

    /// A phrase of the page is found wherever the lines break, and always as often.
    #[test]
    fn a_phrase_is_found_at_every_width(record in 0usize..2000, at in any::<prop::sample::Index>(), words in 1usize..5, width in 30u16..120) {
        let mut wide = detail(record, 400);
        let text = wide.detail().text();
        let all: Vec<&str> = text.lines().flat_map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            words
        }).collect();
        prop_assume!(!all.is_empty());
        let from = at.index(all.len());
        let phrase = all[from..(from + words).min(all.len())].join(" ");
        wide.insert(&phrase);
        let mut narrow = detail(record, width);
        narrow.insert(&phrase);
        let count = |app: &App| app.detail().found().map(cadialog::app::Found::count);
        prop_assert_eq!(count(&wide), count(&narrow), "{} at {}", phrase, width);
        if let Some(found) = narrow.detail().found() {
            for (n, line) in narrow.detail().lines().iter().enumerate() {
                let mut text = line.lead.clone();
                line.segments.iter().for_each(|segment| text.push_str(&segment.text));
                for (range, _) in found.on(n) {
                    let borders: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
                    prop_assert!(borders.contains(&range.start) && borders.contains(&range.end));
                }
            }
        }
    }
}
