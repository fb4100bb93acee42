//! Searching: what is found first, how the line is edited, where Esc leads back to.

use cadialog::app::{Focus, Mode, Row};
use cadialog::query::help::Construct;
use cadialog::record::{EventKind, RecordType};

use super::at_120;
use super::common::Session;

#[test]
fn tokyo_dialogue_lists_the_tokyo_dialogues_first() {
    let mut session = at_120();
    session.press("/ 'tokyo '' 'dialogue");
    let rows = session.rows();
    let archive = session.app.archive();
    let of_the_series =
        |id: &cadialog::archive::Id| archive.event(*id).is_some_and(|event| event.kind == EventKind::TokyoDialogue);
    let mut series: Vec<_> = archive.of_type(RecordType::Event).iter().copied().filter(of_the_series).collect();
    series.sort_by_key(|id| archive.days(*id));
    let series: Vec<&str> = series.iter().rev().map(|id| archive.record(*id).id()).collect();
    assert!(series.len() >= 15 && rows[..series.len()].iter().all(|id| series.contains(&id.as_str())), "{rows:?}");
    assert_eq!(rows[0], series[0], "the newest is the first");
    assert_eq!(session.shown(), series[0]);
}

#[test]
fn a_typo_finds_the_country() {
    let mut session = at_120();
    session.press("/ 'tajikstan");
    assert_eq!(session.rows()[0], "TJ");
}

#[test]
fn similar_spellings_stand_under_a_divider() {
    let mut session = at_120();
    session.press("/ 'minstry");
    assert!(!session.rows().is_empty());
    assert!(session.text().contains("similar spellings ("), "{}", session.text());
}

#[test]
fn names_are_found_across_scripts() {
    for (query, id) in [
        ("токаев", "tokayev"),
        ("Tokaev", "tokayev"),
        ("マツモト", "matsumoto-hisashi"),
        ("松本", "matsumoto-hisashi"),
        ("カザフスタン", "KZ"),
        ("Oʻzbekiston", "UZ"),
        ("ozbekiston", "UZ"),
        ("Назарбаев", "nazarbayev"),
    ] {
        let mut session = at_120();
        session.press(&format!("/ '{query}"));
        assert_eq!(session.rows().first().map(String::as_str), Some(id), "{query}");
    }
}

#[test]
fn letters_across_words_find_the_thirteenth_dialogue() {
    let mut session = at_120();
    session.press("/ 'tokdia13");
    assert_eq!(session.rows()[0], "td-13-2025");
}

#[test]
fn escape_while_typing_returns_to_the_same_place() {
    let mut session = at_120();
    session.press("j j");
    let (before, shown, offset) = (session.rows(), session.shown(), session.app.cursor(Focus::Timeline));
    session.press("/ 'water '' 'energy Esc");
    assert_eq!((session.rows(), session.shown(), session.app.cursor(Focus::Timeline)), (before, shown, offset));
    assert_eq!(session.app.mode(), Mode::Browse);
}

#[test]
fn escape_in_the_results_returns_to_the_same_place_too() {
    let mut session = at_120();
    session.press("j j");
    let (before, shown) = (session.text(), session.shown());
    session.press("/ 'water Enter j j Esc");
    assert_eq!(session.shown(), shown);
    assert_eq!(session.text(), before);
}

#[test]
fn escape_returns_to_the_line_of_a_year_too() {
    for keys in ["/ 'water '' 'energy Esc", "/ 'water Enter j j Esc"] {
        let mut session = at_120();
        while !matches!(session.app.row(), Some(Row::Year { .. })) {
            session.press("j");
        }
        let (before, shown, offset) = (session.text(), session.shown(), session.app.cursor(Focus::Timeline));
        session.press(keys);
        assert_eq!((session.shown(), session.app.cursor(Focus::Timeline)), (shown, offset), "{keys}");
        assert_eq!(session.text(), before, "{keys}");
    }
}

