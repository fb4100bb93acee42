//! The distinct folded words of many records, numbered in the order in which they were met.

mod kept;

use std::hash::Hasher;

use compact_str::CompactString;
use hashbrown::HashTable;

use crate::text;

/// A distinct folded word.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    /// In place if it is short: every search looks at all of them.
    pub text: CompactString,
    /// Length in characters.
    pub chars: usize,
    /// Romanisation key, for words of names and places only.
    pub key: Option<Box<str>>,
    pub digits: bool,
}

/// Words with their numbers.
#[derive(Debug, Clone, Default)]
pub(crate) struct TermDictionary {
    pub words: Vec<Word>,
    /// By number, one bit per letter (hashed for other scripts): a word can contain a term only if its mask does. Apart from
    /// the words, since every search looks at all of them and goes on to few of the words.
    masks: Vec<u64>,
    /// By number, the first fifteen bytes of each word and its length: most words are compared by them alone.
    heads: Vec<u128>,
    /// Words with letters beyond ASCII: few, so that names in other scripts need not be looked for among all.
    beyond_ascii: Vec<u32>,
    /// Words that have a romanisation key.
    of_names: Vec<u32>,
    /// Numbers of words, by the words. Small, so that most of it stays in the processor's own memory.
    numbers: HashTable<u32>,
}

/// A word of up to fifteen bytes and its length in one number; 0 of a longer one.
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

/// As [`packed`], of a longer word its first fifteen bytes, which are then no word of that length.
fn head(word: &str) -> u128 {
    match packed(word) {
        0 => word.bytes().take(15).rev().fold(0xff, |all, byte| all << 8 | u128::from(byte)),
        short => short,
    }
}

/// How a word may begin.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Beginning {
    letters: u128,
    cover: u128,
}

