//! Numbers, yes and no, and whether something took place, as cells say it.

use serde_json::Value;

use crate::text::fold;

/// The number that is the whole of a cell; `comma` says that decimals stand behind a comma.
pub fn read(text: &str, comma: bool) -> Option<f64> {
    let text = text.trim();
    let bytes = text.as_bytes();
    let (first, last) = (bytes.first()?, bytes.last()?);
    let begins = first.is_ascii_digit() || matches!(first, b'-' | b'+' | b'.') || text.starts_with('−');
    if !begins || !last.is_ascii_digit() {
        return None;
    }
    let mut plain = String::with_capacity(text.len());
    let mut groups = false;
    let mut since = 0_usize;
    let mut decimals = false;
    for c in text.chars() {
        match c {
            '0'..='9' => {
                plain.push(c);
                since += 1;
            }
            '-' | '+' | '−' if plain.is_empty() => plain.push(if c == '+' { '+' } else { '-' }),
            c if c == if comma { ',' } else { '.' } => {
                if decimals || groups && since != 3 {
                    return None;
                }
                decimals = true;
                plain.push('.');
            }
            ',' | '.' | ' ' | '\u{a0}' | '\u{202f}' | '’' | '\'' if !decimals => {
                // Groups have three digits, but for the first.
                if groups && since != 3 || !groups && !(1..=3).contains(&since) {
                    return None;
                }
                (groups, since) = (true, 0);
            }
            _ => return None,
        }
    }
    if groups && !decimals && since != 3 {
        return None;
    }
    plain.parse().ok()
}

/// Whether a number begins with noughts that say something: a code, not a quantity.
pub fn is_padded(text: &str) -> bool {
    text.len() > 1 && text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit())
}

const YES: [&str; 12] = ["yes", "true", "y", "ja", "oui", "si", "да", "はい", "有", "○", "wahr", "vrai"];
const NO: [&str; 12] = ["no", "false", "n", "nein", "non", "нет", "いいえ", "無", "×", "falsch", "faux", "not"];

/// Whether a cell says yes or no.
pub fn flag(text: &str) -> Option<bool> {
    if text.chars().count() > 6 {
        return None;
    }
    let folded = fold(text);
    let is = |words: &[&str]| words.iter().any(|word| fold(word) == folded);
    if is(&YES) { Some(true) } else { is(&NO).then_some(false) }
}

const STATUSES: [(&str, &[&str]); 4] = [
    (
        "held",
        &[
            "held",
            "done",
            "completed",
            "took place",
            "開催",
            "開催済",
            "終了",
            "проведено",
            "состоялось",
            "durchgeführt",
            "tenu",
            "tenue",
            "celebrada",
            "realizado",
        ],
    ),
    (
        "planned",
        &[
            "planned",
            "scheduled",
            "upcoming",
            "予定",
            "開催予定",
            "запланировано",
            "планируется",
            "geplant",
            "prévu",
            "prévue",
            "previsto",
            "programado",
        ],
    ),
    ("postponed", &["postponed", "deferred", "延期", "отложено", "перенесено", "verschoben", "reporté", "reportée", "aplazado"]),
    (
        "cancelled",
        &["cancelled", "canceled", "called off", "中止", "отменено", "abgesagt", "annulé", "annulée", "cancelado", "cancelada"],
    ),
];

/// The status of an event in the words of the pack format.
pub fn status(text: &str) -> Option<&'static str> {
    if text.chars().count() > 20 {
        return None;
    }
    let lower = text.to_lowercase();
    STATUSES.iter().find(|(_, words)| words.contains(&lower.as_str())).map(|(status, _)| *status)
}

/// A number as JSON has it, without decimals that say nothing.
pub fn value(number: f64) -> Value {
    #[allow(clippy::cast_possible_truncation)] // below 2^53 every whole number is exact
    if number.fract() == 0.0 && number.abs() < 9e15 { Value::from(number as i64) } else { Value::from(number) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_their_groups() {
        for (text, comma, wanted) in [
            ("12", false, Some(12.0)),
            ("-1,234.5", false, Some(-1234.5)),
            ("1 234 567", false, Some(1_234_567.0)),
            ("1.234,5", true, Some(1234.5)),
            ("1,5", true, Some(1.5)),
            ("1,5", false, None),
            ("12.03.2020", false, None),
            ("1,23,456", false, None),
            ("A1", false, None),
            ("-", false, None),
            ("2020-03", false, None),
        ] {
            assert_eq!(read(text, comma), wanted, "{text}");
        }
    }
}
