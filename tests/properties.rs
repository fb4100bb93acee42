//! What holds whatever is pressed: invariants of the state, and of the search while a word grows.
// (see also the unit tests of folding and dates)

mod common;

use std::collections::HashSet;
use std::sync::atomic::AtomicBool;

use cadialog::app::{App, Focus, Mode};
use cadialog::keys::{ACTIONS, Context, Key, Keymap};
use cadialog::query::Query;
use cadialog::record::Language;
use cadialog::search::Tier;
use cadialog::ui;
use cadialog::view::{Facet, View, ViewRequest};
use common::cases::cases;
use common::catalogue;
use proptest::prelude::*;

fn app() -> App {
    App::new(catalogue(), Keymap::default(), Query::default(), Language::En)
}

/// Every key that means something somewhere, and letters to type.
fn keys() -> Vec<Key> {
    let bound = ACTIONS.iter().filter(|info| info.name != "suspend").flat_map(|info| info.keys.iter());
    let mut keys: Vec<Key> = bound.flat_map(|keys| Key::parse_sequence(keys).expect("a default key")).collect();
    keys.extend(["t", "o", "k", "y", "w", "a", "e", "r", "松", "本", "т", ":", "-"].map(|c| Key::parse(c).expect("a letter")));
    keys
}

/// The query answered afresh, with the panes that the reader has chosen.
fn answer(app: &App) -> View {
    let catalogue = app.catalogue();
    let chosen = app.view().panes.each_ref().map(|pane| pane.facet);
    let known = Facet::of(&catalogue.archive);
    assert!(chosen[0] != chosen[1] && chosen.iter().all(|facet| known.contains(facet)), "the panes list {chosen:?}");
    let asked = ViewRequest::new(&catalogue.archive, app.query(), catalogue.annotations(), usize::MAX);
    View::answer(catalogue, &ViewRequest { panes: chosen, ..asked }, &AtomicBool::new(false)).expect("nobody stops it")
}

fn check(app: &App) {
    for focus in [Focus::Countries, Focus::Topics, Focus::Timeline, Focus::Quotes] {
        let cursor = app.cursor(focus);
        let len = match focus {
            Focus::Countries => app.view().panes[0].values.len(),
            Focus::Topics => app.view().panes[1].values.len(),
            Focus::Quotes => app.quotes().0.len(),
            _ => app.rows().len(),
        };
        assert!(cursor.selected() < len.max(1), "{focus:?}: {} of {len}", cursor.selected());
        let seen = cursor.offset()..cursor.offset() + cursor.height();
        assert!(cursor.height() == 0 || seen.contains(&cursor.selected()), "{focus:?} is off the screen");
    }
    let standing = app.rows().get(app.cursor(Focus::Timeline).selected());
    assert!(standing.is_none_or(cadialog::app::Row::is_selectable), "the cursor stands on a divider");
    assert_eq!(app.view(), &answer(app), "the view is that of the query");
    assert!(app.detail().scroll() <= app.detail().lines().len());
    if let Some(link) = app.detail().link() {
        assert!(app.detail().target().is_some(), "link {link} leads nowhere");
    }
    if app.mode() == Mode::Browse && app.focus() == Focus::Timeline && app.query().is_empty() {
        assert_eq!(app.view().events.len(), app.totals().0, "nothing is hidden without a query");
    }
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn any_keys_keep_the_invariants(pressed in prop::collection::vec(0usize..1000, 1..60), width in 0u16..180, height in 0u16..60) {
        let (mut app, keys) = (app(), keys());
        app.fit(ui::sizes(&app, width, height));
        for n in pressed {
            app.press(keys[n % keys.len()]);
            app.fit(ui::sizes(&app, width, height));
            check(&app);
        }
    }

    #[test]
    fn toggling_twice_changes_nothing(first in prop::collection::vec(0usize..9, 0..3), down in 0usize..24, topics in any::<bool>()) {
        let mut app = app();
        app.fit(ui::sizes(&app, 120, 36));
        let press = |app: &mut App, key: &str| { app.press(Key::parse(key).expect("a key")); };
        press(&mut app, "1");
        for row in first {
            (0..row).for_each(|_| press(&mut app, "j"));
            press(&mut app, "Space");
        }
        press(&mut app, if topics { "2" } else { "1" });
        (0..down).for_each(|_| press(&mut app, "j"));
        let (query, view) = (app.query().clone(), app.view().clone());
        press(&mut app, "Space");
        prop_assert_ne!(&query, app.query());
        press(&mut app, "Space");
        prop_assert_eq!(&query, app.query());
        prop_assert_eq!(&view, app.view());
    }

    /// A word of four letters or more that grows finds ever less by its letters. (Whole other names and romanisations are
    /// matched as wholes, so they may come with the last letter: "tokae" finds no Токаев, "tokaev" does.)
    #[test]
    fn adding_a_letter_never_adds_hits(word in 0usize..100_000, cut in 5usize..9, from in any::<prop::sample::Index>()) {
        let catalogue = catalogue();
        let titles: Vec<String> = catalogue.archive.all().map(|id| catalogue.archive.record(id).title().to_owned()).collect();
        let words: Vec<String> = cadialog::text::tokens(from.get(&titles).as_str()).into_iter().map(|t| t.word).collect();
        prop_assume!(!words.is_empty());
        let letters: Vec<char> = words[word % words.len()].chars().collect();
        prop_assume!(letters.len() > cut);
        let by_letters = |count: usize| -> HashSet<_> {
            let mut query = Query::default();
            query.set_text(&letters[..count].iter().collect::<String>(), &catalogue.archive);
            let hits = View::new(&catalogue, &query).hits.unwrap_or_default().list;
            hits.into_iter().map(|hit| (hit.id, hit.tier)).collect()
        };
        let (shorter, longer) = (by_letters(cut), by_letters(cut + 1));
        for (id, tier) in longer {
            // An irregular form comes with its last letter.
            if matches!(tier, Tier::Exact | Tier::Prefix | Tier::Inside) {
                prop_assert!(shorter.iter().any(|(known, tier)| *known == id && !tier.is_similar()), "{:?} came with a letter", id);
            }
        }
    }

    #[test]
    fn any_text_is_searched_without_a_fault(text in "\\PC{0,24}") {
        let catalogue = catalogue();
        let mut query = Query::default();
        query.set_text(&text, &catalogue.archive);
        let view = View::new(&catalogue, &query);
        let lit = view.lit(&catalogue);
        for id in catalogue.archive.all().step_by(37) {
            let title = catalogue.archive.record(id).title();
            for range in lit.ranges(title) {
                prop_assert!(title.is_char_boundary(range.start) && title.is_char_boundary(range.end));
            }
        }
    }
}

#[test]
fn every_default_key_is_reachable() {
    let map = Keymap::default();
    for info in ACTIONS {
        for keys in info.keys {
            let sequence = Key::parse_sequence(keys).expect("a default key");
            let contexts: &[Context] = &[info.context];
            assert_eq!(map.look_up(contexts, &sequence), cadialog::keys::Lookup::Action(info.action), "{keys}");
        }
    }
}
