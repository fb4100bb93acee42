//! A text as it comes (plain, Markdown, or what became of a page or document) as headings, paragraphs and list items.

use unicode_normalization::UnicodeNormalization;

/// What a passage of the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PassageKind {
    Heading,
    Paragraph,
    Item,
}

/// A heading, paragraph or list item on one line, harmless on a terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Passage {
    pub kind: PassageKind,
    pub text: String,
}

/// What stands before a line: nothing, a sign that makes it a heading or item, or a number, which may be that of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    None,
    Heading,
    Bullet,
    Number,
}

/// Lines of one passage, joined.
#[derive(Debug)]
struct TextBlock {
    sign: Sign,
    text: String,
    /// Width of its last line, as it stands in the file.
    last: usize,
    is_first: bool,
}

/// Widest lines of a text that was broken at the width of a page, in cells.
const PAGE: usize = 120;
/// Narrowest; shorter ones are verse, lists or addresses.
const NARROWEST: usize = 40;

/// The passages of `text`.
pub(super) fn read(text: &str) -> Vec<Passage> {
    let text =
        text.replace("\r\n", "\n").replace(['\r', '\u{b}', '\u{85}', '\u{2028}'], "\n").replace(['\u{c}', '\u{2029}'], "\n\n");
    let width = text.lines().map(|line| crate::text::width(crate::text::head(line.trim(), PAGE))).max().unwrap_or(0);
    let page = (NARROWEST..=PAGE).contains(&width).then_some(width);
    let mut blocks: Vec<TextBlock> = Vec::new();
    let mut after_blank = true;
    for line in text.lines() {
        let plain: String = line.chars().map(narrow).collect();
        let plain = plain.trim().trim_start_matches('\u{feff}').trim_start_matches('>').trim();
        let (sign, rest) = signed(plain);
        let words = tidy(rest);
        if words.is_empty() {
            after_blank = true;
            continue;
        }
        let cells = crate::text::width(crate::text::head(plain, 2 * PAGE));
        match blocks.last_mut().filter(|_| !after_blank && sign == Sign::None) {
            Some(block) if goes_on(block, &words, page) => {
                let is_wide = |c: Option<char>| {
                    c.is_some_and(|c| ('\u{3000}'..='\u{9fff}').contains(&c) || ('\u{ff01}'..='\u{ffef}').contains(&c))
                };
                if !(is_wide(block.text.chars().next_back()) && is_wide(words.chars().next())) {
                    block.text.push(' ');
                }
                block.text.push_str(&words);
                block.last = cells;
            }
            _ => blocks.push(TextBlock { sign, text: words, last: cells, is_first: blocks.is_empty() }),
        }
        after_blank = false;
    }
    blocks.into_iter().map(passage).collect()
}

fn passage(block: TextBlock) -> Passage {
    let kind = match block.sign {
        Sign::Heading => PassageKind::Heading,
        Sign::Bullet => PassageKind::Item,
        // Numbered sentences are paragraphs, as in releases of ministries; numbered words are a list.
        Sign::Number if !block.text.ends_with(['.', '。', '”', '"', '」', '»']) => PassageKind::Item,
        Sign::None if is_heading(&block.text) => PassageKind::Heading,
        _ => PassageKind::Paragraph,
    };
    Passage { kind, text: block.text }
}

/// Whether a line goes on with the block before it, which was broken at the width of a page. Where lines are broken at a width, the
/// first word of the next one had no room on the one before.
fn goes_on(block: &TextBlock, next: &str, page: Option<usize>) -> bool {
    if block.sign == Sign::Heading {
        return false;
    }
    let ends = block.text.ends_with(['.', '!', '?', '”', '"', '。', '」', ',', ':', '：', '»']);
    if next.starts_with(char::is_lowercase) && !ends && block.text.chars().nth(45).is_some() {
        return true;
    }
    // A title may be the longest line; a Japanese one has no comma.
    let may_be_title = block.is_first && block.sign == Sign::None && !block.text.contains('、');
    if may_be_title && is_heading(&block.text) && !next.starts_with(char::is_lowercase) {
        return false;
    }
    let word = next.split_whitespace().next().unwrap_or_default();
    let is_wide = super::words::is_wide(next);
    // Without blanks a line may end two characters early, where no sign may begin the next.
    let room = if is_wide { 5 } else { 1 + crate::text::width(crate::text::head(word, PAGE)) };
    // Lines need not be filled as far as they could be.
    page.is_some_and(|page| block.last + room > page && !(is_wide && ends) || !ends && block.last * 5 > page * 3)
}

