//! The query language and the engine over the bundled archive: what each construct means, and what is said of it.

#[path = "../common/cases.rs"]
mod cases;
mod names;
mod properties;

use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use cadialog::archive::{Archive, Id};
use cadialog::query::{Query, help};
use cadialog::search::{Annotations, Catalogue, HitSection, Hits, Tier};
use cadialog::text;
use cadialog::view::View;
use cadialog::view::concordance::Order;

fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| Catalogue::new(Archive::bundled().expect("the bundled archive is sound")))
}

fn archive() -> &'static Archive {
    &catalogue().archive
}

fn query(text: &str) -> Query {
    let mut query = Query::default();
    query.set_text(text, archive());
    query
}

fn finished(text: &str) -> Query {
    let mut query = query(text);
    query.parsed.finish();
    query
}

fn hits(text: &str) -> Hits {
    let query = finished(text);
    View::new(catalogue(), &query).hits.unwrap_or_else(|| Hits::of_all(catalogue(), &query))
}

/// Ids above the divider, best first.
fn ids(text: &str) -> Vec<&'static str> {
    let found = hits(text);
    found.counted().iter().map(|hit| archive().record(hit.id).id()).collect()
}

fn set(text: &str) -> HashSet<&'static str> {
    ids(text).into_iter().collect()
}

/// Marks under a word.
fn annotated(word: &str, marks: &[&str]) -> Arc<Annotations> {
    let marks: Vec<String> = marks.iter().map(|&id| id.to_owned()).collect();
    let mut annotations = Annotations::default();
    annotations.mark(archive(), &marks, [(&word.to_owned(), &marks)]);
    Arc::new(annotations)
}

fn hints(text: &str) -> Vec<String> {
    query(text).parsed.hints.into_iter().map(|hint| hint.message).collect()
}

#[test]
fn every_example_of_the_table_finds_something_without_a_hint() {
    for construct in help::constructs() {
        let mut query = finished(construct.example);
        assert_eq!(query.parsed.hints, [], "{}", construct.example);
        let view = View::with_annotations(catalogue(), &query, &annotated("thesis", &["td-13-2025"]));
        let found = view.hits.unwrap_or_else(|| Hits::of_all(catalogue(), &query));
        assert!(!found.list.is_empty(), "{} finds nothing", construct.example);
        query.parsed.nodes.truncate(0);
        let everything = Hits::of_all(catalogue(), &query).list.len();
        let ordered = construct.form == "sort:";
        assert!(found.list.len() < everything || ordered, "{} finds everything", construct.example);
    }
}

#[test]
fn words_are_joined_by_and_alternatives_bind_tighter() {
    let found = hits("hydropower uranium");
    let both = found.list.iter().filter(|hit| hit.section == HitSection::All).map(|hit| archive().record(hit.id).id());
    let both: HashSet<_> = both.collect();
    assert!(both.is_subset(&set("hydropower")) && both.is_subset(&set("uranium")));
    let either: HashSet<_> = set("hydropower").union(&set("uranium")).copied().collect();
    assert_eq!(set("hydropower | uranium"), either);
    assert_eq!(set("hydropower OR uranium"), either);
    assert_eq!(set("hydropower|uranium"), either);
    assert_eq!(set("kazakhstan hydropower | uranium"), set("kazakhstan (hydropower | uranium)"));
    assert_ne!(set("kazakhstan hydropower | uranium"), set("(kazakhstan hydropower) | uranium"));
}

#[test]
fn negation_takes_away_the_word_and_nothing_else() {
    let all = set("'summit'");
    let (with, without) = (set("'summit' 'postponed'"), set("'summit' -'postponed'"));
    assert!(!with.is_empty() && !without.is_empty());
    assert!(with.is_disjoint(&without));
    assert_eq!(all, with.union(&without).copied().collect());
    assert_eq!(set("summit -postponed"), set("summit !postponed"));
    assert_eq!(set("summit -postponed"), set("summit NOT postponed"));
    assert!(!ids("type:event tourism -tour").is_empty(), "“tourism” is another word");
    assert!(!set("type:event -tour").contains("visit-kawaguchi-tour-2004"));
    assert_eq!(set("trans-caspian"), set("trans caspian"), "a hyphen inside a word negates nothing");
    assert_eq!(set("type:event -country:kz -country:uz"), set("type:event -country:kz,uz"));
    assert_eq!(set("type:topic -(energy | water)"), set("type:topic -energy -water"));
}

