//! Hits: the records that were found, how, and in which block of the list they stand.

use crate::archive::Id;
use crate::record::Field;

/// How a word was matched, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// T0: the whole word.
    Exact,
    /// T1: another name, script or romanisation of it, or a link to the record of that name.
    Alias,
    /// T2: the word begins with the term.
    Prefix,
    /// T3: the term is an inflection of the word, or the word of the term.
    Inflection,
    /// T4: the term stands inside the word.
    Inside,
    /// S: a synonym or narrower term by the thesaurus.
    Synonym,
    /// S: the record belongs to a topic of that name, or to one that covers the thing.
    Topic,
    /// T5: one or two letters differ.
    Typo,
    /// T6: the letters stand in order in a title, name or id.
    Loose,
}

impl Tier {
    /// Every tier, best first.
    pub const ALL: [Self; 9] = [
        Self::Exact,
        Self::Alias,
        Self::Prefix,
        Self::Inflection,
        Self::Inside,
        Self::Synonym,
        Self::Topic,
        Self::Typo,
        Self::Loose,
    ];

    /// The tier's name in machine-readable output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Alias => "alias",
            Self::Prefix => "prefix",
            Self::Inflection => "inflection",
            Self::Inside => "inside",
            Self::Synonym => "synonym",
            Self::Topic => "topic",
            Self::Typo => "typo",
            Self::Loose => "loose",
        }
    }

    /// Whether the word itself stands there, in some form: what a record must hold to count as a hit.
    pub const fn is_literal(self) -> bool {
        matches!(self, Self::Exact | Self::Alias | Self::Prefix | Self::Inflection | Self::Inside)
    }

    /// Whether it rests on a similar spelling only.
    pub const fn is_similar(self) -> bool {
        matches!(self, Self::Typo | Self::Loose)
    }

    /// The part of the list where a record stands that needs no worse tier for any word.
    pub const fn section(self) -> HitSection {
        match self {
            Self::Synonym => HitSection::Synonym,
            Self::Topic => HitSection::Topic,
            Self::Typo | Self::Loose => HitSection::Similar,
            _ => HitSection::All,
        }
    }
}

/// A block of the list: what the records in it have in common with what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HitBlock {
    /// All words, as asked.
    All,
    /// All words, some by meaning: a synonym, or the topic.
    Meaning,
    /// All words, some by a similar spelling.
    Similar,
    /// Most of the words.
    Most,
}

impl HitBlock {
    /// Every block, in the order of the list.
    pub const ALL: [Self; 4] = [Self::All, Self::Meaning, Self::Similar, Self::Most];

    /// The block's name in machine-readable output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Meaning => "meaning",
            Self::Similar => "similar",
            Self::Most => "most",
        }
    }

    /// What its records hold, in a few words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::All => "all words, as asked",
            Self::Meaning => "by meaning",
            Self::Similar => "similar spellings",
            Self::Most => "most of the words",
        }
    }
}

/// A part of the list with a divider of its own; those by meaning are two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum HitSection {
    All,
    Synonym,
    Topic,
    Similar,
    Most,
}

impl HitSection {
    /// Every section, in the order of the list.
    pub const ALL: [Self; 5] = [Self::All, Self::Synonym, Self::Topic, Self::Similar, Self::Most];

    /// The block that it belongs to.
    pub const fn block(self) -> HitBlock {
        match self {
            Self::All => HitBlock::All,
            Self::Synonym | Self::Topic => HitBlock::Meaning,
            Self::Similar => HitBlock::Similar,
            Self::Most => HitBlock::Most,
        }
    }
}

/// How many records stand in each section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SectionCounts([usize; 5]);

impl SectionCounts {
    /// How many stand in a section.
    pub const fn of(&self, section: HitSection) -> usize {
        self.0[section as usize]
    }

    /// How many stand in a block.
    pub fn of_block(&self, block: HitBlock) -> usize {
        HitSection::ALL.into_iter().filter(|section| section.block() == block).map(|section| self.of(section)).sum()
    }

    /// All of them.
    pub fn sum(&self) -> usize {
        self.0.iter().sum()
    }

    /// The first block that has any.
    pub fn first(&self) -> Option<HitBlock> {
        HitBlock::ALL.into_iter().find(|&block| self.of_block(block) > 0)
    }

    /// What counts: how many stand in the first block that has any.
    pub fn counted(&self) -> usize {
        self.first().map_or(0, |block| self.of_block(block))
    }

    pub(crate) fn add(&mut self, section: HitSection, more: usize) {
        self.0[section as usize] += more;
    }

    pub(super) fn add_all(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0).for_each(|(own, more)| *own += more);
    }

    pub(super) fn drop(&mut self, section: HitSection) {
        self.0[section as usize] = 0;
    }
}

/// A record that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The record.
    pub id: Id,
    /// The worst tier any term needed.
    pub tier: Tier,
    /// The best field of the first term.
    pub field: Field,
    /// The part of the list where it stands.
    pub section: HitSection,
}

impl Hit {
    /// One that needed no worse tier.
    pub const fn new(id: Id, tier: Tier, field: Field) -> Self {
        Self { id, tier, field, section: tier.section() }
    }
}

/// What was found: section after section, each best first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hits {
    /// The hits; of a large archive only the best are listed.
    pub list: Vec<Hit>,
    /// How many records were found.
    pub counts: SectionCounts,
}

impl Hits {
    /// All there are.
    pub fn of(list: Vec<Hit>) -> Self {
        let mut counts = SectionCounts::default();
        list.iter().for_each(|hit| counts.add(hit.section, 1));
        Self { list, counts }
    }

    /// The block that counts: the first that has any.
    pub fn block(&self) -> HitBlock {
        self.counts.first().unwrap_or(HitBlock::All)
    }

    /// The hits of the block that counts, as far as they are listed.
    pub fn counted(&self) -> &[Hit] {
        let block = self.block();
        &self.list[..self.list.partition_point(|hit| hit.section.block() <= block)]
    }

    /// Whether a divider stands before the hit of this number: where a section begins, unless there is nothing but all the words.
    pub fn begins(&self, number: usize) -> Option<HitSection> {
        let section = self.list.get(number)?.section;
        let before = number.checked_sub(1).map(|before| self.list[before].section);
        let parted = section != HitSection::All || self.counts.of(HitSection::All) < self.counts.sum();
        (before != Some(section) && parted).then_some(section)
    }
}
