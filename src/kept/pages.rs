//! A long list of numbers of which few are asked for: read page by page, and kept once read.

use std::sync::{Arc, OnceLock};

use super::{KeptFile, StoredNumber, Unusable};

/// What reads numbers of the list: from one on, so many.
type ReadPart<T> = Box<dyn Fn(usize, usize) -> Vec<T> + Send + Sync>;

/// A list in a kept file.
pub(crate) struct Pages<T> {
    read: ReadPart<T>,
    count: usize,
    parts: Vec<OnceLock<Vec<T>>>,
}

impl<T: StoredNumber> Pages<T> {
    /// Numbers of a page.
    pub const SIZE: usize = 1 << 14;

    /// The section of this name and number, of exactly `count` numbers, each less than `below`.
    ///
    /// # Errors
    /// When there is none that fits.
    pub fn new(file: &Arc<KeptFile>, name: &str, number: usize, below: u64, count: usize) -> Result<Self, Unusable> {
        if file.count(name, number)? != count {
            return Err(Unusable);
        }
        let read = Box::new(file.parts(name, number, below)?);
        Ok(Self { read, count, parts: (0..count.div_ceil(Self::SIZE)).map(|_| OnceLock::new()).collect() })
    }

    /// How many numbers the list has.
    pub const fn count(&self) -> usize {
        self.count
    }

    /// The numbers `from..to`, which lie on one page.
    pub fn part(&self, from: usize, to: usize) -> &[T] {
        let number = from / Self::SIZE;
        let Some(page) = self.parts.get(number) else { return &[] };
        let page = page.get_or_init(|| (self.read)(number * Self::SIZE, Self::SIZE));
        page.get(from % Self::SIZE..to - number * Self::SIZE).unwrap_or_default()
    }
}

impl<T> std::fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pages({})", self.parts.len())
    }
}
