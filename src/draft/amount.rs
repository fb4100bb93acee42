//! Amounts of money and numbers of people and things, as a sentence gives them: in its words, and as a number with its unit.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::record::Figure;

/// What is written before or behind a number, and its ISO 4217 code; "dollars" of which no text says whose stay what they are.
const CURRENCIES: [(&str, &str); 16] = [
    ("US$", "USD"),
    ("USD", "USD"),
    ("US dollar", "USD"),
    ("U.S. dollar", "USD"),
    ("American dollar", "USD"),
    ("$", "dollars"),
    ("dollar", "dollars"),
    ("JPY", "JPY"),
    ("Japanese yen", "JPY"),
    ("yen", "JPY"),
    ("¥", "JPY"),
    ("EUR", "EUR"),
    ("euro", "EUR"),
    ("€", "EUR"),
    ("pounds sterling", "GBP"),
    ("£", "GBP"),
];

/// People by what they are, and things that are counted, each as written and by the name of its unit.
const COUNTED: [(&str, &str); 22] = [
    ("people", "people"),
    ("persons", "people"),
    ("trainees", "people"),
    ("students", "people"),
    ("officials", "people"),
    ("experts", "people"),
    ("specialists", "people"),
    ("engineers", "people"),
    ("teachers", "people"),
    ("professionals", "people"),
    ("scholarships", "scholarships"),
    ("vehicles", "vehicles"),
    ("schools", "schools"),
    ("projects", "projects"),
    ("kilometres", "km"),
    ("kilometers", "km"),
    ("km", "km"),
    ("hectares", "hectares"),
    ("tonnes", "tonnes"),
    ("tons", "tons"),
    ("megawatts", "MW"),
    ("MW", "MW"),
];

static ENGLISH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let alternatives = |words: &mut dyn Iterator<Item = &'static str>| words.map(regex::escape).collect::<Vec<_>>().join("|");
    let before =
        alternatives(&mut CURRENCIES.iter().map(|(word, _)| *word).filter(|word| !word.contains("ollar") && *word != "yen"));
    let behind = alternatives(
        &mut CURRENCIES.iter().map(|(word, _)| *word).filter(|word| word.chars().all(|c| c.is_alphabetic() || " .".contains(c))),
    );
    let counted = alternatives(&mut COUNTED.iter().map(|(word, _)| *word));
    let number = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?";
    let pattern = format!(
        r"(?:(?i:(?P<how>about|approximately|around|some|nearly|more than|over|at least|up to|a total of))\s+)?(?:(?P<before>{before})\s?)?\b(?:(?P<low>{number})\s?(?:–|-|to)\s?)?(?P<number>{number})(?:\s(?P<scale>thousand|million|billion|trillion))?(?:\s(?:(?P<behind>{behind})s?|(?:[a-z]+\s)?(?P<counted>{counted}))\b)?"
    );
    Regex::new(&pattern).ok()
});

static JAPANESE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?P<how>約)?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<scale>万|億|兆)?(?P<unit>円|人|名)").ok());

/// The amounts in a sentence.
pub(super) fn amounts(text: &str) -> Vec<Figure> {
    let english = ENGLISH.iter().flat_map(|pattern| pattern.captures_iter(text)).filter_map(|found| english(&found));
    let japanese = JAPANESE.iter().flat_map(|pattern| pattern.captures_iter(text)).filter_map(|found| japanese(&found));
    english.chain(japanese).collect()
}

fn number(found: &Captures<'_>, name: &str, scale: f64) -> Option<f64> {
    let number: f64 = found.name(name)?.as_str().replace(',', "").parse().ok()?;
    Some(number * scale)
}

fn english(found: &Captures<'_>) -> Option<Figure> {
    let named = |name: &str| found.name(name).map(|part| part.as_str());
    let scale = match named("scale") {
        Some("thousand") => 1e3,
        Some("million") => 1e6,
        Some("billion") => 1e9,
        Some("trillion") => 1e12,
        _ => 1.0,
    };
    let unit_of =
        |word: &str, known: &[(&str, &'static str)]| known.iter().find(|(known, _)| *known == word).map(|(_, unit)| *unit);
    let currency = named("before").or(named("behind")).and_then(|word| unit_of(word, &CURRENCIES));
    let unit = currency.or_else(|| named("counted").and_then(|word| unit_of(word, &COUNTED)))?;
    let value = number(found, "number", scale)?;
    let (value, low, high) = match (named("how").map(str::to_lowercase).as_deref(), number(found, "low", scale)) {
        (_, Some(low)) => (None, Some(low), Some(value)),
        (Some("more than" | "over" | "at least"), _) => (None, Some(value), None),
        (Some("up to"), _) => (None, None, Some(value)),
        _ => (Some(value), None, None),
    };
    let of = named("counted").filter(|word| *word != unit && unit == "people" && *word != "persons").map(str::to_owned);
    let as_reported = found.get(0)?.as_str().trim().to_owned();
    Some(Figure { as_reported, value, low, high, unit: Some(unit.to_owned()), of, sources: Vec::new() })
}

fn japanese(found: &Captures<'_>) -> Option<Figure> {
    let scale = match found.name("scale").map(|scale| scale.as_str()) {
        Some("万") => 1e4,
        Some("億") => 1e8,
        Some("兆") => 1e12,
        _ => 1.0,
    };
    let unit = if found.name("unit")?.as_str() == "円" { "JPY" } else { "people" };
    let (as_reported, value) = (found.get(0)?.as_str().to_owned(), number(found, "number", scale));
    Some(Figure { as_reported, value, low: None, high: None, unit: Some(unit.to_owned()), of: None, sources: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::amounts;

    #[test]
    fn amounts_are_read_as_written() {
        let said = |text: &str| -> Vec<String> {
            let each = amounts(text).into_iter().map(|figure| {
                let number = |name: &str, number: Option<f64>| number.map_or(String::new(), |number| format!(" {name}{number}"));
                let (value, low, high) = (number("", figure.value), number(">", figure.low), number("<", figure.high));
                let of = figure.of.map_or(String::new(), |of| format!(" of {of}"));
                format!("{}:{value}{low}{high} {}{of}", figure.as_reported, figure.unit.unwrap_or_default())
            });
            each.collect()
        };
        for (text, wanted) in [
            ("Japan will provide US$3 million.", &["US$3 million: 3000000 USD"][..]),
            (
                "some 2.5 billion yen for 30 trainees",
                &["some 2.5 billion yen: 2500000000 JPY", "30 trainees: 30 people of trainees"],
            ),
            ("more than 2,500 people", &["more than 2,500 people: >2500 people"]),
            ("up to €5 million", &["up to €5 million: <5000000 EUR"]),
            ("20 to 30 young officials", &["20 to 30 young officials: >20 <30 people of officials"]),
            ("$40 million", &["$40 million: 40000000 dollars"]),
            ("6 million US dollars", &["6 million US dollars: 6000000 USD"]),
            ("約20億円を供与", &["約20億円: 2000000000 JPY"]),
            ("300人の研修", &["300人: 300 people"]),
            ("on March 14, 2025, the 13th meeting of 5 countries", &[]),
        ] {
            assert_eq!(said(text), wanted, "{text}");
        }
    }
}
