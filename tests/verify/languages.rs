//! Negations, numbers and speakers in Russian and Japanese, in a pack made for it.

use cadialog::archive::{Base, load};
use cadialog::search::Catalogue;
use cadialog::verify::{Verdict, verify};

const RECORDS: &str = r#"{"type":"person","id":"ito","name":"Ito Hanako","names":{"ja":"伊藤花子","ru":"Ханако Ито"}}
{"type":"quote","id":"ru-support","text":"Япония поддержит страны региона и построит 5 мостов в 2020 году.","date":"2020","speaker":{"person":"ito"},"form":"verbatim"}
{"type":"quote","id":"ja-water","text":"日本は水資源の管理を支援します。","date":"2020","speaker":{"person":"ito"},"form":"verbatim"}
{"type":"quote","id":"ja-bridge","text":"新しい橋は来年までに完成しない見込みだ。","date":"2021","speaker":{"person":"ito"},"form":"verbatim"}
"#;

fn catalogue() -> Catalogue {
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join("languages.jsonl");
    std::fs::write(&path, RECORDS).expect("written");
    Catalogue::new(load(Base::Nothing, &[path]).expect("a sound pack").archive)
}

#[test]
fn what_is_turned_is_told_in_every_language() {
    let catalogue = catalogue();
    for (text, id, kinds) in [
        ("Япония поддержит страны региона и построит 5 мостов в 2020 году", "ru-support", &[][..]),
        ("Япония не поддержит страны региона и построит 5 мостов в 2020 году", "ru-support", &["negation"]),
        ("Япония поддержит страны региона и построит пять мостов в 2020 году", "ru-support", &[]),
        ("Япония поддержит страны региона и построит 7 мостов в 2020 году", "ru-support", &["number"]),
        ("Япония поддержит страны региона и построит 5 мостов в 2019 году", "ru-support", &["date"]),
        ("Ито заявила, что Япония поддержит страны региона и построит 5 мостов в 2020 году", "ru-support", &[]),
        ("日本は水資源の管理を支援します", "ja-water", &[]),
        ("日本は水資源の管理を支援しません", "ja-water", &["negation"]),
        ("伊藤花子は「日本は水資源の管理を支援します」と述べた", "ja-water", &[]),
        ("河野太郎は「日本は水資源の管理を支援します」と述べた", "ja-water", &["speaker"]),
        ("新しい橋は来年までに完成する見込みだ", "ja-bridge", &["negation"]),
    ] {
        let found = verify(&catalogue, text).expect("words");
        let best = found.findings.first().unwrap_or_else(|| panic!("nothing found for {text}"));
        assert_eq!(catalogue.archive.record(best.id).id(), id, "{text}");
        let told: Vec<&str> = found.warnings().iter().map(|warning| warning.kind.name()).collect();
        assert_eq!(told, kinds, "{text}: {:?}", found.warnings());
        assert!(matches!(found.verdict, Verdict::Verbatim | Verdict::Near), "{text}: {:?} {}", found.verdict, best.score);
    }
}
