//! A dossier as one HTML file, written so that readers of XML take it too. It asks the network for nothing: its policy
//! (Content-Security-Policy) allows its own style and its own script, known by their sums, and nothing else. No data stand in
//! either of them.

mod about;
mod article;
mod bibliography;
mod figure;
mod markup;

use markup::Markup;

use super::dossier::{Chapter, Dossier};
use super::inline::Inline;
use crate::archive::Id;
use crate::text;

/// How it looks, on a screen and on paper.
const STYLE: &str = include_str!("../../assets/dossier.css");

/// The filter.
const SCRIPT: &str = include_str!("../../assets/dossier.js");

/// What the file may do: the sums (SHA-256, base64) are those of [`STYLE`] and [`SCRIPT`]; the test of dossiers computes them anew.
const POLICY: &str = "default-src 'none'; \
    style-src 'sha256-i1xgQNvZcK3suE2fL/DI9rti8HMEbU0bjYUGBYy3l3o='; \
    script-src 'sha256-JJ0y/2xVO5yR4y32uaOcq6k6kBhYt2a7/fe7QMGDidI='; \
    img-src data:; base-uri 'none'; form-action 'none'";

/// The whole file.
pub fn page(dossier: &Dossier<'_>) -> String {
    let mut out = Markup::new(&dossier.anchors);
    out.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n");
    out.raw(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\" />\n"));
    out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n");
    out.raw("<meta name=\"referrer\" content=\"no-referrer\" />\n<meta name=\"color-scheme\" content=\"light dark\" />\n");
    out.raw(concat!("<meta name=\"generator\" content=\"cadialog ", env!("CARGO_PKG_VERSION"), "\" />\n<title>"));
    out.plain(&dossier.title);
    out.raw("</title>\n<link rel=\"icon\" href=\"data:,\" />\n<style>");
    out.raw(STYLE);
    out.raw("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the records</a>\n");
    header(&mut out, dossier);
    contents(&mut out, dossier);
    out.raw("<main id=\"main\">\n");
    filter(&mut out, dossier);
    figure::overview(&mut out, &dossier.charts);
    for chapter in &dossier.chapters {
        out.raw(&format!("<section id=\"{0}\" class=\"chapter\">\n<h2>{1}</h2>\n", place(chapter), heading(chapter)));
        chapter.articles.iter().for_each(|one| article::article(&mut out, one));
        out.raw("</section>\n");
    }
    bibliography::sources(&mut out, dossier);
    about::about(&mut out, dossier);
    out.raw("</main>\n<script>");
    out.raw(SCRIPT);
    out.raw("</script>\n</body>\n</html>\n");
    out.finish()
}

/// The name of the place of a chapter, which no record has: those of records begin with one letter and a hyphen.
fn place(chapter: &Chapter) -> String {
    format!("chapter-{}", chapter.of_type.plural())
}

fn heading(chapter: &Chapter) -> String {
    // The list at the end has the sources themselves.
    let name = if chapter.of_type == crate::record::RecordType::Source { "source records" } else { chapter.of_type.plural() };
    text::capitalise(name)
}

fn header(out: &mut Markup<'_>, dossier: &Dossier<'_>) {
    out.raw("<header>\n<h1>");
    out.words(&dossier.title);
    out.raw("</h1>\n");
    let said = dossier.inquiry.said();
    // A title that is made of the question has said it.
    if text::capitalise(&said) != dossier.title {
        out.raw("<p class=\"asked\">Asked: ");
        out.words(&said);
        out.raw(".</p>\n");
    }
    out.raw("<p>");
    out.words(&text::capitalise(&dossier.counted()));
    out.raw(".</p>\n</header>\n");
}

/// So many articles of a chapter are listed at once; of more the list is closed until somebody opens it.
const OPEN: usize = 40;

fn contents(out: &mut Markup<'_>, dossier: &Dossier<'_>) {
    out.raw("<nav aria-label=\"Contents\">\n<h2>Contents</h2>\n<ul class=\"contents\">\n");
    if !dossier.charts.is_empty() {
        out.raw("<li><a href=\"#overview\">Overview</a></li>\n");
    }
    for chapter in &dossier.chapters {
        let count = chapter.articles.len();
        out.raw(&format!("<li class=\"of-chapter\"><a href=\"#{}\">{}</a>", place(chapter), heading(chapter)));
        out.raw(&format!("\n<details{}><summary>", if count > OPEN { "" } else { " open=\"open\"" }));
        out.raw(&format!("{}</summary>\n<ul>\n", text::count(count, chapter.of_type.name())));
        for article in &chapter.articles {
            out.raw("<li>");
            let Some(anchor) = dossier.anchors.of(article.id) else { continue };
            out.raw(&format!("<a href=\"#{anchor}\">"));
            if !article.brief_date.is_empty() {
                out.raw("<span class=\"day\">");
                out.words(&article.brief_date);
                out.raw("</span> ");
            }
            out.inline(&article.title);
            out.raw("</a></li>\n");
        }
        out.raw("</ul>\n</details>\n</li>\n");
    }
    if !dossier.sources.is_empty() {
        out.raw(&format!("<li><a href=\"#sources\">Sources ({})</a></li>\n", dossier.sources.len()));
    }
    out.raw("<li><a href=\"#about\">About this dossier</a></li>\n</ul>\n</nav>\n");
}

/// The filter box. It is hidden until the script shows it.
fn filter(out: &mut Markup<'_>, dossier: &Dossier<'_>) {
    if dossier.articles() < 2 {
        return;
    }
    out.raw("<div id=\"filter\" role=\"search\" hidden=\"hidden\">\n<label for=\"words\">Filter the records</label>\n");
    out.raw("<input id=\"words\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\" />\n");
    out.raw("<p id=\"shown\" role=\"status\"></p>\n</div>\n");
}

/// A link to a record of the dossier, by its id.
fn by_id(out: &mut Markup<'_>, dossier: &Dossier<'_>, id: Id) {
    out.inline(&Inline::Record(id, Box::new(Inline::text(dossier.archive.record(id).id()))));
}
