//! Records as text for people.

use std::borrow::Cow;
use std::io;
use std::ops::Range;

use super::Output;
use super::output::Style;
use super::select::Selection;
use crate::archive::{Archive, Id};
use crate::export::Annotation;
use crate::page::{self, Block, Look, Page, Piece};
use crate::record::{Language, Record, RecordType, Status};
use crate::search::{Annotations, Catalogue};
use crate::text::{self, Abreast};
use crate::view::MatchedText;

/// One line a hit; a divider before each section.
pub fn search(catalogue: &Catalogue, selection: &Selection, shown: usize, output: &mut Output<'_>) -> io::Result<()> {
    let hits = &selection.hits;
    let passages = selection.view.passages(catalogue);
    for (n, hit) in hits.list.iter().take(shown).enumerate() {
        if let Some(section) = hits.begins(n) {
            let divider = format!("— {} —", selection.view.divider(section));
            writeln!(output.out, "{}", output.styled(&divider, Style::Faint))?;
        }
        let lit = selection.view.lit_of(catalogue, hit);
        line(&catalogue.archive, hit.id, Language::En, &|text| lit.ranges(text), output)?;
        if selection.query.parsed.has_words() {
            let room = output.width.saturating_sub(2 * HANG).max(HANG);
            passage(&passages.of(hit, room), output)?;
        }
    }
    Ok(())
}

/// Cells before what shows why a record was found.
const HANG: usize = 12;

/// Under a hit whose title does not show why it was found: the field, and the words where they stand.
fn passage(passage: &MatchedText, output: &mut Output<'_>) -> io::Result<()> {
    let lead = " ".repeat(HANG);
    if passage.is_title || passage.lit.is_empty() {
        return Ok(());
    }
    let mut shown = format!("{lead}{}", output.styled(&format!("{}: ", passage.place()), Style::Faint));
    let mut at = 0;
    for range in &passage.lit {
        shown.push_str(&output.styled(&passage.text[at..range.start], Style::Faint));
        shown.push_str(&output.styled(&passage.text[range.clone()], Style::Matched));
        at = range.end;
    }
    shown.push_str(&output.styled(&passage.text[at..], Style::Faint));
    writeln!(output.out, "{}", shown.trim_end())
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
    let mut title = page::headline(archive, id, language).into_owned();
    if let Record::Event(event) = record
        && event.status != Status::Held
    {
        let status = format!(" ({})", event.status.label());
        // Some titles say it themselves.
        if !title.contains(status.trim_start()) {
            title.push_str(&status);
        }
    }
    let tail = format!("{} {}", record.record_type().name(), record.id());
    let whole = format!("{title}  {tail}");
    let lit = lit(&title);
    let mut lit = Abreast::new(&lit, |range| range);
    let hang = " ".repeat(if undated { 2 } else { 12 });
    let room = output.width.saturating_sub(text::width(&lead).max(hang.len()));
    for (n, line) in text::wrap(&whole, room, 0).into_iter().enumerate() {
        let mut shown = if n == 0 { output.styled(&lead, Style::Faint) } else { hang.clone() };
        let mut at = line.start;
        for range in lit.touching(&line) {
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

/// Pages, wrapped, an empty line between them; under each what the reader has added.
pub fn show(
    archive: &Archive,
    ids: &[Id],
    language: Language,
    annotations: &Annotations,
    output: &mut Output<'_>,
) -> io::Result<()> {
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
        if Annotation::of(annotations, id).is_some() {
            writeln!(output.out)?;
        }
        own(annotations, id, "", output)?;
    }
    Ok(())
}

/// What the reader has added to a record, each line behind `lead`.
pub fn own(annotations: &Annotations, id: Id, lead: &str, output: &mut Output<'_>) -> io::Result<()> {
    for line in Annotation::of(annotations, id).iter().flat_map(Annotation::told) {
        for range in text::wrap(&line, output.width.saturating_sub(lead.len()), 0) {
            writeln!(output.out, "{lead}{}", output.styled(line[range].trim_end(), Style::Strong))?;
        }
    }
    Ok(())
}

fn block(block: &Block, output: &mut Output<'_>) -> io::Result<()> {
    // Archives are cleaned when they are read; here is the last door before a terminal, and it is kept shut too.
    let mut whole = String::new();
    let place = |piece: &Piece| {
        let start = whole.len();
        whole.push_str(&text::clean(&piece.text));
        (start..whole.len(), piece.look)
    };
    let pieces: Vec<(Range<usize>, Look)> = block.pieces.iter().map(place).collect();
    let mut pieces = Abreast::new(&pieces, |(piece, _)| piece);
    let indent = text::width(&block.label).min(output.width / 2);
    let room = output.width.saturating_sub(indent);
    for (n, line) in text::wrap(&whole, room, 0).into_iter().enumerate() {
        let lead = if n == 0 { block.label.clone() } else { " ".repeat(indent) };
        let mut shown = output.styled(&lead, Style::Faint);
        for (piece, look) in pieces.touching(&line) {
            let style = match look {
                Look::Plain => Style::Plain,
                Look::Strong => Style::Strong,
                Look::Faint => Style::Faint,
                Look::Warning => Style::Warning,
            };
            let words = &whole[piece.start.max(line.start)..piece.end.min(line.end)];
            shown.push_str(&output.styled(&fitting(words, room, output), style));
        }
        writeln!(output.out, "{}", shown.trim_end())?;
    }
    Ok(())
}

/// A stretch of a line as it is printed: an address that is longer than a line of the terminal is cut and leads to the whole (OSC 8);
/// in a file or a pipe, and on a terminal without such links, it stays as it is.
fn fitting<'a>(words: &'a str, room: usize, output: &Output<'_>) -> Cow<'a, str> {
    let address = words.trim();
    if !output.terminal || text::width(address) <= room || address.len() > text::LONGEST_LINK || !page::is_openable(address) {
        return Cow::Borrowed(words);
    }
    if !text::has_links(&std::env::var("TERM").unwrap_or_default()) {
        return Cow::Borrowed(words);
    }
    Cow::Owned(format!("\x1b]8;;{address}\x1b\\{}\x1b]8;;\x1b\\", text::truncate(address, room, "…")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::catalogue_of_event;
    use crate::text::effort;

    fn printed(print: impl FnOnce(&mut Output<'_>) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        print(&mut Output { out: &mut out, err: &mut io::sink(), width: 80, color: true, terminal: false }).expect("written");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn a_long_title_with_many_places_lit_is_printed_in_one_go() {
        effort::is_in_proportion(4000, |size| {
            let catalogue = catalogue_of_event(&"water, ".repeat(size), "A meeting.", &[]);
            let lit = |text: &str| text.match_indices("water").map(|(at, own)| at..at + own.len()).collect();
            let id = catalogue.archive.of_type(RecordType::Event)[0];
            let printed = printed(|output| line(&catalogue.archive, id, Language::En, &lit, output));
            assert_eq!(printed.matches("\u{1b}[1;4mwater\u{1b}[0m").count(), size);
        });
    }

    #[test]
    fn a_block_of_many_pieces_is_printed_in_one_go() {
        effort::is_in_proportion(4000, |size| {
            let piece = Piece { text: "water ".to_owned(), look: Look::Faint, target: None };
            let block = Block { kind: page::BlockKind::Paragraph, label: String::new(), pieces: vec![piece; size] };
            assert_eq!(printed(|output| self::block(&block, output)).matches("water").count(), size);
        });
    }
}
