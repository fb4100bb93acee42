//! Saved searches: named, run, removed and put back, beside other instances.

use std::collections::BTreeMap;

use cadialog::app::{Dialog, Mode};
use cadialog::archive::Relation;
use cadialog::query::Query;
use cadialog::shelf::Shelf;
use cadialog::view::View;

use super::Desk;
use super::common::catalogue;

#[test]
fn a_search_is_saved_run_from_the_list_and_restores_its_filters() {
    let mut desk = Desk::new();
    desk.press("B");
    assert!(desk.status().starts_with("nothing is asked that could be saved; / searches, Space filters"), "{}", desk.status());
    desk.press("1 Space 2 Space / 'water Enter");
    let (query, rows) = (desk.app().query().clone(), desk.session.rows());
    assert_eq!((query.chosen(Relation::Country).len(), query.chosen(Relation::Topic).len()), (1, 1));
    let status = desk.status();
    desk.press("B");
    assert!(desk.text().contains("country:KZ topic:energy water"), "{}", desk.text());
    desk.press("'my '' 'search Enter");
    assert!(desk.status().starts_with("saved as “my search”; b shows"), "{}", desk.status());
    assert_eq!(desk.searches(), BTreeMap::from([("my search".to_owned(), "country:KZ topic:energy water".to_owned())]));
    desk.press("X");
    assert!(desk.app().query().is_empty());
    desk.press("b");
    let row = desk.line("▸ my search");
    assert!(row.contains("country:KZ topic:energy water"), "{row}");
    desk.press("Enter");
    assert_eq!(desk.app().query(), &query, "the filters stand in the panes again");
    assert_eq!(desk.session.rows(), rows);
    desk.press("j k");
    assert_eq!(desk.status(), status);
    desk.press("X : 'mysearch C-u 'my '' 'sea");
    assert!(desk.chosen().contains("search: my search"), "{}", desk.text());
    desk.press("Enter");
    assert_eq!(desk.app().query(), &query, "the palette runs it, too");
}

#[test]
fn a_spelled_query_asks_the_same_whatever_becomes_a_filter() {
    let catalogue = catalogue();
    for text in [
        "country:KZ,UZ topic:energy water",
        "country:KZ country:UZ",
        "-country:KZ topic:energy,water sort:-date",
        "water | country:KZ",
        "is:marked",
        "\"quality infrastructure\" in:text",
        "country:KZ foo:bar",
        "",
    ] {
        let mut typed = Query::default();
        typed.set_text(text, &catalogue.archive);
        let spelled = typed.spell(&catalogue.archive);
        let restored = Query::spelled(&spelled, &catalogue.archive);
        let again = Query::spelled(&restored.spell(&catalogue.archive), &catalogue.archive);
        assert_eq!(again.spell(&catalogue.archive), restored.spell(&catalogue.archive), "{text}");
        let (one, other) = (View::new(&catalogue, &typed), View::new(&catalogue, &restored));
        assert_eq!((one.events, one.quotes, one.hits.is_some()), (other.events, other.quotes, other.hits.is_some()), "{text}");
    }
    let restored = Query::spelled("country:UZ,KZ topic:energy country:KG", &catalogue.archive);
    assert_eq!(
        (restored.chosen(Relation::Country).len(), restored.chosen(Relation::Topic).len(), restored.text.as_str()),
        (2, 1, "country:KG")
    );
}

#[test]
fn a_search_without_a_name_is_saved_under_its_words_and_a_name_is_taken_once() {
    let mut desk = Desk::new();
    desk.press("1 Space B Enter");
    assert_eq!(desk.searches(), BTreeMap::from([("country:KZ".to_owned(), "country:KZ".to_owned())]));
    desk.press("B Enter");
    assert!(desk.status().starts_with("it is saved as “country:KZ” already"), "{}", desk.status());
    desk.press("X / 'water Enter B 'country:KZ Enter");
    assert_eq!(desk.app().mode(), Mode::Dialog(Dialog::Name), "{}", desk.text());
    assert!(desk.text().contains("is the name of another search"), "{}", desk.text());
    assert_eq!(desk.searches().len(), 1);
    desk.press("'2 Enter");
    assert_eq!(desk.searches().get("country:KZ2").map(String::as_str), Some("water"));
    desk.press("B 'given-up Esc");
    assert_eq!((desk.searches().len(), desk.app().mode()), (2, Mode::Browse));
}

#[test]
fn a_search_is_removed_and_put_back() {
    let mut desk = Desk::new();
    desk.press("b");
    assert!(desk.text().contains("no search is saved yet; B saves"), "{}", desk.text());
    desk.press("d Enter Esc / 'water Enter B Enter / C-u 'energy Enter B Enter b j");
    assert!(desk.line("▸ water").starts_with(' ') || desk.line("▸ water").contains("water"));
    desk.press("d");
    assert_eq!(desk.searches().into_keys().collect::<Vec<_>>(), ["energy"]);
    assert!(desk.line("▸ water").contains("removed"), "{}", desk.text());
    assert!(desk.status().starts_with("“water” is removed; d puts it back"), "{}", desk.status());
    desk.press("Enter");
    assert!(desk.text().contains("“water” is removed; d puts it back"), "it cannot be run: {}", desk.text());
    desk.press("d");
    assert_eq!(desk.searches().len(), 2);
    assert!(!desk.line("▸ water").contains("removed"));
    desk.press("Delete Esc b");
    assert_eq!(desk.app().dialog().entries.len(), 1, "the list begins anew");
    assert!(desk.text().contains("d removes") && desk.text().contains("B saves the present one"), "{}", desk.text());
}

#[test]
fn two_instances_see_and_spare_each_others_searches() {
    let mut desk = Desk::new();
    let other = Shelf::new(desk.folder.path());
    other.change(|kept| _ = kept.searches.insert("theirs".into(), "energy".into())).expect("kept");
    desk.press("b");
    assert!(desk.line("▸ theirs").contains("energy"), "what another instance saved meanwhile is listed");
    desk.press("Esc / 'water Enter");
    other.change(|kept| _ = kept.searches.insert("same".into(), "tourism".into())).expect("kept");
    desk.press("B 'same Enter");
    let searches = desk.searches();
    assert_eq!((searches["same"].as_str(), searches["same (2)"].as_str()), ("tourism", "water"), "nothing is written over");
    std::fs::write(desk.path("shelf.json"), "{\"version\": 99}").expect("written");
    desk.press("b");
    // Longer than the last line, it is wrapped.
    let text = desk.text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("newer version"), "{text}");
}

#[test]
fn a_search_that_cannot_be_saved_is_asked_for_again_with_its_name() {
    let mut desk = Desk::new();
    let file = desk.path("shelf.json");
    std::fs::create_dir(&file).expect("made");
    desk.press("/ 'water Enter B 'mine Enter");
    assert_eq!(desk.app().mode(), Mode::Dialog(Dialog::Name), "{}", desk.text());
    assert_eq!(desk.app().dialog().input.value(), "mine");
    assert!(desk.text().contains("not a regular file"), "{}", desk.text());
    std::fs::remove_dir(&file).expect("removed");
    desk.press("Enter");
    assert_eq!(desk.searches()["mine"], "water");
}
