//! Finding in the record shown, and the results in context, by real keys: what is lit, counted, scrolled to and said.

#[path = "../common/mod.rs"]
mod common;
mod concordance;
mod places;
mod properties;

use cadialog::app::{Focus, Mode};
use cadialog::config::ThemeName;
use cadialog::text::{self, Needle};
use common::Session;
use ratatui::style::Modifier;

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
    session.press("/ 'id:summit-01-tokyo-2025 '' 'type:event Enter X 5");
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

/// What is lit in the detail: stretches of bold underlined cells, and whether each is reversed; links are underlined only.
fn lit(session: &Session) -> Vec<(String, bool)> {
    let buffer = session.buffer();
    let mut found: Vec<(String, bool)> = Vec::new();
    let (left, title) = pane(session);
    for y in title + 1..buffer.area.height - 1 {
        let mut before = None;
        for x in left..buffer.area.width {
            let cell = &buffer[(x, y)];
            let has = |modifier| cell.modifier.contains(modifier);
            let now = has(Modifier::UNDERLINED | Modifier::BOLD).then(|| has(Modifier::REVERSED));
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
        assert!(!session.status().contains("g /"), "keys that would be typed are not recommended: {}", session.status());
        assert_eq!(session.app.detail().scroll(), scroll);
        session.press("Down");
        assert!(session.status().contains("is not in this record"), "{}", session.status());
        session.press("Enter");
        assert!(session.status().contains("is not in this record; g / searches everything"), "{}", session.status());
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

/// The text of the lines of the detail on which the current place stands, and the place itself, whole where a line breaks.
fn current_line(session: &Session) -> (String, String) {
    let detail = session.app.detail();
    let found = detail.found().expect("a find");
    let (mut text, mut place) = (String::new(), String::new());
    for (n, line) in detail.lines().iter().enumerate() {
        let mut whole = line.lead.clone();
        line.segments.iter().for_each(|segment| whole.push_str(&segment.text));
        for (range, _) in found.on(n).filter(|(_, current)| *current) {
            if !place.is_empty() && line.joint == cadialog::app::Joint::Blank {
                place.push(' ');
            }
            place.push_str(&whole[range]);
            text.push_str(&whole);
        }
    }
    assert!(!place.is_empty(), "a place");
    (text, place)
}

/// Goes down to the first result of a section and opens it.
fn open_first_of(session: &mut Session, section: cadialog::search::HitSection) {
    let hits = &session.app.view().hits.as_ref().expect("words").list;
    let dated = |id| session.app.archive().record_type(id).is_dated();
    let hit = hits.iter().find(|hit| hit.section == section && dated(hit.id)).expect("one so found").id;
    while session.app.row().and_then(|row| row.id()) != Some(hit) {
        session.press("j");
    }
    session.press("Enter");
}

#[test]
fn in_a_record_found_by_its_topic_only_n_goes_to_the_topic() {
    for mut session in screens() {
        let energy = session.app.archive().id("energy").expect("a topic");
        for (languages, name) in [("", "energy"), ("L", "エネルギー"), ("L", "энергетика")] {
            session.press(languages);
            for key in ["n", "N"] {
                session.press("3 X / 'uranium Enter");
                open_first_of(&mut session, cadialog::search::HitSection::Topic);
                session.press(key);
                let (line, place) = current_line(&session);
                assert_eq!(text::fold(&place), text::fold(name), "{line}");
                session.press("Enter");
                let target = session.app.detail().target();
                assert_eq!(target, Some(&cadialog::page::Target::Record(energy)), "“{line}” is the line of the topics");
            }
        }
    }
}

#[test]
fn in_a_record_found_by_a_synonym_n_goes_to_the_synonym() {
    for mut session in screens() {
        session.press("/ 'stipend Enter");
        open_first_of(&mut session, cadialog::search::HitSection::Synonym);
        session.press("n");
        let synonyms = session.app.view().meaning.synonyms.clone();
        let (line, place) = current_line(&session);
        assert!(synonyms.contains(&text::fold(&place)), "“{place}” in “{line}” is none of {synonyms:?}");
        assert_eq!(current(&session), place, "it is on the screen");
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
