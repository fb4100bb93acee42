//! A strict reader of dossiers in HTML: every tag is closed, every link has its target, nothing comes from outside and nothing acts.

use std::collections::{HashMap, HashSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The elements that a dossier is made of.
const ELEMENTS: [&str; 55] = [
    "a",
    "article",
    "blockquote",
    "body",
    "br",
    "cite",
    "code",
    "dd",
    "desc",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "header",
    "html",
    "input",
    "label",
    "li",
    "line",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "rect",
    "script",
    "section",
    "span",
    "strong",
    "style",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "text",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "b",
    "i",
    "q",
    "time",
    "sup",
];

/// What a dossier holds.
#[derive(Debug, Default)]
pub struct ReadDossier {
    /// The places that links may lead to.
    pub ids: HashSet<String>,
    /// The text of every article, by its place, in the order of the file.
    pub articles: Vec<(String, String)>,
    /// Addresses outside, in the order of the file.
    pub outside: Vec<String>,
    /// What stands in each element that has only text, by its name: `style`, `script`, `code`.
    pub code: HashMap<String, Vec<String>>,
    /// The words that bear each language tag.
    pub languages: HashMap<String, Vec<String>>,
    /// The whole text.
    pub text: String,
    /// The policy.
    pub policy: String,
}

/// Reads a dossier.
///
/// # Panics
/// When anything in it is not as it must be.
pub fn read(html: &str) -> ReadDossier {
    assert!(html.starts_with("<!DOCTYPE html>\n"), "no document type");
    let mut reader = Reader::from_str(html);
    reader.config_mut().check_end_names = true;
    let mut dossier = ReadDossier::default();
    let (mut open, mut links, mut named, mut level) = (Vec::<(String, Option<String>)>::new(), Vec::new(), Vec::new(), 0);
    loop {
        let event = reader.read_event().unwrap_or_else(|fault| panic!("at {}: {fault}", reader.buffer_position()));
        match event {
            Event::Start(tag) => {
                let name = element(&tag, &mut dossier, &mut links, &mut named);
                if let Some(heading) = name.strip_prefix('h').and_then(|n| n.parse::<usize>().ok()) {
                    assert!(heading <= level + 1, "a heading of level {heading} stands under one of level {level}");
                    level = heading;
                }
                let attributes = attributes(&tag);
                if name == "article" {
                    dossier.articles.push((attributes["id"].clone(), String::new()));
                }
                if matches!(name.as_str(), "style" | "script" | "code") {
                    dossier.code.entry(name.clone()).or_default().push(String::new());
                }
                let language = attributes.get("lang").cloned().filter(|_| name != "html");
                language.iter().for_each(|tag| dossier.languages.entry(tag.clone()).or_default().push(String::new()));
                open.push((name, language));
            }
            Event::Empty(tag) => {
                element(&tag, &mut dossier, &mut links, &mut named);
            }
            Event::End(_) => {
                let (name, _) = open.pop().expect("opened");
                if matches!(name.as_str(), "article" | "p" | "li" | "dd" | "dt" | "h3" | "h4") {
                    add(&mut dossier, &open, "\n");
                }
            }
            Event::Text(words) => add(&mut dossier, &open, &words),
            Event::GeneralRef(entity) => {
                let one = entity.resolve_char_ref().expect("a character").map(String::from);
                let known = quick_xml::escape::resolve_predefined_entity(&entity).map(str::to_owned);
                add(&mut dossier, &open, &one.or(known).expect("an entity that XML knows"));
            }
            Event::DocType(_) => {}
            Event::Eof => break,
            other => panic!("{other:?}"),
        }
    }
    assert!(open.is_empty(), "never closed: {open:?}");
    for link in links.iter().chain(&named) {
        assert!(dossier.ids.contains(link), "nothing stands at #{link}");
    }
    dossier
}

/// The words of an element's attributes by their names.
fn attributes(tag: &BytesStart<'_>) -> HashMap<String, String> {
    let mut found = HashMap::new();
    for attribute in tag.attributes() {
        let attribute = attribute.expect("an attribute");
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).expect("a value").into_owned();
        let name: &str = attribute.key.as_ref();
        assert!(found.insert(name.to_owned(), value).is_none(), "twice: {name}");
    }
    found
}

fn element(tag: &BytesStart<'_>, dossier: &mut ReadDossier, links: &mut Vec<String>, named: &mut Vec<String>) -> String {
    let name: &str = tag.name().0;
    assert!(ELEMENTS.contains(&name), "<{name}> has no place here");
    let attributes = attributes(tag);
    for (attribute, value) in &attributes {
        assert!(
            !attribute.starts_with("on") && attribute != "style" && attribute != "src" && attribute != "srcset",
            "{attribute}"
        );
        match attribute.as_str() {
            "id" => assert!(dossier.ids.insert(value.clone()), "two places are called {value}"),
            "for" | "aria-labelledby" => named.extend(value.split(' ').map(str::to_owned)),
            "lang" => assert!(value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'), "{value}"),
            _ => {}
        }
    }
    if let Some(href) = attributes.get("href") {
        if let Some(place) = href.strip_prefix('#') {
            links.push(place.to_owned());
        } else if name == "link" {
            assert_eq!(href, "data:,");
        } else {
            assert_eq!(name, "a");
            assert!(href.starts_with("https://") || href.starts_with("http://"), "{href}");
            assert_eq!(attributes["rel"], "noreferrer", "{href}");
            dossier.outside.push(href.clone());
        }
    }
    if attributes.get("http-equiv").is_some_and(|what| what == "Content-Security-Policy") {
        dossier.policy.clone_from(&attributes["content"]);
    }
    name.to_owned()
}

/// Puts words wherever they belong.
fn add(dossier: &mut ReadDossier, open: &[(String, Option<String>)], words: &str) {
    let inside = |name: &str| open.iter().any(|(open, _)| open == name);
    for name in ["style", "script", "code"] {
        if let (true, Some(parts)) = (inside(name), dossier.code.get_mut(name)) {
            parts.last_mut().expect("begun").push_str(words);
        }
    }
    if inside("style") || inside("script") {
        return;
    }
    if inside("article") {
        dossier.articles.last_mut().expect("begun").1.push_str(words);
    }
    for tag in open.iter().filter_map(|(_, tag)| tag.as_ref()) {
        dossier.languages.get_mut(tag).and_then(|list| list.last_mut()).expect("begun").push_str(words);
    }
    dossier.text.push_str(words);
}
