//! Articles: one record in full.

use super::super::dossier::Article;
use super::super::inline::{ArticlePart, Inline};
use super::markup::Markup;

pub fn article(out: &mut Markup<'_>, article: &Article) {
    let Some(anchor) = out.anchor(article.id) else { return };
    out.raw(&format!("<article id=\"{anchor}\">\n<h3>"));
    out.inline(&article.title);
    out.raw("</h3>\n");
    if !article.about.is_empty() {
        out.raw("<p class=\"about\">");
        out.words(&article.about.join(" · "));
        out.raw("</p>\n");
    }
    article.parts.iter().for_each(|one| part(out, one));
    out.raw("</article>\n");
}

pub fn part(out: &mut Markup<'_>, part: &ArticlePart) {
    match part {
        ArticlePart::Heading(words) => element(out, "h4", words),
        ArticlePart::Paragraph(words) => element(out, "p", words),
        ArticlePart::Quotation { words, original, by } => {
            out.raw("<figure>\n<blockquote>");
            element(out, "p", std::slice::from_ref(words));
            original.iter().for_each(|original| element(out, "p", std::slice::from_ref(original)));
            out.raw("</blockquote>\n");
            element(out, "figcaption", by);
            out.raw("</figure>\n");
        }
        ArticlePart::Facts(facts) => {
            out.raw("<dl>\n");
            for (name, value) in facts {
                out.raw("<dt>");
                out.words(name);
                out.raw("</dt><dd>");
                out.inlines(value);
                out.raw("</dd>\n");
            }
            out.raw("</dl>\n");
        }
        ArticlePart::List(items) => {
            out.raw("<ul>\n");
            items.iter().for_each(|item| element(out, "li", item));
            out.raw("</ul>\n");
        }
        ArticlePart::Own { marked, note } => own(out, marked.as_deref(), note.as_deref()),
    }
}

fn own(out: &mut Markup<'_>, marked: Option<&[String]>, note: Option<&str>) {
    out.raw("<div class=\"own\">\n");
    if let Some(groups) = marked {
        out.raw("<p><strong>Marked by the reader</strong>");
        if !groups.is_empty() {
            out.raw(" under: ");
            out.words(&groups.join(", "));
        }
        out.raw("</p>\n");
    }
    if let Some(note) = note {
        out.raw("<p><strong>The reader’s note:</strong> ");
        for (n, line) in note.lines().enumerate() {
            if n > 0 {
                out.raw("<br />");
            }
            out.words(line);
        }
        out.raw("</p>\n");
    }
    out.raw("</div>\n");
}

fn element(out: &mut Markup<'_>, name: &str, words: &[Inline]) {
    out.raw(&format!("<{name}>"));
    out.inlines(words);
    out.raw(&format!("</{name}>\n"));
}
