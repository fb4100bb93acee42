//! Every record as a resource.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{answers, code, records, request, result};

/// All resources of a server called with `arguments`, page by page.
fn all(arguments: &[&str]) -> Vec<Value> {
    let (mut found, mut cursor) = (Vec::new(), Value::Null);
    for _ in 0..1000 {
        let mut page = result(arguments, "resources/list", json!({"cursor": cursor}));
        let own = page["resources"].as_array().expect("resources");
        assert!(!own.is_empty() && own.len() <= 100);
        found.extend(own.iter().cloned());
        cursor = page["nextCursor"].take();
        if cursor.is_null() {
            return found;
        }
    }
    panic!("the list has no end");
}

#[test]
fn there_are_as_many_resources_as_records() {
    let listed = all(&[]);
    let named: BTreeSet<String> = listed.iter().map(|one| one["uri"].as_str().expect("uri").to_owned()).collect();
    let wanted: BTreeSet<String> =
        records().iter().map(|(_, record)| format!("cadialog://record/{}", record["id"].as_str().expect("id"))).collect();
    assert_eq!(listed.len(), wanted.len());
    assert_eq!(named, wanted);
    let kazakhstan = listed.iter().find(|one| one["name"] == "KZ").expect("Kazakhstan");
    assert_eq!((&kazakhstan["title"], &kazakhstan["mimeType"]), (&json!("Kazakhstan"), &json!("text/plain")));
    for wrong in [json!("0"), json!("-1"), json!("99999999999999999999"), json!("100000"), json!(100), json!("x")] {
        assert_eq!(code("resources/list", json!({"cursor": wrong})), -32602, "{wrong}");
    }
}

#[test]
fn a_resource_reads_as_its_page() {
    let read = result(&[], "resources/read", json!({"uri": "cadialog://record/td-13-2025"}));
    let content = &read["contents"][0];
    assert_eq!((&content["uri"], &content["mimeType"]), (&json!("cadialog://record/td-13-2025"), &json!("text/plain")));
    let text = content["text"].as_str().expect("text");
    assert!(
        text.contains("13th Tokyo Dialogue") && text.contains("14 March 2025") && text.contains("https://thxnews.com/"),
        "{text}"
    );
    for wrong in ["cadialog://record/nosuch", "cadialog://record/", "cadialog://record/%", "file:///etc/passwd", "", "td-13-2025"]
    {
        assert_eq!(code("resources/read", json!({"uri": wrong})), -32002, "{wrong}");
    }
    assert_eq!(code("resources/read", json!({})), -32602);
    let templates = result(&[], "resources/templates/list", json!({}));
    assert_eq!(templates["resourceTemplates"][0]["uriTemplate"], "cadialog://record/{id}");
}

#[test]
fn every_record_can_be_read() {
    let reads: Vec<Value> = records()
        .iter()
        .map(|(_, record)| {
            request(1, "resources/read", json!({"uri": format!("cadialog://record/{}", record["id"].as_str().expect("id"))}))
        })
        .collect();
    for (asked, answered) in reads.iter().zip(answers(&[], &reads)) {
        assert!(answered["result"]["contents"][0]["text"].as_str().is_some_and(|text| text.len() > 20), "{asked}: {answered}");
    }
}

#[test]
fn filters_bound_the_list_to_what_they_select_and_its_sources() {
    let of_type =
        |name: &str| records().into_iter().filter(|(list, _)| *list == name).map(|(_, record)| record).collect::<Vec<_>>();
    let places = of_type("places");
    let wanted: BTreeSet<String> = places
        .iter()
        .flat_map(|place| place["sources"].as_array().into_iter().flatten().chain([&place["id"]]))
        .map(|id| id.as_str().expect("id").to_owned())
        .collect();
    assert!(wanted.len() > places.len());
    let named: BTreeSet<String> =
        all(&["--type", "place"]).iter().map(|one| one["name"].as_str().expect("name").to_owned()).collect();
    assert_eq!(named, wanted);
    let refused = answers(&["--type", "place"], &[request(1, "resources/read", json!({"uri": "cadialog://record/KZ"}))]);
    assert_eq!(refused[0]["error"]["code"], -32002);
}

#[test]
fn a_pack_of_ones_own_is_served_alone() {
    let pack = "tests/packs/good/directory";
    let alone = &["--no-bundled", "--data", pack];
    let printed = crate::run(&[alone, &["export", "--format", "ids"][..]].concat());
    let ids: BTreeSet<&str> = printed.out.lines().collect();
    let named = all(alone);
    assert_eq!(named.iter().map(|one| one["name"].as_str().expect("name")).collect::<BTreeSet<_>>(), ids);
    assert!(ids.len() > 2 && !ids.contains("td-13-2025"));
}
