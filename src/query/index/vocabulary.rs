//! The distinct folded words of many records, numbered in the order in which they were met.

use std::hash::Hasher;

use compact_str::CompactString;
use hashbrown::HashTable;

use crate::text;

/// A distinct folded word.
#[derive(Debug, Clone)]
pub(in crate::query) struct Word {
    /// In place if it is short: every search looks at all of them.
    pub text: CompactString,
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
    /// By number, words of up to fifteen bytes, which are most, whole; others as 0. They are compared without being looked up.
    short: Vec<u128>,
    /// Numbers of words, by the words. Small, so that most of it stays in the processor's own memory.
    numbers: HashTable<u32>,
}

/// A short word and its length in one number; 0 of a long one.
fn packed(word: &str) -> u128 {
    let bytes = word.as_bytes();
    let length = bytes.len();
    // Two halves that overlap are quicker to take than so many bytes.
    let letters = if length > 15 {
        return 0;
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        u128::from(u64::from_le_bytes(*first)) | u128::from(u64::from_le_bytes(*last)) << (8 * (length - 8))
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        u128::from(u32::from_le_bytes(*first)) | u128::from(u32::from_le_bytes(*last)) << (8 * (length - 4))
    } else {
        bytes.iter().rev().fold(0, |all, &byte| all << 8 | u128::from(byte))
    };
    letters | (length as u128) << 120
}

fn hash(packed: u128, word: &str) -> u64 {
    let mut mixed = Mixed::default();
    match packed {
        0 => mixed.write(word.as_bytes()),
        packed => mixed.write_u128(packed),
    }
    mixed.finish()
}

/// How many bytes a packed word has.
const fn length(packed: u128) -> usize {
    (packed >> 120) as usize
}

/// Words whose numbers are asked for together; of long ones they are known.
#[derive(Debug, Default)]
pub(in crate::query) struct Batch(Vec<(u128, u32)>);

impl Batch {
    /// Adds a folded word, to be looked up in `vocabulary`.
    pub fn push(&mut self, vocabulary: &mut Vocabulary, folded: &str) {
        match packed(folded) {
            0 => self.0.push((0, vocabulary.number(folded))),
            short => self.0.push((short, 0)),
        }
    }

    /// How many words it has.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// A quick hash for the words of one archive: eight bytes at a time, multiplied and turned (after `FxHash` of the Rust
/// compiler). Words come from files on the reader's own disk, so that nobody gains by making them collide.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::query) struct Mixed(u64);

impl Mixed {
    fn add(&mut self, part: u64) {
        self.0 = (self.0.rotate_left(5) ^ part).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for Mixed {
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
        let short = packed(folded);
        self.find_by(short, hash(short, folded), folded)
    }

    fn find_by(&self, short: u128, hash: u64, folded: &str) -> Option<u32> {
        let is_it = |&number: &u32| match short {
            0 => *self.words[number as usize].text == *folded,
            short => self.short[number as usize] == short,
        };
        self.numbers.find(hash, is_it).copied()
    }

    /// Calls `take` with the numbers of many words; those that are new are taken in.
    pub fn numbers(&mut self, batch: &mut Batch, mut take: impl FnMut(&mut Self, u32)) {
        // One would wait for the memory word after word; asked for one behind the other it answers for many at a time.
        for (word, likely) in &mut batch.0 {
            if *word != 0 {
                *likely = self.numbers.find(hash(*word, ""), |_| true).copied().unwrap_or(u32::MAX);
            }
        }
        for (word, likely) in batch.0.drain(..) {
            let is_it = word == 0 || self.short.get(likely as usize) == Some(&word);
            let number =
                if is_it { likely } else { self.number(str::from_utf8(&word.to_le_bytes()[..length(word)]).unwrap_or("")) };
            take(self, number);
        }
    }

    /// The number of a folded word, which is taken in if it is new.
    pub fn number(&mut self, folded: &str) -> u32 {
        let short = packed(folded);
        let own = hash(short, folded);
        if let Some(known) = self.find_by(short, own, folded) {
            return known;
        }
        let known = super::number(self.words.len());
        self.short.push(short);
        self.words.push(Word {
            text: folded.into(),
            chars: folded.chars().count(),
            mask: mask(folded),
            key: None,
            ascii: folded.is_ascii(),
            digits: folded.bytes().any(|b| b.is_ascii_digit()),
        });
        let Self { words, short, numbers } = self;
        numbers.insert_unique(own, known, |&other| hash(short[other as usize], &words[other as usize].text));
        known
    }

    /// Notes that the word stands in a name, which may be romanised in many ways; says whether that is new.
    pub fn is_of_name(&mut self, word: u32) -> bool {
        let word = &mut self.words[word as usize];
        if word.key.is_some() {
            return false;
        }
        word.key = text::romanise(&word.text).map(String::into_boxed_str);
        word.key.is_some()
    }

    /// Puts the numbers of words in the order of their letters, as far as it takes to bring beginnings together.
    pub fn sort_by_letters(&self, words: &mut [u32]) {
        words.sort_by_cached_key(|&word| {
            let text = &self.words[word as usize].text;
            let short = match self.short[word as usize] {
                0 => packed(&text[..text.floor_char_boundary(15)]),
                short => short,
            };
            // The first letter, which is the lowest byte, says most.
            short.swap_bytes()
        });
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
