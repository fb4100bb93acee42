//! The input line: former searches, and completion.

use cadialog::app::Mode;

use super::Desk;
use super::common::Session;

#[test]
fn former_searches_come_back_on_the_input_line() {
    let mut desk = Desk::new();
    desk.press("/ 'water Enter / C-u 'energy Enter X / 'tou M-p");
    assert_eq!(desk.app().query().text, "energy");
    desk.press("M-p");
    assert_eq!(desk.app().query().text, "water");
    desk.press("M-p");
    assert!(desk.status().starts_with("no earlier search is known"), "{}", desk.status());
    desk.press("M-n M-n");
    assert_eq!(desk.app().query().text, "tou", "what was being typed is not lost");
    desk.press("M-n");
    assert!(desk.status().starts_with("no later search"), "{}", desk.status());
    desk.press("Esc");
    assert!(desk.app().query().is_empty());
    assert!(desk.store.keep_session(desk.app().session(), std::time::Instant::now() + cadialog::shelf::PATIENCE).is_none());
    let mut next = Session::new(120, 36);
    next.app.remember(&desk.store.load().session.expect("a session").searches);
    next.press("/ M-p");
    assert_eq!(next.app.query().text, "energy", "those of the session before as well");
}

#[test]
fn tab_completes_fields_and_their_values() {
    let mut desk = Desk::new();
    desk.press("/ 'cou Tab");
    assert_eq!(desk.app().query().text, "country:");
    assert!(
        desk.status().starts_with("a country by code or any name") && desk.status().contains("; Tab lists "),
        "{}",
        desk.status()
    );
    desk.press("'kaz Tab");
    assert_eq!(desk.app().query().text, "country:KZ");
    assert_eq!(desk.app().mode(), Mode::Search);
    desk.press("Tab");
    assert_eq!(desk.app().mode(), Mode::Search, "nothing is left to complete: Tab says so and stays");
    assert!(desk.status().contains("there is nothing to complete here; Enter goes to the results"), "{}", desk.status());
    desk.press("C-u 'country:k Tab");
    assert_eq!(desk.app().query().text, "country:K");
    let status = desk.status();
    assert!(status.starts_with("2 fit: ") && status.contains("KZ Kazakhstan") && status.contains("KG Kyrgyz"), "{status}");
    desk.press("Tab");
    let (first, status) = (desk.app().query().text.clone(), desk.status());
    assert!(status.starts_with("1 of 2: "), "{status}");
    desk.press("Tab");
    assert_ne!(desk.app().query().text, first);
    desk.press("Tab");
    assert_eq!(desk.app().query().text, first, "round the end");
    desk.press("'! Esc / C-u 'status:can Tab ''  'kind:fmm Tab");
    assert_eq!(desk.app().query().text, "status:cancelled kind:foreign-ministers-meeting");
    desk.press("C-u 'water Tab");
    assert_eq!((desk.app().query().text.as_str(), desk.app().mode()), ("water", Mode::Search));
}

#[test]
fn completion_acts_at_the_caret() {
    let mut desk = Desk::new();
    desk.press("/ 'topi '' 'water C-a C-f C-f C-f C-f Tab");
    assert_eq!(desk.app().query().text, "topic: water");
    desk.press("'ene Tab");
    assert!(
        desk.app().query().text.starts_with("topic:energy") && desk.app().query().text.ends_with(" water"),
        "{:?}",
        desk.app().query().text
    );
}
