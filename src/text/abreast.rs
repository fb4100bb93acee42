//! Two lists of stretches of one text, gone through side by side.

use std::ops::Range;

use super::effort;

/// A list whose stretches come in order, gone through once while others are asked about in order.
pub struct Abreast<'a, T> {
    rest: &'a [T],
    of: fn(&T) -> &Range<usize>,
}

impl<'a, T> Abreast<'a, T> {
    /// Goes through `list`; `of` is the stretch of an item.
    pub fn new(list: &'a [T], of: fn(&T) -> &Range<usize>) -> Self {
        Self { rest: list, of }
    }

    /// The items that share a byte with `range`, which begins no earlier than the one asked about before.
    pub fn touching(&mut self, range: &Range<usize>) -> &'a [T] {
        let passed = self.rest.iter().take_while(|item| (self.of)(item).end <= range.start).count();
        self.rest = &self.rest[passed..];
        let touching = self.rest.iter().take_while(|item| (self.of)(item).start < range.end).count();
        effort::spend(passed + touching);
        &self.rest[..touching]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_touches_is_found_and_every_item_is_passed_once() {
        let list = [0..2, 2..5, 7..9, 9..12];
        let mut abreast = Abreast::new(&list, |range| range);
        for (range, wanted) in [(0..1, 0..1), (1..3, 0..2), (4..8, 1..3), (5..7, 2..2), (9..9, 3..3), (11..40, 3..4)] {
            assert_eq!(abreast.touching(&range), &list[wanted], "{range:?}");
        }
        effort::is_in_proportion(1000, |size| {
            let list: Vec<Range<usize>> = (0..size).map(|at| at..at + 1).collect();
            let mut abreast = Abreast::new(&list, |range| range);
            (0..size / 2).for_each(|at| assert_eq!(abreast.touching(&(2 * at..2 * at + 2)).len(), 2));
        });
    }
}
