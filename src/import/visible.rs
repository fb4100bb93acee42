//! Texts without what nobody can see.

/// `text` without what nobody can see, and with plain line breaks.
pub fn visible(text: String) -> String {
    let is_plain = text.bytes().all(|b| (0x20..0x7f).contains(&b) || b == b'\n');
    let hidden = |c: char| c != '\n' && crate::text::is_unseen(c);
    if is_plain || !text.contains(hidden) {
        return text;
    }
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n").replace('\t', " ");
    text.chars().filter(|c| !hidden(*c)).collect()
}