/// What Markdown, a bullet or a number makes of a line, and the rest of it.
fn signed(line: &str) -> (Sign, &str) {
    if let Some(rest) = line.strip_prefix('#') {
        return (Sign::Heading, rest.trim_start_matches('#'));
    }
    for bullet in ["- ", "* ", "+ ", "• ", "– ", "— ", "‣ ", "▪ ", "◦ ", "・", "●", "○", "◆", "■"] {
        if let Some(rest) = line.strip_prefix(bullet) {
            return (Sign::Bullet, rest);
        }
    }
    let inner = line.strip_prefix('(').or_else(|| line.strip_prefix('（'));
    let from = inner.unwrap_or(line);
    let digits = from.bytes().take_while(u8::is_ascii_digit).count();
    let marks: &[&str] = if inner.is_some() { &[")", "）"] } else { &[". ", ") ", "\u{3000}", "．", "、"] };
    if (1..=2).contains(&digits)
        && let Some(rest) = marks.iter().find_map(|mark| from[digits..].strip_prefix(mark))
    {
        return (Sign::Number, rest);
    }
    (Sign::None, line)
}

/// A short line that is no sentence.
fn is_heading(text: &str) -> bool {
    let words = text.split_whitespace().take(15).count();
    (1..=14).contains(&words)
        && text.chars().nth(110).is_none()
        && text.starts_with(|c: char| {
            c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"' | '「' | '«') || c > '\u{3000}'
        })
        && !text.ends_with(['.', '!', '?', ',', ';', ':', '。', '、', '：'])
        && (!text.ends_with(['”', '"', '」', '»']) || is_name_in_marks(text))
}

/// Whether a line that ends with a quotation mark is a title with a name in it, and nothing that somebody said.
fn is_name_in_marks(text: &str) -> bool {
    let says = [", “", ": “", ", \"", ": \"", ", «", ": «", "は「", ". "].iter().any(|words| text.contains(words));
    text.starts_with('「') || !says && !text.starts_with(['“', '"', '«'])
}

/// Full-width digits and letters of Latin as they are elsewhere.
fn narrow(c: char) -> char {
    let is_full = matches!(c, '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}');
    if is_full { c.nfkc().next().unwrap_or(c) } else { c }
}

/// One line: without Markdown's marks and doubled blanks, and nothing that drives a terminal.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // [words](address) keeps its words.
    while let Some(open) = rest.find('[') {
        let Some((words, after)) = rest[open + 1..].split_once("](") else { break };
        let Some(close) = after.find(')').filter(|_| !words.contains(['[', ']'])) else { break };
        out.push_str(rest[..open].trim_end_matches('!'));
        if out.len() < open && !rest[..open].ends_with('!') {
            out.push(' ');
        }
        out.push_str(words);
        rest = &after[close + 1..];
    }
    out.push_str(rest);
    let out = out.replace("**", "").replace("__", "").replace('`', "");
    let out = out.trim().trim_matches('*').trim_matches('#');
    crate::text::clean(out).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_broken_at_the_width_of_a_page_are_joined() {
        let read = |text: &str| -> Vec<String> { read(text).into_iter().map(|passage| passage.text).collect() };
        for (text, wanted) in [
            (
                "1. On May 21 the Tenth Foreign Ministers’ Meeting of the\nDialogue was held in Bishkek. It went well.\n2. Nobody spoke.\n",
                &[
                    "On May 21 the Tenth Foreign Ministers’ Meeting of the Dialogue was held in Bishkek. It went well.",
                    "Nobody spoke.",
                ][..],
            ),
            (
                "外務大臣は、ウズベキスタンのタシケントにおいて、会\n談を行いました。\n次の段落。",
                &["外務大臣は、ウズベキスタンのタシケントにおいて、会談を行いました。", "次の段落。"],
            ),
            (
                "Title of the release as a line that is the longest\nThe meeting was held.",
                &["Title of the release as a line that is the longest", "The meeting was held."],
            ),
            ("One.\r\n\r\nTwo.\u{c}Three.", &["One.", "Two.", "Three."]),
            ("（１）水\n（２）税関の整備", &["水", "税関の整備"]),
        ] {
            assert_eq!(read(text), wanted);
        }
    }
}
