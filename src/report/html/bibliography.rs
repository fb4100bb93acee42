//! The list of sources, each once, with where it is named.

use super::super::dossier::{CitedSource, Dossier};
use super::article;
use super::markup::Markup;
use crate::page;

pub fn sources(out: &mut Markup<'_>, dossier: &Dossier<'_>) {
    if dossier.sources.is_empty() {
        return;
    }
    out.raw("<section id=\"sources\">\n<h2>Sources</h2>\n<ol class=\"sources\">\n");
    for (n, source) in dossier.sources.iter().enumerate() {
        out.raw(&format!("<li id=\"s-{0}\"><p><span class=\"number\">[{0}]</span> ", n + 1));
        entry(out, dossier, source);
        out.raw("</p>\n");
        cited(out, dossier, source);
        source.own.iter().for_each(|own| article::part(out, own));
        out.raw("</li>\n");
    }
    out.raw("</ol>\n</section>\n");
}

fn entry(out: &mut Markup<'_>, dossier: &Dossier<'_>, cited: &CitedSource<'_>) {
    let Some(source) = cited.source else { return out.words(dossier.archive.record(cited.id).title()) };
    let publisher = source.author.iter().chain([&source.publisher]).filter(|name| !name.trim().is_empty());
    let publisher: Vec<&str> = publisher.map(String::as_str).collect();
    if !publisher.is_empty() {
        out.words(&format!("{}. ", publisher.join(", ").trim_end_matches('.')));
    }
    let language = source.language.as_deref().unwrap_or("en");
    match &source.title_original {
        Some(title) => {
            out.raw("<cite>");
            out.foreign(language, title);
            out.raw("</cite>");
            if title != &source.title {
                out.words(&format!(" [{}]", source.title));
            }
        }
        None if source.described || language != "en" => out.words(&format!("[{}]", source.title)),
        None => {
            out.raw("<cite>");
            out.words(&source.title);
            out.raw("</cite>");
        }
    }
    let dated = source.date.as_ref().map(|date| format!(", {date}")).unwrap_or_default();
    let spoken = if language == "en" { String::new() } else { format!("; in {}", page::language_name(language)) };
    out.words(&format!("{dated}; {}{spoken}. ", source.kind.label()));
    if let Some(url) = &source.url {
        out.address(url);
        out.raw(" ");
    }
    if let Some(day) = &source.accessed {
        out.words(&format!("Accessed {day}. "));
    }
    if let Some(extent) = source.read {
        out.words(&format!("Read {}. ", extent.label()));
    }
    if let Some(copy) = &source.archived {
        out.raw("Kept copy: ");
        out.address(copy);
    }
}

fn cited(out: &mut Markup<'_>, dossier: &Dossier<'_>, source: &CitedSource<'_>) {
    if source.citing.is_empty() {
        return;
    }
    out.raw("<p class=\"back\">Named in: ");
    for (n, &id) in source.citing.iter().enumerate() {
        if n > 0 {
            out.raw(", ");
        }
        super::by_id(out, dossier, id);
    }
    out.raw("</p>\n");
}
