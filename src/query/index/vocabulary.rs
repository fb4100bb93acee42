//! The distinct folded words of many records, numbered in the order in which they were met.

use std::collections::HashMap;

use crate::text;

/// A distinct folded word.
#[derive(Debug, Clone)]
pub(in crate::query) struct Word {
    pub text: Box<str>,
    /// Length in characters.
    pub chars: usize,
    /// One bit per letter (hashed for other scripts): a word can contain a term only if its mask does.
    pub mask: u64,
    /// Romanisation key, for words of names and places only.
    pub key: Option<Box<str>>,
    pub ascii: bool,
    pub digits: bool,
}

/// Words with their numbers.
#[derive(Debug, Clone, Default)]
pub(in crate::query) struct Vocabulary {
    pub words: Vec<Word>,
    /// Words of up to fifteen bytes, which are most, in the key itself: they are compared without being looked up.
    short: HashMap<u128, u32, Quick>,
    long: HashMap<Box<str>, u32, Quick>,
}

/// A short word and its length in one number.
fn packed(word: &str) -> Option<u128> {
    let mut bytes = [0; 16];
    let length = u8::try_from(word.len()).ok().filter(|&length| length < 16)?;
    bytes[..word.len()].copy_from_slice(word.as_bytes());
    bytes[15] = length;
    Some(u128::from_le_bytes(bytes))
}

/// A quick hash for the words of one archive: eight bytes at a time, multiplied and turned (after `FxHash` of the Rust
/// compiler). Words come from files on the reader's own disk, so that nobody gains by making them collide.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::query) struct Mixed(u64);

pub(in crate::query) type Quick = std::hash::BuildHasherDefault<Mixed>;

impl Mixed {
    fn add(&mut self, part: u64) {
        self.0 = (self.0.rotate_left(5) ^ part).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl std::hash::Hasher for Mixed {
    fn write(&mut self, bytes: &[u8]) {
        let mut parts = bytes.chunks_exact(8);
        for part in &mut parts {
            self.add(part.iter().rev().fold(0, |all, &byte| all << 8 | u64::from(byte)));
        }
        let rest = parts.remainder();
        if !rest.is_empty() {
            self.add(rest.iter().rev().fold(0, |all, &byte| all << 8 | u64::from(byte)));
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.add(u64::from(byte));
    }

    #[allow(clippy::cast_possible_truncation)] // the lower half, then the upper
    fn write_u128(&mut self, word: u128) {
        self.add(word as u64);
        self.add((word >> 64) as u64);
    }

    fn finish(&self) -> u64 {
        // The table takes the upper bits for its groups and the lower for its places.
        self.0 ^ self.0 >> 32
    }
}

impl Vocabulary {
    /// The number of a folded word.
    pub fn find(&self, folded: &str) -> Option<u32> {
        match packed(folded) {
            Some(word) => self.short.get(&word).copied(),
            None => self.long.get(folded).copied(),
        }
    }

    /// The number of a folded word, which is taken in if it is new.
    pub fn number(&mut self, folded: &str) -> u32 {
        if let Some(known) = self.find(folded) {
            return known;
        }
        let known = super::number(self.words.len());
        match packed(folded) {
            Some(word) => self.short.insert(word, known),
            None => self.long.insert(folded.into(), known),
        };
        self.words.push(Word {
            text: folded.into(),
            chars: folded.chars().count(),
            mask: mask(folded),
            key: None,
            ascii: folded.is_ascii(),
            digits: folded.bytes().any(|b| b.is_ascii_digit()),
        });
        known
    }

    /// Notes that the word stands in a name, which may be romanised in many ways.
    pub fn is_of_name(&mut self, word: u32) {
        let word = &mut self.words[word as usize];
        if word.key.is_none() {
            word.key = text::romanise(&word.text).map(String::into_boxed_str);
        }
    }

    /// The words with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &Word)> {
        (0u32..).zip(&self.words)
    }
}

/// One bit per letter of `word`.
pub(in crate::query) fn mask(word: &str) -> u64 {
    word.chars().fold(0, |mask, c| {
        mask | match c {
            'a'..='z' => 1 << (c as u32 - 'a' as u32),
            '0'..='9' => 1 << (26 + c as u32 - '0' as u32),
            c => 1 << (36 + (c as u32) % 28),
        }
    })
}
