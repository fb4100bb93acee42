//! How the dossier came to be, and how it is made again.

use super::super::dossier::Dossier;
use super::markup::Markup;

pub fn about(out: &mut Markup<'_>, dossier: &Dossier<'_>) {
    out.raw("<section id=\"about\">\n<h2>About this dossier</h2>\n<dl>\n");
    for (name, lines) in dossier.colophon() {
        out.raw(&format!("<dt>{name}</dt>"));
        for line in lines {
            out.raw("<dd>");
            out.words(&line);
            out.raw("</dd>\n");
        }
    }
    if !dossier.inquiry.call.is_empty() {
        out.raw("<dt>Made again by</dt><dd><code>");
        // A command is to be copied as it stands.
        out.plain(&dossier.inquiry.command());
        out.raw("</code></dd>\n");
    }
    out.raw("</dl>\n</section>\n");
}
