//! Reading a record: its links, its quotes, its sources, what is copied of it, and in which language names stand.

use cadialog::app::{Clip, Effect, Focus, Mode};

use super::common::Session;
use super::{at_120, go_to, on_fixture};

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
    assert!(session.text().contains("Quotes (all 4 in view)"), "{}", session.text());
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
fn opening_a_record_on_a_small_screen_says_how_to_see_more_of_it() {
    let mut session = Session::new(80, 24);
    go_to(&mut session, "td-13-2025");
    session.press("Enter");
    assert!(session.status().contains("z zoom") && session.status().contains("4 quotes"), "{}", session.status());
    session.press("z");
    assert!(!session.status().contains("z zoom"), "{}", session.status());
}

#[test]
fn quotes_take_the_lines_that_there_are() {
    let mut session = Session::new(160, 50);
    go_to(&mut session, "summit-01-tokyo-2025");
    let text = session.text();
    let pane: Vec<&str> = text.lines().skip_while(|line| !line.contains("4 Quotes")).skip(1).collect();
    let words = pane.iter().position(|line| line.contains("Takaichi Sanae · paraphrase"));
    assert!(words.is_some_and(|words| words >= 2), "{text}");
    session.press("4 j j");
    assert_eq!(session.app.cursor(Focus::Quotes).selected(), 2);
}

#[test]
fn names_beside_quotes_follow_the_language() {
    let mut session = at_120();
    go_to(&mut session, "summit-01-tokyo-2025");
    session.press("L 4 z");
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
        "without political strings",
        "nearly two decades",
        "understand each other better",
        "action plans",
        "within a year",
        "strategic imperative",
        "stability and development",
        "First Summit",
    ] {
        assert!(page.contains(fact), "“{fact}” is not on the page");
    }
}
