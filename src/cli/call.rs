//! What is said of a call that is not understood. Whatever of it is told is made harmless, so that no argument drives the
//! terminal.

use std::ffi::OsString;

use crate::text;

/// The message of the argument parser, without colours and without what an argument holds of them.
pub fn misunderstood(fault: &clap::Error, given: &[OsString]) -> String {
    let said = text::clean_lines(&fault.render().to_string()).trim_end().to_owned();
    minus_word(given).map_or(said.clone(), |(word, _)| format!("{said}\n\n{}", leave_out(&word)))
}

/// What to add to `message`, about a name that is not known, where the name is the rest of a word that was meant to be left
/// out: `visa -tourism` is `visa -t ourism`.
pub fn about_minus(given: &[OsString], message: &str) -> Option<String> {
    let (word, value) = minus_word(given)?;
    message.contains(&format!("“{value}”")).then(|| leave_out(&word))
}

/// The first word of the call that looks as if it were to be left out of a query, and what of it an option takes for its value.
fn minus_word(given: &[OsString]) -> Option<(String, String)> {
    let words = given.iter().skip(1).map(|word| word.to_string_lossy()).take_while(|word| word != "--");
    let letters = |word: &str| word.chars().count() > 3 && word.chars().all(|c| c.is_lowercase());
    let mut found = words.filter_map(|word| word.strip_prefix('-').filter(|rest| letters(rest)).map(str::to_owned));
    found.next().map(|word| (word.clone(), word.chars().skip(1).collect()))
}

fn leave_out(word: &str) -> String {
    format!("“-{word}” is read as an option; to leave the word out write '!{word}', or put the whole query in quotation marks")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(words: &str) -> Vec<OsString> {
        words.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn a_word_that_was_meant_to_be_left_out_is_seen() {
        let message = "no topic “ourism”; did you mean “tourism-culture”?";
        let hint = about_minus(&given("cadialog search visa -tourism"), message).expect("a hint");
        assert!(hint.contains("'!tourism'"), "{hint}");
        for other in ["cadialog search visa -t ourism", "cadialog search visa -tKZ", "cadialog search -- visa -tourism"] {
            assert_eq!(about_minus(&given(other), message), None, "{other}");
        }
        assert_eq!(about_minus(&given("cadialog search visa -tenergy -c KX"), "no country “KX”"), None);
    }
}
