//! Figures whose words stand as their value: the words are as reported, and the value is a number where they are one.

use std::ops::Range;

use super::edits::{Edits, ObjectLayout};
use crate::archive::json::{Element, Value};

/// What is to become of a figure of the old shape.
pub(super) struct OldFigure<'f> {
    /// Where its value is named.
    pub at: Range<usize>,
    /// The number that its words are, as JSON writes it.
    pub number: Option<String>,
    element: &'f Element<'f>,
    place: usize,
}

/// The figure, if it is of the old shape.
pub(super) fn old_figure<'f>(element: &'f Element<'f>) -> Option<OldFigure<'f>> {
    let place = element.members().iter().position(|member| member.key == "value")?;
    let words = element.members()[place].element.text()?;
    let number = number_of(words);
    // Words that stand beside others are not read.
    let has_words = element.get("as_reported").and_then(Element::text).is_some();
    (!has_words || number.is_some()).then(|| OldFigure { at: element.members()[place].key_span.clone(), number, element, place })
}

impl OldFigure<'_> {
    /// Gives it the new shape.
    pub(super) fn edit(&self, text: &str, edits: &mut Edits) {
        let (members, value) = (self.element.members(), &self.element.members()[self.place]);
        let words = &text[value.element.span.clone()];
        match self.element.get("as_reported") {
            None => {
                edits.replace(value.key_span.clone(), "\"as_reported\"");
                if let Some(number) = &self.number {
                    let style = ObjectLayout::of(text, self.element);
                    edits.insert(value.element.span.end, style.gap() + &style.member("value", number));
                }
                return;
            }
            Some(null) if matches!(null.value, Value::Null) => edits.replace(null.span.clone(), words),
            Some(_) => {}
        }
        match &self.number {
            Some(number) => edits.replace(value.element.span.clone(), number.as_str()),
            None => edits.remove(members, self.place),
        }
    }
}

/// The words as a number, where they are a plain one: "30", "2,500", "0.5". "1.500" may be fifteen hundred: it is none.
fn number_of(words: &str) -> Option<String> {
    let words = words.trim();
    let (sign, digits) = words.strip_prefix('-').map_or(("", words), |rest| ("-", rest));
    let (whole, part) = digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped = groups.len() == 1 || groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
    let sound = grouped
        && groups.iter().all(|group| all_digits(group))
        && part.is_none_or(|part| all_digits(part) && (part.len() != 3 || whole == "0" || groups.len() > 1))
        && (whole == "0" || !whole.starts_with('0'));
    // More digits than a number keeps are better left as words.
    (sound && digits.len() <= 18).then(|| format!("{sign}{}{}", groups.concat(), part.map_or(String::new(), |p| format!(".{p}"))))
}

#[cfg(test)]
mod tests {
    use super::number_of;

    #[test]
    fn plain_numbers_are_numbers_and_others_are_words() {
        for (words, number) in [
            ("30", "30"),
            ("2,500", "2500"),
            ("1,234,567", "1234567"),
            ("0.5", "0.5"),
            ("0.125", "0.125"),
            ("2,500.75", "2500.75"),
            (" 7 ", "7"),
            ("-3", "-3"),
            ("0", "0"),
        ] {
            assert_eq!(number_of(words).as_deref(), Some(number), "{words}");
        }
        for words in [
            "",
            "about 700 million",
            "2,5",
            "25,00",
            "1.500",
            "007",
            "30 people",
            "3–4",
            "1e3",
            "+3",
            "-",
            ".",
            "1.",
            ".5",
            ",500",
            "1234567890123456789",
            "٣",
            "30%",
        ] {
            assert_eq!(number_of(words), None, "{words}");
        }
    }
}
