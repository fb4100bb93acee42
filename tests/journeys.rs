//! Journeys by real keys through the real loop: where one starts, what is pressed, what stands there then.

mod common;

use cadialog::app::{Clip, Effect, Focus, Mode, Row};
use cadialog::terminal::Ending;
use common::Session;

fn at_120() -> Session {
    Session::new(120, 36)
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
    assert_ne!(session.app.view().topics.iter().map(|t| t.1).sum::<usize>(), 0);
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
fn tokyo_dialogue_lists_the_tokyo_dialogues_first() {
    let mut session = at_120();
    session.press("/ 'tokyo '' 'dialogue");
    let rows = session.rows();
    assert!(rows[..13].iter().all(|id| id.starts_with("td-")), "{rows:?}");
    assert_eq!(rows[0], "td-13-2025");
    assert_eq!(session.shown(), "td-13-2025");
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
    session.press("j j j");
    let (before, shown, offset) = (session.rows(), session.shown(), session.app.cursor(Focus::Timeline));
    session.press("/ 'water '' 'energy Esc");
    assert_eq!((session.rows(), session.shown(), session.app.cursor(Focus::Timeline)), (before, shown, offset));
    assert_eq!(session.app.mode(), Mode::Browse);
}

#[test]
fn escape_in_the_results_returns_to_the_same_place_too() {
    let mut session = at_120();
    session.press("j j j");
    let (before, shown) = (session.text(), session.shown());
    session.press("/ 'water Enter j j Esc");
    assert_eq!(session.shown(), shown);
    assert_eq!(session.text(), before);
}

#[test]
fn escape_never_quits() {
    let mut session = at_120();
    assert_eq!(session.press("Esc Esc Esc Esc h h Left"), None);
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
fn enter_opens_the_record_and_escape_returns() {
    let mut session = at_120();
    session.press("j Enter");
    assert_eq!(session.app.focus(), Focus::Detail);
    session.press("Esc");
    assert_eq!(session.app.focus(), Focus::Timeline);
}

#[test]
fn links_are_followed_and_retraced() {
    let mut session = at_120();
    let first = session.shown();
    session.press("Enter Tab");
    let cadialog::page::Target::Record(target) = session.app.detail().target().expect("a link is chosen").clone() else {
        panic!("the first link leads to a record")
    };
    let second = session.app.archive().record(target).id().to_owned();
    session.press("Enter");
    assert_eq!(session.shown(), second);
    session.press("C-o");
    assert_eq!(session.shown(), first);
    assert_eq!(session.app.detail().link(), Some(0), "the link stays chosen");
    session.press("M-Right");
    assert_eq!(session.shown(), second);
    session.press("Esc Esc");
    assert_eq!((session.shown(), session.app.focus()), (first, Focus::Timeline));
    session.press("C-o C-o C-o");
    assert!(session.status().contains("nothing to go back to"), "{}", session.status());
}

#[test]
fn quotes_belong_to_the_selected_record() {
    let mut session = on_fixture();
    session.press("4");
    let (quotes, _) = session.app.quotes();
    let archive = session.app.archive();
    assert_eq!(quotes.len(), 3);
    assert!(quotes.iter().all(|&q| archive.quote(q).expect("a quote").event.as_deref() == Some("talks-4-2017")));
    session.press("j");
    assert!(session.shown().starts_with("accord-"), "{}", session.shown());
    assert_eq!(session.app.quotes().0.len(), 3, "moving among quotes keeps the list");
}

#[test]
fn a_record_without_quotes_shows_all_in_view() {
    let mut session = on_fixture();
    session.press("g g j");
    assert_eq!(session.shown(), "visit-2018");
    assert!(session.text().contains("Quotes · all 4 in view"), "{}", session.text());
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
fn the_detail_scrolls_and_searches_are_lit_there() {
    let mut session = at_120();
    session.press("/ 'nagasaki Enter Enter G");
    let lines = session.app.detail().lines().len();
    assert!(lines > 30 && session.app.detail().scroll() > 0);
    session.press("g g");
    assert_eq!(session.app.detail().scroll(), 0);
}

#[test]
fn names_are_shown_in_three_languages() {
    let mut session = at_120();
    session.press("L");
    assert!(session.text().contains("カザフスタン"), "{}", session.text());
    session.press("L");
    assert!(session.text().contains("Казахстан"));
    session.press("L");
    assert!(session.text().contains("Kazakhstan"));
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
    for kind in cadialog::record::EventKind::ALL {
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
fn sources_open_only_on_the_web() {
    let mut session = on_fixture();
    session.press("o");
    assert!(session.performed.is_empty(), "there are several: one is to be chosen");
    assert!(session.text().contains("Open a source") && session.text().contains("▸ [1] "), "{}", session.text());
    session.press("Down Enter");
    match session.performed.as_slice() {
        [Effect::Open(address)] => assert!(address.starts_with("https://"), "{address}"),
        other => panic!("{other:?}"),
    }
    assert_eq!(session.app.mode(), Mode::Browse);
}

#[test]
fn a_source_alone_is_opened_at_once() {
    let mut session = at_120();
    session.press("/ 'type:source '' 'unodc Enter o");
    assert!(matches!(session.performed.as_slice(), [Effect::Open(_)]), "{:?}", session.performed);
}

#[test]
fn copying_says_what_was_copied() {
    let mut session = on_fixture();
    session.press("y i");
    let clip = |what: &str, text: &str| Effect::Copy(Clip { what: what.to_owned(), text: text.to_owned() });
    assert_eq!(session.performed, [clip("id", "talks-4-2017")]);
    // Whether it has arrived only the terminal's shell can tell.
    assert!(session.status().contains("copying the id (12 characters)"), "{}", session.status());
    session.press("y y y u");
    assert!(matches!(&session.performed[1], Effect::Copy(Clip { text, .. }) if text.contains("Fourth Lantern Talks")));
    let Effect::Copy(Clip { what, text }) = &session.performed[2] else { panic!("{:?}", session.performed) };
    assert!(text.starts_with("http") && what.starts_with("address of source [1], the first of "), "{what}: {text}");
}

#[test]
fn of_a_quote_the_words_and_who_said_them_are_copied() {
    let mut session = on_fixture();
    session.press("y q");
    assert!(session.performed.is_empty());
    assert!(session.status().contains("only a quote can be copied so; 4 goes to the quotes"), "{}", session.status());
    session.press("4 j y q");
    let [Effect::Copy(Clip { what, text })] = session.performed.as_slice() else { panic!("{:?}", session.performed) };
    assert_eq!(what, "quote");
    assert!(text.ends_with(" — Ben Bracken, Harbour Master"), "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
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
        ("M m", "“m” does nothing here"),
        ("Esc C m", "“m” does nothing here"),
        ("Esc ? m", "“m” does nothing here"),
        ("Esc b m", "“m” does nothing here"),
    ] {
        session.press(keys);
        assert!(session.text().contains(wanted), "{keys}:\n{}", session.text());
    }
    session.press("Esc y i y");
    assert!(!session.text().contains("the id (12"), "{}", session.text());
    session.press("z");
    assert!(!session.text().contains("the id (12") && session.status().contains("“y z” does nothing"), "{}", session.status());
}

#[test]
fn n_with_nothing_lit_says_so() {
    let mut session = at_120();
    session.press("Enter n");
    assert!(session.status().contains("nothing is lit here; n goes from link to link"), "{}", session.status());
    assert_eq!(session.app.detail().link(), Some(0));
}

#[test]
fn a_filter_lights_what_belongs_to_it_in_the_record() {
    let mut session = at_120();
    session.press("/ '13th '' 'tokyo Enter X 2 Space 3");
    assert!(session.status().contains("topic:energy"), "{}", session.status());
    session.press("5 n");
    let found = session.app.detail().found().expect("something is lit");
    assert!(found.count() > 1, "the topic itself, and what was agreed on it: {}", found.count());
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
    for (width, height) in [(120, 36), (80, 24), (40, 12)] {
        let mut session = Session::new(width, height);
        session.press("/ Tab");
        assert_eq!(session.app.mode(), Mode::Search);
        let text = session.text();
        assert!(text.contains("23 fit: type: the type of record"), "{text}");
        // All of them, or how many there is no room for; none with half its meaning.
        let shown: String = text.lines().map(str::trim).collect::<Vec<_>>().join(" ");
        for field in &cadialog::query::help::FIELDS {
            let whole = shown.contains(&format!("{} {}", field.form, field.meaning));
            assert!(whole || width < 80 && !shown.contains(field.form), "{width}: {}\n{text}", field.form);
        }
        assert!(width >= 80 || text.contains(" more"), "{text}");
        session.press("'qqq Tab");
        assert_eq!((session.app.mode(), session.app.input().value()), (Mode::Search, "qqq"));
        assert!(session.text().contains("there is nothing to complete here"), "{}", session.text());
    }
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
fn the_topic_of_a_word_is_one_key_away() {
    let mut session = Session::new(140, 40);
    session.press("/ 'uranium Enter");
    assert!(session.text().contains("by topic Energy only (46) · g t whole topic"), "{}", session.text());
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
fn opening_a_record_on_a_small_screen_says_how_to_see_more_of_it() {
    let mut session = Session::new(80, 24);
    session.press("Enter");
    assert!(session.status().contains("z zoom") && session.status().contains("4 quotes"), "{}", session.status());
    session.press("z");
    assert!(!session.status().contains("z zoom"), "{}", session.status());
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
    assert!(session.text().contains(&format!("Quotes · 3 · {found} found")), "{}", session.text());
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
fn quotes_take_the_lines_that_there_are() {
    let mut session = Session::new(160, 50);
    let text = session.text();
    let pane: Vec<&str> = text.lines().skip_while(|line| !line.contains("4 Quotes")).skip(1).collect();
    let words = pane.iter().take_while(|line| !line.contains("Takaichi")).count();
    assert!(words >= 2, "{text}");
    session.press("4 j j");
    assert_eq!(session.app.cursor(Focus::Quotes).selected(), 2);
}

#[test]
fn names_beside_quotes_follow_the_language() {
    let mut session = at_120();
    session.press("L");
    let text = session.text();
    let pane = text.split("4 Quotes").nth(1).expect("the quotes").to_owned();
    assert!(pane.contains("トカエフ") && !pane.contains("Tokayev"), "{text}");
}

#[test]
fn a_place_is_named_in_one_language() {
    let mut session = at_120();
    session.press("L / '13th '' 'tokyo Enter");
    let page = session.page();
    assert!(page.contains("Tokyo, Japan") || page.contains("東京, 日本"), "{page}");
    assert!(!page.contains("Tokyo, 日本"), "{page}");
}

#[test]
fn who_is_not_named_is_described_once() {
    let mut session = at_120();
    session.press("/ 'id:fmm-05 Enter");
    session.press("/ 'fifth '' 'foreign '' 'ministers Enter");
    let page = session.page();
    assert!(!page.contains("(not named), Minister"), "{page}");
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

#[test]
fn every_fact_of_the_founding_document_is_reached_from_its_event() {
    let mut session = at_120();
    session.press("/ '13th '' 'tokyo Enter");
    assert_eq!(session.shown(), "td-13-2025");
    let page = session.page();
    for fact in [
        "14 March 2025",
        "Geographical Outlook for Central Asia",
        "地政学上の展望",
        "Ministry of Foreign Affairs of Japan",
        "Global Forum of Japan",
        "Japan Forum on International Relations",
        "Representatives of Kazakhstan",
        "Representatives of Kyrgyzstan",
        "Representatives of Tajikistan",
        "Representatives of Turkmenistan",
        "Representatives of Uzbekistan",
        "Matsumoto Hisashi, Parliamentary Vice-Minister for Foreign Affairs",
        "three lenses",
        "economic security",
        "established in 2004",
        "open symposium",
        "closed doors",
        "Russia and China",
        "land bridge",
        "supply chains",
        "renewables",
        "transport corridors",
        "telecommunications",
        "technical training",
        "water management",
        "Belt and Road Initiative",
        "quality infrastructure",
        "transparent financing",
        "no political strings",
        "nearly two decades",
        "understand each other better",
        "action plans",
        "Within a year",
        "strategic imperative",
        "stability and development",
        "First Summit",
    ] {
        assert!(page.contains(fact), "“{fact}” is not on the page");
    }
}
