//! Why a text is no date, in words for whoever wrote it.

use edtf_core::ParseError;

/// What may be written, where nothing nearer can be said.
const FORMS: &str = "2025, 2025-03, 2025-03-14, 2025-12-19/2025-12-20, 2011~ or [2018-06..2019-05]";

/// Why a text is no date, and what to write.
#[derive(Debug, Clone, thiserror::Error)]
#[error("“{text}” is not a date: {reason}; write {remedy}")]
pub struct DateError {
    text: String,
    reason: &'static str,
    remedy: &'static str,
}

/// A date of EDTF that no reader could be told in words: why, and what to write in its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Refusal {
    reason: &'static str,
    remedy: &'static str,
}

impl Refusal {
    pub(super) const BACKWARDS: Self = Self { reason: "it ends before it begins", remedy: "the earlier end first" };
    pub(super) const SEVERAL: Self = Self {
        reason: "it lists several dates, and a record has one",
        remedy: "[2018-06..2019-05] for once between two dates, 2018-06/2019-05 for all the time between them",
    };
    pub(super) const TIME: Self =
        Self { reason: "it has a time of day, which is not kept", remedy: "the day alone, as in 2025-03-14" };
    pub(super) const LONG_YEAR: Self =
        Self { reason: "its year has more than four digits", remedy: "a year of four digits, as in 2025" };
    pub(super) const NO_YEAR: Self =
        Self { reason: "nothing is known of its year", remedy: "the years it can be, as in [1990..2009]" };
    pub(super) const NO_MONTH: Self =
        Self { reason: "its day is known and its month is not", remedy: "the year alone, and the day in a note" };
    pub(super) const OPEN_DIGIT: Self = Self {
        reason: "only the last digits of a year, a month or a day can be open",
        remedy: "201X, 2018-1X, 2018-05-2X, or a range as in [2008..2018]",
    };
}

impl DateError {
    pub(super) fn refused(text: String, Refusal { reason, remedy }: Refusal) -> Self {
        Self { text, reason, remedy }
    }

    /// `error` counts in bytes and speaks of the standard's grammar; whoever wrote the text should read what is wrong with it.
    pub(super) fn unreadable(text: String, error: &ParseError) -> Self {
        let (reason, remedy) = plain(&text, error.message);
        Self { text, reason, remedy }
    }

    /// What is wrong, with the text itself, but without the remedy.
    pub fn fault(&self) -> String {
        format!("“{}” is not a date: {}", self.text, self.reason)
    }

    /// What to write.
    pub fn remedy(&self) -> String {
        format!("write {}", self.remedy)
    }
}

/// Reason and remedy, by the text where people's own ways of writing show, else by what the parser says of it.
fn plain(text: &str, message: &str) -> (&'static str, &'static str) {
    let digits = text.bytes().any(|b| b.is_ascii_digit());
    if text.trim().is_empty() {
        ("nothing is written", FORMS)
    } else if text.chars().any(char::is_alphabetic)
        && !text.chars().all(|c| c.is_ascii_digit() || "XYEST-:/.[]{}?~%+Z,".contains(c))
    {
        ("it has words in it", FORMS)
    } else if text.contains(char::is_whitespace) {
        ("it has a blank in it", FORMS)
    } else if text.contains(['–', '—', '−']) {
        ("its dash is not the plain hyphen", "2025-03-14 for a day, 2025-12-19/2025-12-20 for several")
    } else if !text.is_ascii() {
        ("it has a sign that no date has", FORMS)
    } else if digits && text.contains('.') && !text.contains("..") {
        ("it is written with full stops", "year, month and day with hyphens, as in 2025-03-14")
    } else if text.matches('/').count() > 1 {
        ("it has more than one “/”", "2025-03-14 for a day, 2025-12-19/2025-12-20 for several")
    } else {
        spoken(message)
    }
}

/// The parser's messages (edtf-core 1.2) in plain words; what is not listed is told by the forms that can be read.
fn spoken(message: &str) -> (&'static str, &'static str) {
    const SAID: [(&str, &str, &str); 10] = [
        (
            "month must be 01-12",
            "there is no such month",
            "a month from 01 to 12, or 21 to 24 for spring, summer, autumn, winter",
        ),
        ("day is out of range", "that month has no such day", "a day that the month has, or the month alone, as in 2025-03"),
        ("two digits", "months and days have two digits", "2025-03-04"),
        ("four digits", "a year has four digits", FORMS),
        ("cannot carry a day", "a season has no day", "the season alone, as in 2018-21, or the day, as in 2018-05-06"),
        ("cannot contain unspecified digits", "digits cannot be left open here", "the first and the last year it can be"),
        ("end precedes", "it ends before it begins", "the earlier end first"),
        ("at least one dated endpoint", "neither end is known", "one end at least, as in ../2018 or 2018/.."),
        ("must share precision", "the ends of its range differ in precision", "both as years, as months or as days"),
        ("unterminated set", "its bracket is not closed", "[2018-06..2019-05]"),
    ];
    let said = SAID.iter().find(|(theirs, ..)| message.contains(theirs));
    said.map_or(("it is not written as dates are here", FORMS), |&(_, reason, remedy)| (reason, remedy))
}

#[cfg(test)]
mod tests {
    use crate::record::Date;

    #[test]
    fn what_is_no_date_is_refused_in_plain_words_with_what_to_write() {
        for (text, reason, remedy) in [
            ("2006-13", "there is no such month", "from 01 to 12"),
            ("2006-02-30", "that month has no such day", "2025-03"),
            ("Mar 2006", "it has words in it", "2025-03"),
            ("14 March 2025", "it has words in it", "2025-03-14"),
            ("2025 - 03", "it has a blank in it", "2025-03"),
            ("", "nothing is written", "2025"),
            ("14.03.2025", "with full stops", "2025-03-14"),
            ("14/03/2025", "more than one “/”", "2025-03-14"),
            ("2025–2026", "not the plain hyphen", "2025-12-19/2025-12-20"),
            ("２０２５", "no date has", "2025"),
            ("25-3-4", "four digits", "2025"),
            ("2025-3-4", "two digits", "2025-03-04"),
            ("2025/2024", "ends before it begins", "earlier end first"),
            ("2006-03-14T10:00:00Z", "a time of day", "2025-03-14"),
            ("2018-21-05", "a season has no day", "2018-21"),
            ("{2018,2019}", "lists several dates", "[2018-06..2019-05]"),
            ("[2018,2019]", "lists several dates", "2018-06/2019-05"),
            ("Y17E8", "more than four digits", "2025"),
            ("Y170000002", "more than four digits", "2025"),
            ("XXXX-12-XX", "nothing is known of its year", "[1990..2009]"),
            ("1X5X", "only the last digits", "201X"),
            ("2018-XX-06", "its month is not", "the year alone"),
            ("2018-X1", "only the last digits", "2018-1X"),
            ("156X-12-1X", "only the last digits", "[2008..2018]"),
            ("../..", "neither end is known", "../2018"),
        ] {
            let error = text.parse::<Date>().expect_err(text);
            let whole = error.to_string();
            assert!(error.fault().contains(reason) && error.remedy().contains(remedy), "{text}: {whole}");
            for foreign in ["EDTF", "offset", "sub-year", "whitespace", "endpoint"] {
                assert!(!whole.contains(foreign), "{text}: {whole}");
            }
        }
    }
}