#[test]
fn exactness_can_be_asked_for() {
    assert!(set("'frastruct").contains("fmm-07-joint-statement-quality-infrastructure"));
    assert!(ids("'frastruct'").is_empty());
    assert!(ids("'infrastruktur").is_empty() && hits("'infrastructur").list.iter().all(|hit| !hit.tier.is_similar()));
    assert!(set("decarb*").contains("decarbonisation") && ids("carbonis*").is_empty());
    assert_eq!(ids("^energy$ type:topic"), ["energy"]);
    assert!(set("^first title:summit").contains("summit-01-tokyo-2025"));
    assert!(ids("title:summit$ title:postponed").is_empty(), "“(postponed)” ends that title");
    assert!(set("\"corridor of peace\"").contains("speech-aso-corridor-2006"));
    assert!(ids("\"peace of corridor\"").is_empty());
    assert!(set("\"corridor stability\"~3").contains("speech-aso-corridor-2006"));
    assert!(ids("\"corridor stability\"~1").is_empty());
    assert!(set(r"/^first summ?it .*\(postponed\)$/").contains("summit-00-astana-2024-postponed"));
    assert_eq!(set(r"\-japan"), set("japan"));
}

#[test]
fn fields_narrow_and_their_names_may_be_cut() {
    assert_eq!(set("country:kz uranium"), set("c:Казахстан uranium"));
    assert_eq!(set("c:カザフスタン"), set("country:Kazakhstan"));
    assert_eq!(set("c:ca5"), set("c:kz,kg,tj,tm,uz"));
    assert_eq!(set("kind:fmm year:2010"), set("k:foreign-ministers-meeting date:2010-08-07"));
    assert_eq!(ids("type:event status:cancelled"), ["td-12-2020-cancelled"]);
    assert!(set("date:>=2025-12 type:event").is_subset(&set("date:2025.. type:event")));
    assert_eq!(set("date:2005.. date:..2007 type:event"), set("date:2005..2007 type:event"));
    assert_eq!(set("place:東京 type:event"), set("place:tokyo type:event"));
    assert!(set("place:Nur-Sultan type:event").contains("fmm-01-astana-2004"), "a former name of the city");
    assert!(set("speaker:aso").contains("fmm-02-aso-catalyst") && !set("speaker:aso").contains("fmm-07-kono-catalyst"));
    assert!(ids("speaker:\"senior diplomat\" | speaker:diplomat").iter().all(|id| archive().id(id).is_some()));
    assert!(set("type:quote kind:summit").contains("summit-01-takaichi-three-reasons"), "said at a summit");
    assert!(set("title:corridor").is_subset(&set("corridor")) && !set("title:corridor").contains("fmm-02-tokyo-2006"));
    assert_eq!(set("corridor in:title"), set("title:corridor"));
    let dated = hits("type:event kind:fmm sort:date").list;
    assert_eq!(archive().record(dated[0].id).id(), "fmm-01-astana-2004");
    assert_eq!(archive().record(hits("kind:fmm type:event minister sort:-date").list[0].id).id(), "fmm-09-tokyo-2022");
}

#[test]
fn marked_records_come_from_outside() {
    let query = finished("is:marked type:event");
    assert_eq!(View::new(catalogue(), &query).events, []);
    let view = View::with_annotations(catalogue(), &query, &annotated("thesis", &["td-01-2006", "KZ"]));
    assert_eq!(view.events, [archive().id("td-01-2006").expect("an event")]);
}

