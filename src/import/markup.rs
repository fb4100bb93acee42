//! HTML in cells.

/// Elements whose absence loses nothing but the break that takes their place.
const BREAKS: [&str; 6] = ["p", "br", "div", "li", "ul", "ol"];
const TAGS: [&str; 32] = [
    "p",
    "br",
    "div",
    "li",
    "ul",
    "ol",
    "b",
    "i",
    "u",
    "em",
    "strong",
    "span",
    "a",
    "font",
    "sup",
    "sub",
    "h1",
    "h2",
    "h3",
    "h4",
    "table",
    "tr",
    "td",
    "th",
    "tbody",
    "img",
    "small",
    "blockquote",
    "code",
    "hr",
    "s",
    "pre",
];

/// The text of a cell without its HTML, and whether more than breaks went with it; `None` if it has none.
pub fn plain(text: &str) -> Option<(String, bool)> {
    if !text.bytes().any(|b| matches!(b, b'<' | b'&')) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut found, mut loses) = (text, false, false);
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((c, length)) = entity(rest) {
            out.push(c);
            (rest, found) = (&rest[length..], true);
        } else if let Some((name, length)) = tag(rest) {
            let breaks = BREAKS.contains(&name.as_str());
            if breaks && !out.is_empty() && !out.ends_with('\n') {
                out.push('\n');
            }
            loses |= !breaks;
            (rest, found) = (&rest[length..], true);
        } else {
            out.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    found.then(|| (out.trim().to_owned(), loses))
}

/// The name of the element that begins or ends here, and the length of its tag in bytes.
fn tag(text: &str) -> Option<(String, usize)> {
    let inner = text.strip_prefix('<')?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let name: String = inner.chars().take(11).take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let after = inner[name.len()..].chars().next()?;
    let end = text.find('>')?;
    (TAGS.contains(&name.as_str()) && (after == '>' || after == '/' || after.is_whitespace())).then_some((name, end + 1))
}

/// The character for which `&…;` stands, and its length in bytes.
fn entity(text: &str) -> Option<(char, usize)> {
    let inner = text.strip_prefix('&')?;
    let end = inner.bytes().take(10).position(|b| b == b';')?;
    let name = &inner[..end];
    let c = if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        char::from_u32(code)?
    } else {
        let known = ENTITIES.iter().find(|(known, _)| *known == name)?;
        known.1
    };
    Some((c, end + 2))
}

const ENTITIES: [(&str, char); 34] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("bull", '•'),
    ("middot", '·'),
    ("auml", 'ä'),
    ("ouml", 'ö'),
    ("uuml", 'ü'),
    ("Auml", 'Ä'),
    ("Ouml", 'Ö'),
    ("Uuml", 'Ü'),
    ("szlig", 'ß'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("agrave", 'à'),
    ("ccedil", 'ç'),
    ("ecirc", 'ê'),
    ("ntilde", 'ñ'),
    ("oacute", 'ó'),
    ("aacute", 'á'),
    ("iacute", 'í'),
    ("euro", '€'),
];

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn tags_go_and_what_is_no_tag_stays() {
        for (text, wanted) in [
            ("<p>One</p><p>two &amp; three</p>", Some(("One\ntwo & three", false))),
            ("a <b>bold</b> word", Some(("a bold word", true))),
            ("<a href=\"https://e.org\">x</a>", Some(("x", true))),
            ("3 < 4 & 5 > 2", None),
            ("<unknown> AT&T", None),
            ("line<br/>break", Some(("line\nbreak", false))),
        ] {
            assert_eq!(plain(text), wanted.map(|(text, loses)| (text.to_owned(), loses)), "{text}");
        }
    }
}
