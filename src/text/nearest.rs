//! "Did you mean": the names most like one that is none.

use std::collections::HashSet;

use super::fold;

/// How many names a hint offers.
const MOST: usize = 3;

/// The candidates most like `name`, best first, at most three; none when nothing is like it. Like is what begins alike and
/// agrees in most letters, or goes on where `name` ends, whatever the case and the accents.
pub fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted = fold(name);
    let short = wanted.chars().count() <= 2;
    let likeness = |folded: &str| {
        if short {
            // Of two letters, one that is right in its place is all there is to go by.
            let same = folded.chars().count() == 2 && folded.chars().zip(wanted.chars()).any(|(a, b)| a == b);
            return same.then_some(0.9);
        }
        // So much longer a name agrees in too few of its letters, which need not be counted.
        if wanted.len() > folded.len() * 4 + 8 {
            return None;
        }
        let likeness = strsim::jaro_winkler(&wanted, folded);
        let agrees =
            likeness > 0.8 && (folded.starts_with(&wanted) || strsim::normalized_damerau_levenshtein(&wanted, folded) >= 0.6);
        agrees.then_some(likeness)
    };
    let mut found: Vec<(f64, &str, String)> = candidates
        .filter_map(|candidate| {
            let folded = fold(candidate);
            Some((likeness(&folded)?, candidate, folded))
        })
        .collect();
    // Of “energy” and “Energy” the first is enough.
    let mut seen = HashSet::new();
    found.retain(|(_, _, folded)| seen.insert(folded.clone()));
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    let best = found.first().map_or(0.0, |(likeness, ..)| *likeness);
    // A near hit needs no distant company.
    found.into_iter().filter(|(likeness, ..)| best - likeness < 0.08).take(MOST).map(|(_, candidate, _)| candidate).collect()
}

/// Whether `word` is `known` but for a slip of the pen: a letter wrong, missing, too many or out of its turn, or two in a word
/// of five letters or more. Stricter than [`nearest`], for words that may well mean something else.
pub fn is_slip(word: &str, known: &str) -> bool {
    let most = if word.chars().count() < 5 { 1 } else { 2 };
    (1..=most).contains(&strsim::osa_distance(word, known))
}

/// "did you mean “a” or “b”?" of the candidates most like `name`; `None` when nothing is like it.
pub fn did_you_mean<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<String> {
    one_of(&nearest(name, candidates))
}

/// "did you mean “a” or “b”?", or `None` without names.
pub fn one_of(near: &[&str]) -> Option<String> {
    let quoted: Vec<String> = near.iter().map(|name| format!("“{name}”")).collect();
    let (last, rest) = quoted.split_last()?;
    Some(if rest.is_empty() { format!("did you mean {last}?") } else { format!("did you mean {} or {last}?", rest.join(", ")) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_names_come_best_first_and_few() {
        let names = ["KZ", "KG", "UZ", "Kazakhstan", "Kyrgyzstan", "Uzbekistan"];
        assert_eq!(nearest("Kazakstan", names.into_iter()), ["Kazakhstan"]);
        assert_eq!(nearest("kx", names.into_iter()), ["KG", "KZ"]);
        assert_eq!(nearest("kyrgyz", names.into_iter()), ["Kyrgyzstan"], "it goes on where the word ends");
        assert!(nearest("Atlantis", names.into_iter()).is_empty());
        assert_eq!(nearest("enrgy", ["energy", "Energy"].into_iter()), ["energy"], "one word once");
        let ids = ["fmm-01-astana-2004", "fmm-02-tokyo-2006"];
        assert!(nearest("fmm-99", ids.into_iter()).is_empty(), "a beginning in common is not enough");
    }

    #[test]
    fn a_slip_is_a_letter_or_two() {
        assert!(is_slip("serch", "search") && is_slip("lsit", "list") && is_slip("evnet", "events"));
        assert!(!is_slip("water", "list") && !is_slip("list", "list") && !is_slip("shw", "list"));
    }
}
