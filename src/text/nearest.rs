//! "Did you mean": the names most like one that is none.

use std::collections::HashSet;

use super::fold;

/// How many names a hint offers.
const MOST: usize = 3;

/// The candidates most like `name`, best first, at most three; none when nothing is like it.
pub fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted = fold(name);
    let short = wanted.chars().count() <= 2;
    let mut seen = HashSet::new();
    let mut found: Vec<(f64, &str)> = candidates
        .filter_map(|candidate| {
            let folded = fold(candidate);
            // Of “energy” and “Energy” the first is enough.
            if !seen.insert(folded.clone()) {
                return None;
            }
            let likeness = if short {
                // Of two letters, one that is right in its place is all there is to go by.
                let same = folded.chars().count() == 2 && folded.chars().zip(wanted.chars()).any(|(a, b)| a == b);
                if same { 0.9 } else { 0.0 }
            } else {
                strsim::jaro_winkler(&wanted, &folded).max(strsim::normalized_damerau_levenshtein(&wanted, &folded))
            };
            (likeness > 0.8).then_some((likeness, candidate))
        })
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    let best = found.first().map_or(0.0, |(likeness, _)| *likeness);
    // A near hit needs no distant company.
    found.into_iter().filter(|(likeness, _)| best - likeness < 0.08).take(MOST).map(|(_, candidate)| candidate).collect()
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
        assert!(nearest("Atlantis", names.into_iter()).is_empty());
        assert_eq!(nearest("enrgy", ["energy", "Energy"].into_iter()), ["energy"], "one word once");
    }
}
