//! Addresses as links: which are of the web, and which terminals take.

/// Bytes of an address beyond which terminals pass a hyperlink over (VTE's limit, in "Hyperlinks in terminal emulators",
/// <https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda>).
pub const LONGEST_LINK: usize = 2083;

/// Whether a terminal of this name (`TERM`) may be sent hyperlinks (OSC 8): those that have none pass them over, but a console of
/// the kernel, and what is no terminal, writes them out.
pub fn has_links(term: &str) -> bool {
    !matches!(term, "" | "dumb" | "linux")
}

/// Whether an address is of the web's own schemes, in any case (RFC 3986, 3.1).
pub fn is_web_address(url: &str) -> bool {
    url.split_once("://").is_some_and(|(scheme, _)| ["http", "https"].iter().any(|web| web.eq_ignore_ascii_case(scheme)))
}
