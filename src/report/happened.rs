//! The articles of what happened: events and projects.

use super::composer::Composer;
use super::inline::{ArticlePart, Inline};
use crate::archive::{Id, Relation};
use crate::page;
use crate::record::{Confidence, Event, Language, Numbering, Project, Record, RecordType, Status};

/// What stands under the title of an event.
pub fn about_event(composer: &Composer<'_>, event: &Event) -> Vec<String> {
    let of_year = composer.archive.numbering(composer.id, event.kind) == Numbering::Year;
    let series = if of_year { format!("of {}", event.date.year()) } else { "of its series".to_owned() };
    let ordinal = event.ordinal.map(|n| format!("number {n} {series}"));
    let status = (event.status != Status::Held).then(|| event.status.label().to_owned());
    let parts = [event.kind.label().to_owned()].into_iter().chain(ordinal).chain(event.format.map(|f| f.label().to_owned()));
    parts.chain(status).collect()
}

pub fn event(composer: &mut Composer<'_>, event: &Event) {
    composer.paragraph(&event.summary);
    let place = page::place(composer.archive, event, composer.language);
    if composer.language == Language::En || place.is_ascii() {
        composer.fact_text("Place", &place);
    } else {
        composer.fact("Place", vec![Inline::Foreign(composer.language.tag().to_owned(), place)]);
    }
    confidence(composer, event.confidence);
    for theme in &event.themes {
        composer.fact_text("Theme", theme);
    }
    composer.linked("Hosts", Relation::Host);
    if let Some(chair) = &event.chair {
        let chair = composer.link_named(chair);
        composer.fact("Chair", vec![chair]);
    }
    composer.linked("Bodies", Relation::Organisation);
    composer.subjects();
    composer.participants(&event.participants);
    composer.outcomes();
    composer.figures(&event.figures);
    quotes(composer);
    let archive = composer.archive;
    let mut documents: Vec<Id> = archive.linked(composer.id, Relation::Document).collect();
    documents.extend(archive.referring(composer.id, RecordType::Document));
    documents.sort_unstable();
    documents.dedup();
    dated(composer, "Documents", &documents);
    let projects = archive.referring(composer.id, RecordType::Project);
    dated(composer, "Projects", &projects);
    related(composer, event);
}

pub fn project(composer: &mut Composer<'_>, project: &Project) {
    composer.paragraph(&project.summary);
    confidence(composer, project.confidence);
    composer.linked("Event", Relation::Event);
    composer.linked("Bodies", Relation::Organisation);
    composer.subjects();
    composer.participants(&project.participants);
    composer.outcomes();
    composer.figures(&project.figures);
}

pub fn confidence(composer: &mut Composer<'_>, confidence: Option<Confidence>) {
    if let Some(confidence) = confidence.filter(|c| *c != Confidence::High) {
        composer.fact("Confidence", vec![Inline::Warning(confidence.label().to_owned())]);
    }
}

/// What was said there: in full, or as links where the dossier has the quotes themselves.
fn quotes(composer: &mut Composer<'_>) {
    let archive = composer.archive;
    let all = archive.referring_as(composer.id, Relation::Event).filter(|&id| archive.record_type(id) == RecordType::Quote);
    let (here, elsewhere): (Vec<Id>, Vec<Id>) = all.partition(|&id| composer.anchors.of(id).is_some());
    if here.is_empty() && elsewhere.is_empty() {
        return;
    }
    composer.heading("Quotes and positions");
    if !here.is_empty() {
        let item = |&id: &Id| {
            let quote = archive.quote(id)?;
            Some(vec![composer.link(id), Inline::text(format!(" — {}", page::speaker(archive, quote, Language::En)))])
        };
        let items = here.iter().filter_map(item).collect();
        composer.part(ArticlePart::List(items));
    }
    for id in elsewhere {
        if let Record::Quote(quote) = archive.record(id) {
            let part = composer.quotation(id, quote, false);
            composer.part(part);
        }
    }
}

/// Dated records, each with its date.
pub fn dated(composer: &mut Composer<'_>, heading: &str, ids: &[Id]) {
    let archive = composer.archive;
    let item = |&id: &Id| {
        let date = archive.date(id).map(|date| Inline::text(format!(" · {date}")));
        [composer.link(id)].into_iter().chain(date).collect()
    };
    let items = ids.iter().map(item).collect();
    composer.list(heading, items);
}

/// The events that this one names as related, and those that name it.
fn related(composer: &mut Composer<'_>, event: &Event) {
    let archive = composer.archive;
    let mut lines: Vec<(Id, String)> =
        event.related.iter().filter_map(|related| Some((archive.id(&related.id)?, related.relation.clone()))).collect();
    for id in archive.referring_as(composer.id, Relation::Related) {
        if !lines.iter().any(|(known, _)| *known == id) {
            lines.push((id, "refers to this".to_owned()));
        }
    }
    let item = |(id, relation): (Id, String)| {
        let date = archive.date(id).map(|date| format!(" · {date}")).unwrap_or_default();
        vec![composer.link(id), Inline::text(format!("{date} · {relation}"))]
    };
    let items = lines.into_iter().map(item).collect();
    composer.list("Related events", items);
}
