//! Five releases as ministries write them, each as text and as a page, in UTF-8 and in encodings of their languages: what is read of
//! them is what `tests/data/drafts` expects, the same in every form, and no sentence of them is lost.

use std::fmt::Write as _;
use std::path::PathBuf;

use cadialog::archive::Archive;
use cadialog::draft::{Draft, Options, draft_file};
use cadialog::record::{Event, Outcome, Participant};
use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, WINDOWS_1251, WINDOWS_1252};
use serde_json::Value;

const RELEASES: [(&str, &[&Encoding]); 5] = [
    ("en-ministers", &[WINDOWS_1252]),
    ("en-tour", &[WINDOWS_1252]),
    ("ja-officials", &[SHIFT_JIS, EUC_JP, ISO_2022_JP]),
    ("ja-tour", &[SHIFT_JIS, EUC_JP, ISO_2022_JP]),
    ("ru-ministers", &[WINDOWS_1251]),
];

fn file(name: &str) -> String {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/drafts")).join(name);
    std::fs::read_to_string(path).expect("a file of the tests")
}

/// The release as a page that declares its encoding, with a menu, a script and a foot around it.
fn page(text: &str, title: &str, charset: &str) -> String {
    let mut html = format!(
        "<!DOCTYPE html><html><head><meta charset=\"{charset}\"><title>Site</title><script>var a = '<p>1 May 1999</p>';</script></head>\n\
         <body><nav><a href=\"/\">Home 3 March 2001</a></nav>\n"
    );
    for paragraph in text.split("\n\n") {
        let words = paragraph.replace('&', "&amp;").replace('<', "&lt;");
        let _ = if paragraph == title { writeln!(html, "<h1>{words}</h1>") } else { writeln!(html, "<p>{words}</p>") };
    }
    html + "<footer>Contact: 2 February 2002</footer></body></html>\n"
}

fn read(bytes: &[u8], archive: &Archive) -> Draft {
    draft_file(bytes, archive, &Options { name: "release".to_owned(), published: None }).expect("drafted")
}

