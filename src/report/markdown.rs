//! A dossier as plain Markdown: the same chapters, articles and sources as in the HTML file. Nothing in a record can act as markup.

use super::chart::BarChart;
use super::dossier::{Article, CitedSource, Dossier};
use super::inline::{ArticlePart, Inline};
use crate::page;
use crate::record::RecordType;
use crate::text::{self, escape_markdown as escape, markdown_address};

/// The whole report.
pub fn report(dossier: &Dossier<'_>) -> String {
    let mut out = format!("# {}\n\n", escape(&dossier.title));
    let said = dossier.inquiry.said();
    if text::capitalise(&said) != dossier.title {
        out.push_str(&format!("Asked: {}.\n\n", escape(&said)));
    }
    out.push_str(&format!("{}.\n", escape(&text::capitalise(&dossier.counted()))));
    if !dossier.charts.is_empty() {
        out.push_str("\n## Overview\n");
    }
    dossier.charts.iter().for_each(|chart| table(&mut out, chart));
    for chapter in &dossier.chapters {
        let name = if chapter.of_type == RecordType::Source { "source records" } else { chapter.of_type.plural() };
        out.push_str(&format!("\n## {}\n", text::capitalise(name)));
        chapter.articles.iter().for_each(|one| article(&mut out, one));
    }
    if !dossier.sources.is_empty() {
        out.push_str("\n## Sources\n\n");
    }
    for (n, cited) in dossier.sources.iter().enumerate() {
        source(&mut out, dossier, n + 1, cited);
    }
    out.push_str("\n## About this dossier\n\n");
    for (name, lines) in dossier.colophon() {
        out.push_str(&format!("- {name}: {}\n", escape(&lines.join("; "))));
    }
    if !dossier.inquiry.call.is_empty() {
        out.push_str(&format!("- Made again by: {}\n", code(&dossier.inquiry.command())));
    }
    out
}

/// Code with as many marks around it as it needs.
fn code(words: &str) -> String {
    let words = text::clean(words);
    let longest = words.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let marks = "`".repeat(longest + 1);
    if longest == 0 { format!("`{words}`") } else { format!("{marks} {words} {marks}") }
}

fn table(out: &mut String, chart: &BarChart) {
    out.push_str(&format!("\n### {}\n\n{}\n\n", escape(&chart.title), escape(&chart.description)));
    out.push_str(&format!("| {} | {} |\n|---|---:|\n", chart.label, escape(&chart.unit)));
    chart.bars.iter().for_each(|bar| out.push_str(&format!("| {} | {} |\n", escape(&bar.label), bar.count)));
}

fn article(out: &mut String, article: &Article) {
    out.push_str(&format!("\n### {}\n", inline(&article.title).trim()));
    if !article.about.is_empty() {
        out.push_str(&format!("\n*{}*\n", escape(&article.about.join(" · "))));
    }
    article.parts.iter().for_each(|one| part(out, one));
}

fn part(out: &mut String, part: &ArticlePart) {
    match part {
        ArticlePart::Heading(words) => out.push_str(&format!("\n#### {}\n", inlines(words))),
        ArticlePart::Paragraph(words) => out.push_str(&format!("\n{}\n", inlines(words))),
        ArticlePart::Quotation { words, original, by } => {
            out.push_str(&format!("\n> {}\n", inline(words)));
            original.iter().for_each(|original| out.push_str(&format!(">\n> {}\n", inline(original))));
            out.push_str(&format!(">\n> — {}\n", inlines(by)));
        }
        ArticlePart::Facts(facts) => {
            out.push('\n');
            facts.iter().for_each(|(name, value)| out.push_str(&format!("- {}: {}\n", escape(name), inlines(value))));
        }
        ArticlePart::List(items) => {
            out.push('\n');
            items.iter().for_each(|item| out.push_str(&format!("- {}\n", inlines(item))));
        }
        ArticlePart::Own { .. } => {
            out.push('\n');
            own(out, part, "");
        }
    }
}

/// What the reader has added, as list items behind `lead`; the lines of a note stay lines.
fn own(out: &mut String, part: &ArticlePart, lead: &str) {
    let ArticlePart::Own { marked, note } = part else { return };
    if let Some(groups) = marked {
        let under = if groups.is_empty() { String::new() } else { format!(" under: {}", escape(&groups.join(", "))) };
        out.push_str(&format!("{lead}- Marked by the reader{under}\n"));
    }
    if let Some(note) = note {
        let lines: Vec<String> = note.lines().map(escape).collect();
        out.push_str(&format!("{lead}- The reader’s note: {}\n", lines.join(&format!("\\\n{lead}  "))));
    }
}

fn source(out: &mut String, dossier: &Dossier<'_>, number: usize, cited: &CitedSource<'_>) {
    let archive = dossier.archive;
    let Some(source) = cited.source else {
        return out.push_str(&format!("{number}. {}\n", escape(archive.record(cited.id).title())));
    };
    let publisher = source.author.iter().chain([&source.publisher]).filter(|name| !name.trim().is_empty());
    let mut parts = vec![publisher.map(|name| escape(name)).collect::<Vec<_>>().join(", ")];
    let language = source.language.as_deref().unwrap_or("en");
    parts.push(match &source.title_original {
        Some(title) if *title != source.title => format!("*{}* \\[{}\\]", escape(title), escape(&source.title)),
        None if source.described || language != "en" => format!("\\[{}\\]", escape(&source.title)),
        _ => format!("*{}*", escape(&source.title)),
    });
    parts.extend(source.date.as_ref().map(|date| escape(&date.to_string())));
    parts.push(source.kind.label().to_owned());
    parts.extend((language != "en").then(|| format!("in {}", escape(page::language_name(language)))));
    parts.extend(source.url.as_ref().map(|url| address(url)));
    parts.extend(source.accessed.as_ref().map(|day| format!("accessed {}", escape(&day.to_string()))));
    parts.extend(source.read.map(|extent| format!("read {}", extent.label())));
    parts.extend(source.archived.as_ref().map(|copy| format!("kept copy {}", address(copy))));
    parts.retain(|part| !part.is_empty());
    out.push_str(&format!("{number}. {}\n", parts.join(", ")));
    if !cited.citing.is_empty() {
        let names: Vec<String> = cited.citing.iter().map(|&id| escape(archive.record(id).id())).collect();
        out.push_str(&format!("    - Named in: {}\n", names.join(", ")));
    }
    cited.own.iter().for_each(|part| own(out, part, "    "));
}

fn address(url: &str) -> String {
    if page::is_openable(url) { format!("<{}>", markdown_address(url)) } else { escape(url) }
}

fn inlines(all: &[Inline]) -> String {
    all.iter().map(inline).collect::<String>().trim().to_owned()
}

fn inline(one: &Inline) -> String {
    // Blanks at the ends of a piece part it from its neighbours.
    let kept = |words: &str| {
        let inner = escape(words);
        let lead = if words.starts_with(char::is_whitespace) { " " } else { "" };
        let tail = if words.ends_with(char::is_whitespace) && !inner.is_empty() { " " } else { "" };
        format!("{lead}{inner}{tail}")
    };
    match one {
        Inline::Text(words) | Inline::Warning(words) | Inline::Foreign(_, words) => kept(words),
        Inline::Strong(words) => format!("**{}**", escape(words)),
        Inline::Record(_, name) => inline(name),
        Inline::Address(url) => address(url),
        Inline::Sources(numbers) => {
            let marks: Vec<String> = numbers.iter().map(|n| format!("\\[{n}\\]")).collect();
            format!(" {}", marks.concat())
        }
    }
}
