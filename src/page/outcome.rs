//! Outcomes: the page of one, the lists of them on other pages, and what can be said of one in a few words.

use super::{Look, Piece, Target, Writer};
use crate::archive::{Archive, Id, Relation};
use crate::record::{Language, Outcome, OutcomeForm, Record, RecordType, State};

/// The event, document or project of an outcome.
pub fn made_at(archive: &Archive, id: Id) -> Option<Id> {
    [Relation::Event, Relation::Document, Relation::Project].into_iter().find_map(|made| archive.linked(id, made).next())
}

/// The outcomes of an event, document or project, in the order of the packs.
pub fn outcomes(archive: &Archive, id: Id) -> Vec<Id> {
    let relation = match archive.record_type(id) {
        RecordType::Event => Relation::Event,
        RecordType::Document => Relation::Document,
        RecordType::Project => Relation::Project,
        _ => return Vec::new(),
    };
    archive.referring_as(id, relation).filter(|&from| archive.record_type(from) == RecordType::Outcome).collect()
}

/// What became of an outcome, in a few words: "begun, 30 January 2026"; nothing of what asks for nothing.
pub fn state(outcome: &Outcome, language: Language) -> Option<String> {
    let state = outcome.state()?;
    Some(match outcome.updates.last() {
        // Nobody reported that nothing is known: somebody looked, and found nothing.
        Some(update) if state == State::NotKnown => format!("not known, looked for {}", update.date.said(language)),
        Some(update) => format!("{}, {}", state.label(), update.date.said(language)),
        None => state.label().to_owned(),
    })
}

/// Names of those who made it, or for whom it is: "Japan, JICA".
pub fn parties(archive: &Archive, ids: &[String], language: Language) -> String {
    let name = |id: &String| archive.id(id).map_or_else(|| id.clone(), |id| archive.title(id, language).to_owned());
    ids.iter().map(name).collect::<Vec<_>>().join(", ")
}

pub(super) fn outcome(writer: &mut Writer<'_>, outcome: &Outcome) {
    writer.title(&outcome.text);
    let date = writer.archive.date(writer.id).map(|date| date.said(writer.language)).unwrap_or_default();
    writer.meta(&[outcome.form.label().to_owned(), date]);
    let made = made_at(writer.archive, writer.id);
    writer.fact("Made at", writer.links(made));
    writer.linked("By", Relation::By);
    writer.linked("To", Relation::To);
    if let Some(due) = &outcome.due {
        let mut pieces = vec![Piece::new(due.said(writer.language), Look::Plain)];
        let is_late = writer.archive.today().is_some_and(|today| outcome.is_overdue(today));
        pieces.extend(is_late.then(|| Piece::new(" · overdue", Look::Warning)));
        writer.fact("Due", pieces);
    }
    if let Some(corroboration) = writer.archive.corroboration(writer.id) {
        writer.fact_text("Attested by", corroboration.label());
    }
    super::event::figures(writer, &outcome.figures);
    if let Some(tally) = &outcome.tally {
        let counts = [("for", tally.in_favour), ("against", tally.against), ("abstaining", tally.abstain)];
        let counts = counts.into_iter().filter_map(|(side, count)| count.map(|count| format!("{count} {side}")));
        writer.fact_text("Vote", &counts.collect::<Vec<_>>().join(", "));
        for vote in &tally.votes {
            let who = [&vote.person, &vote.country, &vote.organisation].into_iter().flatten().next();
            let who = who.map_or_else(|| Piece::new("not named", Look::Faint), |id| writer.link_named(id));
            writer.item(vec![who, Piece::new(format!(" — {}", vote.vote), Look::Plain)]);
        }
    }
    if outcome.is_open_ended() || !outcome.updates.is_empty() {
        writer.heading("What became of it");
        for update in &outcome.updates {
            let looked = if update.state == State::NotKnown { ", looked for" } else { "" };
            let when = format!("{} · {}{looked}", update.date.said(writer.language), update.state.label());
            let mut pieces = vec![Piece::new(when, Look::Strong), Piece::new(format!(" — {}", update.text), Look::Plain)];
            pieces.extend(writer.numbers(&update.sources));
            writer.item(pieces);
        }
        if outcome.updates.is_empty() {
            writer.item(vec![Piece::new("not known", Look::Faint)]);
        }
    }
    for (label, relation) in [("Topics", Relation::Topic), ("Countries", Relation::Country)] {
        writer.linked(label, relation);
    }
}

impl Writer<'_> {
    /// The outcomes of the record, under a heading for each form. Where one source carries all of a form, the heading has its number.
    pub(super) fn outcomes(&mut self) {
        for form in OutcomeForm::ALL {
            let of_form = |id: &Id| matches!(self.archive.record(*id), Record::Outcome(outcome) if outcome.form == form);
            let mut ids: Vec<Id> = self.outcomes.iter().copied().filter(of_form).collect();
            if ids.is_empty() {
                continue;
            }
            // Topic by topic, in the order in which each is first met.
            let topic = |id: Id| self.archive.linked(id, Relation::Topic).next();
            let mut topics: Vec<Option<Id>> = Vec::new();
            ids.iter().map(|&id| topic(id)).for_each(|topic| {
                if !topics.contains(&topic) {
                    topics.push(topic);
                }
            });
            ids.sort_by_key(|&id| topics.iter().position(|known| *known == topic(id)));
            let sources = |id: Id| self.archive.record(id).sources();
            let one = ids.len() > 1 && sources(ids[0]).len() == 1 && ids.iter().all(|&id| sources(id) == sources(ids[0]));
            let mut heading = vec![Piece::new(form.heading(), Look::Strong)];
            heading.extend(one.then(|| self.numbers(sources(ids[0]))).flatten());
            self.block(super::BlockKind::Heading, "", heading);
            ids.into_iter().for_each(|id| self.outcome_item(id, !one));
        }
        let inline = self.archive.record(self.id).inline_outcomes();
        if !inline.is_empty() {
            self.heading("Outcomes");
        }
        for outcome in inline {
            let mut pieces = vec![Piece::new(&outcome.text, Look::Plain)];
            pieces.extend(self.numbers(&outcome.sources));
            self.item(pieces);
        }
    }

    /// An outcome in a list: its words as the link, its topics, and what became of it.
    fn outcome_item(&mut self, id: Id, with_sources: bool) {
        let Record::Outcome(outcome) = self.archive.record(id) else { return };
        let mut pieces = vec![Piece { text: outcome.text.clone(), look: Look::Plain, target: Some(Target::Record(id)) }];
        pieces.extend(with_sources.then(|| self.numbers(&outcome.sources)).flatten());
        let topics: Vec<&str> =
            self.archive.linked(id, Relation::Topic).map(|topic| self.archive.title(topic, self.language)).collect();
        if !topics.is_empty() {
            pieces.push(Piece::new(" ", Look::Plain));
            pieces.push(Piece::new(format!("({})", topics.join("; ")), Look::Faint));
        }
        if outcome.is_commitment()
            && let Some(state) = state(outcome, self.language)
        {
            pieces.push(Piece::new(format!(" · {state}"), Look::Faint));
        }
        self.item(pieces);
    }
}
