//! HTML as lines of text, as far as articles need it: no scripts, no menus, headings and list items marked as in Markdown.

/// Elements whose content is no part of an article.
const LEFT_OUT: [&str; 12] =
    ["script", "style", "noscript", "template", "svg", "nav", "header", "footer", "aside", "form", "button", "iframe"];
/// Elements that stand on lines of their own.
const LINES: [&str; 20] = [
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
];

/// The title of the page, and its text.
pub(super) fn to_text(html: &str) -> (Option<String>, String) {
    let lower = html.to_ascii_lowercase();
    let title = between(html, &lower, "title").map(|t| decode(&strip(t)));
    let body = ["article", "main", "body"].iter().find_map(|tag| between(html, &lower, tag)).unwrap_or(html);
    let text = strip(body);
    let heading = text.lines().find_map(|line| line.strip_prefix("# ")).map(|h| decode(h.trim()));
    (heading.or(title), decode(&text))
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

/// Without tags. One pass over the text, however the tags are nested or broken.
fn strip(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        push_text(&mut out, &rest[..open]);
        rest = &rest[open..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let Some(close) = rest.find('>') else {
            push_text(&mut out, rest);
            return out;
        };
        let tag = &rest[1..close];
        let ends = tag.starts_with('/');
        let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        rest = &rest[close + 1..];
        if !ends && LEFT_OUT.contains(&name.as_str()) {
            rest = after_end(rest, &name);
            continue;
        }
        if LINES.contains(&name.as_str()) {
            out.push('\n');
            match name.as_str() {
                "li" if !ends => out.push_str("- "),
                "h1" if !ends => out.push_str("# "),
                "h2" | "h3" | "h4" | "h5" | "h6" if !ends => out.push_str("## "),
                "p" | "div" | "ul" | "ol" => out.push('\n'),
                _ => {}
            }
        }
    }
    push_text(&mut out, rest);
    out
}

/// Line breaks in the source of a page are blanks.
fn push_text(out: &mut String, text: &str) {
    for c in text.chars() {
        out.push(if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c });
    }
}

/// What follows the end of the element called `name`; nothing if it has no end.
fn after_end<'a>(rest: &'a str, name: &str) -> &'a str {
    let end = format!("</{name}");
    let found = rest.char_indices().find(|&(at, c)| {
        c == '<' && rest.as_bytes()[at..].get(..end.len()).is_some_and(|s| s.eq_ignore_ascii_case(end.as_bytes()))
    });
    found.and_then(|(at, _)| rest[at..].find('>').map(|close| &rest[at + close + 1..])).unwrap_or("")
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
        _ => return None,
    })
}
