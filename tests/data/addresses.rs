//! Where the sources stand: at the publisher's own address, or at a mirror that says so.

use cadialog::record::{Record, SourceKind};

use super::{archive, none, records};

#[test]
fn addresses_are_those_of_the_sources_themselves() {
    let archive = archive();
    let mut faults = Vec::new();
    for record in records(archive) {
        let Record::Source(source) = record else { continue };
        let Some(url) = &source.url else { continue };
        let mut fault = |why: &str| faults.push(format!("“{}”: {url}: {why}", source.id));
        let Some(rest) = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")) else {
            fault("neither http nor https");
            continue;
        };
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        if !host.contains('.') || !host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')) {
            fault("the host is no plain name (a port, a user, or nothing)");
        }
        if host.ends_with('.') || host.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
            fault("the host is a number or ends in a dot, as those of proxies do");
        }
        if UNFIT.iter().any(|unfit| host == *unfit || host.ends_with(&format!(".{unfit}"))) {
            fault("a copy of somebody else’s page: cite the original");
        }
        let of_wikipedia = ["wikipedia.org", "wikidata.org"].iter().any(|own| host.ends_with(own));
        if !of_wikipedia && path.to_lowercase().contains("wikipedia") || path.contains("://") || path.contains("%3A%2F%2F") {
            fault("the address of one page inside that of another");
        }
        if url.chars().any(char::is_whitespace) {
            fault("a blank in the address");
        }
    }
    none(&faults);
}

/// Hosts met as copies or proxies of encyclopaedias and messengers, or with garbled and invented text. Named mirrors of
/// official texts are not among them: those are sources of the kind `mirror`.
const UNFIT: [&str; 27] = [
    "chikapedia.jppj.jp",
    "de.wiki.li",
    "dustinice.workers.dev",
    "e-do-match.com",
    "en.academic.ru",
    "en.qa.edu.vn",
    "happymail.co.jp",
    "iwiki.icu",
    "jablog.org",
    "jluggage.com",
    "jmedia.wiki",
    "jmediawiki.org",
    "kfd.me",
    "konrad.jp",
    "kotoba.ne.jp",
    "lolipop.jp",
    "pages.dev",
    "pedia.3rd-in.co.jp",
    "pinocchiopedia.com",
    "realcollector.jp",
    "redcensor.com",
    "self.gutenberg.org",
    "seisyun.net",
    "t.iss.one",
    "the-uncensored-wiki.com",
    "weblio.jp",
    "wiki.x.io",
];

#[test]
fn a_mirror_says_whose_text_it_holds() {
    let mut faults = Vec::new();
    for record in records(archive()) {
        let Record::Source(source) = record else { continue };
        // "Ministry of Foreign Affairs of Japan, through gov-base.info"; a few collections are publishers in their own right.
        let own = ["“World and Japan” database", "Japan Association for Trade with Russia & NIS (ROTOBO)"];
        if source.kind == SourceKind::Mirror
            && !source.publisher.contains(", through ")
            && !own.contains(&source.publisher.as_str())
        {
            faults.push(format!("“{}”: {} mirrors whom?", source.id, source.publisher));
        }
        if source.kind == SourceKind::Primary && source.publisher.contains(", through ") {
            faults.push(format!("“{}”: {}: what comes through another is a mirror", source.id, source.publisher));
        }
    }
    none(&faults);
}
