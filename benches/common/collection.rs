//! A made-up collection of dialogue records as JSON Lines: the same for the same number, with words as frequent as in speech
//! (Zipf), so that what is measured on it can be measured again.

#![allow(clippy::cast_precision_loss)] // weights, not counts

use std::fmt::Write as _;
use std::io::{self, BufWriter, Write};

/// A pseudo-random sequence (splitmix64), the same everywhere.
pub struct Chance(u64);

impl Chance {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit.max(1) as u64).unwrap_or(0)
    }
}

/// How many distinct words there are.
const WORDS: usize = 61_000;

/// Real words, by their rank among the frequent.
const REAL: [(usize, &str); 24] = [
    (0, "the"),
    (1, "of"),
    (2, "and"),
    (3, "in"),
    (9, "cooperation"),
    (14, "countries"),
    (21, "development"),
    (30, "region"),
    (39, "energy"),
    (52, "water"),
    (60, "dialogue"),
    (75, "transport"),
    (90, "uzbek"),
    (110, "trade"),
    (140, "中央アジア"),
    (170, "agriculture"),
    (200, "Ташкент"),
    (260, "security"),
    (320, "tourism"),
    (400, "борьба"),
    (500, "連結性"),
    (700, "hydropower"),
    (900, "glacier"),
    (1300, "uranium"),
];

const COUNTRIES: [&str; 6] = ["KZ", "KG", "TJ", "TM", "UZ", "JP"];
const TOPICS: [&str; 8] =
    ["energy", "transport-connectivity", "digital", "environment-water", "trade-investment", "agriculture", "security", "health"];

fn vocabulary(chance: &mut Chance) -> Vec<String> {
    const ONSETS: [&str; 20] =
        ["b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "st", "tr", "ch", "sh", ""];
    const VOWELS: [&str; 8] = ["a", "e", "i", "o", "u", "en", "ar", "io"];
    let mut words = Vec::with_capacity(WORDS);
    let mut seen = std::collections::HashSet::new();
    while words.len() < WORDS {
        let mut word = String::new();
        for _ in 0..2 + chance.below(3) {
            word.push_str(ONSETS[chance.below(ONSETS.len())]);
            word.push_str(VOWELS[chance.below(VOWELS.len())]);
        }
        if word.len() > 2 && seen.insert(word.clone()) {
            words.push(word);
        }
    }
    for (rank, real) in REAL {
        words.insert(rank, real.to_owned());
    }
    words
}

/// Writes `records` records.
pub fn generate(records: usize, out: impl Write) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, out);
    let mut chance = Chance::new(13);
    let words = vocabulary(&mut chance);
    // Cumulative weights 1/(rank+3), in 32 bits.
    let mut total = 0.0;
    let sums: Vec<f64> = (0..words.len())
        .map(|rank| {
            total += 1.0 / (rank as f64 + 3.0);
            total
        })
        .collect();
    let word = |chance: &mut Chance| {
        let at = (chance.next() >> 11) as f64 / (1u64 << 53) as f64 * total;
        &words[sums.partition_point(|&sum| sum < at).min(words.len() - 1)]
    };
    let mut text = String::new();
    for number in 0..records {
        text.clear();
        let length = 80 + chance.below(320);
        while text.len() < length {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word(&mut chance));
        }
        let date = format!("{}-{:02}-{:02}", 1997 + chance.below(29), 1 + chance.below(12), 1 + chance.below(28));
        let country = COUNTRIES[chance.below(6)];
        let topic = TOPICS[chance.below(TOPICS.len())];
        let mut line = String::new();
        let _ = match number % 20 {
            0 => write!(
                line,
                r#"{{"type":"event","id":"e-{number}","title":"{} {} meeting","date":"{date}","kind":"visit","countries":["{country}","JP"],"topics":["{topic}"],"summary":"{text}"}}"#,
                word(&mut chance),
                word(&mut chance)
            ),
            1 => write!(
                line,
                r#"{{"type":"document","id":"d-{number}","title":"{} {}","date":"{date}","kind":"press-release","event":"e-{}","signatories":["{country}"],"topics":["{topic}"],"summary":"{text}"}}"#,
                word(&mut chance),
                word(&mut chance),
                number - 1
            ),
            _ => write!(
                line,
                r#"{{"type":"quote","id":"q-{number}","text":"{text}","event":"e-{}","speaker":{{"description":"delegate from {country}"}},"form":"paraphrase","countries":["{country}"],"topics":["{topic}"]}}"#,
                number - number % 20
            ),
        };
        line.push('\n');
        out.write_all(line.as_bytes())?;
    }
    out.flush()
}
