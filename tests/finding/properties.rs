//! What holds of a find whatever is sought, in whatever text, at whatever width.

use cadialog::app::{App, Size, Sizes};
use cadialog::keys::{Key, Keymap};
use cadialog::query::Query;
use cadialog::record::Language;
use cadialog::text::Needle;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::common::cases::cases;
use super::common::catalogue;

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
    #![proptest_config(cases(256))]

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
        let count = |app: &App| app.detail().found().map(cadialog::app::Highlights::count);
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
