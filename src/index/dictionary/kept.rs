//! A dictionary in a kept file: the words in the order of their numbers, and what would take time to find out again.

use std::io;

use hashbrown::HashTable;

use super::{TermDictionary, Word, hash, head, packed};
use crate::kept::{KeptFile, KeptWriter, Unusable};

impl TermDictionary {
    /// Writes the words.
    pub fn keep(&self, to: &mut KeptWriter) -> io::Result<()> {
        to.texts("words", 0, self.words.iter().map(|word| word.text.as_str()))?;
        to.column("masks", 0, &self.masks)?;
        to.column("of names", 0, &self.of_names)?;
        let keys = self.of_names.iter().map(|&word| self.words[word as usize].key.as_deref().unwrap_or_default());
        to.texts("keys", 0, keys)
    }

    /// The dictionary of a kept file.
    ///
    /// # Errors
    /// When the file does not hold one in which every word stands once.
    pub fn kept(from: &KeptFile) -> Result<Self, Unusable> {
        let texts = from.texts("words", 0)?;
        let count = texts.len();
        let masks: Vec<u64> = from.column("masks", 0, u64::MAX)?;
        let of_names: Vec<u32> = from.column("of names", 0, count as u64)?;
        let keys = from.texts("keys", 0)?;
        if masks.len() != count || keys.len() != of_names.len() {
            return Err(Unusable);
        }
        let mut made = Self { masks, numbers: HashTable::with_capacity(count), ..Self::default() };
        made.heads.reserve_exact(count);
        made.words.reserve_exact(count);
        for (text, number) in texts.iter().zip(0u32..) {
            let short = packed(text);
            let own = hash(short, text);
            if made.find_by(short, own, text).is_some() {
                return Err(Unusable);
            }
            made.heads.push(head(text));
            let is_ascii = text.is_ascii();
            let chars = if is_ascii { text.len() } else { text.chars().count() };
            let digits = text.bytes().any(|b| b.is_ascii_digit());
            made.words.push(Word { text: text.into(), chars, key: None, digits });
            if !is_ascii {
                made.beyond_ascii.push(number);
            }
            let words = &made.words;
            made.numbers.insert_unique(own, number, |&other| {
                let text = &words[other as usize].text;
                hash(packed(text), text)
            });
        }
        for (&word, key) in of_names.iter().zip(keys.iter()) {
            made.words[word as usize].key = Some(key.into());
        }
        made.of_names = of_names;
        Ok(made)
    }
}
