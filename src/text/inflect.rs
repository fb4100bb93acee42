//! Simple inflections of folded words: regular endings of English, some irregular forms, case and plural endings of Russian
//! and Kazakh. Good for finding one form by another, not for taking words apart.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Forms that no rule gives; each line is of one word, and no form stands in two.
const IRREGULAR: [&[&str]; 32] = [
    &["woman", "women"],
    &["man", "men"],
    &["child", "children"],
    &["foot", "feet"],
    &["hold", "held"],
    &["meet", "met"],
    &["say", "said"],
    &["speak", "spoke", "spoken"],
    &["give", "gave", "given"],
    &["take", "took", "taken"],
    &["make", "made"],
    &["build", "built"],
    &["begin", "began", "begun"],
    &["grow", "grew", "grown"],
    &["lead", "led"],
    &["send", "sent"],
    &["write", "wrote", "written"],
    &["go", "went", "gone"],
    &["become", "became"],
    &["think", "thought"],
    &["teach", "taught"],
    &["buy", "bought"],
    &["sell", "sold"],
    &["choose", "chose", "chosen"],
    &["pay", "paid"],
    &["lend", "lent"],
    &["spend", "spent"],
    &["rise", "rose", "risen"],
    &["fall", "fell", "fallen"],
    &["know", "knew", "known"],
    &["keep", "kept"],
    &["bring", "brought"],
];

/// The line of a word, if it has one. Every name of a thesaurus is asked, hundreds for one query.
fn irregular(word: &str) -> Option<&'static [&'static str]> {
    static LINES: LazyLock<HashMap<&str, &[&str]>> =
        LazyLock::new(|| IRREGULAR.iter().flat_map(|line| line.iter().map(|form| (*form, *line))).collect());
    LINES.get(word).copied()
}

/// Words that end like an inflection and are none.
const ALIKE: [&str; 3] = ["news", "series", "species"];

/// The words of which `term` is an inflection: plural, possessive, -ing, -ed; with `begun` also those of which it begins one, so
/// that nothing found by "countrie", while it is typed, appears only with "countries".
pub fn bases(term: &str, begun: bool) -> Vec<String> {
    let mut found = Vec::new();
    if !term.is_ascii() || ALIKE.contains(&term) {
        return found;
    }
    for cut in 1..=3 {
        let Some((stem, ending)) = term.split_at_checked(term.len().saturating_sub(cut)) else { break };
        let sibilant = stem.ends_with(['s', 'x', 'z', 'o']) || stem.ends_with("ch") || stem.ends_with("sh");
        let own: &[&str] = if sibilant { &["es", "ing", "ed"] } else { &["s", "ing", "ed"] };
        let kinds: [(&str, &[&str]); 3] = [("", own), ("y", &["ies", "ied"]), ("e", &["ing"])];
        for (last, endings) in kinds {
            if stem.len() >= 3 && endings.iter().any(|known| *known == ending || begun && known.starts_with(ending)) {
                found.push(format!("{stem}{last}"));
            }
        }
        // "planned" of "plan".
        if let (b"ing" | b"ed", [.., before, last]) = (ending.as_bytes(), stem.as_bytes())
            && stem.len() >= 4
            && before == last
            && !matches!(last, b'a' | b'e' | b'i' | b'o' | b'u' | b'l' | b's')
        {
            found.push(stem[..stem.len() - 1].to_owned());
        }
    }
    if let Some(stem) = term.strip_suffix("es").filter(|stem| stem.len() >= 3 && stem.ends_with('s')) {
        found.push(format!("{stem}is")); // analyses, bases
    }
    found
}

/// The regular inflections of `term` that do not begin with it, and its irregular forms.
pub fn forms(term: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(line) = irregular(term) {
        found.extend(line.iter().filter(|form| **form != term).map(|&form| form.to_owned()));
    }
    if !term.is_ascii() || term.len() < 4 {
        return found;
    }
    if let Some(stem) = term.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u'])) {
        found.extend(["ies", "ied"].map(|ending| format!("{stem}{ending}")));
    }
    if let Some(stem) = term.strip_suffix('e') {
        found.push(format!("{stem}ing"));
    }
    if let Some(stem) = term.strip_suffix("is").filter(|stem| stem.ends_with('s')) {
        found.push(format!("{stem}es"));
    }
    found
}

/// Whether one of two folded words is an inflection of the other.
pub fn is_inflection(one: &str, other: &str) -> bool {
    if is_cyrillic(one) {
        return shares_stem(one, other);
    }
    let of = |word: &str, base: &str| bases(word, false).iter().chain(&forms(word)).any(|known| known == base);
    one == other || of(one, other) || of(other, one)
}

/// Whether all letters of a folded word are Cyrillic.
pub fn is_cyrillic(word: &str) -> bool {
    word.chars().all(|c| matches!(c, '\u{400}'..='\u{52f}'))
}

