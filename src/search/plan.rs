//! The clauses of a query, made ready to meet many segments: words as what they may mean, names as the links to what bears them.

use std::sync::Arc;

use fixedbitset::FixedBitSet;

use super::expand::Expansion;
use super::hit::Tier;
use super::letters::Letters;
use super::line_filter::LineFilter;
use super::scores::score;
use crate::archive::Id;
use crate::index::marks;
use crate::query::{Pattern, Phrase};
use crate::record::{Field, Fields, MONTHS, RecordType};
use crate::text;

/// A clause, made ready to meet many segments.
pub(super) enum Plan {
    Word(TermPlan),
    Phrase(PhrasePlan),
    Pattern(PatternPlan),
    Set(Arc<FixedBitSet>),
    /// What the archive holds, or the reader's notes on these records do.
    Noted(Box<Plan>, Vec<(Id, Tier)>),
    /// The records of some days, or those that have them in words.
    Date(Arc<FixedBitSet>, PhrasePlan),
    Not(Box<Plan>),
    Any(Vec<Plan>),
    All(Vec<Plan>),
    Nothing,
}

/// Words that match equally well.
pub(super) struct TermGroup {
    /// Their tier and typos, as a score without weight.
    pub score: u16,
    pub words: Vec<u32>,
    /// Whether they are all the words that begin with something, in the order of their letters; but for words of better groups,
    /// which may be taken for one of this, since the better counts.
    pub is_run: bool,
}

/// A word and all that it may mean.
pub(super) struct TermPlan {
    /// The words that it may mean, from the best on.
    pub groups: Vec<TermGroup>,
    pub fields: Fields,
    pub links: NameLinks,
    /// What stands for it in several words.
    pub aliases: Vec<PhrasePlan>,
    /// The parts of a date that it may mean, by which quotes are found that are dated by their event only.
    pub dates: Vec<(DatePart, Closeness)>,
    pub letters: Option<Arc<Letters>>,
    pub meaning: Meaning,
}

/// What stands for words by their meaning.
#[derive(Default)]
pub(super) struct Meaning {
    /// Other names of the thing, and names of its kinds.
    pub synonyms: Vec<PhrasePlan>,
    /// Links to the topics that cover it.
    pub topics: NameLinks,
}

/// A word of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DatePart {
    Year(i32),
    Month(u8),
    Day(u8),
}

impl DatePart {
    /// What a folded word means in a date: 2004, august, 28.
    pub fn read(word: &str) -> Option<Self> {
        let months =
            || (1..).zip(MONTHS).find(|(_, month)| month.eq_ignore_ascii_case(word)).map(|(month, _)| Self::Month(month));
        match (word.len(), word.parse::<i32>()) {
            (4, Ok(year)) => Some(Self::Year(year)),
            (1 | 2, Ok(day @ 1..=31)) if !word.starts_with('0') => u8::try_from(day).ok().map(Self::Day),
            _ => months(),
        }
    }
}

/// A regular expression.
pub(super) struct PatternPlan {
    pub pattern: Pattern,
    pub fields: Fields,
    /// What lines of files must hold to meet it.
    pub lines: Option<LineFilter>,
}

/// Words in a row.
pub(super) struct PhrasePlan {
    pub phrase: Phrase,
    /// For each part of the phrase the words that meet it, and how; nothing where one part is met by none.
    pub parts: Vec<Vec<(u32, Tier)>>,
    pub fields: Fields,
    pub links: NameLinks,
    /// The best tier it may have.
    pub best: Tier,
    /// What lines of files must hold to meet it.
    pub lines: Option<LineFilter>,
    pub meaning: Meaning,
}

/// How well a word matches, best first: its tier, and how many letters differ.
pub(super) type Closeness = (Tier, u8);

/// Whoever has one of these links is found by the name of what it leads to.
#[derive(Default)]
pub(super) struct NameLinks {
    pub records: Vec<(u64, Field, Closeness)>,
    /// Likewise events, by the city in which they took place.
    pub cities: Vec<(u64, Closeness)>,
}

impl NameLinks {
    pub fn is_empty(&self) -> bool {
        self.records.is_empty() && self.cities.is_empty()
    }
}

impl Meaning {
    fn is_hopeless(&self) -> bool {
        self.topics.is_empty() && self.synonyms.iter().all(PhrasePlan::is_hopeless)
    }
}

impl Plan {
    /// Whether nothing can meet it, whatever the segment.
    pub fn is_hopeless(&self) -> bool {
        match self {
            Self::Word(word) => {
                word.groups.is_empty()
                    && word.links.is_empty()
                    && word.dates.is_empty()
                    && word.letters.is_none()
                    && word.meaning.is_hopeless()
                    && word.aliases.iter().all(PhrasePlan::is_hopeless)
            }
            Self::Phrase(phrase) => phrase.is_hopeless(),
            Self::All(list) => list.iter().any(Self::is_hopeless),
            Self::Any(list) => list.iter().all(Self::is_hopeless),
            Self::Nothing => true,
            Self::Pattern(_) | Self::Set(_) | Self::Noted(..) | Self::Date(..) | Self::Not(_) => false,
        }
    }

    /// Whether it looks for words.
    pub fn needs_postings(&self) -> bool {
        match self {
            Self::Word(_) | Self::Phrase(_) | Self::Date(..) => true,
            Self::Not(inner) | Self::Noted(inner, _) => inner.needs_postings(),
            Self::Any(list) | Self::All(list) => list.iter().any(Self::needs_postings),
            Self::Pattern(_) | Self::Set(_) | Self::Nothing => false,
        }
    }
}

impl PhrasePlan {
    pub fn is_hopeless(&self) -> bool {
        let is_somewhere = !self.parts.is_empty() && !self.parts.iter().any(Vec::is_empty);
        self.links.is_empty() && !is_somewhere && self.meaning.is_hopeless()
    }
}

/// What lights up in a text for one term of the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum MatchedTerm {
    Words(Arc<Expansion>),
    /// With the tier by which a record must have been found for it to light up there.
    Phrase(Phrase, Tier),
    /// A topic by which records were found.
    Topic(Id),
    Loose(String),
    Pattern(Pattern),
}

impl TermPlan {
    /// Adds words with their tiers and typos.
    pub fn add(&mut self, matches: impl IntoIterator<Item = (u32, Tier, u8)>) {
        for (word, tier, typos) in matches {
            let score = score(tier, typos, 0);
            match self.groups.iter_mut().find(|group| group.score == score) {
                Some(group) => group.words.push(word),
                None => self.groups.push(TermGroup { score, words: vec![word], is_run: false }),
            }
        }
        self.groups.sort_unstable_by_key(|group| std::cmp::Reverse(group.score));
    }
}

/// Whether records of this type are found by the names of what they link to.
pub(super) fn is_found_by_links(of_type: RecordType) -> bool {
    of_type.is_dated()
}

impl PhrasePlan {
    /// Whether it stands in `text`.
    pub(super) fn is_in(&self, text: &str) -> bool {
        !self.phrase.ranges(text, &text::tokens(text)).is_empty()
    }

    /// Whether the postings alone do not tell.
    pub(super) fn reads(&self) -> bool {
        self.parts.len() > 1 || self.phrase.at_start || self.phrase.at_end
    }

    /// The marks of the fields that count, and what a part matched by a tier is worth.
    pub(super) fn wanted(&self) -> (u8, impl Fn(Tier) -> u16) {
        let wanted = if self.fields == Fields::ALL { u8::MAX } else { marks(self.fields) };
        let best = self.best;
        (wanted, move |tier: Tier| score(tier.max(best), 0, 0))
    }
}
