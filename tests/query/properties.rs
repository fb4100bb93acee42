//! What arbitrary text cannot break: reading and printing, folding, highlights.

use std::collections::HashSet;

use cadialog::query::Parsed;
use cadialog::text;
use cadialog::view::View;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::cases::cases;
use super::{archive, catalogue, query};

/// Texts that look like queries: operators, names, other scripts, and anything at all.
fn queryish() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "tokyo", "energy", "the", "of", "中央アジア", "第13回", "Токаев", "Oʻzbekiston", "catalyst", "CA+JAD", "nur-sultan", "ｶｻﾞﾌ", "e\u{301}a",
            "wa\u{200b}ter", "O´zbekiston", "दिल्ली", "क\u{ad}\u{94d}", "همکاری", "مدرسـة", "ประชุม", "Үкімет",
            "（松本｜河野）", "country：KZ，UZ", "「free 」", "『", "！", "　", "year:２０２５", "foo：",
            "c:kz", "topic:energy,water", "type:quote", "date:2015..2020", "year:>=2019-05", "date:<2001-02", "kind:fmm", "status:held", "has:figure",
            "is:marked", "place:tokyo", "speaker:aso,diplomat", "source:mofa", "title:(a | b)", "text:\"gas pipeline\"", "note:'x", "in:title", "sort:-date",
            "level:leader", "form:term", "id:fmm", "organisation:jica", "pack:c", "title:/a+b/", "note:(-a b)", "foo:bar", "country:", "http://a.b/c",
        ]).prop_map(str::to_owned),
        4 => prop::sample::select(vec![
            " ", " ", " ", "(", ")", "|", " OR ", " NOT ", "-", "!", "\"", "'", "^", "$", "*", "~", "/", "\\", ",", ":", "~3", "“", "”",
        ]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// Holds that hints point into `text` and that what is understood of it prints as text that reads back as the same.
fn reads_back(text: &str) {
    let mut parsed = Parsed::new(text, archive());
    for hint in &parsed.hints {
        assert!(hint.at.start <= hint.at.end && text.get(hint.at.clone()).is_some(), "{hint:?}");
    }
    parsed.finish();
    parsed.hints.clear();
    let spelled = parsed.spell(archive());
    let mut again = Parsed::new(&spelled, archive());
    again.finish();
    assert_eq!(again, parsed, "{text:?} spelled {spelled:?}");
}

#[test]
fn queries_that_once_read_back_as_others_do_not_any_more() {
    for text in ["🈐🃑ෲ", "㋀ 手ෲ", "か\u{ad}\u{93c}", "~ਫ਼!\u{16ff0}", "中央アジア!\u{dca}A", " OR c:kznote:(-a b)"]
    {
        reads_back(text);
    }
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn a_query_prints_as_text_that_reads_back_as_the_same(text in queryish()) {
        reads_back(&text);
    }

    #[test]
    fn folding_what_is_folded_changes_nothing(text in any::<String>()) {
        let folded = text::fold(&text);
        prop_assert_eq!(text::fold(&folded), folded.clone());
        for token in text::tokens(&text) {
            let words: Vec<String> = text::tokens(&token.word).into_iter().map(|t| t.word).collect();
            prop_assert_eq!(words, vec![token.word.clone()]);
        }
    }

    #[test]
    fn words_keep_whole_graphemes(text in any::<String>()) {
        let borders: HashSet<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
        for token in text::tokens(&text) {
            prop_assert!(borders.contains(&token.range.start) && borders.contains(&token.range.end), "{:?}", token);
        }
    }
}

proptest! {
    #![proptest_config(cases(80))]

    #[test]
    fn any_query_is_answered_and_lights_whole_graphemes(asked in queryish(), other in any::<String>()) {
        let query = query(&asked);
        let view = View::new(catalogue(), &query);
        prop_assert!(!view.interpretation(catalogue(), &query).is_empty());
        let lit = view.lit(catalogue());
        let mut texts = vec![other, asked];
        let some = view.hits.iter().flat_map(|hits| &hits.list).take(5);
        for hit in some {
            archive().record(hit.id).texts(&mut |_, text| texts.push(text.to_owned()));
        }
        for text in texts {
            let borders: HashSet<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
            let mut end = 0;
            for range in lit.ranges(&text) {
                prop_assert!(range.start >= end && range.start < range.end, "{:?} in {:?}", range, text);
                prop_assert!(borders.contains(&range.start) && borders.contains(&range.end), "{:?} in {:?}", range, text);
                end = range.end;
            }
        }
    }
}
