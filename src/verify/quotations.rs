//! The quotations of a text: what stands in quotation marks, and the block quotes of Markdown.

use std::ops::Range;

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
    ('“', &['”']),
    ('„', &['“', '”']),
    ('"', &['"']),
    ('«', &['»']),
    ('「', &['」']),
    ('『', &['』']),
    ('‘', &['’']),
    ('‹', &['›']),
];

/// How deep quotations within quotations are read.
const NESTED: usize = 8;

/// Bytes before and behind a quotation in which its speaker is looked for.
const BESIDE: usize = 300;

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
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    if is_block {
        let text = one_line(paragraph);
        if is_long(&text) {
            found.push(QuotedText { text, line: first, who: None });
        }
        return;
    }
    let (mut line, mut counted) = (first, 0);
    for Range { start, end } in closed(paragraph) {
        line += paragraph[counted..start].matches('\n').count();
        counted = start;
        let length = |at: usize| paragraph[at..].chars().next().map_or(0, char::len_utf8);
        let text = one_line(&paragraph[start + length(start)..end]);
        if is_long(&text) {
            let before = &paragraph[paragraph.ceil_char_boundary(start.saturating_sub(BESIDE))..start];
            let behind = end + length(end);
            let after = &paragraph[behind..paragraph.floor_char_boundary(behind.saturating_add(BESIDE))];
            found.push(QuotedText { text, line, who: around(before, after).map(one_line) });
        }
    }
}

/// From the opening to the closing mark of each quotation that stands in no other, in order. Read in one go, however many marks
/// are never closed.
fn closed(text: &str) -> Vec<Range<usize>> {
    let mut open: Vec<(usize, &'static [char])> = Vec::new();
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices() {
        // An apostrophe stands between letters.
        if c == '’' && text[at + c.len_utf8()..].starts_with(char::is_alphanumeric) {
            continue;
        }
        let near = open.len().saturating_sub(NESTED);
        if let Some(own) = open[near..].iter().rposition(|(_, close)| close.contains(&c)) {
            let start = open[near + own].0;
            open.truncate(near + own);
            while ranges.last().is_some_and(|inner| inner.start > start) {
                ranges.pop();
            }
            ranges.push(start..at);
        } else if let Some((_, close)) = PAIRS.iter().find(|(mark, _)| *mark == c) {
            open.push((at, close));
        }
    }
    ranges
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
    fn of_quotations_within_each_other_the_outer_one_is_looked_for() {
        let wanted = |text: &str| vec![(1, text.to_owned())];
        assert_eq!(read("“we are a “catalyst” of the talks”"), wanted("we are a “catalyst” of the talks"));
        assert_eq!(read("“never closed “one two three four”"), wanted("one two three four"));
        for text in ["“".repeat(100_000), "«\"".repeat(50_000), "’".repeat(100_000), "“ ”".repeat(30_000)] {
            assert_eq!(read(&text), [], "many marks and no words");
        }
    }

    #[test]
    fn who_spoke_stands_beside_it() {
        let found = quotations("“We value the approach of Japan,” said Kono.");
        assert_eq!(found[0].who.as_deref(), Some("Kono"));
    }
}
