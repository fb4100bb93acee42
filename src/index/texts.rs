//! The texts of a record that search reads, and what a hit in each is worth.

use crate::record::{Field, Record};

/// A text that search reads.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SearchedText<'a> {
    pub field: Field,
    pub text: &'a str,
    /// Whether its words are names, which may be romanised in many ways.
    pub names: bool,
    /// Whether it is the record's id or another id of it, which is no title: a hit there is worth little.
    pub is_id: bool,
    /// Whether a text that is the word alone says that the record is what was asked for: a title or name, or an office.
    pub whole: bool,
}

impl SearchedText<'_> {
    /// What a hit in it is worth.
    pub const fn weight(&self) -> u8 {
        if self.is_id { 1 } else { self.field.weight() }
    }

    /// Whether `word` of it is to be found. Serial numbers in ids are not, nor the single letters before them: a million of
    /// them would drown the dictionary, and who has one types the id whole.
    pub fn holds(&self, word: &str) -> bool {
        let is_serial = || word.len() == 1 || word.len() > 4 && word.bytes().any(|byte| byte.is_ascii_digit());
        !self.is_id || !is_serial()
    }

    /// Whether two words with a hyphen between them are to be found as one: in names and titles.
    pub const fn joins(&self) -> bool {
        matches!(self.field, Field::Title | Field::Person)
    }
}

/// Calls `visit` with the texts of the record's own fields.
pub(super) fn own_texts(record: &Record, visit: &mut dyn FnMut(SearchedText<'_>)) {
    record.texts(&mut |field, text| {
        let names = match record {
            // A code is no spelling of a name: "afgh" is not AFG.
            Record::Country(country) => country.alpha3.as_deref() != Some(text) && matches!(field, Field::Title | Field::Person),
            Record::Event(_) => field == Field::Person && text.split(' ').count() < 3,
            record => record.is_name() && field == Field::Title,
        };
        let id = text == record.id() || record.aliases().iter().any(|alias| alias == text);
        let is_id = id && !matches!(record, Record::Country(_));
        let whole = !is_id && (field == Field::Title || matches!(record, Record::Person(_)) && field == Field::Person);
        visit(SearchedText { field, text, names, is_id, whole });
    });
}

/// Whether what stands between two words makes them one name: "Nur-Sultan", "CA+JAD". Two words out of one grapheme have
/// nothing between them.
pub(crate) fn joins(text: &str, between: std::ops::Range<usize>) -> bool {
    text.get(between).is_some_and(|mark| matches!(mark, "-" | "+" | "‐" | "‑"))
}
