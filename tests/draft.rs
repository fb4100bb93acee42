//! Drafting a pack from a press release: what the text says is there, with its sentence; what it does not say is not.

#[path = "common/cases.rs"]
mod cases;
#[path = "draft/hostile.rs"]
mod hostile;
#[path = "draft/releases.rs"]
mod releases;

use std::path::Path;

use cadialog::archive::{self, Archive, Base};
use cadialog::draft::{Draft, DraftError, Options, draft};
use cadialog::record::OutcomeForm;
use cases::cases;
use proptest::prelude::*;

fn options(published: Option<&str>) -> Options {
    Options { name: "my-draft".to_owned(), published: published.map(|date| date.parse().expect("a date")) }
}

fn drafted(text: &str, published: Option<&str>) -> Draft {
    draft(text, &Archive::bundled().expect("bundled"), &options(published)).expect("drafted")
}

/// The draft must pass `check` without an error, load beside the bundled pack, and say where each quotation stands.
fn assert_sound(draft: &Draft, text: &str) {
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join("draft.json");
    std::fs::write(&path, draft.to_json()).expect("written");
    let errors: Vec<String> =
        archive::check(std::slice::from_ref(&path), true).iter().filter(|d| d.is_error()).map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    archive::load(Base::Bundled, &[path]).expect("loads beside the bundled pack");
    for inference in &draft.inferences {
        let notes = || draft.events.iter().flat_map(|event| &event.notes);
        assert!(notes().any(|note| note.contains(&inference.sentence)), "unmarked: {inference:?}");
    }
    let plain: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for quote in &draft.quotes {
        assert!(plain.contains(quote.text.trim_end_matches('…')), "not in the text: {}", quote.text);
    }
}

fn founding_document() -> Option<String> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/source/13th-tokyo-dialogue-report.txt"));
    std::fs::read_to_string(path).ok()
}

#[test]
fn the_founding_document() {
    let Some(text) = founding_document() else { return };
    for published in [None, Some("2025-03-18")] {
        let draft = drafted(&text, published);
        assert_sound(&draft, &text);
        let event = &draft.events[0];
        assert_eq!((event.title.as_str(), event.ordinal, event.date.edtf()), ("13th Tokyo Dialogue", Some(13), "2025-03-14"));
        assert_eq!(event.kind.label(), "Tokyo Dialogue");
        assert_eq!(event.hosts, ["mofa", "gfj", "jfir"]);
        let mut countries = event.countries.clone();
        countries.sort();
        assert_eq!(countries, ["JP", "KG", "KZ", "TJ", "TM", "UZ"], "Russia and China are spoken of, but did not take part");
        assert_eq!(event.themes, ["Geographical Outlook for Central Asia"]);
        assert!(event.place.is_none(), "“Tokyo Dialogue” is a name, not a place");
        let matsumoto = &event.participants[0];
        assert_eq!(matsumoto.person.as_deref(), Some("matsumoto-hisashi"));
        assert_eq!(matsumoto.office.as_deref(), Some("Parliamentary Vice-Minister for Foreign Affairs"));
        assert_eq!(event.participants.len(), 1);
        let areas: Vec<&str> = draft.outcomes[..5].iter().map(|o| o.topics[0].as_str()).collect();
        assert_eq!(areas, ["energy", "transport-connectivity", "digital", "education-people", "environment-water"]);
        assert!(draft.outcomes.iter().all(|o| o.form == OutcomeForm::Discussion && o.event.as_ref() == Some(&event.id)));
        let next: Vec<&str> = draft.outcomes[5..].iter().map(|o| &o.text[..16]).collect();
        assert_eq!(next, ["Working-level of", "The next ministe"]);
        let said: Vec<(&str, String)> = draft
            .quotes
            .iter()
            .map(|q| {
                let speaker = q.speaker.person.clone().or_else(|| q.speaker.description.clone());
                (q.text.split_whitespace().next().expect("words"), speaker.expect("a speaker"))
            })
            .collect();
        let wanted = [
            ("Today’s", "matsumoto-hisashi"),
            ("First,", "matsumoto-hisashi"),
            ("Our", "One Central Asian representative"),
            ("We", "One Central Asian representative"),
            ("Japan", "A Japanese policy expert at the forum"),
            ("We’ve", "A senior Japanese diplomat"),
        ];
        assert_eq!(said, wanted.map(|(word, who)| (word, who.to_owned())));
        assert_eq!(draft.quotes[5].speaker.country.as_deref(), Some("JP"));
        assert!(draft.sources[0].notes.iter().any(|note| note.contains("Ministry of Foreign Affairs Japan")));
    }
}

