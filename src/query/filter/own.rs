//! Conditions on fields of a pack's own: `ward:3`, `cost:>1000`, `adopted:2024..`.

use std::ops::Bound;

use super::DayRange;
use crate::archive::{Archive, Id};
use crate::record::{FieldDeclaration, FieldType, OwnField, OwnValue};
use crate::text;

/// What is asked of the values of a field.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum OwnTest {
    /// That there is one.
    Any,
    /// A number within these bounds.
    Number(Bound<f64>, Bound<f64>),
    /// A date that can fall into these days.
    Date(DayRange),
    /// True, or false.
    Flag(bool),
    /// One of these records.
    Record(Vec<Id>),
    /// A text that is equal, folded; where none is, one in which its words begin.
    Words(String),
}

impl OwnTest {
    /// Reads what stands behind the colon.
    ///
    /// # Errors
    /// What may be written instead.
    pub fn read(field: &FieldDeclaration, value: &str, archive: &Archive) -> Result<Self, String> {
        let value = value.trim();
        if value == "*" {
            return Ok(Self::Any);
        }
        let refused =
            |help: &str| Err(format!("“{}:” is a {}, not {}; {help}", field.name, noun(field.of_type), text::quote(value)));
        Ok(match field.of_type {
            FieldType::Number => match numbers(value) {
                Some((low, high)) => Self::Number(low, high),
                None => return refused("write 1000, >1000, <=20 or 10..20"),
            },
            FieldType::Date => Self::Date(DayRange::read(value)?),
            FieldType::Flag => match text::fold(value).as_str() {
                "true" | "yes" => Self::Flag(true),
                "false" | "no" => Self::Flag(false),
                _ => return refused("write yes or no"),
            },
            FieldType::Text | FieldType::Term | FieldType::Url if value.is_empty() => return refused("write a word of it"),
            FieldType::Text | FieldType::Term | FieldType::Url => Self::Words(text::in_words(value)),
            of_record => match of_record.target() {
                Some(_) => Self::Record(archive.id(value).into_iter().collect()),
                None => return refused("write a word of it"),
            },
        })
    }

    /// Whether a value of the field is as asked; `loosely` where words may begin in it.
    pub fn holds(&self, field: &OwnField, archive: &Archive, loosely: bool) -> bool {
        let meets = |value: &OwnValue| match self {
            Self::Any => true,
            Self::Number(low, high) => value.number().is_some_and(|number| {
                let above = match low {
                    Bound::Included(low) => number >= *low,
                    Bound::Excluded(low) => number > *low,
                    Bound::Unbounded => true,
                };
                let below = match high {
                    Bound::Included(high) => number <= *high,
                    Bound::Excluded(high) => number < *high,
                    Bound::Unbounded => true,
                };
                above && below
            }),
            Self::Date(days) => value.date().is_some_and(|date| days.touches((date.first(), date.last()))),
            Self::Flag(wanted) => value.flag() == Some(*wanted),
            Self::Record(ids) => archive.id(&value.text).is_some_and(|id| ids.contains(&id)),
            Self::Words(words) if loosely => super::begins_in(&value.text, words),
            Self::Words(words) => text::in_words(&value.text) == *words,
        };
        field.values.iter().any(meets)
    }
}

/// `1000`, `>1000`, `<=20`, `10..20`, `10..`, `..20`.
fn numbers(value: &str) -> Option<(Bound<f64>, Bound<f64>)> {
    let number = |text: &str| text.trim().replace(['_', '\u{a0}', '\u{202f}'], "").parse().ok().filter(|n: &f64| n.is_finite());
    if let Some((low, high)) = value.split_once("..") {
        let bound = |text: &str| if text.trim().is_empty() { Some(Bound::Unbounded) } else { number(text).map(Bound::Included) };
        return Some((bound(low)?, bound(high)?)).filter(|bounds| *bounds != (Bound::Unbounded, Bound::Unbounded));
    }
    let open = Bound::Unbounded;
    Some(if let Some(rest) = value.strip_prefix(">=") {
        (Bound::Included(number(rest)?), open)
    } else if let Some(rest) = value.strip_prefix("<=") {
        (open, Bound::Included(number(rest)?))
    } else if let Some(rest) = value.strip_prefix('>') {
        (Bound::Excluded(number(rest)?), open)
    } else if let Some(rest) = value.strip_prefix('<') {
        (open, Bound::Excluded(number(rest)?))
    } else {
        let exact = number(value)?;
        (Bound::Included(exact), Bound::Included(exact))
    })
}

/// What values of a type are called.
const fn noun(of_type: FieldType) -> &'static str {
    match of_type {
        FieldType::Number => "number",
        FieldType::Date => "date",
        FieldType::Flag => "yes or no",
        _ => "text",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_of_numbers_are_read() {
        use Bound::{Excluded, Included, Unbounded};
        for (text, bounds) in [
            ("1000", Some((Included(1000.0), Included(1000.0)))),
            (">1000", Some((Excluded(1000.0), Unbounded))),
            ("<=-2.5", Some((Unbounded, Included(-2.5)))),
            ("10..20", Some((Included(10.0), Included(20.0)))),
            ("..20", Some((Unbounded, Included(20.0)))),
            ("10..", Some((Included(10.0), Unbounded))),
            ("..", None),
            ("many", None),
            (">", None),
        ] {
            assert_eq!(numbers(text), bounds, "{text}");
        }
    }
}
