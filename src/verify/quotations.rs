//! The quotations of a text: what stands in quotation marks, and the block quotes of Markdown.

use super::attribution::around;
use super::words::words;

/// A quotation, and where it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotedText {
    /// The words, without their marks.
    pub text: String,
    /// The line of the file, from 1.
    pub line: usize,
    /// Who is said to have spoken, by the sentence around it.
    pub who: Option<String>,
}

/// Quotation marks that open, with those that close.
const PAIRS: [(char, &[char]); 8] = [
    ('“', &['”', '“']),
    ('„', &['“', '”']),
    ('"', &['"']),
    ('«', &['»']),
    ('「', &['」']),
    ('『', &['』']),
    ('‘', &['’']),
    ('‹', &['›']),
];

/// A quotation has more words than this; shorter ones are terms and titles.
const SHORT: usize = 3;

/// The quotations of `text`, in the order in which they begin. One that is not closed within its paragraph is none.
pub fn quotations(text: &str) -> Vec<QuotedText> {
    let mut found = Vec::new();
    let mut paragraph = String::new();
    let mut first = 1;
    let mut is_block = false;
    for (line, own) in (1..).zip(text.split('\n').chain([""])) {
        let block = own.trim_start().strip_prefix('>');
        let ended = own.trim().is_empty() || block.is_some() != is_block || block.is_some_and(|rest| rest.trim().is_empty());
        if ended && !paragraph.trim().is_empty() {
            read(&paragraph, first, is_block, &mut found);
            paragraph.clear();
        }
        if paragraph.is_empty() {
            (first, is_block) = (line, block.is_some());
        }
        paragraph.push_str(block.unwrap_or(own));
        paragraph.push('\n');
        if paragraph.trim().is_empty() {
            paragraph.clear();
        }
    }
    found
}

/// The quotations of one paragraph, which begins in line `first`.
fn read(paragraph: &str, first: usize, is_block: bool, found: &mut Vec<QuotedText>) {
    let at_line = |at: usize| first + paragraph[..at].matches('\n').count();
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    if is_block {
        let text = one_line(paragraph);
        if is_long(&text) {
            found.push(QuotedText { text, line: first, who: None });
        }
        return;
    }
    let mut from = 0;
    while let Some((open, mark, close)) = opening(paragraph, from) {
        let inside = open + mark.len_utf8();
        let Some(end) = closing(paragraph, inside, mark, close) else {
            from = inside;
            continue;
        };
        let behind = end + paragraph[end..].chars().next().map_or(1, char::len_utf8);
        let text = one_line(&paragraph[inside..end]);
        if is_long(&text) {
            let who = around(&paragraph[..open], &paragraph[behind..]).map(one_line);
            found.push(QuotedText { text, line: at_line(open), who });
        }
        from = behind;
    }
}

/// The first mark from a byte on that opens a quotation.
fn opening(text: &str, from: usize) -> Option<(usize, char, &'static [char])> {
    text[from..].char_indices().find_map(|(at, c)| {
        let (_, close) = PAIRS.iter().find(|(open, _)| *open == c)?;
        Some((from + at, c, *close))
    })
}

/// Where the quotation that begins at a byte ends.
fn closing(text: &str, from: usize, mark: char, close: &[char]) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in text[from..].char_indices() {
        let at = from + at;
        // “ closes what „ has opened, and opens another within itself.
        if c == mark && !(mark == '"' || close.contains(&c) && mark != '“') {
            depth += 1;
        } else if close.contains(&c) && !(mark == '“' && c == '“') {
            // An apostrophe stands between letters.
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            if c == '’' && letter(text[at + c.len_utf8()..].chars().next()) {
                continue;
            }
            match depth.checked_sub(1) {
                None => return Some(at),
                Some(less) => depth = less,
            }
        }
    }
    None
}

fn is_long(text: &str) -> bool {
    let words = words(text);
    let wide = words.iter().filter(|word| word.is_wide()).count();
    // Two characters or more make a word of Japanese.
    words.len() - wide + wide / 2 > SHORT
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(usize, String)> {
        quotations(text).into_iter().map(|quoted| (quoted.line, quoted.text)).collect()
    }

    #[test]
    fn every_pair_of_marks_holds_a_quotation() {
        for text in [
            "“one two three four”",
            "\"one two three four\"",
            "«one two three four»",
            "„one two three four“",
            "‘one two three four’",
        ] {
            assert_eq!(read(text), [(1, "one two three four".to_owned())], "{text}");
        }
        assert_eq!(read("彼は「中央アジアは重要な地域だ」と述べた"), [(1, "中央アジアは重要な地域だ".to_owned())]);
    }

    #[test]
    fn terms_and_what_is_not_closed_are_none() {
        for text in
            ["“three short words”", "“one two three four", "one ‘two three four five don’t", "“one two three\n\nfour five”"]
        {
            assert_eq!(read(text), [], "{text}");
        }
        assert_eq!(read("‘we don’t want to go’"), [(1, "we don’t want to go".to_owned())]);
    }

    #[test]
    fn lines_are_counted_and_blocks_are_quotations() {
        let text = "First “one two\nthree four” and\n\n> a block quote\n> of two lines\n\nlast “five six seven eight”.";
        let wanted = [(1, "one two three four"), (4, "a block quote of two lines"), (7, "five six seven eight")];
        assert_eq!(read(text), wanted.map(|(line, text)| (line, text.to_owned())));
    }

    #[test]
    fn who_spoke_stands_beside_it() {
        let found = quotations("“We value the approach of Japan,” said Kono.");
        assert_eq!(found[0].who.as_deref(), Some("Kono"));
    }
}