#[test]
fn every_quotation_of_the_bundled_record_of_that_document_is_drafted() {
    let Some(text) = founding_document() else { return };
    let archive = Archive::bundled().expect("bundled");
    let draft = drafted(&text, None);
    let wanted = archive.all().filter_map(|id| archive.quote(id)).filter(|q| q.event.as_deref() == Some("td-13-2025"));
    let wanted: Vec<&str> = wanted.filter(|q| q.form.label() == "verbatim").map(|q| q.text.as_str()).collect();
    assert!(wanted.len() >= 6);
    for words in wanted {
        let bare = |text: &str| text.trim_end_matches([',', '.']).to_owned();
        assert!(draft.quotes.iter().any(|q| bare(&q.text) == bare(words)), "missing: {words}");
    }
}

const RELEASE: &str = "\
# Ninth meeting of foreign ministers

TASHKENT, 24 December 2022 – The 9th Foreign Ministers’ Meeting was held in Tashkent on December 24.
Foreign Minister Yoshimasa Hayashi chaired it. Ministers from Kazakhstan and Uzbekistan attended, and prices in
China were discussed.

“We will deepen our work on **decarbonisation** and trade,” Hayashi said. “It is a start,” he added.

The ministers agreed on:

* scholarships and the training of officials
* water management in the Aral Sea basin
* [railways](https://example.org) and transport corridors

The next meeting will be held in Tokyo.
";

#[test]
fn a_release_in_markdown() {
    let draft = drafted(RELEASE, None);
    assert_sound(&draft, &RELEASE.replace("**", ""));
    let event = &draft.events[0];
    assert_eq!((event.ordinal, event.date.edtf(), event.kind.label()), (Some(9), "2022-12-24", "foreign ministers’ meeting"));
    assert_eq!(event.place.as_ref().and_then(|p| p.city.as_deref()), Some("Tashkent"));
    assert!(["KZ", "UZ"].iter().all(|code| event.countries.iter().any(|c| c == code)), "{:?}", event.countries);
    assert!(!event.countries.iter().any(|code| code == "CN"));
    let topics: Vec<&str> = draft.outcomes.iter().filter_map(|o| o.topics.first()).map(String::as_str).collect();
    assert_eq!(topics, ["education-people", "environment-water", "transport-connectivity"]);
    assert_eq!(draft.outcomes[2].text, "railways and transport corridors");
    let forms: Vec<OutcomeForm> = draft.outcomes.iter().map(|o| o.form).collect();
    let agreed = OutcomeForm::Agreement;
    assert_eq!(forms, [agreed, agreed, agreed, OutcomeForm::Discussion], "what introduces the list says what its items are");
    assert_eq!(draft.quotes.len(), 2);
    let hayashi = |n: usize| draft.quotes[n].speaker.person.clone().unwrap_or_default();
    assert!(hayashi(0).contains("hayashi") && hayashi(1) == hayashi(0), "{:?}", draft.quotes);
    assert_eq!(draft.quotes[0].text, "We will deepen our work on decarbonisation and trade");
}

#[test]
fn the_same_release_as_a_page_saved_from_a_browser() {
    let html = "<!DOCTYPE html><html><head><title>Site | News</title><script>alert('“Not a quotation at all, said nobody.”')</script></head>
        <body><nav><ul><li>Home and other pages</li></ul></nav><article><h1>Ninth meeting of foreign ministers</h1>
        <p>The 9th Foreign Ministers&rsquo; Meeting was held in Tashkent on December&nbsp;24, 2022.
        Foreign Minister Yoshimasa Hayashi chaired it.</p><p>&ldquo;We will deepen our work on trade,&rdquo; <b>Hayashi</b> said.</p>
        <ul><li>water management &amp; soil</li></ul></article><footer>Contact us on 1 January 2001</footer></body></html>";
    let draft = drafted(html, None);
    let event = &draft.events[0];
    assert_eq!((event.ordinal, event.date.edtf()), (Some(9), "2022-12-24"));
    assert_eq!(draft.sources[0].title, "Ninth meeting of foreign ministers");
    assert_eq!(draft.outcomes.iter().map(|o| o.text.as_str()).collect::<Vec<_>>(), ["water management & soil"]);
    assert_eq!(draft.quotes.len(), 1);
    assert_eq!(draft.quotes[0].text, "We will deepen our work on trade");
    assert_sound(&draft, "We will deepen our work on trade");
}

#[test]
fn a_release_in_japanese() {
    let text = "第13回「中央アジア＋日本」対話・東京対話の開催\n\n令和7年3月14日、外務省は、グローバル・フォーラム及び日本国際フォーラムとの共催で、第13回東京対話を東京で開催しました。\n\
        カザフスタン、キルギス、タジキスタン、トルクメニスタン、ウズベキスタンの代表が参加しました。\n\
        松本尚外務大臣政務官は「中央アジアの重要性は三つの観点から高まっています」と述べました。\n・エネルギー分野の協力\n";
    let draft = drafted(text, None);
    assert_sound(&draft, text);
    let event = &draft.events[0];
    assert_eq!((event.ordinal, event.date.edtf(), event.kind.label()), (Some(13), "2025-03-14", "Tokyo Dialogue"));
    assert!(["mofa", "gfj", "jfir"].iter().all(|id| event.hosts.iter().any(|h| h == id)), "{:?}", event.hosts);
    assert!(["KZ", "KG", "TJ", "TM", "UZ"].iter().all(|code| event.countries.iter().any(|c| c == code)), "{:?}", event.countries);
    assert_eq!(draft.quotes.len(), 1, "{:?}", draft.quotes);
    assert_eq!(draft.quotes[0].speaker.person.as_deref(), Some("matsumoto-hisashi"));
}

#[test]
fn a_release_as_ministries_write_it() {
    let text = "Summit of the \"Central Asia + Japan\" Dialogue\n\nDecember 20, 2025\n\n\
        1. On December 20, the first Summit was held in Tokyo. It was chaired by Ms. TAKAICHI Sanae, Prime Minister of Japan, and \
        attended by H.E. Mr. Kassym-Jomart Tokayev, President of the Republic of Kazakhstan, and H.E. Mr. Sadyr Japarov, \
        President of the Kyrgyz Republic.\n\n\
        2. President Tokayev remarked, \"We are ready to supply uranium and critical minerals.\" They spoke of Afghanistan, too.\n";
    let draft = drafted(text, Some("2026-11-01"));
    assert_sound(&draft, text);
    let event = &draft.events[0];
    assert_eq!((event.date.edtf(), event.ordinal), ("2025-12-20", Some(1)), "the year stands at the head of the release");
    assert_eq!(event.title, "Summit of the \"Central Asia + Japan\" Dialogue");
    assert_eq!(event.countries, ["JP", "KZ", "KG"]);
    let offices: Vec<_> = event.participants.iter().map(|p| p.office.as_deref().unwrap_or_default()).collect();
    assert_eq!(
        offices,
        ["Prime Minister of Japan", "President of the Republic of Kazakhstan", "President of the Kyrgyz Republic"]
    );
    assert_eq!(draft.quotes.len(), 1);
    assert_eq!(draft.quotes[0].speaker.person.as_deref(), Some("tokayev"));
    assert!(draft.outcomes.is_empty(), "numbered paragraphs are no list: {:?}", draft.outcomes);
}

#[test]
fn outcomes_are_records_with_form_figures_and_who_promised() {
    let text = "The 9th Foreign Ministers’ Meeting was held in Tashkent on December 24, 2022. The ministers adopted a joint \
        statement on water. Japan will provide US$3 million and intends to train more than 300 officials. Kazakhstan proposed a \
        fund for 40 schools. “We agreed on 5 million yen,” Hayashi said. They spoke of 12 million people in the region.\n";
    let draft = drafted(text, None);
    assert_sound(&draft, text);
    let found: Vec<(&str, OutcomeForm)> =
        draft.outcomes.iter().map(|o| (o.text.split_whitespace().next().expect("words"), o.form)).collect();
    let wanted = [("The", OutcomeForm::Agreement), ("Japan", OutcomeForm::Pledge), ("Kazakhstan", OutcomeForm::Proposal)];
    assert_eq!(found, wanted);
    let ids: Vec<&str> = draft.outcomes.iter().map(|o| o.id.as_str()).collect();
    assert_eq!(ids, ["my-draft-outcome-1", "my-draft-outcome-2", "my-draft-outcome-3"]);
    let pledge = &draft.outcomes[1];
    assert_eq!(pledge.by, ["JP"]);
    let figures: Vec<_> =
        pledge.figures.iter().map(|f| (f.as_reported.as_str(), f.value, f.low, f.unit.as_deref().unwrap_or_default())).collect();
    assert_eq!(figures, [("US$3 million", Some(3e6), None, "USD"), ("more than 300 officials", None, Some(300.0), "people")]);
    assert!(draft.outcomes[2].figures.is_empty(), "nobody is bound by a proposal");
    assert!(draft.events[0].outcomes.is_empty());
}

#[test]
fn nothing_is_made_up() {
    let archive = Archive::bundled().expect("bundled");
    assert!(matches!(draft("  \n\n", &archive, &options(None)), Err(DraftError::Empty)));
    let undated = "Officials met last Friday and talked about water.";
    let error = draft(undated, &archive, &options(None)).expect_err("no year").to_string();
    assert!(error.contains("“last Friday”") && error.contains("published"), "{error}");
    let draft = drafted(undated, Some("2026-01-07"));
    assert_sound(&draft, undated);
    let event = &draft.events[0];
    assert_eq!(event.date.edtf(), "2026-01-02");
    assert!(event.countries.is_empty() && event.hosts.is_empty() && event.participants.is_empty() && event.place.is_none());
    assert!(event.ordinal.is_none() && draft.quotes.is_empty());
    assert!(event.notes.iter().any(|note| note.contains("no kind of event")));
}

#[test]
fn a_second_draft_does_not_clash_with_the_first() {
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join("first.json");
    std::fs::write(&path, drafted(RELEASE, None).to_json()).expect("written");
    let archive = archive::load(Base::Bundled, &[path]).expect("loads").archive;
    let second = draft(RELEASE, &archive, &options(None)).expect("drafted");
    let ids = [&second.events[0].id, &second.quotes[0].id, &second.sources[0].id];
    assert!(ids.iter().all(|id| archive.id(id).is_none()), "{ids:?}");
}

proptest! {
    #![proptest_config(cases(48))]

    /// Whatever the text holds, a draft passes `check`, and no byte of it can drive a terminal.
    #[test]
    fn any_text_gives_a_sound_draft_or_a_clear_error(
        pieces in proptest::collection::vec(prop_oneof![
            "\\PC{0,40}",
            "[“”\"「」.,!?<>/&;#*\\-\\[\\]() \n]{0,20}",
            Just("The 13th Tokyo Dialogue was held in Tokyo on March 14, 2025. ".to_owned()),
            Just("“We value the approach that respects us,” said Matsumoto.\n".to_owned()),
            Just("- water management\n".to_owned()),
            Just("<p>2025年3月14日、「これは引用です。」と述べた。</p>\u{1b}[2J\u{202e}".to_owned()),
        ], 0..12),
        name in "\\PC{0,12}",
    ) {
        let archive = Archive::bundled().expect("bundled");
        let options = Options { name, published: "2025-03-18".parse().ok() };
        if let Ok(draft) = draft(&pieces.concat(), &archive, &options) {
            assert!(!draft.to_json().contains(|c: char| cadialog::text::is_unsafe(c) && c != '\n'));
            let folder = tempfile::tempdir().expect("a directory");
            let path = folder.path().join("draft.json");
            std::fs::write(&path, draft.to_json()).expect("written");
            let errors: Vec<String> = archive::check(&[path], false).iter().filter(|d| d.is_error()).map(ToString::to_string).collect();
            prop_assert!(errors.is_empty(), "{}", errors.join("\n"));
        }
    }
}