/// Every form of a release, with the name of the form.
fn forms(name: &str, encodings: &[&'static Encoding]) -> Vec<(String, Vec<u8>)> {
    let text = file(&format!("{name}.txt"));
    let wanted: Value = serde_json::from_str(&file(&format!("{name}.json"))).expect("JSON");
    let title = text_of(&wanted, "title").expect("a title");
    let mut forms = vec![(format!("{name}, text, UTF-8"), text.clone().into_bytes())];
    forms.push((format!("{name}, text, CRLF"), text.replace('\n', "\r\n").into_bytes()));
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    forms.push((format!("{name}, text, UTF-16"), [b"\xff\xfe", &utf16[..]].concat()));
    for encoding in [&[UTF_8], encodings].concat() {
        let bytes = |text: &str| {
            let (bytes, _, is_lossy) = encoding.encode(text);
            assert!(!is_lossy, "{name} cannot be written in {}", encoding.name());
            bytes.into_owned()
        };
        forms.push((format!("{name}, page, {}", encoding.name()), bytes(&page(&text, &title, encoding.name()))));
        forms.push((format!("{name}, text, {}", encoding.name()), bytes(&text)));
    }
    forms
}

fn text_of(value: &Value, field: &str) -> Option<String> {
    value[field].as_str().map(str::to_owned)
}

fn list(value: &Value, field: &str) -> Vec<String> {
    value[field].as_array().into_iter().flatten().filter_map(|one| one.as_str().map(str::to_owned)).collect()
}

/// What of the participant is not as expected.
fn misread(found: &[Participant], wanted: &Value) -> Vec<String> {
    let who = text_of(wanted, "who").expect("who");
    let Some(one) = found.iter().find(|p| p.person.as_ref() == Some(&who) || p.name.as_ref() == Some(&who)) else {
        return vec![format!("participant {who}")];
    };
    let role = one.role.map(|role| role.label().to_owned());
    let mut faults = Vec::new();
    for (field, found) in
        [("country", &one.country), ("office", &one.office), ("on_behalf_of", &one.on_behalf_of), ("role", &role)]
    {
        if !wanted[field].is_null() && *found != text_of(wanted, field) {
            faults.push(format!("{field} of {who}: {found:?}"));
        }
    }
    faults
}

fn misread_event(event: &Event, wanted: &Value) -> Vec<String> {
    let mut faults: Vec<String> =
        wanted["participants"].as_array().into_iter().flatten().flat_map(|one| misread(&event.participants, one)).collect();
    let kind = serde_json::to_value(event.kind).expect("a kind");
    let place = event.place.clone().unwrap_or_default();
    let mut countries = event.countries.clone();
    countries.sort();
    for (field, found) in [
        ("date", Value::from(event.date.edtf())),
        ("kind", kind),
        ("ordinal", event.ordinal.map_or(Value::Null, Value::from)),
        ("city", place.city.map_or(Value::Null, Value::from)),
        ("country", place.country.map_or(Value::Null, Value::from)),
        ("chair", event.chair.clone().map_or(Value::Null, Value::from)),
        ("countries", Value::from(countries)),
    ] {
        if found != wanted[field] {
            faults.push(format!("{field}: {found}"));
        }
    }
    faults.extend(
        list(wanted, "topics").into_iter().filter(|topic| !event.topics.contains(topic)).map(|topic| format!("topic {topic}")),
    );
    faults
}

fn misread_outcome(draft: &Draft, found: &Outcome, wanted: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let event = wanted["event"].as_u64().and_then(|at| draft.events.get(usize::try_from(at).ok()?));
    if event.map(|event| &event.id) != found.event.as_ref() {
        faults.push(format!("event {:?}", found.event));
    }
    if serde_json::to_value(found.form).expect("a form") != wanted["form"] {
        faults.push(format!("form {:?}", found.form));
    }
    if found.by != list(wanted, "by") {
        faults.push(format!("by {:?}", found.by));
    }
    let figures = found.figures.iter().map(|f| serde_json::json!([f.as_reported, f.value, f.high, f.unit]));
    let figures = Value::from(figures.collect::<Vec<_>>());
    let same = |a: &Value, b: &Value| a.as_f64().zip(b.as_f64()).map_or(a == b, |(a, b)| (a - b).abs() < 1e-6);
    let flat = |value: &Value| -> Vec<Value> {
        value.as_array().into_iter().flatten().flat_map(|one| one.as_array().cloned().unwrap_or_default()).collect()
    };
    let (one, other) = (flat(&figures), flat(&wanted["figures"]));
    if one.len() != other.len() || !one.iter().zip(&other).all(|(a, b)| same(a, b)) {
        faults.push(format!("figures {figures}"));
    }
    faults
}

/// What of the draft is not as expected.
fn faults(draft: &Draft, wanted: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let source = &draft.sources[0];
    let publisher = text_of(wanted, "publisher").unwrap_or_else(|| "To complete: publisher".to_owned());
    if Some(&source.title) != text_of(wanted, "title").as_ref() || source.publisher != publisher {
        faults.push(format!("title “{}”, publisher “{}”", source.title, source.publisher));
    }
    if source.date.as_ref().map(|date| date.edtf().to_owned()) != text_of(wanted, "source_date") {
        faults.push(format!("date of the source {:?}", source.date));
    }
    let events = wanted["events"].as_array().expect("events");
    if draft.events.len() != events.len() {
        faults.push(format!("{} events", draft.events.len()));
    }
    for (at, (event, wanted)) in draft.events.iter().zip(events).enumerate() {
        faults.extend(misread_event(event, wanted).into_iter().map(|fault| format!("event {at}: {fault}")));
    }
    for wanted in wanted["outcomes"].as_array().expect("outcomes") {
        let words = text_of(wanted, "words").expect("words");
        match draft.outcomes.iter().find(|outcome| outcome.text.contains(&words)) {
            Some(found) => faults
                .extend(misread_outcome(draft, found, wanted).into_iter().map(|fault| format!("outcome “{words}”: {fault}"))),
            None => faults.push(format!("outcome “{words}”")),
        }
    }
    for wanted in wanted["quotes"].as_array().expect("quotes") {
        let (words, speaker) = (text_of(wanted, "words").expect("words"), text_of(wanted, "speaker"));
        let found = draft.quotes.iter().find(|quote| quote.text == words);
        if found.is_none_or(|quote| quote.speaker.person != speaker) {
            faults.push(format!("quote “{words}”: {:?}", found.map(|quote| &quote.speaker)));
        }
    }
    faults.extend(
        list(wanted, "left")
            .into_iter()
            .filter(|words| !draft.left_over.contains(words))
            .map(|words| format!("not left over: {words}")),
    );
    faults
}

/// The letters and digits of a text, which no form of it may lose.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
}

#[test]
fn five_releases_are_read_as_expected_in_every_form() {
    let archive = Archive::bundled().expect("bundled");
    let mut told = String::new();
    let mut count = 0;
    for (name, encodings) in RELEASES {
        let wanted: Value = serde_json::from_str(&file(&format!("{name}.json"))).expect("JSON");
        for (form, bytes) in forms(name, encodings) {
            let draft = read(&bytes, &archive);
            for fault in faults(&draft, &wanted) {
                let _ = writeln!(told, "{form}: {fault}");
            }
            count += 1;
        }
    }
    assert!(told.is_empty(), "{told}");
    assert_eq!(count, 43);
}

#[test]
fn no_sentence_of_a_release_is_lost() {
    let archive = Archive::bundled().expect("bundled");
    for (name, encodings) in RELEASES {
        let text = file(&format!("{name}.txt"));
        for (form, bytes) in forms(name, encodings) {
            let draft = read(&bytes, &archive);
            super::assert_sound(&draft, &text.split_whitespace().collect::<Vec<_>>().join(" "));
            let kept = letters(&draft.to_json());
            let sentences = text.split(['.', '。', '\n', '!', '?']).map(letters).filter(|sentence| !sentence.is_empty());
            let lost: Vec<String> =
                sentences.filter(|sentence| !kept.contains(sentence.trim_start_matches(char::is_numeric))).collect();
            assert!(lost.is_empty(), "{form}: {lost:?}");
            if form.contains("page") {
                assert!(
                    draft.remarks.iter().any(|remark| remark.contains("left out of the page: 8 words")),
                    "{:?}",
                    draft.remarks
                );
            }
            let is_guess = draft.remarks.iter().any(|remark| remark.contains("guess"));
            assert_eq!(
                is_guess,
                form.contains("text") && !["UTF", "CRLF"].iter().any(|known| form.contains(known)),
                "{form}: {:?}",
                draft.remarks
            );
        }
    }
}
