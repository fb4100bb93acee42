//! The order of lists: of the timeline, and of results.

use std::collections::HashSet;

use cadialog::app::Row;
use cadialog::query::Query;

use super::common::Session;
use super::{SIZES, sessions};

fn years(session: &Session) -> Vec<i32> {
    session.app.rows().iter().filter_map(|row| if let Row::Year { year, .. } = row { Some(*year) } else { None }).collect()
}

#[test]
fn s_turns_the_timeline_round_and_back() {
    for mut session in sessions("") {
        let (newest, shown) = (years(&session), session.shown());
        for key in ["s", "S"] {
            session.press(key);
            assert_eq!(years(&session), newest.iter().rev().copied().collect::<Vec<_>>());
            assert_eq!(session.shown(), shown, "the record stays");
            assert!(session.status().starts_with("oldest first"), "{}", session.status());
            assert!(session.text().contains("oldest first"), "the title says so");
            session.press("j k");
            assert!(session.status().starts_with("sort:date "), "{}", session.status());
            assert_eq!(session.app.query().text, "sort:date");
            session.press(key);
            assert_eq!(years(&session), newest);
            assert_eq!(session.app.query().text, "");
            session.press("j k");
            assert!(session.status().starts_with("nothing hidden"), "{}", session.status());
        }
    }
}

#[test]
fn results_are_sorted_by_rank_then_newest_then_oldest() {
    for (width, height) in SIZES {
        let mut session = Session::new(width, height);
        // A word still being typed stays one: the order must not change what is found.
        session.press("/ 'kawag Enter");
        let ranked = session.rows();
        let set = |rows: &[String]| rows.iter().cloned().collect::<HashSet<_>>();
        // Similar spellings stay behind the others.
        let days = |session: &Session| {
            let hits = session.app.view().hits.clone().expect("results");
            let day = |hit: &cadialog::search::Hit| session.app.archive().date(hit.id).map(cadialog::record::Date::sort_key);
            let (plain, similar) = hits.list.split_at(hits.counted().len());
            [plain, similar].map(|block| block.iter().filter_map(day).collect::<Vec<_>>())
        };
        session.press("s");
        assert_eq!(session.app.query().text, "kawag sort:-date");
        assert_eq!(set(&session.rows()), set(&ranked));
        assert!(days(&session).iter().all(|block| block.is_sorted_by(|a, b| a >= b)));
        assert!(session.text().contains("newest first"));
        session.press("S");
        assert_eq!(session.app.query().text, "kawag sort:date");
        assert!(days(&session).iter().all(|block| block.is_sorted()));
        session.press("j k");
        assert!(session.status().starts_with("kawag sort:date "), "{}", session.status());
        session.press("S s");
        assert_eq!(session.app.query().text, "kawag sort:date", "from newest to oldest");
        session.press("s");
        assert_eq!(session.app.query().text, "kawag");
        assert_eq!(session.rows(), ranked);
        session.press("S");
        assert!(session.status().starts_with("the best come first"), "{}", session.status());
        assert_eq!(session.rows(), ranked);
    }
}

#[test]
fn an_order_goes_with_the_search_and_is_kept_beside_filters() {
    let mut session = Session::new(120, 36);
    session.press("1 Space s");
    assert!(session.status().contains("oldest first"), "{}", session.status());
    session.press("j k");
    assert!(session.status().starts_with("country:KZ sort:date "), "{}", session.status());
    session.press("/ Esc");
    assert_eq!(session.app.query().text, "sort:date", "giving a search up keeps the order it began with");
    session.press("C 3 G k Enter");
    assert!(session.app.query().text.starts_with("sort:date year:"), "{}", session.app.query().text);
    session.press("X");
    assert_eq!(session.app.query(), &Query::default());
}
