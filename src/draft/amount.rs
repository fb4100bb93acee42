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

static JAPANESE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?P<how>約|最大|総額|上限)?(?P<number>(?:\d[\d,]*(?:\.\d+)?[千百万億兆]*)+)(?P<unit>円|米ドル|ドル|ユーロ|人|名)(?P<more>以上|超)?").ok()
});

static RUSSIAN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let number = r"\d{1,3}(?:[ \u{a0}]\d{3})+|\d+(?:,\d+)?";
    let pattern = format!(
        r"(?:(?P<how>(?i:около|примерно|порядка|более|свыше|до|не менее|не более))\s)?(?:(?P<low>{number})\s?[–-]\s?)?\b(?P<number>{number})\s(?:(?P<scale>тыс|млн|млрд|трлн|миллион|миллиард|триллион)[а-я]*\.?\s)?(?:(?P<currency>долл|иен|йен|евро|руб|тенге|сум|сом)[а-я]*\.?(?P<us>\sСША)?|(?:[а-яё]+\s)?(?P<counted>человек|стаж[её]р|специалист|студент|эксперт|чиновник|сотрудник|преподавател)[а-яё]*)"
    );
    Regex::new(&pattern).ok()
});

/// The amounts in a sentence.
pub(super) fn amounts(text: &str) -> Vec<Figure> {
    let english = ENGLISH.iter().flat_map(|pattern| pattern.captures_iter(text)).filter_map(|found| english(&found));
    let japanese = JAPANESE.iter().flat_map(|pattern| pattern.captures_iter(text)).filter_map(|found| japanese(&found));
    let russian = RUSSIAN.iter().flat_map(|pattern| pattern.captures_iter(text)).filter_map(|found| russian(&found));
    english.chain(japanese).chain(russian).collect()
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
    let unit = match found.name("unit")?.as_str() {
        "円" => "JPY",
        "米ドル" => "USD",
        "ドル" => "dollars",
        "ユーロ" => "EUR",
        _ => "people",
    };
    let how = found.name("how").map(|how| how.as_str());
    let (as_reported, value) = (found.get(0)?.as_str().to_owned(), wide_number(found.name("number")?.as_str())?);
    let (value, low, high) = match how {
        _ if found.name("more").is_some() => (None, Some(value), None),
        Some("最大" | "上限") => (None, None, Some(value)),
        _ => (Some(value), None, None),
    };
    Some(Figure { as_reported, value, low, high, unit: Some(unit.to_owned()), of: None, sources: Vec::new() })
}

/// 3億5千万: what stands before 万, 億 and 兆 is counted in them, what stands before 百 and 千 in those.
fn wide_number(text: &str) -> Option<f64> {
    let (mut sum, mut part, mut digits) = (0.0, 0.0, String::new());
    let taken = |digits: &mut String| if digits.is_empty() { None } else { std::mem::take(digits).parse::<f64>().ok() };
    for c in text.chars().filter(|c| *c != ',') {
        match c {
            '百' | '千' => part += taken(&mut digits).unwrap_or(1.0) * if c == '千' { 1e3 } else { 1e2 },
            '万' | '億' | '兆' => {
                let scale = if c == '万' {
                    1e4
                } else if c == '億' {
                    1e8
                } else {
                    1e12
                };
                sum += (part + taken(&mut digits).unwrap_or(0.0)) * scale;
                part = 0.0;
            }
            c => digits.push(c),
        }
    }
    Some(sum + part + if digits.is_empty() { 0.0 } else { taken(&mut digits)? })
}

fn russian(found: &Captures<'_>) -> Option<Figure> {
    let named = |name: &str| found.name(name).map(|part| part.as_str());
    let scale = match named("scale") {
        Some("тыс") => 1e3,
        Some("млн" | "миллион") => 1e6,
        Some("млрд" | "миллиард") => 1e9,
        Some("трлн" | "триллион") => 1e12,
        _ => 1.0,
    };
    let unit = match named("currency") {
        Some("долл") if named("us").is_some() => "USD",
        Some("долл") => "dollars",
        Some("иен" | "йен") => "JPY",
        Some("евро") => "EUR",
        Some("руб") => "RUB",
        Some("тенге") => "KZT",
        Some("сум") => "UZS",
        Some(_) => "KGS",
        None => "people",
    };
    let number = |name: &str| -> Option<f64> {
        let number: f64 = named(name)?.replace([' ', '\u{a0}'], "").replace(',', ".").parse().ok()?;
        Some(number * scale)
    };
    let value = number("number")?;
    let (value, low, high) = match (named("how").map(str::to_lowercase).as_deref(), number("low")) {
        (_, Some(low)) => (None, Some(low), Some(value)),
        (Some("более" | "свыше" | "не менее"), _) => (None, Some(value), None),
        (Some("до" | "не более"), _) => (None, None, Some(value)),
        _ => (Some(value), None, None),
    };
    let as_reported = found.get(0)?.as_str().trim().to_owned();
    Some(Figure { as_reported, value, low, high, unit: Some(unit.to_owned()), of: None, sources: Vec::new() })
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
            ("3億5千万円の無償資金協力", &["3億5千万円: 350000000 JPY"]),
            ("2,000万ドル以上", &["2,000万ドル以上: >20000000 dollars"]),
            ("5 млн долларов США", &["5 млн долларов США: 5000000 USD"]),
            ("до 2,5 млрд иен", &["до 2,5 млрд иен: <2500000000 JPY"]),
            ("более 1 200 молодых специалистов", &["более 1 200 молодых специалистов: >1200 people"]),
            ("16 сентября 2028 года", &[]),
            ("on March 14, 2025, the 13th meeting of 5 countries", &[]),
        ] {
            assert_eq!(said(text), wanted, "{text}");
        }
    }
}
