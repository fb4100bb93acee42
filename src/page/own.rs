//! What a record has of its pack's own.

use super::{Block, BlockKind, Look, Piece, Target, Writer, address, is_openable};
use crate::record::{FieldType, OwnField, OwnValue};

impl Writer<'_> {
    /// A line for each field, above the first heading.
    pub(super) fn own(&mut self) {
        let fields = self.archive.record(self.id).own();
        let at = self.blocks.iter().position(|block| block.kind == BlockKind::Heading).unwrap_or(self.blocks.len());
        let lines: Vec<Block> = fields.iter().map(|field| self.own_line(field)).collect();
        self.blocks.splice(at..at, lines);
    }

    fn own_line(&self, field: &OwnField) -> Block {
        let mut pieces: Vec<Piece> = Vec::new();
        for value in &field.values {
            if !pieces.is_empty() {
                pieces.push(Piece::new(", ", Look::Plain));
            }
            pieces.push(self.own_value(field, value));
        }
        // What nobody declared is shown as it stands, and looks so.
        if !field.declaration.is_declared() {
            pieces.iter_mut().for_each(|piece| piece.look = Look::Faint);
        }
        Block { kind: BlockKind::Item, label: format!("{}  ", crate::text::capitalise(field.declaration.label())), pieces }
    }

    fn own_value(&self, field: &OwnField, value: &OwnValue) -> Piece {
        match field.declaration.of_type {
            of_type if of_type.target().is_some() => self.link_named(&value.text),
            FieldType::Url if is_openable(&value.text) => {
                Piece { look: Look::Plain, target: Some(Target::Address(value.text.clone())), ..address(&value.text) }
            }
            FieldType::Date => {
                let said = value.date().map_or_else(|| value.text.clone(), |date| date.said(self.language));
                Piece::new(said, Look::Plain)
            }
            FieldType::Flag => {
                Piece::new(value.flag().map_or(value.text.as_str(), |is| if is { "yes" } else { "no" }), Look::Plain)
            }
            FieldType::Number => Piece::new(value.with_unit(field.declaration), Look::Plain),
            _ => Piece::new(value.text.as_str(), Look::Plain),
        }
    }
}
