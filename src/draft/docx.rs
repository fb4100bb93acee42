//! Word documents: the paragraphs of the main text and of the notes, as lines of text. What a ZIP or its XML claims is not
//! believed: nothing is unpacked beyond a limit.
//!
//! Format: Office Open XML, ECMA-376 part 1, section 17 (`WordprocessingML`).

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

/// Most bytes that one part is unpacked to.
const MOST: u64 = 32 << 20;
/// The parts that are read, the main text first.
const PARTS: [&str; 3] = ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"];

/// The text of a document, and what of it was not read.
///
/// # Errors
/// Why it cannot be read, in words.
pub(super) fn open(bytes: &[u8]) -> Result<(String, Vec<String>), String> {
    let damaged = |error: zip::result::ZipError| {
        format!("it is a damaged Word document or ZIP file ({})", crate::text::clean(&error.to_string()))
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut text = String::new();
    for part in PARTS {
        let xml = match archive.by_name(part) {
            Ok(file) => {
                let mut xml = Vec::new();
                file.take(MOST + 1).read_to_end(&mut xml).map_err(|error| damaged(error.into()))?;
                xml
            }
            Err(zip::result::ZipError::FileNotFound) if part != PARTS[0] => continue,
            Err(zip::result::ZipError::FileNotFound) => return Err("it is a ZIP file, and no Word document".to_owned()),
            Err(error) => return Err(damaged(error)),
        };
        if xml.len() as u64 > MOST {
            return Err(format!("its text unpacks to more than {} MiB", MOST >> 20));
        }
        let (xml, _) = crate::text::decode(&xml, None);
        paragraphs(&xml, &mut text)
            .map_err(|error| format!("its XML is damaged ({})", crate::text::clean(&error.to_string())))?;
    }
    let besides = archive
        .file_names()
        .flatten()
        .filter(|name| ["word/header", "word/footer", "word/comments"].iter().any(|start| name.starts_with(start)));
    let told = (besides.count() > 0).then(|| "the headers, footers and comments of the document were not read".to_owned());
    Ok((text, told.into_iter().collect()))
}

/// Appends the paragraphs of a part, each with a blank line behind it.
fn paragraphs(xml: &str, text: &mut String) -> Result<(), quick_xml::Error> {
    let mut reader = Reader::from_str(xml);
    let (mut line, mut sign, mut in_text) = (String::new(), "", false);
    // Within what is there twice, or says how a word is read.
    let mut left_out = 0_usize;
    loop {
        match reader.read_event()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "Fallback" | "rt" => left_out += 1,
                "t" => in_text = true,
                name => mark(name, &tag, &mut line, &mut sign),
            },
            Event::Empty(tag) => mark(tag.local_name().as_ref(), &tag, &mut line, &mut sign),
            Event::End(tag) => match tag.local_name().as_ref() {
                "Fallback" | "rt" => left_out = left_out.saturating_sub(1),
                "t" => in_text = false,
                "p" if left_out == 0 => {
                    text.push_str(if line.trim().is_empty() { "" } else { sign });
                    text.push_str(&line);
                    text.push_str("\n\n");
                    line.clear();
                    sign = "";
                }
                _ => {}
            },
            Event::Text(words) if in_text && left_out == 0 => line.push_str(&words),
            Event::CData(words) if in_text && left_out == 0 => line.push_str(&words),
            Event::GeneralRef(entity) if in_text && left_out == 0 => match entity.resolve_char_ref()? {
                Some(c) => line.push(c),
                None => line.push_str(quick_xml::escape::resolve_predefined_entity(&entity).unwrap_or_default()),
            },
            Event::Eof => break,
            _ => {}
        }
    }
    text.push_str(&line);
    Ok(())
}

/// What an element besides the text of a run makes of a line.
fn mark(name: &str, tag: &BytesStart<'_>, line: &mut String, sign: &mut &str) {
    match name {
        "tab" if !line.is_empty() => line.push(' '),
        "br" | "cr" => line.push('\n'),
        "noBreakHyphen" => line.push('-'),
        // Whether a numbered paragraph is one or an item, its words tell.
        "numPr" if sign.is_empty() => *sign = "1. ",
        "pStyle" => {
            let value = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == "val");
            let is_heading = value.is_some_and(|value| value.value.starts_with("Heading") || value.value.starts_with("Title"));
            if is_heading {
                *sign = "# ";
            }
        }
        _ => {}
    }
}