#[test]
fn faults_are_hints_with_a_place_and_never_empty_the_list() {
    for (text, place, words) in [
        ("summit \"first", 7..8, "no closing quotation mark"),
        ("summit )", 7..8, "no “(”"),
        ("(summit | visit", 0..1, "no “)”"),
        ("summit |", 7..8, "either side"),
        ("summit country:atlantis", 15..23, "no country “atlantis”"),
        ("summit colour:red", 7..17, "no field “colour:”"),
        ("summit t:energy", 7..15, "may be type, topic, title, text"),
        ("summit /(/", 7..10, "not a regular expression"),
        ("summit /tokyo", 7..8, "no second “/”"),
        ("summit date:2020..2015", 12..22, "run backwards"),
        ("summit kind:", 7..12, "needs a value behind it: summit"),
        ("summit status:done", 14..18, "write held, planned, postponed, cancelled"),
        ("summit ()", 7..9, "nothing stands between"),
        ("summit sort:size", 12..16, "sort:date"),
    ] {
        let query = query(text);
        let [hint] = &query.parsed.hints[..] else { panic!("{text}: {:?}", query.parsed.hints) };
        assert_eq!(hint.at, place, "{text}");
        assert!(hint.message.contains(words), "{text}: {}", hint.message);
    }
    for text in [
        "summit \"firs",
        "summit (",
        "summit |",
        "summit country:",
        "summit country:zz",
        "summit /(/",
        "summit date:2",
        "summit -",
    ] {
        assert!(View::new(catalogue(), &query(text)).hits.is_some_and(|hits| !hits.list.is_empty()), "{text}");
    }
    assert!(matches!(&hints(&"a ".repeat(9000))[..], [hint] if hint.contains("up to 1000 bytes")));
    assert_eq!(hints("https://www.mofa.go.jp at 16:00"), Vec::<String>::new());
}

#[test]
fn full_width_signs_are_those_of_the_language() {
    for (typed, plain) in [
        ("（松本｜河野）", "(松本|河野)"),
        ("country：KZ，UZ　uranium", "country:KZ,UZ uranium"),
        ("year:２０２５", "year:2025"),
        ("water ！松本", "water !松本"),
        ("「中央アジア」", "\"中央アジア\""),
        ("title:『中央アジア』", "title:\"中央アジア\""),
        ("country:\u{200b}KZ", "country:KZ"),
        ("＇ｗａｔｅｒ＇", "'water'"),
    ] {
        assert_eq!(query(typed).parsed, query(plain).parsed, "{typed}");
        assert!(!ids(plain).is_empty(), "{plain}");
    }
    let asked = "水　ｃｏｕｎｔｒｙ：ＫＺ，ＱＱ　ｂ";
    let faults: Vec<&str> = query(asked).parsed.hints.iter().map(|hint| &asked[hint.at.clone()]).collect();
    assert_eq!(faults.len(), 1);
    assert!(faults[0].starts_with("ＱＱ") || faults[0].starts_with('，'), "{faults:?}");
    let restricted = |field: &str, values: &[&str]| {
        let mut query = Query::default();
        let values: Vec<String> = values.iter().map(|&value| value.to_owned()).collect();
        query.restrict(field, &values, archive()).map(|()| query.conditions)
    };
    for (field, typed, plain) in
        [("country", "ＫＺ，UZ", "KZ,UZ"), ("date", "２０２５", "2025"), ("date", "2006,2025", "2006,2025")]
    {
        let wanted: Vec<&str> = plain.split(',').collect();
        assert_eq!(restricted(field, &[typed]), restricted(field, &wanted), "{typed}");
    }
    assert!(restricted("date", &["2006,20x5"]).expect_err("no date").contains("20x5"));
}

#[test]
fn questions_are_answered_by_their_other_words() {
    assert_eq!(ids("who chaired the 2012 foreign ministers meeting")[0], "fmm-04-tokyo-2012");
    let query = finished("where was the summit");
    let line = View::new(catalogue(), &query).interpretation(catalogue(), &query);
    assert!(line.ends_with("may be absent: where, was, the"), "{line}");
    assert_ne!(set("'the' summit"), set("the summit"), "quoted it is an ordinary word");
    assert!(!ids("where").is_empty(), "alone it is an ordinary word");
}

#[test]
fn ordinals_and_short_forms_meet_their_field() {
    for text in ["13th tokyo dialogue", "thirteenth td", "第13回 東京対話", "第13回東京対話", "td 13"] {
        assert_eq!(ids(text).first(), Some(&"td-13-2025"), "{text}");
    }
    assert!(set("FMM type:event").is_superset(&set("kind:fmm type:event -kind:quote")));
    assert!(set("CA+JAD").contains("cajad") && set("cajad").contains("cajad"));
}

