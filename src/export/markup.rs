//! Texts inside XML and HTML.

use quick_xml::escape::escape as escaped;

/// `text` as one safe line between tags or quotation marks: without what neither XML nor HTML may hold, and its marks escaped.
pub fn escape(text: &str) -> String {
    let kept: String = crate::text::clean(text).chars().filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    escaped(kept).into_owned()
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn nothing_of_a_text_is_markup() {
        assert_eq!(escape("a\n<b c='d'> & \"e\"\u{1b}\u{ffff}\u{202e}水"), "a &lt;b c=&apos;d&apos;&gt; &amp; &quot;e&quot;水");
    }
}
