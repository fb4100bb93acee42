//! What is told of two records or of two selections: rows of words, before they are fitted to a width. The command and the browser
//! both tell these.

use super::fields::{FieldContent, FieldRelation, RecordField, line};
use super::known::is_reference;
use super::record::RecordComparison;
use super::selection::{CountSection, SelectionComparison};
use crate::archive::{Archive, Id};
use crate::page;
use crate::record::Language;
use crate::text;
use crate::verify::{Difference, DifferenceKind};

/// What a row says.
#[derive(Debug, Clone, PartialEq)]
pub enum ToldWords {
    /// What the two are called, or what heads the columns.
    Heads([String; 2]),
    /// What each side has; none on the side that lacks it.
    Sides([Option<String>; 2]),
    /// What both have.
    Same(String),
    /// Two texts that are much alike, by what must be done to the words of A to get those of B.
    Texts(Vec<Difference>),
    /// How many records of A and of B have the value that the label names, with the difference.
    Counts([usize; 2], String),
    /// What heads the rows below it; with the names of the columns of counts, if it has any.
    Heading {
        /// What the rows are: "Country (dated records)".
        words: String,
        /// Whether they are counts.
        of_counts: bool,
    },
    /// A line that leads to the rest of a part that is not shown whole.
    More(String),
}

/// A row of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct ToldRow {
    /// How the one side relates to the other; none for what heads others.
    pub relation: Option<FieldRelation>,
    /// The name of the field as people read it, or of what is counted.
    pub label: String,
    /// Whether the row before has the same label, as items of a list have.
    pub is_continued: bool,
    /// What it says.
    pub words: ToldWords,
    /// The record that the row is about, if there is one to be read.
    pub record: Option<Id>,
}

impl ToldRow {
    fn head(words: ToldWords) -> Self {
        Self { relation: None, label: String::new(), is_continued: false, words, record: None }
    }
}

/// From this share of the characters on, in a hundred, that two texts have in common they are shown as one, with marks.
const ALIKE: usize = 30;

/// What is put behind two texts of which only signs or capitals differ.
pub(super) const SAME_WORDS: &str = "(the same words; signs or capitals differ)";

impl RecordComparison {
    /// The two records, then their fields. A row is about the record that its words name; else about that of its only side.
    pub fn told(&self, archive: &Archive, language: Language) -> Vec<ToldRow> {
        let heads = self.ids.map(|id| {
            let record = archive.record(id);
            let title = page::headline(archive, id, language).into_owned();
            format!("{title} ({} {})", record.record_type().name(), record.id())
        });
        let mut rows = vec![ToldRow::head(ToldWords::Heads(heads))];
        for field in &self.fields {
            self.tell(field, archive, language, &mut rows);
        }
        rows
    }

    fn tell(&self, field: &RecordField, archive: &Archive, language: Language, rows: &mut Vec<ToldRow>) {
        let label = field.name.replace(['_', '.'], " ");
        if let FieldContent::Text([Some(a), Some(b)], differences) = &field.content
            && a != b
            && is_alike(differences)
        {
            let words = ToldWords::Texts(differences.clone());
            let relation = Some(FieldRelation::Different);
            return rows.push(ToldRow { relation, label, is_continued: false, words, record: Some(self.ids[0]) });
        }
        let own = field.name.rsplit('.').next().unwrap_or(&field.name);
        for (n, (relation, sides)) in field.rows().into_iter().enumerate() {
            let mut named = None;
            let [a, b] = sides.map(|side| {
                side.map(|value| {
                    line(&value, &mut |inner, word| {
                        let record = archive.id(word).filter(|_| is_reference(if inner.is_empty() { own } else { inner }));
                        named = named.or(record);
                        record.map_or_else(|| word.to_owned(), |id| archive.title(id, language).to_owned())
                    })
                })
            });
            let side = usize::from(relation == FieldRelation::OnlyB);
            let words = match (relation, a, b) {
                (FieldRelation::Equal, Some(both), _) => ToldWords::Same(both),
                (_, a, b) => ToldWords::Sides([a, b]),
            };
            let record = named.or(Some(self.ids[side]));
            rows.push(ToldRow { relation: Some(relation), label: label.clone(), is_continued: n > 0, words, record });
        }
    }
}

/// Whether so much of two texts is the same that the differences can be read in one line.
fn is_alike(differences: &[Difference]) -> bool {
    let (mut same, mut all) = (0, 0);
    for difference in differences {
        let length = difference.record.len().max(difference.said.len());
        all += length;
        same += if difference.kind == DifferenceKind::Equal { length } else { 0 };
    }
    same * 100 >= all * ALIKE
}

impl SelectionComparison {
    /// What was asked, each with how many records it selects; then counts by each facet and the records of both and of only one, at
    /// most `most` rows of each part.
    pub fn told(&self, names: [&str; 2], archive: &Archive, language: Language, most: usize) -> Vec<ToldRow> {
        let head = |n: usize| format!("{}: {}", names[n], records(self.sizes[n]));
        let mut rows = vec![ToldRow::head(ToldWords::Heads([head(0), head(1)]))];
        for section in &self.sections {
            section.tell(archive, most, &mut rows);
        }
        for (heading, relation, ids) in self.parts() {
            let words = format!("{heading}: {}", records(ids.len()));
            rows.push(ToldRow::head(ToldWords::Heading { words, of_counts: false }));
            rows.extend(ids.iter().take(most).map(|&id| {
                let words = record_line(archive, id, language);
                let words = match relation {
                    FieldRelation::OnlyA => ToldWords::Sides([Some(words), None]),
                    FieldRelation::OnlyB => ToldWords::Sides([None, Some(words)]),
                    _ => ToldWords::Same(words),
                };
                ToldRow { relation: Some(relation), label: String::new(), is_continued: true, words, record: Some(id) }
            }));
            rows.extend(more(ids.len(), most));
        }
        rows
    }
}

impl CountSection {
    fn tell(&self, archive: &Archive, most: usize, rows: &mut Vec<ToldRow>) {
        let words = format!("{} ({})", text::capitalise(self.by.label()), self.of);
        rows.push(ToldRow::head(ToldWords::Heading { words, of_counts: true }));
        rows.extend(self.rows.iter().take(most).map(|row| ToldRow {
            relation: Some(row.relation()),
            label: row.name.clone(),
            is_continued: false,
            words: ToldWords::Counts(row.counts, row.difference_said()),
            record: archive.id(&row.id).filter(|id| archive.record(*id).id() == row.id),
        }));
        rows.extend(more(self.rows.len(), most));
    }
}

/// "1 record", "1,064 records".
fn records(count: usize) -> String {
    if count == 1 { "1 record".to_owned() } else { format!("{} records", text::thousands(count)) }
}

/// The line that leads to what `most` leaves out of `all` rows.
fn more(all: usize, most: usize) -> Option<ToldRow> {
    (all > most).then(|| ToldRow::head(ToldWords::More(format!("… and {} more", text::thousands(all - most)))))
}

/// "14 Mar 2025  13th Tokyo Dialogue (event)".
fn record_line(archive: &Archive, id: Id, language: Language) -> String {
    let (date, title) = (page::brief_date(archive, id, language), page::headline(archive, id, language));
    let of_type = archive.record_type(id).name();
    if date.is_empty() { format!("{title} ({of_type})") } else { format!("{date}  {title} ({of_type})") }
}