#[test]
fn results_are_walked_while_typing() {
    let mut session = at_120();
    session.press("/ 'matsumoto Down");
    assert_eq!(session.shown(), session.rows()[1]);
    session.press("Up");
    assert_eq!(session.shown(), session.rows()[0]);
}

#[test]
fn the_input_line_edits_like_a_shell() {
    let mut session = at_120();
    session.press("/ 'water '' 'energy C-w");
    assert_eq!(session.app.input().value(), "water ");
    session.press("C-y C-a C-d C-d 'W 'a");
    assert_eq!(session.app.input().value(), "Water energy");
    session.press("C-e M-b C-k C-u 'xyz Backspace C-h");
    assert_eq!(session.app.input().value(), "x");
}

#[test]
fn fields_narrow_from_the_input_line() {
    let mut session = at_120();
    session.press("/ 'country:KZ '' 'type:quote '' 'energy");
    assert!(!session.rows().is_empty());
    let archive = session.app.archive();
    assert!(session.rows().iter().all(|id| archive.quote(archive.id(id).expect("id")).is_some()));
    session.press("C-u 'year:2004..2005 '' 'type:event");
    assert!(
        !session.rows().is_empty()
            && session.rows().iter().all(|id| {
                let date = archive_date(&session, id);
                (2004..=2005).contains(&date)
            })
    );
    assert!(session.status().starts_with("year:2004..2005 type:event · "), "{}", session.status());
}

fn archive_date(session: &Session, id: &str) -> i32 {
    let archive = session.app.archive();
    archive.date(archive.id(id).expect("id")).expect("dated").year()
}

#[test]
fn an_unknown_value_is_explained_and_hides_nothing() {
    let mut session = at_120();
    let all = session.rows();
    session.press("/ 'country:Kazakstn");
    assert!(session.status().contains("no country “Kazakstn”; did you mean “Kazakhstan”?"), "{}", session.status());
    assert_eq!(session.rows(), all);
}

#[test]
fn nothing_found_says_how_to_go_on() {
    let mut session = at_120();
    session.press("/ 'qqqzzzxxx");
    assert!(session.rows().is_empty());
    assert!(session.text().contains("nothing found") && session.text().contains("Esc gives the search up"), "{}", session.text());
    session.press("Enter");
    assert!(session.text().contains("X clears search and filters"), "{}", session.text());
}

#[test]
fn everything_is_searched_from_the_detail() {
    let mut session = at_120();
    session.press("j Enter g /");
    assert_eq!(session.app.mode(), Mode::Search);
    session.press("'type:project '' 'road");
    assert!(!session.rows().is_empty());
    session.press("Esc");
    assert_eq!(session.app.focus(), Focus::Detail, "where the search began");
    assert!(session.status().contains("g / search all"), "{}", session.status());
}

#[test]
fn tab_in_an_empty_search_lists_the_fields_and_never_leaves_it() {
    // With how many fields at most left out for want of room.
    for (width, height, most) in [(120, 36, 0), (80, 24, 6), (40, 12, 30)] {
        let mut session = Session::new(width, height);
        session.press("/ Tab");
        assert_eq!(session.app.mode(), Mode::Search);
        let text = session.text();
        let fitting = cadialog::query::help::FIELDS.len();
        assert!(text.contains(&format!("{fitting} fit: type: the type of record")), "{text}");
        // All of them, or how many there is no room for; none with half its meaning.
        let shown: String = text.lines().map(str::trim).collect::<Vec<_>>().join(" ");
        let whole = |field: &Construct| shown.contains(&format!("{} {}", field.form, field.meaning));
        let out: Vec<&Construct> = cadialog::query::help::FIELDS.iter().filter(|&field| !whole(field)).collect();
        for field in &out {
            let begun = text.lines().any(|line| line.starts_with(field.form) || line.contains(&format!(" · {}", field.form)));
            assert!(!begun, "{width}: {}\n{text}", field.form);
        }
        assert!(out.len() <= most, "{width}: {out:?}\n{text}");
        assert!(out.is_empty() || text.contains(&format!("and {} more", out.len())), "{text}");
        session.press("'qqq Tab");
        assert_eq!((session.app.mode(), session.app.input().value()), (Mode::Search, "qqq"));
        assert!(session.text().contains("there is nothing to complete here"), "{}", session.text());
    }
}

