//! Journeys by real keys through the real loop: where one starts, what is pressed, what stands there then.

mod common;

use cadialog::app::{Effect, Focus, Mode, Row};
use cadialog::terminal::Ending;
use common::Session;

fn at_120() -> Session {
    Session::new(120, 36)
}

#[test]
fn the_browser_opens_on_the_newest_numbered_event() {
    let session = at_120();
    assert_eq!(session.shown(), "summit-01-tokyo-2025");
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
    let mut session = at_120();
    session.press("G");
    assert_eq!(session.shown(), "precursor-obuchi-mission-1997");
    session.press("g g");
    assert!(matches!(session.app.row(), Some(Row::Year { year: 2026, .. })));
    session.press("End Home j");
    assert_eq!(session.shown(), "justice-ministers-tokyo-2026");
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
    let mut session = at_120();
    let all = session.rows();
    session.press("1 Space");
    let narrowed = session.rows();
    assert!(narrowed.len() < all.len() && !narrowed.is_empty());
    let archive = session.app.archive();
    let kazakhstan = archive.id("KZ").expect("a country");
    for id in &narrowed {
        let event = archive.id(id).expect("an event");
        assert!(archive.linked(event, cadialog::archive::Relation::Country).any(|c| c == kazakhstan), "{id}");
    }
    let (events, quotes) = (session.app.view().events.len(), session.app.view().quotes.len());
    let status = session.status();
    assert!(status.starts_with(&format!("country:KZ · {events} of 81 events · {quotes} of ")), "{status}");
    assert!(status.contains(&format!("{} events hidden", 81 - events)), "{status}");
    session.press("Space");
    assert_eq!(session.rows(), all);
    assert!(session.status().starts_with("nothing hidden"));
}

#[test]
fn two_countries_mean_either() {
    let mut session = at_120();
    session.press("1 Space");
    let first = session.rows();
    session.press("Space j Space");
    let second = session.rows();
    session.press("k Space");
    let both = session.rows();
    assert!(both.len() >= first.len().max(second.len()));
    assert!(both.iter().all(|id| first.contains(id) || second.contains(id)));
    assert!(session.status().starts_with("country:KZ,KG "));
}

#[test]
fn a_topic_and_a_country_mean_both() {
    let mut session = at_120();
    session.press("1 Space");
    let country = session.rows();
    session.press("Space 2 Space");
    let topic = session.rows();
    session.press("1 Space");
    let both = session.rows();
    assert!(both.iter().all(|id| country.contains(id) && topic.contains(id)));
    assert_eq!(both.len(), country.iter().filter(|id| topic.contains(id)).count());
    assert!(session.status().starts_with("country:KZ topic:energy "), "{}", session.status());
}

#[test]
fn choosing_a_country_does_not_zero_the_others() {
    let mut session = at_120();
    let before = session.app.view().countries.clone();
    session.press("1 Space");
    assert_eq!(session.app.view().countries, before);
    assert_ne!(session.app.view().topics.iter().map(|t| t.1).sum::<usize>(), 0);
}

#[test]
fn only_this_replaces_every_other_filter() {
    let mut session = at_120();
    session.press("1 Space j Space 2 j Space @");
    assert!(session.status().starts_with("topic:transport-connectivity · "), "{}", session.status());
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
    let mut session = at_120();
    session.press("j j");
    let shown = session.shown();
    session.press("1 j j j j j Space 3");
    assert!(session.status().starts_with("country:JP"));
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
    session.press("C-u 'year:2004..2005");
    assert!(session.rows().iter().all(|id| {
        let date = archive_date(&session, id);
        (2004..=2005).contains(&date)
    }));
    assert!(session.status().starts_with("date:2004..2005 · "), "{}", session.status());
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
    let mut session = at_120();
    session.press("/ '13th '' 'tokyo Enter 4");
    let (quotes, _) = session.app.quotes();
    let archive = session.app.archive();
    assert_eq!(quotes.len(), 13);
    assert!(quotes.iter().all(|&q| archive.quote(q).expect("a quote").event.as_deref() == Some("td-13-2025")));
    session.press("j");
    assert!(session.shown().starts_with("td-13-"), "{}", session.shown());
    assert_eq!(session.app.quotes().0.len(), 13, "moving among quotes keeps the list");
}

#[test]
fn a_record_without_quotes_shows_all_in_view() {
    let mut session = at_120();
    session.press("g g j");
    assert_eq!(session.shown(), "justice-ministers-tokyo-2026");
    assert!(session.text().contains("Quotes · all 114 in view") || session.text().contains("in view"), "{}", session.text());
}

#[test]
fn years_fold_one_by_one_and_all_at_once() {
    let mut session = at_120();
    let all = session.rows();
    session.press("g g Space");
    assert!(!session.rows().contains(&"justice-ministers-tokyo-2026".to_owned()));
    session.press("Enter");
    assert_eq!(session.rows(), all);
    session.press("j j j j Z");
    assert!(session.rows().is_empty());
    assert!(matches!(session.app.row(), Some(Row::Year { year: 2025, .. })), "{:?}", session.app.row());
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
    let mut session = Session::new(120, 120);
    session.press("?");
    let help = session.text();
    for info in cadialog::keys::ACTIONS {
        assert!(help.contains(info.sentence), "{} is missing:\n{help}", info.sentence);
    }
    session.press("?");
    assert_eq!(session.app.mode(), Mode::Browse);
    session.press("? q");
    assert_eq!(session.app.mode(), Mode::Browse, "q closes the help first");
}

#[test]
fn sources_open_only_on_the_web() {
    let mut session = at_120();
    session.press("/ '13th '' 'tokyo Enter o");
    match session.performed.as_slice() {
        [Effect::Open(address)] => assert!(address.starts_with("https://www.mofa.go.jp/"), "{address}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn copying_says_what_was_copied() {
    let mut session = at_120();
    session.press("y i");
    assert_eq!(session.performed, [Effect::Copy("summit-01-tokyo-2025".to_owned())]);
    assert!(session.status().contains("copied the id (20 characters)"), "{}", session.status());
    session.press("y y y u");
    assert!(matches!(&session.performed[1], Effect::Copy(text) if text.contains("Takaichi Sanae")));
    assert!(matches!(&session.performed[2], Effect::Copy(text) if text.starts_with("http")));
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
