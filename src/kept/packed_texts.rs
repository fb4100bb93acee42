//! Many short texts in one.

/// Texts one behind the other, none of which takes memory of its own.
#[derive(Debug, Default)]
pub(crate) struct PackedTexts {
    text: String,
    /// Where each ends.
    ends: Vec<u64>,
}

impl PackedTexts {
    /// The texts that end at `ends` in `text`; none if they do not lie one behind the other.
    pub fn new(text: String, ends: Vec<u64>) -> Option<Self> {
        let ends_text = |&end: &u64| usize::try_from(end).is_ok_and(|end| text.is_char_boundary(end));
        (ends.is_sorted() && ends.iter().all(ends_text)).then_some(Self { text, ends })
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Text `n`; nothing if there are not so many.
    pub fn get(&self, n: usize) -> &str {
        let end = |n: usize| self.ends.get(n).and_then(|&end| usize::try_from(end).ok());
        let from = n.checked_sub(1).map_or(Some(0), end);
        from.zip(end(n)).and_then(|(from, to)| self.text.get(from..to)).unwrap_or_default()
    }

    /// The one in which they lie.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where each ends in it, in bytes.
    pub fn ends(&self) -> &[u64] {
        &self.ends
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|n| self.get(n))
    }
}

impl<'a> FromIterator<&'a str> for PackedTexts {
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Self {
        let (mut text, mut ends) = (String::new(), Vec::new());
        for own in texts {
            text.push_str(own);
            ends.push(text.len() as u64);
        }
        Self { text, ends }
    }
}
