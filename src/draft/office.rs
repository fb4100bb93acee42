//! The office of a person, from the words beside the name.

use super::words::words;

/// The office that stands before a name: "Parliamentary Vice-Minister for Foreign Affairs".
pub(super) fn office(before: &str) -> Option<String> {
    let small = ["of", "for", "and", "the", "to", "in"];
    let all: Vec<&str> = before.split_whitespace().collect();
    let kept = |word: &&&str| {
        let ends = word.ends_with([',', '.', ';', ':', ')', '”']);
        let name = word.ends_with("’s") || word.ends_with("'s");
        !ends && !name && (small.contains(*word) || word.starts_with(char::is_uppercase))
    };
    let count = all.iter().rev().take_while(kept).count();
    let run: Vec<&str> = all[all.len() - count..].iter().copied().skip_while(|word| small.contains(word)).collect();
    let title = run.join(" ");
    let bare = ["Mr", "Mrs", "Ms", "Dr", "The", "H.E", "Professor"];
    (!run.is_empty() && !bare.contains(&title.as_str()) && words(&title).len() <= 12).then_some(title)
}

/// The office that follows a name: ", Prime Minister of Japan,".
pub(super) fn office_after(after: &str) -> Option<String> {
    const TITLES: [&str; 12] = [
        "Minister",
        "President",
        "Director",
        "Secretary",
        "Ambassador",
        "Chair",
        "Chairman",
        "Professor",
        "Head",
        "Chief",
        "Envoy",
        "Representative",
    ];
    let run = after.strip_prefix(", ")?.split([',', '.', ';', '(']).next()?;
    let small = ["of", "for", "and", "the", "to", "in"];
    let kept = |word: &&str| small.contains(word) || word.starts_with(char::is_uppercase);
    let mut run: Vec<&str> = run.split_whitespace().take_while(kept).collect();
    while run.last().is_some_and(|word| small.contains(word)) {
        run.pop();
    }
    let is_title = run.iter().any(|word| TITLES.iter().any(|title| word.ends_with(title)));
    (is_title && run.len() <= 12).then(|| run.join(" "))
}

/// The office that follows a name in Japanese: 外務審議官 in 宇山外務審議官は.
pub(super) fn wide(after: &str) -> Option<&str> {
    const ENDS: [&str; 19] = [
        "大臣政務官",
        "副大臣",
        "大臣",
        "次官",
        "大使",
        "大統領",
        "首相",
        "総理",
        "審議官",
        "補佐官",
        "政務官",
        "参事官",
        "局長",
        "部長",
        "長官",
        "代表",
        "外相",
        "議員",
        "会長",
    ];
    let after = after.trim_start_matches(['\u{3000}', ' ', '・']);
    let end = after.find(|c: char| !(('\u{4e00}'..='\u{9fff}').contains(&c) || c == '々')).unwrap_or(after.len());
    let run = &after[..end];
    let last = ENDS.iter().filter_map(|office| run.rfind(office).map(|at| at + office.len())).max()?;
    Some(&run[..last]).filter(|office| office.chars().count() <= 16)
}

/// What the words begin with with which an office begins in Russian, folded.
const RUSSIAN: [&str; 14] = [
    "министр",
    "заместител",
    "первыи",
    "президент",
    "премьер",
    "посол",
    "посла",
    "глава",
    "директор",
    "председател",
    "представител",
    "спецпредставител",
    "руководител",
    "госсекретар",
];

fn begins_office(word: &str) -> bool {
    let folded = crate::text::fold(word);
    let begins = RUSSIAN.iter().any(|stem| folded.starts_with(stem));
    begins && !["министерств", "председательств"].iter().any(|other| folded.starts_with(other))
}

/// The office beside a name in Russian: "министр иностранных дел Казахстана Мурат Нуртлеу", "Рашид Мередов, министр …,".
pub(super) fn russian(before: &str, after: &str) -> Option<String> {
    let behind = after.strip_prefix(", ").and_then(|rest| rest.split([',', '.', ';', '(', '«']).next());
    let is_office = |words: &&str| {
        let mut words = words.split_whitespace();
        words.next().is_some_and(begins_office) && words.count() < 12
    };
    behind.filter(is_office).map(|words| words.trim().to_owned()).or_else(|| {
        let clause = before.rsplit([',', '.', ';', '«', '»', '–', '—']).next()?;
        let words: Vec<&str> = clause.split_whitespace().collect();
        let from = words.iter().rposition(|word| begins_office(word))?;
        // "первый заместитель министра".
        let from = (0..from).rev().take_while(|&at| begins_office(words[at])).last().unwrap_or(from);
        (words.len() - from <= 8).then(|| words[from..].join(" "))
    })
}
