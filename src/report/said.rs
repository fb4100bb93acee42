//! The articles of what was said, agreed and written: quotes, outcomes, documents and sources.

use super::composer::{Composer, HEADLINE, shortened};
use super::inline::Inline;
use crate::archive::{Id, Relation};
use crate::page;
use crate::record::{Document, Form, Language, Outcome, Quote, RecordType, Source, State};

pub fn quote(composer: &mut Composer<'_>, quote: &Quote) {
    let part = composer.quotation(composer.id, quote, true);
    composer.part(part);
    let meaning = match quote.form {
        Form::Verbatim => "the words as the source prints them",
        Form::Translation => "translated from the original",
        Form::Paraphrase => "the position in this archive’s own words, not a quotation",
        Form::Term => "an established expression",
    };
    composer.fact_text("Form", &format!("{} — {meaning}", quote.form.label()));
    let body = quote.speaker.organisation.as_deref().map(|body| vec![composer.link_named(body)]);
    composer.fact("Body", body.unwrap_or_default());
    composer.subjects();
}

pub fn outcome(composer: &mut Composer<'_>, outcome: &Outcome) {
    let archive = composer.archive;
    if outcome.text.chars().count() > HEADLINE {
        composer.paragraph(&outcome.text);
    }
    let made = composer.links(page::made_at(archive, composer.id));
    composer.fact("Made at", made);
    let (by, to) = (composer.named(&outcome.by), composer.named(&outcome.to));
    composer.fact("By", by);
    composer.fact("To", to);
    if let Some(due) = &outcome.due {
        composer.fact_text("Due", &due.to_string());
    }
    if let Some(corroboration) = archive.corroboration(composer.id) {
        composer.fact_text("Attested by", corroboration.label());
    }
    super::happened::confidence(composer, outcome.confidence);
    composer.linked("Topics", Relation::Topic);
    // Those who made it, and for whom it is, are named above.
    let named = |id: &Id| outcome.by.iter().chain(&outcome.to).any(|name| archive.id(name) == Some(*id));
    let others = composer.links(archive.linked(composer.id, Relation::Country).filter(|id| !named(id)));
    let label = if outcome.by.is_empty() && outcome.to.is_empty() { "Countries" } else { "Other countries" };
    composer.fact(label, others);
    composer.figures(&outcome.figures);
    if let Some(tally) = &outcome.tally {
        let counts = [("for", tally.in_favour), ("against", tally.against), ("abstaining", tally.abstain)];
        let counts = counts.into_iter().filter_map(|(side, count)| count.map(|count| format!("{count} {side}")));
        composer.fact_text("Vote", &counts.collect::<Vec<_>>().join(", "));
        let item = |vote: &crate::record::Vote| {
            let who = [&vote.person, &vote.country, &vote.organisation].into_iter().flatten().next();
            let who = who.map_or_else(|| Inline::text("not named"), |name| composer.link_named(name));
            vec![who, Inline::text(format!(" — {}", vote.vote))]
        };
        let items = tally.votes.iter().map(item).collect();
        composer.list("Votes", items);
    }
    if outcome.is_open_ended() || !outcome.updates.is_empty() {
        let mut items = Vec::new();
        for update in &outcome.updates {
            let looked = if update.state == State::NotKnown { ", looked for" } else { "" };
            let mut item = vec![Inline::Strong(format!("{} · {}{looked}", update.date, update.state.label()))];
            item.push(Inline::text(format!(" — {}", update.text)));
            item.extend(composer.sources(&update.sources));
            items.push(item);
        }
        if items.is_empty() {
            composer.fact_text("What became of it", "not known");
        }
        composer.list("What became of it", items);
    }
}

pub fn document(composer: &mut Composer<'_>, document: &Document) {
    let archive = composer.archive;
    composer.paragraph(&document.summary);
    let mut events: Vec<Id> = archive.linked(composer.id, Relation::Event).collect();
    events
        .extend(archive.referring_as(composer.id, Relation::Document).filter(|&id| archive.record_type(id) == RecordType::Event));
    events.sort_unstable();
    events.dedup();
    let (events, signatories) = (composer.links(events), composer.named(&document.signatories));
    composer.fact("Event", events);
    composer.fact("In the name of", signatories);
    composer.linked("Topics", Relation::Topic);
    composer.list("Contents", document.contents.iter().map(|part| vec![Inline::text(part)]).collect());
    composer.outcomes();
}

/// A source that was asked for as a record; it has its number in the list of sources too.
pub fn source(composer: &mut Composer<'_>, source: &Source) {
    let number = composer.number(composer.id, None);
    let language = source.language.clone().unwrap_or_else(|| "und".to_owned());
    if let Some(title) = &source.title_original {
        composer.fact("Title there", vec![Inline::Foreign(language, title.clone())]);
    }
    composer.fact_text("Publisher", &source.publisher);
    composer.fact_text("Author", source.author.as_deref().unwrap_or_default());
    composer.fact_text("Kind", source.kind.label());
    composer.fact_text("Language", source.language.as_deref().map(page::language_name).unwrap_or_default());
    composer.fact_text("Supports", source.supports.as_deref().unwrap_or_default());
    composer.fact_text("Read", source.read.map(|extent| extent.label()).unwrap_or_default());
    composer.fact("In the list of sources", vec![Inline::Sources(vec![number])]);
    composer.referring(true);
}

/// The heading of a quote: who, and how the words begin.
pub fn quote_headline(composer: &Composer<'_>, quote: &Quote) -> String {
    let words = shortened(quote.text.trim_matches(['“', '”']), HEADLINE);
    let words = if quote.form.is_quoted() { format!("“{words}”") } else { words };
    format!("{}: {words}", page::speaker(composer.archive, quote, Language::En))
}
