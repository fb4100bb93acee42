//! A line of a shell as far as it is typed: its words without their quotation marks, and how what completes the last is written.

/// Characters at which bash takes a word apart before it asks for what completes it, as its `COMP_WORDBREAKS` has them; what stands
/// before the last of them stays on the line.
const BREAKS: [char; 3] = ['@', '=', ':'];

/// What is typed of a command.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct ShellLine {
    /// Its words, the last of which is being typed; empty where that is none of the program’s.
    pub words: Vec<String>,
    /// The quotation mark that is open in the last word.
    quote: Option<char>,
    /// Bytes of the last word that bash leaves as they are.
    kept: usize,
}

impl ShellLine {
    /// Words that a shell has taken apart itself.
    pub fn of_words(words: Vec<String>) -> Self {
        Self { words, ..Self::default() }
    }

    /// The last command of `line`, which ends at the caret.
    pub fn new(line: &str) -> Self {
        let (mut words, mut word, mut quote, mut kept) = (Vec::new(), None::<String>, None, 0);
        let mut chars = line.chars();
        while let Some(c) = chars.next() {
            if quote == Some(c) {
                quote = None;
                kept = word.as_ref().map_or(0, String::len);
            } else if quote == Some('\'') {
                word.get_or_insert_default().push(c);
            } else if c == '\\' {
                // Within double quotation marks a backslash stands for itself before most characters.
                let next = chars.next();
                let word = word.get_or_insert_default();
                if quote.is_some() && !next.is_some_and(|c| matches!(c, '"' | '\\' | '$' | '`')) {
                    word.push(c);
                }
                word.extend(next);
            } else if quote.is_some() {
                word.get_or_insert_default().push(c);
            } else if matches!(c, '"' | '\'') {
                quote = Some(c);
                kept = word.get_or_insert_default().len();
            } else if c.is_whitespace() {
                words.extend(word.take());
                kept = 0;
            } else if matches!(c, ';' | '|' | '&' | '(' | '\n' | '<' | '>') {
                (word, kept) = (None, 0);
                words.clear();
                if matches!(c, '<' | '>') {
                    // A file comes, and nothing that is known here.
                    return Self::default();
                }
            } else {
                let word = word.get_or_insert_default();
                word.push(c);
                if BREAKS.contains(&c) {
                    kept = word.len();
                }
            }
        }
        words.push(word.unwrap_or_default());
        // VARIABLE=value before the program.
        let set = words.iter().take_while(|word| word.contains('=') && !word.starts_with('-')).count();
        Self { words: words.split_off(set.min(words.len())), quote, kept }
    }

    /// What takes the place of what bash replaces of the last word, so that the word becomes `text`; nothing where it begins otherwise than
    /// what bash keeps.
    pub fn replacing(&self, text: &str) -> Option<String> {
        let last = self.words.last()?;
        let rest = last.get(..self.kept).and_then(|kept| text.strip_prefix(kept))?;
        Some(match self.quote {
            Some('\'') => rest.replace('\'', r"'\''"),
            Some(_) => escaped(rest, |c| matches!(c, '"' | '\\' | '$' | '`')),
            None => escaped(rest, |c| c.is_ascii() && !c.is_ascii_alphanumeric() && !"-_./:,+%@^=".contains(c)),
        })
    }

    /// What bash replaces of the last word, as it is typed but without quotation marks.
    pub fn replaced(&self) -> &str {
        self.words.last().and_then(|last| last.get(self.kept..)).unwrap_or_default()
    }
}

/// `text` with a backslash before what the shell would take for a sign.
fn escaped(text: &str, is_sign: impl Fn(char) -> bool) -> String {
    text.chars().flat_map(|c| is_sign(c).then_some('\\').into_iter().chain(std::iter::once(c))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_that_the_shell_gives() {
        for (line, words) in [
            ("cadialog search water spea", &["cadialog", "search", "water", "spea"][..]),
            ("cadialog search ", &["cadialog", "search", ""]),
            ("cd x && LANG=C cadialog show td", &["cadialog", "show", "td"]),
            ("cadialog search \"human res", &["cadialog", "search", "human res"]),
            ("cadialog search 'it''s' \"a \\\"b\\x\"c\\ d", &["cadialog", "search", "its", "a \"b\\xc d"]),
            ("cadialog list | cadialog show - ", &["cadialog", "show", "-", ""]),
            ("cadialog list > fi", &[]),
        ] {
            assert_eq!(ShellLine::new(line).words, words, "{line}");
        }
    }

    #[test]
    fn what_completes_a_word_is_written_as_bash_puts_it_in() {
        for (line, text, put) in [
            ("cadialog search speaker:tok", "speaker:tokayev", Some("tokayev")),
            ("cadialog search spea", "speaker:", Some("speaker:")),
            ("cadialog search \"water speaker:tok", "water speaker:tokayev", Some("water speaker:tokayev")),
            ("cadialog search speaker:\"tok", "speaker:tokayev", Some("tokayev")),
            ("cadialog search place:", "place:\"New Otani\"", Some("\\\"New\\ Otani\\\"")),
            ("cadialog search 'place:", "place:\"it's\"", Some("place:\"it'\\''s\"")),
            ("cadialog search \"place:", "place:\"Otani\"", Some("place:\\\"Otani\\\"")),
            ("cadialog cite --style=a", "--style=apa", Some("apa")),
            ("cadialog search Speaker:tok", "speaker:tokayev", None),
        ] {
            assert_eq!(ShellLine::new(line).replacing(text).as_deref(), put, "{line}");
        }
        assert_eq!(ShellLine::new("cadialog search speaker:tok").replaced(), "tok");
    }
}