#[test]
fn japanese_is_found_across_the_borders_of_scripts() {
    let texts = |word: &str| {
        let mut found = HashSet::new();
        for id in archive().all() {
            archive().record(id).texts(&mut |_, text| {
                if text.contains(word) {
                    found.insert(archive().record(id).id());
                }
            });
        }
        found
    };
    for word in ["中央アジア", "東京対話", "専門家会合", "アジアの", "日本国際", "回ビジネス対話"] {
        let wanted = texts(word);
        assert!(!wanted.is_empty(), "{word} stands in the data");
        let found = set(word);
        let missed: Vec<_> = wanted.difference(&found).collect();
        assert!(missed.is_empty(), "{word}: {missed:?}");
    }
}

#[test]
fn what_was_matched_is_lit() {
    let lit = |asked: &str, text: &str| {
        let view = View::new(catalogue(), &finished(asked));
        view.lit(catalogue()).ranges(text).into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(lit("tourizm", "Tourism and culture"), ["Tourism"]);
    assert_eq!(lit("decarb", "Decarbonisation"), ["Decarb"]);
    assert_eq!(lit("nursultan", "Nur-Sultan"), ["Nur-Sultan"]);
    assert_eq!(lit("東京対話", "第13回「東京対話」の開催"), ["東京対話"]);
    assert_eq!(lit("中央アジア", "中央アジアの展望"), ["中央", "アジア"]);
    assert_eq!(lit("\"tokyo dialogue\"", "Tokyo, Tokyo Dialogue"), ["Tokyo", "Dialogue"]);
    assert_eq!(lit("/tok.o/", "in Tokyo"), ["Tokyo"]);
    assert_eq!(lit("'frastruct", "quality infrastructure"), ["frastruct"]);
    assert_eq!(lit("-tokyo summit", "Tokyo summit"), ["summit"]);
    assert_eq!(lit("tokdia13", "13th Tokyo Dialogue"), Vec::<String>::new());
    assert_eq!(lit("~tokdia", "Tokyo Dialogue").concat(), "TokDia");
}

#[test]
fn the_program_says_what_it_understood() {
    let say = |text: &str| {
        let query = finished(text);
        View::new(catalogue(), &query).interpretation(catalogue(), &query)
    };
    let total = archive().len();
    let line = say("type:quote country:kz,uz date:>=2015");
    assert!(line.starts_with("type=quote AND country∈{KZ,UZ} AND date≥2015 · "), "{line}");
    assert!(line.ends_with(&format!(" of {total}")), "{line}");
    assert!(say("tourizm").ends_with(" · tourizm→tourism"), "{}", say("tourizm"));
    assert!(say("a | b -c").starts_with("(a OR b) AND NOT c · "));
    let mut query = query("water");
    query.toggle(Query::condition("country:KZ", archive()).expect("a condition"));
    let line = View::new(catalogue(), &query).interpretation(catalogue(), &query);
    assert!(line.starts_with("country=KZ AND water · "), "{line}");
}

#[test]
fn nothing_found_is_narrated() {
    let view = View::new(catalogue(), &finished("uranium 'penguin'"));
    assert!(view.hits.as_ref().is_some_and(|hits| hits.list.is_empty()));
    let without = view.without.clone().expect("a way out");
    assert_eq!((without.term.as_str(), without.hits), ("'penguin'", hits("uranium").counted().len()));
    assert!(view.narration().is_some_and(|line| line.starts_with("nothing found; without 'penguin' there ")));
    let view = View::new(catalogue(), &finished("'penguin' tourizm"));
    assert_eq!(view.corrections.len(), 1);
    assert_eq!((view.corrections[0].from.as_str(), view.corrections[0].to.as_str()), ("tourizm", "tourism"));
    assert_eq!(View::new(catalogue(), &finished("uranium")).narration(), None);
}

#[test]
fn keywords_stand_in_their_context() {
    let query = finished("catalyst");
    let view = View::new(catalogue(), &query);
    let found = view.hits.clone().expect("words");
    let lines = view.concordance(catalogue(), found.counted(), Order::Rank);
    assert!(lines.len() >= 10, "{}", lines.len());
    assert!(lines.iter().all(|line| text::fold(&line.hit).contains("catalyst")), "{lines:?}");
    let quote = archive().id("fmm-02-aso-catalyst").expect("a quote");
    let line = lines.iter().find(|line| line.id == quote).expect("a line");
    assert!(line.left.ends_with("no more than a") && line.right.starts_with('.'), "{line:?}");
    let nearest = |text: &str, last: bool| {
        let mut words: Vec<String> = text::tokens(text).into_iter().map(|token| token.word).collect();
        if last { words.pop() } else { words.into_iter().next() }
    };
    let left = view.concordance(catalogue(), found.counted(), Order::LEFT);
    assert!(left.is_sorted_by_key(|line| nearest(&line.left, true)));
    let right = view.concordance(catalogue(), found.counted(), Order::RIGHT);
    assert!(right.is_sorted_by_key(|line| nearest(&line.right, false)));
    let sorted = |mut lines: Vec<_>| {
        lines.sort_by_key(|line: &cadialog::view::concordance::Line| (line.id, line.left.clone(), line.right.clone()));
        lines
    };
    assert_eq!(sorted(left), sorted(lines));
}

#[test]
fn another_letter_never_adds_hits_above_the_divider() {
    let words = [
        "kazakhstan",
        "agriculture",
        "countries",
        "ministers",
        "dialogues",
        "транспорт",
        "tokyo",
        "investments",
        "sharing",
        "mirziyoyev",
    ];
    for word in words {
        let letters: Vec<char> = word.chars().collect();
        let above = |length: usize| -> Vec<(Id, Tier)> {
            let typed = query(&letters[..length].iter().collect::<String>());
            let found = View::new(catalogue(), &typed).hits.expect("words");
            let all = found.list.iter().filter(|hit| hit.section == HitSection::All);
            all.map(|hit| (hit.id, hit.tier)).collect()
        };
        for length in 5..letters.len() {
            let before: HashSet<Id> = above(length).into_iter().map(|(id, _)| id).collect();
            let added: Vec<_> =
                above(length + 1).into_iter().filter(|(id, tier)| *tier != Tier::Alias && !before.contains(id)).collect();
            assert!(added.is_empty(), "{word} at {length}: {added:?}");
        }
    }
}

#[test]
fn filters_of_the_panes_and_of_the_text_select_alike() {
    let mut toggled = query("water");
    toggled.toggle(Query::condition("country:UZ", archive()).expect("a condition"));
    toggled.toggle(Query::condition("topic:energy", archive()).expect("a condition"));
    let spelled = query(&toggled.spell(archive()));
    assert_eq!(View::new(catalogue(), &toggled).hits, View::new(catalogue(), &spelled).hits);
    assert_eq!(View::new(catalogue(), &toggled).events, View::new(catalogue(), &spelled).events);
}

#[test]
fn similar_spellings_are_lit_only_where_they_were_found() {
    let view = View::new(catalogue(), &finished("market"));
    let hits = view.hits.as_ref().expect("words");
    let lit = |id: Option<Id>, text: &str| -> Vec<String> {
        view.lit_in(catalogue(), id).ranges(text).into_iter().map(|range| text[range].to_lowercase()).collect()
    };
    let similar = hits.list.iter().find(|hit| hit.section == HitSection::Similar).expect("a similar spelling").id;
    let sound = hits.list[0].id;
    let text = "A marked market; the market.";
    assert_eq!(lit(Some(sound), text), ["market", "market"]);
    assert_eq!(lit(Some(similar), text), ["marked", "market", "market"]);
    assert_eq!(lit(archive().id("TM"), "marked"), [] as [&str; 0], "no hit, while others hold the word itself");
    let view = View::new(catalogue(), &finished("tajikistn"));
    let lit = view.lit_in(catalogue(), archive().id("TJ")).ranges("Tajikistan");
    assert!(matches!(&lit[..], [all] if all.len() == 10), "nothing but a similar spelling: {lit:?}");
}
