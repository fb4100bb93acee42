//! Things that are said again and again: once, with their number and the first few places.

use std::collections::HashMap;

/// How many of those alike are kept.
pub(crate) const PLACES: usize = 3;

/// Items in groups of those alike, in the order in which the first of each came.
#[derive(Debug, Clone)]
pub struct Alike<T> {
    groups: Vec<(Vec<T>, usize)>,
    by_likeness: HashMap<String, usize>,
}

impl<T> Default for Alike<T> {
    fn default() -> Self {
        Self { groups: Vec::new(), by_likeness: HashMap::new() }
    }
}

impl<T> Alike<T> {
    /// Puts each of `items` to those of the same `likeness`.
    pub fn new(items: impl IntoIterator<Item = T>, likeness: impl Fn(&T) -> String) -> Self {
        let mut alike = Self::default();
        items.into_iter().for_each(|item| alike.push(likeness(&item), item));
        alike
    }

    /// Puts `item` to those of the same likeness.
    pub fn push(&mut self, likeness: String, item: T) {
        self.push_counted(likeness, Some(item), 1);
    }

    /// Puts `count` items to those of the same likeness, of which only `first` may be kept.
    pub fn push_counted(&mut self, likeness: String, first: impl IntoIterator<Item = T>, count: usize) {
        let group = *self.by_likeness.entry(likeness).or_insert(self.groups.len());
        if group == self.groups.len() {
            self.groups.push((Vec::new(), 0));
        }
        let (kept, counted) = &mut self.groups[group];
        *counted += count;
        let room = PLACES - kept.len();
        kept.extend(first.into_iter().take(room));
    }

    /// The first items of each group, at most three, and how many it has.
    pub fn groups(&self) -> impl ExactSizeIterator<Item = (&[T], usize)> {
        self.groups.iter().map(|(first, count)| (first.as_slice(), *count))
    }
}

/// `message` without what differs from place to place: its numbers and, unless `named`, what it quotes.
pub fn likeness(message: &str, named: bool) -> String {
    let (mut quoted, mut number) = (0usize, false);
    let mut kept = String::with_capacity(message.len());
    for c in message.chars() {
        match c {
            '“' if !named => quoted += 1,
            '”' if !named => quoted = quoted.saturating_sub(1),
            _ if quoted > 0 => {}
            '0'..='9' if number => {}
            c => kept.push(if c.is_ascii_digit() { '0' } else { c }),
        }
        number = c.is_ascii_digit();
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_alike_come_once_with_their_number_and_the_first_three() {
        let said: Vec<String> =
            (1..=1000).map(|n| format!("line {n}: no event “e-{n}”")).chain(["no such file".to_owned()]).collect();
        let alike = Alike::new(said.iter().map(String::as_str), |said| likeness(said, false));
        let groups: Vec<_> = alike.groups().map(|(first, count)| (first.len(), first[0], count)).collect();
        assert_eq!(groups, [(3, "line 1: no event “e-1”", 1000), (1, "no such file", 1)]);
    }

    #[test]
    fn what_is_quoted_tells_apart_only_where_it_names_a_field() {
        assert_eq!(likeness("“title” is 12", true), "“title” is 0");
        assert_ne!(likeness("“title” is missing", true), likeness("“date” is missing", true));
        assert_eq!(likeness("“ab” is no id", false), likeness("“c” is no id", false));
    }
}
