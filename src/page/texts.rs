//! The pages of what was said and written: quotes, projects, documents, sources.

use super::{BlockKind, Look, Piece, Target, Writer, address, language_name, quoted, speaker};
use crate::archive::{Id, Relation};
use crate::record::{Document, Form, Project, Quote, RecordType, Source};

pub(super) fn quote(writer: &mut Writer<'_>, quote: &Quote) {
    writer.title(&quoted(quote));
    let name = speaker(writer.archive, quote, writer.language);
    let person = quote.speaker.person.as_deref().and_then(|id| writer.archive.id(id)).map(Target::Record);
    let mut who = vec![Piece { text: name, look: Look::Plain, target: person }];
    if let Some(office) = &quote.speaker.office {
        who.push(Piece::new(format!(", {office}"), Look::Faint));
    }
    writer.fact("Speaker", who);
    writer.linked("At", Relation::Event);
    let date = writer.archive.date(writer.id).map(|date| date.said(writer.language)).unwrap_or_default();
    writer.fact_text("Date", &date);
    let meaning = match quote.form {
        Form::Verbatim => "the words as the source prints them",
        Form::Translation => "translated from the original",
        Form::Paraphrase => "the position in this archive’s own words, not a quotation",
        Form::Term => "an established expression",
    };
    writer.fact_text("Form", &format!("{} — {meaning}", quote.form.label()));
    if let Some(corroboration) = writer.archive.corroboration(writer.id) {
        writer.fact_text("Attested by", corroboration.label());
    }
    if let Some(original) = &quote.original {
        writer.fact_text(language_name(&original.lang), &original.text);
    }
    links(writer);
}

pub(super) fn project(writer: &mut Writer<'_>, project: &Project) {
    writer.title(&project.title);
    writer.meta(&["project".to_owned(), project.date.said(writer.language), project.link.label().to_owned()]);
    writer.paragraph(&project.summary);
    if let Some(confidence) = project.confidence.filter(|c| *c != crate::record::Confidence::High) {
        writer.fact_text("Confidence", confidence.label());
    }
    writer.linked("Event", Relation::Event);
    writer.linked("Bodies", Relation::Organisation);
    writer.participants(&project.participants);
    writer.outcomes();
    super::event::figures(writer, &project.figures);
    links(writer);
}

pub(super) fn document(writer: &mut Writer<'_>, document: &Document) {
    writer.title(&document.title);
    writer.meta(&[document.kind.label().to_owned(), document.date.said(writer.language)]);
    writer.paragraph(&document.summary);
    if !document.contents.is_empty() {
        writer.heading("Contents");
        document.contents.iter().for_each(|part| writer.item(vec![Piece::new(part, Look::Plain)]));
    }
    writer.outcomes();
    let mut events: Vec<Id> = writer.archive.linked(writer.id, Relation::Event).collect();
    events.extend(writer.archive.referring_as(writer.id, Relation::Document));
    events.sort_unstable();
    events.dedup();
    writer.fact("Event", writer.links(events));
    let signatories = document.signatories.iter().filter_map(|id| writer.archive.id(id));
    writer.fact("In the name of", writer.links(signatories));
    writer.linked("Topics", Relation::Topic);
}

pub(super) fn source(writer: &mut Writer<'_>, source: &Source) {
    writer.title(&source.title);
    let date = source.date.as_ref().map(|date| date.said(writer.language)).unwrap_or_default();
    writer.meta(&[format!("source, {}", source.kind.label()), source.publisher.clone(), date]);
    if let Some(url) = &source.url {
        writer.block(BlockKind::Paragraph, "", vec![address(url)]);
    }
    writer.fact_text("Language", source.language.as_deref().map(language_name).unwrap_or_default());
    writer.fact_text("Title there", source.title_original.as_deref().unwrap_or_default());
    writer.fact_text("Author", source.author.as_deref().unwrap_or_default());
    writer.fact_text("Supports", source.supports.as_deref().unwrap_or_default());
    let read = source.accessed.as_ref().map(|date| date.said(writer.language)).unwrap_or_default();
    let extent = source.read.map(|extent| extent.label().to_owned());
    let read = [Some(read).filter(|read| !read.is_empty()), extent].into_iter().flatten().collect::<Vec<_>>().join(", ");
    writer.fact_text("Read", &read);
    if let Some(copy) = &source.archived {
        writer.fact("Kept copy", vec![address(copy)]);
    }
    for wanted in [RecordType::Event, RecordType::Quote, RecordType::Outcome, RecordType::Document, RecordType::Project] {
        let heading = format!("{} resting on it", crate::text::capitalise(wanted.plural()));
        writer.dated_list(&heading, writer.referring(wanted));
    }
    for wanted in [RecordType::Person, RecordType::Organisation, RecordType::Place, RecordType::Country, RecordType::Topic] {
        writer.name_list(&format!("{} resting on it", crate::text::capitalise(wanted.plural())), wanted);
    }
}

/// Topics and countries, a line each.
fn links(writer: &mut Writer<'_>) {
    for (label, relation) in [("Topics", Relation::Topic), ("Countries", Relation::Country)] {
        writer.linked(label, relation);
    }
}
