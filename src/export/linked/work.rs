//! What was said and written: quotes, outcomes, documents, sources.

use serde_json::{Value, json};

use super::Graph;
use super::node::{LinkedNode, in_language, text};
use crate::archive::{Id, Relation};
use crate::page;
use crate::record::{Document, DocumentKind, Form, Language, Outcome, Quote, Record, RecordType, Source};

/// The property in which a record has its sources.
pub(super) fn relation_to_sources(record: &Record) -> &'static str {
    match record {
        Record::Quote(_) | Record::Outcome(_) => "isBasedOn",
        Record::Document(document) if document.kind == DocumentKind::CompiledNote => "isBasedOn",
        _ => "subjectOf",
    }
}

pub(super) fn type_of_quote(quote: &Quote) -> &'static str {
    if quote.form.is_quoted() { "Quotation" } else { "CreativeWork" }
}

pub(super) fn type_of_document(document: &Document) -> &'static str {
    if document.kind == DocumentKind::WhitePaper { "Report" } else { "CreativeWork" }
}

pub(super) fn type_of_source(source: &Source) -> &'static str {
    if source.url.as_deref().is_some_and(page::is_openable) { "WebPage" } else { "CreativeWork" }
}

impl Graph<'_> {
    /// A quote: somebody's words, or what somebody meant.
    pub(super) fn quote(&mut self, id: Id, quote: &Quote) -> LinkedNode {
        let mut node = LinkedNode::new(type_of_quote(quote), &quote.id);
        node.put(if quote.form.is_quoted() { "text" } else { "abstract" }, text(&quote.text));
        node.put("genre", text(quote.form.label()));
        node.put("creator", self.links(&quote.speaker.person));
        if quote.form.is_quoted() {
            node.put("spokenByCharacter", self.links(&quote.speaker.organisation));
        }
        let office = quote.speaker.office.iter().map(String::as_str);
        let speaker = page::speaker(self.archive, quote, Language::En);
        node.put("creditText", text(&std::iter::once(&*speaker).chain(office).collect::<Vec<_>>().join(", ")));
        if let Some(original) = &quote.original {
            let mut words = LinkedNode::without_id("Quotation");
            words.put("text", in_language(&original.text, Some(&original.lang)));
            words.put("inLanguage", text(&original.lang));
            // A term stands here in another language as a translation does.
            let property = if quote.form == Form::Verbatim { "workTranslation" } else { "translationOfWork" };
            node.put(property, [words.into()]);
        }
        self.put_occasion(&mut node, id);
        node
    }

    /// An outcome.
    pub(super) fn outcome(&mut self, id: Id, outcome: &Outcome) -> LinkedNode {
        let mut node = LinkedNode::new("CreativeWork", &outcome.id);
        node.put("text", text(&outcome.text));
        node.put("genre", text(outcome.form.label()));
        let archive = self.archive;
        let by: Vec<Id> = archive.linked(id, Relation::By).collect();
        let names: Vec<&str> = by.iter().map(|&id| archive.record(id).title()).collect();
        node.put("creditText", text(&names.join("; ")));
        for id in by {
            if matches!(archive.record_type(id), RecordType::Person | RecordType::Organisation) {
                let by = self.link(id);
                node.put("creator", [by]);
            }
        }
        node.put("creativeWorkStatus", outcome.updates.last().and_then(|update| text(update.state.label())));
        node.put("isPartOf", self.links(&outcome.document));
        node.put("about", self.links(&outcome.project));
        self.put_occasion(&mut node, id);
        node
    }

    /// When and at which event it was said, and what about.
    fn put_occasion(&mut self, node: &mut LinkedNode, id: Id) {
        let archive = self.archive;
        if let Some(date) = archive.date(id) {
            node.put_date("dateCreated", None, date);
        }
        for (property, relation) in [("recordedAt", Relation::Event), ("about", Relation::Topic), ("about", Relation::Country)] {
            for id in archive.linked(id, relation) {
                let link = self.link(id);
                node.put(property, [link]);
            }
        }
    }

    /// A document.
    pub(super) fn document(&mut self, id: Id, document: &Document) -> LinkedNode {
        let archive = self.archive;
        let mut node = LinkedNode::new(type_of_document(document), &document.id);
        node.put("name", text(&document.title));
        node.put("alternateName", document.short_title.as_deref().and_then(text));
        node.put("genre", text(document.kind.label()));
        node.put("abstract", text(&document.summary));
        node.put_date("datePublished", None, &document.date);
        let signed: Vec<&str> = archive.linked(id, Relation::Country).map(|id| archive.record(id).title()).collect();
        node.put("creditText", text(&signed.join("; ")));
        node.put("recordedAt", self.links(&document.event));
        node.put("about", self.links(document.topics.iter().chain(&document.signatories)));
        let parts = document.contents.iter().filter_map(|part| text(part));
        node.put("hasPart", parts.map(|name| json!({ "@type": "CreativeWork", "name": name })));
        node
    }
}

/// A source. Of a page that is only described, the description is no name.
pub(super) fn source(source: &Source) -> LinkedNode {
    let mut node = LinkedNode::new(type_of_source(source), &source.id);
    let original = source.title_original.as_deref().and_then(|title| in_language(title, source.language.as_deref()));
    if original.is_some() {
        node.put("name", original);
        node.put(if source.described { "description" } else { "alternateName" }, text(&source.title));
    } else {
        node.put(if source.described { "description" } else { "name" }, text(&source.title));
    }
    node.put("publisher", text(&source.publisher).map(|name| json!({ "@type": "Organization", "name": name })));
    node.put("creditText", source.author.as_deref().and_then(text));
    let web = |url: &Option<String>| -> Option<Value> { url.as_deref().filter(|url| page::is_openable(url)).and_then(text) };
    node.put("url", web(&source.url));
    node.put("archivedAt", web(&source.archived));
    node.put("inLanguage", source.language.as_deref().and_then(text));
    if let Some(date) = &source.date {
        node.put_date("datePublished", None, date);
    }
    node
}
