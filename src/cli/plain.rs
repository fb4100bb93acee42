//! Records as text for people.

use std::borrow::Cow;
use std::io;
use std::ops::Range;

use super::Output;
use super::output::Style;
use super::select::Selection;
use crate::archive::{Archive, Id};
use crate::page::{self, Block, Look, Page};
use crate::query::Catalogue;
use crate::record::{Language, Record, RecordType, Status};
use crate::text;

/// One line a hit; similar spellings under a divider.
pub fn search(catalogue: &Catalogue, selection: &Selection, shown: usize, output: &mut Output<'_>) -> io::Result<()> {
    let hits = &selection.hits;
    for (n, hit) in hits.list.iter().take(shown).enumerate() {
        if n == hits.similar {
            let divider = format!("— similar spellings ({}) —", hits.list.len() - hits.similar);
            writeln!(output.out, "{}", output.styled(&divider, Style::Faint))?;
        }
        let lit = selection.view.lit_of(catalogue, hit);
        line(&catalogue.archive, hit.id, Language::En, &|text| lit.ranges(text), output)?;
    }
    Ok(())
}

/// One line a record.
pub fn list(archive: &Archive, ids: &[Id], language: Language, output: &mut Output<'_>) -> io::Result<()> {
    ids.iter().try_for_each(|&id| line(archive, id, language, &|_| Vec::new(), output))
}

/// "date  title  type id", wrapped under the title where the line is too narrow.
fn line(
    archive: &Archive,
    id: Id,
    language: Language,
    lit: &dyn Fn(&str) -> Vec<Range<usize>>,
    output: &mut Output<'_>,
) -> io::Result<()> {
    let record = archive.record(id);
    let undated =
        matches!(record.record_type(), RecordType::Country | RecordType::Topic | RecordType::Person | RecordType::Organisation);
    let lead = match archive.date(id) {
        _ if undated => String::new(),
        Some(date) => format!("{}  ", text::padded(&date.listed(language), 10)),
        None => format!("{:<10}  ", ""),
    };
    let mut title = page::headline(archive, id, language);
    if let Record::Event(event) = record
        && event.status != Status::Held
    {
        title.push_str(&format!(" ({})", event.status.label()));
    }
    let tail = format!("{} {}", record.record_type().name(), record.id());
    let whole = format!("{title}  {tail}");
    let lit = lit(&title);
    let hang = " ".repeat(if undated { 2 } else { 12 });
    let room = output.width.saturating_sub(text::width(&lead).max(hang.len()));
    for (n, line) in text::wrap(&whole, room, 0).into_iter().enumerate() {
        let mut shown = if n == 0 { output.styled(&lead, Style::Faint) } else { hang.clone() };
        let mut at = line.start;
        for range in lit.iter().filter(|r| r.start < line.end && r.end > line.start) {
            let (from, to) = (range.start.max(line.start), range.end.min(line.end));
            shown.push_str(&whole[at..from]);
            shown.push_str(&output.styled(&whole[from..to], Style::Matched));
            at = to;
        }
        let faint = line.end.min(whole.len()).max(title.len().max(at));
        let plain = title.len().clamp(at, line.end);
        shown.push_str(&whole[at..plain]);
        if plain < line.end {
            shown.push_str(&output.styled(&whole[plain..faint.min(line.end)], Style::Faint));
        }
        writeln!(output.out, "{}", shown.trim_end())?;
    }
    Ok(())
}

/// Pages, wrapped, an empty line between them.
pub fn show(archive: &Archive, ids: &[Id], language: Language, output: &mut Output<'_>) -> io::Result<()> {
    for (n, &id) in ids.iter().enumerate() {
        if n > 0 {
            writeln!(output.out, "\n{}\n", "─".repeat(output.width.min(40)))?;
        }
        let mut above = None;
        for block in Page::new(archive, id, language).blocks {
            if block.kind.is_apart_from(above) {
                writeln!(output.out)?;
            }
            self::block(&block, output)?;
            above = Some(block.kind);
        }
    }
    Ok(())
}

fn block(block: &Block, output: &mut Output<'_>) -> io::Result<()> {
    // Archives are cleaned when they are read; here is the last door before a terminal, and it is kept shut too.
    let pieces: Vec<(Cow<'_, str>, Look)> = block.pieces.iter().map(|piece| (text::clean(&piece.text), piece.look)).collect();
    let whole: String = pieces.iter().map(|(text, _)| text.as_ref()).collect();
    let indent = text::width(&block.label).min(output.width / 2);
    for (n, line) in text::wrap(&whole, output.width.saturating_sub(indent), 0).into_iter().enumerate() {
        let lead = if n == 0 { block.label.clone() } else { " ".repeat(indent) };
        let mut shown = output.styled(&lead, Style::Faint);
        let mut at = 0;
        for (piece, look) in &pieces {
            let (from, to) = (at.max(line.start), (at + piece.len()).min(line.end));
            if from < to {
                let style = match look {
                    Look::Plain => Style::Plain,
                    Look::Strong => Style::Strong,
                    Look::Faint => Style::Faint,
                    Look::Warning => Style::Warning,
                };
                shown.push_str(&output.styled(&whole[from..to], style));
            }
            at += piece.len();
        }
        writeln!(output.out, "{}", shown.trim_end())?;
    }
    Ok(())
}
