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
    lookup: HashMap<Box<str>, u32, Quick>,
}

/// A quick hash for the words of one archive (FNV-1a over bytes). Words come from files on the reader's own disk, so that
/// nobody gains by making them collide.
#[derive(Debug, Clone, Copy)]
pub(in crate::query) struct Fnv(u64);

pub(in crate::query) type Quick = std::hash::BuildHasherDefault<Fnv>;

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl std::hash::Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Vocabulary {
    /// The number of a folded word.
    pub fn find(&self, folded: &str) -> Option<u32> {
        self.lookup.get(folded).copied()
    }

    /// The number of a folded word, which is taken in if it is new.
    pub fn number(&mut self, folded: &str) -> u32 {
        if let Some(known) = self.find(folded) {
            return known;
        }
        let known = super::number(self.words.len());
        self.lookup.insert(folded.into(), known);
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
