//! What every article ends with: fields of the pack's own, where sources disagree, notes, what the reader has added, sources, id and
//! pack.

use super::composer::Composer;
use super::inline::{ArticlePart, Inline};
use crate::archive::Id;
use crate::page;
use crate::record::{FieldType, OwnField, OwnValue};
use crate::search::Annotations;
use crate::text;

/// A line for each field that its pack has of its own.
pub fn own_fields(composer: &mut Composer<'_>) {
    for field in composer.archive.record(composer.id).own() {
        let mut value = Vec::new();
        for one in &field.values {
            if !value.is_empty() {
                value.push(Inline::text(", "));
            }
            value.push(own_value(composer, field, one));
        }
        composer.fact(&text::capitalise(field.declaration.label()), value);
    }
}

fn own_value(composer: &Composer<'_>, field: &OwnField, value: &OwnValue) -> Inline {
    match field.declaration.of_type {
        of_type if of_type.target().is_some() => composer.link_named(&value.text),
        FieldType::Url if page::is_openable(&value.text) => Inline::Address(value.text.clone()),
        FieldType::Date => Inline::Text(value.date().map_or_else(|| value.text.clone(), |date| date.to_string())),
        FieldType::Flag => Inline::text(value.flag().map_or(value.text.as_str(), |is| if is { "yes" } else { "no" })),
        FieldType::Number => Inline::Text(value.with_unit(field.declaration)),
        _ => Inline::text(&value.text),
    }
}

/// The rest of the article.
pub fn closing(composer: &mut Composer<'_>, annotations: &Annotations) {
    let record = composer.archive.record(composer.id);
    if !record.disagreements().is_empty() {
        composer.heading("Where sources disagree");
    }
    for disagreement in record.disagreements() {
        composer.paragraph(&format!("{}:", disagreement.about));
        let mut items = Vec::new();
        for reading in &disagreement.readings {
            let mut item = vec![Inline::text(&reading.text)];
            item.extend(composer.sources(&reading.sources));
            let followed = disagreement.preferred.as_ref() == Some(&reading.text);
            item.extend(followed.then(|| Inline::text(" · followed here")));
            items.push(item);
        }
        composer.part(ArticlePart::List(items));
    }
    composer.list("Notes", record.notes().iter().map(|note| vec![Inline::text(note)]).collect());
    if let Some(own) = own(annotations, composer.id) {
        composer.part(own);
    }
    let mut about = Vec::new();
    if let Some(sources) = composer.sources(record.sources()) {
        about.extend([Inline::text("Sources"), sources, Inline::text(" · ")]);
    }
    let mut id = format!("{} {}", record.record_type().name(), record.id());
    if !record.aliases().is_empty() {
        id.push_str(&format!(" (also {})", record.aliases().join(", ")));
    }
    // With one pack all is from it, as is said at the end.
    if composer.archive.packs().len() > 1 {
        let pack = composer.archive.pack_of(composer.id);
        id.push_str(&format!(" · {} {}", pack.name, pack.version));
    }
    about.push(Inline::text(id));
    composer.part(ArticlePart::Paragraph(about));
}

/// What the reader has added to a record, if anything.
pub fn own(annotations: &Annotations, id: Id) -> Option<ArticlePart> {
    let note = annotations.note_on(id).map(|note| text::clean_lines(note).into_owned());
    let marked = annotations.marked.contains(&id).then(|| annotations.groups_of(id).map(str::to_owned).collect());
    (note.is_some() || marked.is_some()).then_some(ArticlePart::Own { marked, note })
}