#[test]
fn the_topic_of_a_word_is_one_key_away() {
    let mut session = Session::new(140, 40);
    session.press("/ 'uranium Enter");
    let archive = session.app.archive();
    let energy = archive.id("energy").expect("a topic");
    let linked =
        |id: &cadialog::archive::Id| archive.linked(*id, cadialog::archive::Relation::Topic).any(|topic| topic == energy);
    let counted = session.app.view().hits.as_ref().expect("words").counted();
    let others = archive.all().filter(|id| linked(id) && !counted.iter().any(|hit| hit.id == *id)).count();
    assert!(others > 100, "{others}");
    let divider = format!("by topic Energy only ({others}) · g t whole topic");
    assert!(session.text().contains(&divider), "{divider}: {}", session.text());
    assert!(session.status().contains("g t whole topic"), "{}", session.status());
    session.press("g t");
    assert_eq!((session.app.query().text.as_str(), session.app.focus()), ("topic:energy", Focus::Timeline));
    assert!(session.text().contains("all of topic:energy; / M-p brings the words back"), "{}", session.text());
    let energy = session.app.archive().id("energy").expect("a topic");
    let events = session.app.view().events.clone();
    let linked = |id| session.app.archive().linked(id, cadialog::archive::Relation::Topic).any(|topic| topic == energy);
    assert!(events.len() > 20 && events.iter().all(|&id| linked(id)));
    session.press("/ M-p");
    assert_eq!(session.app.input().value(), "uranium");

    // Conditions beside the words stay.
    session.press("C-u 'uranium '' 'country:KZ '' 'sort:date Enter g t");
    assert_eq!(session.app.query().text, "country:KZ topic:energy sort:date");

    // Where no record was found so, nothing is asked, and the key says why.
    session.press("/ C-u 'catalyst Enter");
    assert!(!session.text().contains("whole topic"), "{}", session.text());
    session.press("g t");
    assert_eq!(session.app.query().text, "catalyst");
    assert!(session.text().contains("no record here was found by its topic only"), "{}", session.text());
}

#[test]
fn results_have_the_day_of_what_is_dated() {
    let mut session = Session::new(140, 40);
    session.press("/ '13th '' 'tokyo '' 'dialogue");
    let text = session.text();
    let row = text.lines().find(|line| line.contains("◇ 13th Tokyo Dialogue")).expect("the first hit");
    assert!(row.contains("14 Mar 2025"), "{row}");
    session.press("C-u 'type:project '' 'road '' 'sort:date");
    assert!(session.text().lines().filter(|line| line.contains("project ")).count() > 0, "{}", session.text());
}

#[test]
fn a_query_stands_in_the_last_line_as_it_was_typed() {
    for query in ["мирзиеев", "トウキョウ", "Energy"] {
        let mut session = at_120();
        session.press(&format!("/ '{query} Enter"));
        assert!(session.status().starts_with(&format!("{query} · ")), "{}", session.status());
    }
}

#[test]
fn a_pasted_text_is_searched_without_its_line_breaks_and_escapes() {
    let mut session = at_120();
    session.press("/");
    session.feed(vec![cadialog::terminal::Input::Paste("tokyo\ndialogue\u{1b}[31m".to_owned())]);
    assert_eq!(session.app.input().value(), "tokyo dialogue[31m");
}

#[test]
fn a_start_with_words_is_already_searching() {
    let session = Session::with(120, 36, cadialog::config::ThemeName::Dark, false, "tajikistan border");
    assert!(session.app.hit_count().is_some_and(|n| n > 0));
    assert!(session.text().starts_with("/ tajikistan border"), "{}", session.text());
}
