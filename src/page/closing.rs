//! What every page ends with: where sources disagree, notes, sources, id and pack.

use super::{BlockKind, Look, Piece, Target, Writer, address, language_name};
use crate::archive::Id;
use crate::record::Record;

impl Writer<'_> {
    /// What every page ends with: notes, sources, id, and the pack that the record comes from.
    pub(super) fn closing(&mut self) {
        let disagreements = self.archive.record(self.id).disagreements();
        if !disagreements.is_empty() {
            self.heading("Where sources disagree");
        }
        for disagreement in disagreements {
            self.block(BlockKind::Paragraph, "", vec![Piece::new(format!("{}:", disagreement.about), Look::Plain)]);
            for reading in &disagreement.readings {
                let followed = disagreement.preferred.as_ref() == Some(&reading.text);
                let mut pieces = vec![Piece::new(&reading.text, Look::Plain)];
                pieces.extend(self.numbers(&reading.sources));
                pieces.extend(followed.then(|| Piece::new(" · followed here", Look::Faint)));
                self.item(pieces);
            }
        }
        let notes = self.archive.record(self.id).notes();
        if !notes.is_empty() {
            self.heading("Notes");
            for note in notes {
                self.item(vec![Piece::new(note, Look::Plain)]);
            }
        }
        if !self.sources.is_empty() {
            self.heading(format!("Sources ({})", self.sources.len()));
        }
        for (n, id) in self.sources.clone().into_iter().enumerate() {
            self.source(n + 1, id);
        }
        let record = self.archive.record(self.id);
        let mut id = format!("{} {}", record.record_type().name(), record.id());
        if !record.aliases().is_empty() {
            id.push_str(&format!(" (also {})", record.aliases().join(", ")));
        }
        let pack = self.archive.pack_of(self.id);
        self.meta(&[id, format!("{} {}", pack.name, pack.version)]);
    }

    fn source(&mut self, number: usize, id: Id) {
        let Record::Source(source) = self.archive.record(id) else { return };
        let mut pieces = vec![Piece { target: Some(Target::Record(id)), ..Piece::new(&source.title, Look::Plain) }];
        let mut about = format!(" — {}", source.publisher);
        if let Some(date) = &source.date {
            about.push_str(&format!(", {}", date.said(self.language)));
        }
        about.push_str(&format!(" · {}", source.kind.label()));
        if let Some(language) = source.language.as_deref().filter(|l| *l != "en") {
            about.push_str(&format!(" · in {}", language_name(language)));
        }
        pieces.push(Piece::new(about, Look::Faint));
        if let Some(url) = &source.url {
            pieces.push(Piece::new(" ", Look::Plain));
            pieces.push(address(url));
        }
        self.block(BlockKind::Item, format!("[{number}] "), pieces);
    }
}
