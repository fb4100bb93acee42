//! A text as it comes (plain, Markdown, or HTML saved from a browser) as headings, paragraphs and list items.

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

/// The text as read.
#[derive(Debug, Default)]
pub(super) struct ReadText {
    /// As the document itself names it.
    pub title: Option<String>,
    pub passages: Vec<Passage>,
}

/// Reads `text`, whichever of the three it is.
pub(super) fn read(text: &str) -> ReadText {
    let start: String = text.chars().take(4000).collect::<String>().to_ascii_lowercase();
    let is_html = ["<!doctype", "<html", "<body", "<p>", "<p ", "<div", "<article"].iter().any(|tag| start.contains(tag));
    let mut reading = ReadText::default();
    let text = if is_html {
        let (title, text) = super::html::to_text(text);
        reading.title = title.map(|t| tidy(&t)).filter(|t| !t.is_empty());
        text
    } else {
        text.to_owned()
    };
    for line in text.lines() {
        reading.line(line);
    }
    if reading.title.is_none() && reading.passages.first().is_some_and(|passage| passage.kind == PassageKind::Heading) {
        reading.title = Some(reading.passages.remove(0).text);
    }
    reading
}

impl ReadText {
    fn line(&mut self, line: &str) {
        let plain = line.trim().trim_start_matches('\u{feff}').trim_start_matches('>').trim();
        let (kind, rest) = marked(plain);
        let text = tidy(rest);
        if text.is_empty() {
            // A blank line ends a paragraph; the empty passage is taken away by the next one.
            if self.passages.last().is_some_and(|last| !last.text.is_empty()) {
                self.passages.push(Passage { kind: PassageKind::Paragraph, text: String::new() });
            }
            return;
        }
        let after_blank = self.passages.last().is_none_or(|last| last.text.is_empty());
        if after_blank {
            self.passages.pop();
        }
        let first = self.passages.is_empty();
        if let (Some(PassageKind::Paragraph), Some(last)) = (kind.or(Some(PassageKind::Paragraph)), self.passages.last_mut())
            && kind.is_none()
            && !after_blank
            && last.kind != PassageKind::Heading
            && goes_on(&last.text, &text)
        {
            last.text.push(' ');
            last.text.push_str(&text);
            return;
        }
        let kind = kind.unwrap_or_else(|| if is_heading(&text) { PassageKind::Heading } else { PassageKind::Paragraph });
        if kind == PassageKind::Heading && first && self.title.is_none() {
            self.title = Some(text);
            return;
        }
        self.passages.push(Passage { kind, text });
    }
}

/// What Markdown, or a bullet, makes of a line, and the rest of it.
fn marked(line: &str) -> (Option<PassageKind>, &str) {
    if let Some(rest) = line.strip_prefix('#') {
        return (Some(PassageKind::Heading), rest.trim_start_matches('#'));
    }
    for bullet in ["- ", "* ", "+ ", "• ", "– ", "‣ ", "▪ ", "◦ ", "・", "●", "○"] {
        if let Some(rest) = line.strip_prefix(bullet) {
            return (Some(PassageKind::Item), rest);
        }
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=2).contains(&digits)
        && let Some(rest) = [". ", ") ", "\u{3000}", "．"].iter().find_map(|mark| line[digits..].strip_prefix(mark))
    {
        // Numbered sentences are paragraphs, as in releases of ministries; numbered words are a list.
        let sentence = rest.trim_end().ends_with(['.', '。', '”', '"', '」']);
        return (if sentence { None } else { Some(PassageKind::Item) }, rest);
    }
    (None, line)
}

/// Whether `next` goes on with the sentence of `last`, which was broken at the width of a page.
fn goes_on(last: &str, next: &str) -> bool {
    last.chars().count() > 45
        && next.starts_with(char::is_lowercase)
        && !last.ends_with(['.', '!', '?', '”', '"', '。', '」', ',', ':'])
}

/// A short line that is no sentence.
fn is_heading(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (1..=12).contains(&words)
        && text.chars().count() <= 90
        && text.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"' | '「') || c > '\u{3000}')
        && !text.ends_with(['.', '!', '?', ',', ';', ':', '”', '"', '。', '、', '」', '：', '.'])
}

/// One line: without Markdown's marks, full-width letters and doubled blanks, and nothing that drives a terminal.
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
    let ascii = |c: char| {
        if matches!(c, '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}') {
            c.nfkc().next().unwrap_or(c)
        } else {
            c
        }
    };
    let out: String = crate::text::clean(out).chars().map(ascii).collect();
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
