//! Text as Markdown has it, where it is to be text and nothing else.

/// `text` as one line in which nothing is markup, a link or HTML.
pub fn escape_markdown(text: &str) -> String {
    let text = super::clean(text);
    let mut out = String::with_capacity(text.len());
    let mut first = true;
    let mut digits = false;
    for c in text.trim().chars() {
        let marks = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' | '@');
        // What begins a heading, a list or a rule does so at the start of a line only.
        let begins = first && matches!(c, '#' | '+' | '-' | '=' | ':') || digits && matches!(c, '.' | ')');
        if marks || begins {
            out.push('\\');
        }
        digits = (first || digits) && c.is_ascii_digit();
        first = false;
        out.push(c);
    }
    // Many readers make a link of what looks like an address; with a mark escaped it is only text.
    let mut out = out.replace("://", ":\\//");
    let www: Vec<usize> = out.to_ascii_lowercase().match_indices("www.").map(|(at, _)| at + 3).collect();
    www.into_iter().rev().for_each(|dot| out.insert(dot, '\\'));
    out
}

/// An address as it may stand between angle brackets.
pub fn markdown_address(url: &str) -> String {
    url.replace('<', "%3C").replace('>', "%3E").replace('\\', "%5C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(escape_markdown("# no <b>heading</b>"), "\\# no \\<b\\>heading\\</b\\>");
        assert_eq!(escape_markdown("1. first"), "1\\. first");
        assert_eq!(escape_markdown("[x](http://e.org) a_b"), "\\[x\\](http:\\//e.org) a\\_b");
        assert_eq!(escape_markdown("a\nb"), "a b");
        assert_eq!(escape_markdown("see www.evil.org, WWW.E.ORG or a@b.org"), "see www\\.evil.org, WWW\\.E.ORG or a\\@b.org");
    }
}
