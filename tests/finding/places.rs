//! The concordance against a scan of the texts: no place of a word is missing, and nothing else is one.

use std::collections::HashSet;

use cadialog::query::Query;
use cadialog::text;
use cadialog::view::View;
use cadialog::view::concordance::Order;

use super::common::catalogue;

/// Words, and their regular inflections and bases that do not begin with them.
const WORDS: [(&str, &[&str]); 14] = [
    ("visa", &[]),
    ("visas", &["visa"]),
    ("water", &[]),
    ("corridor", &[]),
    ("catalyst", &[]),
    ("meetings", &["meeting"]),
    ("expert", &[]),
    ("country", &["countries"]),
    ("share", &["sharing"]),
    ("agriculture", &[]),
    ("woman", &["women"]),
    ("hold", &["held"]),
    ("nation", &[]),
    ("uranium", &[]),
];

/// Whether a token of a text is the word, by the rules of the design: the whole word, a beginning of at least 2 letters, a regular
/// inflection, or a part of at least 5 letters.
fn is_meant((word, forms): (&str, &[&str]), token: &str) -> bool {
    token.starts_with(word) || forms.contains(&token) || word.len() >= 5 && token.contains(word)
}

#[test]
fn every_place_of_every_word_that_found_a_record_is_shown() {
    let catalogue = catalogue();
    let archive = &catalogue.archive;
    for word in WORDS {
        let mut query = Query::default();
        query.set_text(word.0, archive);
        query.parsed.finish();
        let view = View::new(&catalogue, &query);
        let hits = view.hits.as_ref().expect("words").counted().to_vec();
        let mut wanted = Vec::new();
        for hit in &hits {
            let record = archive.record(hit.id);
            let mut seen = HashSet::from([record.id().to_owned()]);
            record.texts(&mut |_, text| {
                // What stands twice in a record, as the title of a quote that is its text, is one place.
                if seen.insert(text.to_owned()) {
                    let tokens = text::tokens(text).into_iter().map(|token| token.word);
                    wanted.extend(tokens.filter(|token| is_meant(word, token)).map(|token| (hit.id, token)));
                }
            });
        }
        let lines = view.concordance(&catalogue, &hits, Order::Rank);
        let mut found: Vec<_> = lines
            .iter()
            .flat_map(|line| text::tokens(&line.hit).into_iter().map(|token| (line.id, token.word)))
            .filter(|(_, token)| is_meant(word, token))
            .collect();
        assert!(lines.iter().all(|line| text::tokens(&line.hit).iter().any(|token| is_meant(word, &token.word))), "{word:?}");
        wanted.sort();
        found.sort();
        assert_eq!(found, wanted, "{word:?}");
    }
}