/// Fewest letters that two forms of a Cyrillic word have in common.
const SHORTEST_STEM: usize = 3;

/// How many letters two forms of a Cyrillic word have in common at least, the longer of which has so many.
pub fn shared_stem(letters: usize) -> usize {
    SHORTEST_STEM.max(letters / 2)
}

/// Whether two folded Cyrillic words differ in their endings only.
fn shares_stem(one: &str, other: &str) -> bool {
    let letters = |word: &str| word.chars().count();
    let least = shared_stem(letters(one).max(letters(other)));
    let common = one.chars().zip(other.chars()).take_while(|(a, b)| a == b);
    let mut ends: Vec<usize> = common
        .map(|(c, _)| c.len_utf8())
        .scan(0, |end, length| {
            *end += length;
            Some(*end)
        })
        .collect();
    // "энергии" and "энергия" share a letter of their endings.
    ends.drain(..ends.len().min(least - 1));
    ends.into_iter().any(|stem| is_ending(&one[stem..]) && is_ending(&other[stem..]))
}

/// Endings of nouns, adjectives and past tenses in Russian, folded: ё is е, й is и.
const RUSSIAN: [&str; 58] = [
    "", "а", "о", "е", "у", "ю", "ы", "и", "я", "ь", "ои", "еи", "ою", "ею", "ом", "ем", "ам", "ям", "ами", "ями", "ах", "ях",
    "ов", "ев", "ии", "ия", "ие", "ию", "ием", "иях", "иями", "иям", "ью", "ыи", "ая", "яя", "ое", "ее", "ые", "ого", "его",
    "ому", "ему", "ым", "им", "ую", "юю", "ых", "их", "ыми", "ими", "л", "ла", "ло", "ли", "ть", "ут", "ет",
];

/// Plural, possessive and case of Kazakh nouns, in that order, folded: ғ is г, қ is к, ң is н, і is и.
const KAZAKH: [&[&str]; 3] = [
    &["лар", "лер", "дар", "дер", "тар", "тер"],
    &["ы", "и", "сы", "си", "ым", "им", "мыз", "миз"],
    &[
        "нын",
        "нин",
        "дын",
        "дин",
        "тын",
        "тин",
        "га",
        "ге",
        "ка",
        "ке",
        "на",
        "не",
        "ны",
        "ни",
        "ды",
        "ди",
        "ты",
        "ти",
        "н",
        "да",
        "де",
        "та",
        "те",
        "нда",
        "нде",
        "дан",
        "ден",
        "тан",
        "тен",
        "нан",
        "нен",
        "ндагы",
        "ндеги",
        "дагы",
        "деги",
        "мен",
        "бен",
        "пен",
    ],
];

fn is_ending(rest: &str) -> bool {
    fn of_kazakh(rest: &str, orders: &[&[&str]]) -> bool {
        let Some((endings, later)) = orders.split_first() else { return rest.is_empty() };
        of_kazakh(rest, later)
            || endings.iter().any(|ending| rest.strip_prefix(ending).is_some_and(|rest| of_kazakh(rest, later)))
    }
    RUSSIAN.contains(&rest) || of_kazakh(rest, &KAZAKH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflections_are_regular_and_may_be_begun() {
        for (term, word) in [
            ("countries", "country"),
            ("countrie", "country"),
            ("meetings", "meeting"),
            ("sharing", "share"),
            ("visited", "visit"),
            ("planned", "plan"),
            ("analyses", "analysis"),
        ] {
            assert!(bases(term, true).iter().any(|base| base == word), "{term} of {word}");
        }
        for (term, word) in [("country", "countries"), ("water", "wat"), ("as", "a"), ("japanese", "japan"), ("called", "cal")] {
            assert!(!bases(term, true).iter().any(|base| base == word), "{term} of {word}");
        }
    }

    #[test]
    fn one_form_meets_another_and_other_words_do_not() {
        for (one, other) in [
            ("country", "countries"),
            ("share", "sharing"),
            ("women", "woman"),
            ("held", "hold"),
            ("энергия", "энергии"),
            ("страна", "странами"),
            ("железная", "железнои"),
            ("узбекистан", "узбекистане"),
            ("каримов", "каримова"),
            ("встреча", "встрече"),
            ("министр", "министров"),
            ("мемлекет", "мемлекеттерин"),
            ("казакстан", "казакстанда"),
        ] {
            assert!(is_inflection(one, other) && is_inflection(other, one), "{one}, {other}");
        }
        for (one, other) in [
            ("train", "trainer"),
            ("trains", "training"),
            ("страна", "странныи"),
            ("япония", "японскии"),
            ("мир", "министр"),
            ("вода", "водолаз"),
            ("new", "news"),
        ] {
            assert!(!is_inflection(one, other), "{one}, {other}");
        }
    }
}