impl Beginning {
    /// None of more than fifteen bytes.
    pub fn new(term: &str) -> Option<Self> {
        let cover = (1 << (8 * u32::try_from(term.len()).ok().filter(|&length| length <= 15)?)) - 1;
        Some(Self { letters: head(term) & cover, cover })
    }
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
pub(crate) struct Batch(Vec<(u128, u32)>);

impl Batch {
    /// Adds a folded word, to be looked up in `dictionary`.
    pub fn push(&mut self, dictionary: &mut TermDictionary, folded: &str) {
        match packed(folded) {
            0 => self.0.push((0, dictionary.number(folded))),
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
pub(crate) struct Mixed(u64);

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

impl TermDictionary {
    /// The number of a folded word.
    pub fn find(&self, folded: &str) -> Option<u32> {
        let short = packed(folded);
        self.find_by(short, hash(short, folded), folded)
    }

    fn find_by(&self, short: u128, hash: u64, folded: &str) -> Option<u32> {
        let is_it = |&number: &u32| match short {
            0 => *self.words[number as usize].text == *folded,
            short => self.heads[number as usize] == short,
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
            let is_it = word == 0 || self.heads.get(likely as usize) == Some(&word);
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
        let known = crate::archive::number(self.words.len());
        self.heads.push(head(folded));
        self.masks.push(mask(folded));
        self.words.push(Word {
            text: folded.into(),
            chars: folded.chars().count(),
            key: None,
            digits: folded.bytes().any(|b| b.is_ascii_digit()),
        });
        if !folded.is_ascii() {
            self.beyond_ascii.push(known);
        }
        let Self { words, numbers, .. } = self;
        numbers.insert_unique(own, known, |&other| {
            let text = &words[other as usize].text;
            hash(packed(text), text)
        });
        known
    }

    /// Notes that the word stands in a name, which may be romanised in many ways; says whether that is new.
    pub fn is_of_name(&mut self, word: u32) -> bool {
        let known = &self.words[word as usize];
        if known.key.is_some() {
            return false;
        }
        let key = text::romanise(&known.text).map(String::into_boxed_str);
        let has_one = key.is_some();
        self.set_key(word, key);
        has_one
    }

    /// Notes the romanisation key of a word.
    pub fn set_key(&mut self, word: u32, key: Option<Box<str>>) {
        let known = &mut self.words[word as usize].key;
        if known.is_none() && key.is_some() {
            self.of_names.push(word);
        }
        *known = key;
    }

    /// The words that have this romanisation key.
    pub fn with_key(&self, key: &str) -> impl Iterator<Item = u32> {
        self.of_names.iter().copied().filter(move |&word| self.words[word as usize].key.as_deref() == Some(key))
    }

    /// Puts the numbers of words in the order of their bytes, so that words that begin alike lie together.
    pub fn sort_by_letters(&self, words: &mut [u32]) {
        // The first letter, which is the lowest byte, says most.
        words.sort_by_cached_key(|&word| self.heads[word as usize].swap_bytes());
        let text = |word: u32| &self.words[word as usize].text;
        for long in words.chunk_by_mut(|&a, &b| self.heads[a as usize] == self.heads[b as usize]) {
            long.sort_unstable_by(|&a, &b| text(a).cmp(text(b)));
        }
    }

    /// The words that lack at most `most` of the letters of a mask, with their numbers.
    pub fn lacking(&self, letters: u64, most: u8) -> impl Iterator<Item = (u32, &Word)> {
        let lacks_more = move |mask: u64| (0..most).fold(letters & !mask, |lacking, _| lacking & lacking.wrapping_sub(1)) != 0;
        let few = (0u32..).zip(&self.masks).filter(move |(_, mask)| !lacks_more(**mask));
        few.map(|(number, _)| (number, &self.words[number as usize]))
    }

    /// The words that have all letters of a mask, with their numbers.
    pub fn holding(&self, letters: u64) -> impl Iterator<Item = (u32, &Word)> {
        self.lacking(letters, 0)
    }

    /// The words with letters beyond ASCII that have all letters of a mask, with their numbers.
    pub fn holding_beyond_ascii(&self, letters: u64) -> impl Iterator<Item = (u32, &Word)> {
        let own = self.beyond_ascii.iter().copied().filter(move |&word| letters & !self.masks[word as usize] == 0);
        own.map(|word| (word, &self.words[word as usize]))
    }

    /// One bit per letter of a word, as [`mask`].
    pub fn mask_of(&self, word: u32) -> u64 {
        self.masks[word as usize]
    }

    /// Whether a word begins so.
    pub fn begins(&self, word: u32, beginning: Beginning) -> bool {
        (self.heads[word as usize] ^ beginning.letters) & beginning.cover == 0
    }
}

/// One bit per letter of `word`.
pub(crate) fn mask(word: &str) -> u64 {
    word.chars().fold(0, |mask, c| {
        mask | match c {
            'a'..='z' => 1 << (c as u32 - 'a' as u32),
            '0'..='9' => 1 << (26 + c as u32 - '0' as u32),
            c => 1 << (36 + (c as u32) % 28),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words shorter than a head, as long, and longer, some of them alike in their first fifteen bytes.
    const WORDS: [&str; 10] = [
        "a",
        "energy",
        "energies",
        "internationalis",
        "internationalisation",
        "internationalisierung",
        "中央アジア",
        "сотрудничество",
        "fifteen-letters",
        "2015",
    ];

    fn dictionary() -> TermDictionary {
        let mut dictionary = TermDictionary::default();
        WORDS.iter().zip(0u32..).for_each(|(word, number)| assert_eq!(dictionary.number(word), number));
        dictionary
    }

    #[test]
    fn a_word_has_one_number_asked_for_singly_or_with_others() {
        let mut dictionary = dictionary();
        let mut batch = Batch::default();
        for word in WORDS.iter().rev().chain(&["new", "energy", "newly-met-and-longer-than-a-head"]) {
            batch.push(&mut dictionary, word);
        }
        let mut numbers = Vec::new();
        dictionary.numbers(&mut batch, |_, number| numbers.push(number));
        let texts: Vec<&str> = numbers.iter().map(|&number| &*dictionary.words[number as usize].text).collect();
        let wanted: Vec<&str> =
            WORDS.iter().rev().chain(&["new", "energy", "newly-met-and-longer-than-a-head"]).copied().collect();
        assert_eq!(texts, wanted);
        assert_eq!(dictionary.words.len(), WORDS.len() + 2);
        assert!(WORDS.iter().zip(0u32..).all(|(word, number)| dictionary.find(word) == Some(number)));
        assert_eq!((dictionary.find("internationalise"), dictionary.find("")), (None, None));
    }

    #[test]
    fn the_order_of_letters_is_that_of_bytes_beyond_the_head() {
        let dictionary = dictionary();
        let mut sorted: Vec<u32> = (0u32..).take(WORDS.len()).collect();
        dictionary.sort_by_letters(&mut sorted);
        let mut wanted = WORDS;
        wanted.sort_unstable();
        let texts: Vec<&str> = sorted.iter().map(|&number| WORDS[number as usize]).collect();
        assert_eq!(texts, wanted);
    }

    #[test]
    fn masks_and_beginnings_pass_over_no_word_that_holds_a_term() {
        let dictionary = dictionary();
        for term in ["e", "en", "ener", "inter", "nationalisi", "アジ", "труд", "15", "fifteen-letters"] {
            let holding: Vec<u32> = dictionary.holding(mask(term)).map(|(number, _)| number).collect();
            let beginning = Beginning::new(term).expect("short");
            for (word, number) in WORDS.iter().zip(0u32..) {
                assert!(!word.contains(term) || holding.contains(&number), "{term} in {word}");
                assert_eq!(dictionary.begins(number, beginning), word.starts_with(term), "{term} begins {word}");
            }
        }
        let few: Vec<u32> = dictionary.lacking(mask("enrgx"), 1).map(|(number, _)| number).collect();
        assert!(few.contains(&1) && !few.contains(&9), "{few:?}");
    }

    #[test]
    fn words_of_names_are_found_by_their_romanisation() {
        let mut dictionary = dictionary();
        let name = dictionary.number("токаев");
        assert!(dictionary.is_of_name(name) && !dictionary.is_of_name(name), "noted once");
        let key = text::romanise("tokayev").expect("a key");
        assert_eq!(dictionary.with_key(&key).collect::<Vec<_>>(), [name]);
    }
}
