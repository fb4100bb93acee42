//! Files that are no ordinary releases: damaged, too large, wrongly declared, or made to keep a careless reader busy.

use std::io::{Cursor, Write};

use cadialog::archive::Archive;
use cadialog::draft::{Draft, DraftError, LONGEST, Options, draft, draft_file};
use zip::write::SimpleFileOptions;

fn read(bytes: &[u8], published: Option<&str>) -> Result<Draft, DraftError> {
    let published = published.map(|date| date.parse().expect("a date"));
    draft_file(bytes, &Archive::bundled().expect("bundled"), &Options { name: "t".into(), published })
}

/// A Word document with this for its body.
fn document(body: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    zip.start_file("word/document.xml", SimpleFileOptions::default()).expect("begun");
    zip.write_all(xml.as_bytes()).expect("written");
    zip.finish().expect("finished").into_inner()
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

#[test]
fn a_word_document_is_read_as_its_text() {
    let heading = "<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>Tenth Tokyo Dialogue</w:t></w:r></w:p>";
    let ruby = "<w:p><w:r><w:ruby><w:rt><w:r><w:t>とうきょう</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>東京</w:t></w:r></w:rubyBase></w:ruby></w:r>\
        <w:r><w:t>での会合です。</w:t></w:r></w:p>";
    let split = "<w:p><w:r><w:t>It was held in To</w:t></w:r><w:del><w:r><w:delText>NOT THIS</w:delText></w:r></w:del><w:r><w:t>kyo on 14 March 2027. R&amp;D was spoken of.</w:t></w:r></w:p>";
    let listed = "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>water management and irrigation</w:t></w:r></w:p>";
    let file = document(&[heading, split, ruby, listed].concat());
    let draft = read(&file, None).expect("drafted");
    super::assert_sound(&draft, "");
    let event = &draft.events[0];
    assert_eq!((event.title.as_str(), event.date.edtf(), event.ordinal), ("Tenth Tokyo Dialogue", "2027-03-14", Some(10)));
    assert_eq!(event.place.as_ref().and_then(|place| place.city.as_deref()), Some("Tokyo"));
    assert_eq!(draft.left_over, ["R&D was spoken of.", "東京での会合です。"]);
    assert_eq!(draft.outcomes[0].text, "water management and irrigation");
    assert!(!draft.to_json().contains("NOT THIS"));
}

#[test]
fn what_is_no_text_is_refused_with_a_reason() {
    let whole = document(&paragraph("It was held in Tokyo on 14 March 2027.").repeat(50));
    let other = {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("content.xml", SimpleFileOptions::default()).expect("begun");
        zip.finish().expect("finished").into_inner()
    };
    let bomb = document(&" ".repeat(40 << 20));
    assert!(bomb.len() < 1 << 20, "{}", bomb.len());
    let noise: Vec<u8> = (0..4000_u32).map(|n| u8::try_from(n.wrapping_mul(2_654_435_761) >> 24).expect("a byte")).collect();
    for (bytes, reason) in [
        (&whole[..whole.len() / 2], "damaged"),
        (&whole[..30], "damaged"),
        (&other, "no Word document"),
        (&bomb, "unpacks to more than 32 MiB"),
        (&document("<w:p><w:r></w:p>"), "XML is damaged"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".docx"),
        (&noise, "no text"),
        (b"", "empty"),
        (b"\n \n", "empty"),
        ("あ".repeat(LONGEST / 3 + 1).as_bytes(), "longer than 1 MiB"),
        (&document(&paragraph(&"a ".repeat(LONGEST))), "longer than 1 MiB"),
    ] {
        let error = read(bytes, Some("2027-03-14")).expect_err(reason).to_string();
        assert!(error.contains(reason) && !error.contains("--published"), "{error}");
    }
}

#[test]
fn the_day_of_publication_is_always_heeded() {
    let error = read(b"Officials met in Tokyo.", None).expect_err("no date").to_string();
    assert!(error.contains("--published"), "{error}");
    for (text, published, date) in [
        ("Officials met in Tokyo.", "2025-03-17", "2025-03-17?"),
        ("Officials met in Tokyo.", "2025", "2025?"),
        ("Officials spoke. The Dialogue was launched in August 2004.", "2025-03-17", "2025-03-17?"),
        ("Officials met in Tokyo on March 14.", "2025-03-17", "2025-03-14"),
        ("<p>14 March 2025</p>", "2025-03-17", "2025-03-14"),
        ("Министры встретились вчера.", "2025-03-17", "2025-03-16"),
    ] {
        let draft = read(text.as_bytes(), Some(published)).expect("drafted");
        super::assert_sound(&draft, text);
        assert_eq!(draft.events[0].date.edtf(), date, "{text}");
        assert_eq!(draft.sources[0].date.as_ref().map(|date| date.edtf()), Some(published));
        let doubted = draft.events[0].notes.iter().any(|note| note.contains("in doubt: the text gives no date"));
        assert_eq!(doubted, date.ends_with('?'), "{text}");
    }
}

#[test]
fn a_page_with_only_a_date_is_an_event_to_complete() {
    let draft = read(b"<html><body>14 March 2025</body></html>", None).expect("drafted");
    assert_eq!(draft.events[0].date.edtf(), "2025-03-14");
}

#[test]
fn a_wrong_declaration_is_told_and_not_followed() {
    let text = "<meta charset=\"shift_jis\"><p>第13回東京対話は2025年3月14日に東京で開催されました。</p>";
    let draft = read(text.as_bytes(), None).expect("drafted");
    assert_eq!(draft.events[0].ordinal, Some(13));
    let told = |draft: &Draft| draft.sources[0].notes.iter().any(|note| note.contains("although “shift_jis” is declared"));
    assert!(told(&draft), "{:?}", draft.sources[0].notes);
    let gaps = [b"<meta charset=\"utf-8\"><p>Held in Tokyo on 14 March 2025, \xff\xff\x81.</p>", &b" and so on"[..]].concat();
    assert!(read(&gaps, None).expect("drafted").remarks.iter().any(|remark| remark.contains("replaced")));
}

#[test]
fn a_megabyte_of_one_paragraph_and_pages_between_form_feeds_lose_nothing() {
    let long =
        format!("The ministers met in Tokyo on 14 March 2027 and {}.", "talked of water and of more water, ".repeat(29_000));
    assert!(long.len() > 1_000_000 && long.len() <= LONGEST);
    let drafted = read(long.as_bytes(), None).expect("drafted");
    assert_eq!(drafted.events[0].date.edtf(), "2027-03-14");
    let count = |text: &str| text.matches("talked of water").count();
    let placed = count(&drafted.events[0].summary) + drafted.left_over.iter().map(|text| count(text)).sum::<usize>();
    // Where a piece ends, the words themselves may be cut.
    assert!((28_800..=29_000).contains(&placed), "{placed}");
    let pages = read(b"One page was read on 14 March 2027.\x0cA second page followed.\x0c", None).expect("drafted");
    assert_eq!(pages.left_over, ["A second page followed."]);
}

/// Made to keep a careless reader busy for hours: each is answered at once.
#[test]
fn hostile_texts_are_answered_in_time() {
    let archive = Archive::bundled().expect("bundled");
    for piece in
        ["Japan x ", "a.", "“a. ”", "\n-\n", "<nav>", "<", "[a](", "March 14 ", "met in March 14, 2025 Japan, ", "日本「。", "&#"]
    {
        let text = piece.repeat(100_000 / piece.len());
        let started = std::time::Instant::now();
        let drafted = draft(&text, &archive, &Options { name: "t".into(), published: "2025-03-18".parse().ok() });
        assert!(started.elapsed().as_secs() < 60, "{:?} for {piece:?}", started.elapsed());
        if let Ok(drafted) = drafted {
            assert_eq!(drafted.events.len(), 1);
        }
    }
}
