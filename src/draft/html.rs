//! HTML as lines of text, as far as articles need it: no scripts, no menus, headings and list items marked as in Markdown.

/// Elements whose content nobody reads, or reads twice.
const UNREAD: [&str; 8] = ["script", "style", "noscript", "template", "svg", "iframe", "rt", "rp"];
/// Elements whose content is no part of an article.
const LEFT_OUT: [&str; 6] = ["nav", "header", "footer", "aside", "form", "button"];
/// Elements that stand on lines of their own.
const LINES: [&str; 25] = [
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "main",
    "blockquote",
    "tr",
    "table",
    "figure",
    "figcaption",
    "dl",
    "dt",
    "dd",
    "pre",
    "hr",
];

/// A page as text.
#[derive(Debug)]
pub(super) struct PageText {
    pub title: Option<String>,
    pub text: String,
    /// How many words of it are not in the text, those of scripts aside.
    pub left_out: usize,
}

/// The title of the page, and its text.
pub(super) fn read(html: &str) -> PageText {
    let lower = html.to_ascii_lowercase();
    let title = between(html, &lower, "title").map(|title| decode(&strip(title, false)));
    let body = between(html, &lower, "body").unwrap_or(html);
    let article = ["article", "main"].iter().find_map(|tag| between(html, &lower, tag));
    let text = strip(article.unwrap_or(body), article.is_none());
    let heading = text.lines().find_map(|line| line.strip_prefix("# ")).map(|heading| decode(heading.trim()));
    let words = |text: &str| text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    let left_out = words(&strip(body, false)).saturating_sub(words(&text));
    PageText { title: heading.or(title), text: decode(&text), left_out }
}

/// What stands between the first `<tag …>` and the last `</tag>`.
fn between<'a>(html: &'a str, lower: &str, tag: &str) -> Option<&'a str> {
    let open = format!("<{tag}");
    let start = lower
        .match_indices(&open)
        .map(|(at, _)| at)
        .find(|at| lower[at + open.len()..].starts_with(|c: char| c == '>' || c.is_ascii_whitespace()))?;
    let from = start + lower[start..].find('>')? + 1;
    let end = if tag == "title" { lower[from..].find("</title") } else { lower[from..].rfind(&format!("</{tag}")) };
    Some(&html[from..end.map_or(html.len(), |end| from + end)])
}

/// Without tags, and without menus and the like if `is_bare` is to be. One pass over the text, however the tags are nested or broken.
fn strip(html: &str, is_bare: bool) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    let mut is_pre = false;
    // What has no end once has none further on.
    let mut endless: Vec<String> = Vec::new();
    while let Some(open) = rest.find('<') {
        push_text(&mut out, &rest[..open], is_pre);
        rest = &rest[open..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let is_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        if !is_tag {
            // "3 < 4" is text.
            out.push('<');
            rest = &rest[1..];
            continue;
        }
        let Some(close) = rest.find('>') else { break };
        let tag = &rest[1..close];
        let ends = tag.starts_with('/');
        let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        rest = &rest[close + 1..];
        let is_unread = UNREAD.contains(&name.as_str());
        if !ends && (is_unread || is_bare && LEFT_OUT.contains(&name.as_str())) && !endless.contains(&name) {
            match after_end(rest, &name) {
                Some(after) => rest = after,
                None if is_unread => rest = "",
                None => endless.push(name),
            }
            continue;
        }
        is_pre = if name == "pre" { !ends } else { is_pre };
        if LINES.contains(&name.as_str()) {
            out.push('\n');
            match name.as_str() {
                "li" if !ends => out.push_str("- "),
                "h1" if !ends => out.push_str("# "),
                "h2" | "h3" | "h4" | "h5" | "h6" if !ends => out.push_str("## "),
                "p" | "div" | "ul" | "ol" | "pre" => out.push('\n'),
                _ => {}
            }
        } else if matches!(name.as_str(), "td" | "th") {
            out.push(' ');
        }
    }
    push_text(&mut out, rest, is_pre);
    out
}

/// Line breaks in the source of a page are blanks; between letters that are written without blanks they are nothing.
fn push_text(out: &mut String, text: &str, is_pre: bool) {
    if is_pre {
        return out.push_str(text);
    }
    let is_wide =
        |c: Option<char>| c.is_some_and(|c| ('\u{3000}'..='\u{9fff}').contains(&c) || ('\u{ff01}'..='\u{ffef}').contains(&c));
    let mut rest = text;
    while let Some(at) = rest.find(['\n', '\r', '\t']) {
        let (before, after) = (&rest[..at], rest[at..].trim_start());
        out.push_str(before);
        if !(is_wide(before.chars().next_back()) && is_wide(after.chars().next())) {
            out.push(' ');
        }
        rest = after;
    }
    out.push_str(rest);
}

/// What follows the end of the element called `name`, if it has an end.
fn after_end<'a>(rest: &'a str, name: &str) -> Option<&'a str> {
    let end = format!("</{name}");
    let found = rest.char_indices().find(|&(at, c)| {
        c == '<' && rest.as_bytes()[at..].get(..end.len()).is_some_and(|s| s.eq_ignore_ascii_case(end.as_bytes()))
    });
    found.and_then(|(at, _)| rest[at..].find('>').map(|close| &rest[at + close + 1..]))
}

/// The characters for which `&…;` stands.
fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|b| b == b';');
        match end.and_then(|end| Some((entity(&rest[1..end])?, end))) {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "laquo" => '«',
        "raquo" => '»',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "bull" => '•',
        "middot" => '·',
        "eacute" => 'é',
        "copy" => '©',
        "reg" => '®',
        "sect" => '§',
        "deg" => '°',
        "times" => '×',
        "yen" => '¥',
        "euro" => '€',
        "pound" => '£',
        "shy" => '\u{ad}',
        "ensp" | "emsp" | "thinsp" => ' ',
        "bdquo" => '„',
        "sbquo" => '‚',
        "uuml" => 'ü',
        "ouml" => 'ö',
        "auml" => 'ä',
        _ => return None,
    })
}
