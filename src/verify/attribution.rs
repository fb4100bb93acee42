//! To whom a text gives its words: "Tokayev said …", "According to X, …", "…, said X", "… — X".

/// Words with their speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Attributed<'a> {
    /// Who is said to have said it, as the text has it.
    pub who: &'a str,
    /// The words themselves.
    pub words: &'a str,
}

/// Verbs with which a text says that somebody spoke.
const SAYING: [&str; 38] = [
    "said",
    "says",
    "told",
    "noted",
    "stressed",
    "stated",
    "declared",
    "announced",
    "explained",
    "added",
    "warned",
    "emphasised",
    "emphasized",
    "underlined",
    "remarked",
    "observed",
    "argued",
    "affirmed",
    "concluded",
    "recalled",
    "wrote",
    "claimed",
    "insisted",
    "promised",
    "put",
    "believes",
    "сказал",
    "сказала",
    "заявил",
    "заявила",
    "отметил",
    "отметила",
    "подчеркнул",
    "подчеркнула",
    "сообщил",
    "сообщила",
    "добавил",
    "считает",
];

/// Marks that open and close what is said.
const MARKS: [char; 13] = ['“', '”', '"', '„', '«', '»', '‘', '’', '\'', '「', '」', '『', '』'];

/// Most words of a name with its office.
const LONGEST: usize = 9;

/// The text as words that somebody else is said to have spoken; none if it names no speaker.
pub(super) fn attributed(text: &str) -> Option<Attributed<'_>> {
    let text = text.trim();
    accorded(text).or_else(|| before(text)).or_else(|| behind(text)).or_else(|| signed(text)).or_else(|| japanese(text))
}

/// Who is said to speak by what stands around a quotation: "Tokayev said: “…”", "“…,” said Tokayev."
pub(super) fn around<'a>(before: &'a str, after: &'a str) -> Option<&'a str> {
    let last = before.rsplit(['.', '!', '?', '\n', '”', '»', '"']).next().unwrap_or_default().trim().trim_end_matches([':', ',']);
    let next = after.trim_start_matches([',', '.', ' ', '—', '–', '-', '”', '»', '"']);
    let next = next.split(['.', ';', '\n', '“', '«', '"', ',']).next().unwrap_or_default().trim();
    let words: Vec<&str> = next.split_whitespace().take(LONGEST + 1).collect();
    let first = words.first().is_some_and(|word| is_saying(word));
    let lead =
        last.strip_prefix("According to ").or_else(|| last.strip_prefix("according to ")).map(|who| who.trim_end_matches(','));
    let subject = || {
        let at = last.split_whitespace().position(is_saying)?;
        let verb = last.split_whitespace().nth(at)?;
        Some(last.split(verb).next()?.trim()).filter(|who| is_name(who))
    };
    let named = || first.then(|| next.split_once(' ').map_or("", |(_, who)| who)).filter(|who| is_name(who));
    let ends = || {
        let last = words.iter().position(|word| is_saying(word)).filter(|at| *at > 0)?;
        Some(next.split(words[last]).next()?.trim()).filter(|who| is_name(who))
    };
    named().or_else(ends).or(lead.filter(|who| is_name(who))).or_else(subject)
}

fn is_saying(word: &str) -> bool {
    SAYING.contains(&word.trim_matches([',', ':', '“', '"']))
}

/// Words written large at the beginning of a sentence that name nobody.
const NOBODY: [&str; 12] = ["It", "He", "She", "They", "We", "I", "This", "That", "There", "The", "A", "An"];

/// Words that make a sentence, and no name with its office.
const SENTENCE: [&str; 19] = [
    "is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would", "should", "can", "could", "may", "which",
    "that", "when", "if",
];

/// Whether it may be somebody: a few words, one of which is written as a name.
fn is_name(who: &str) -> bool {
    let words: Vec<&str> = who.split_whitespace().map(|word| word.trim_matches(',')).collect();
    let named = |word: &&str| word.starts_with(char::is_uppercase) && !NOBODY.contains(word);
    (1..=LONGEST).contains(&words.len())
        && words.iter().any(named)
        && !words.iter().any(|word| SENTENCE.contains(word))
        && !who.contains(MARKS)
}

/// "According to X, …", "As X put it, …", "По словам X, …".
fn accorded(text: &str) -> Option<Attributed<'_>> {
    let lead = ["According to ", "according to ", "По словам ", "по словам "].iter().find_map(|lead| text.strip_prefix(lead));
    if let Some((who, words)) = lead.and_then(|rest| rest.split_once(',')) {
        return is_name(who).then_some(Attributed { who, words });
    }
    let (lead, words) = text.strip_prefix("As ").or_else(|| text.strip_prefix("as "))?.split_once(',')?;
    let verb = lead.split_whitespace().find(|word| is_saying(word))?;
    let who = lead.split(verb).next()?.trim();
    is_name(who).then_some(Attributed { who, words })
}

/// "X said (that) …", "X told the press that …", "X noted: “…”".
fn before(text: &str) -> Option<Attributed<'_>> {
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace).take(LONGEST + 1) {
        let begin = at;
        at += word.len();
        if !is_saying(word.trim()) {
            continue;
        }
        let (who, rest) = (text[..begin].trim(), &text[at..]);
        let said = word.trim();
        let ended = said.ends_with([':', ',']);
        let head: usize = rest.split_inclusive(char::is_whitespace).take(8).map(str::len).sum();
        let marked = ["that ", "что "].iter().find_map(|that| rest[..head].find(that).map(|found| found + that.len()));
        let colon =
            rest[..head].find([':', '“', '«', '"']).map(|mark| mark + rest[mark..].chars().next().map_or(1, char::len_utf8));
        let from = match (ended, marked, colon) {
            (true, ..) => 0,
            (_, Some(that), None) => that,
            (_, Some(that), Some(colon)) => that.min(colon),
            (_, None, Some(colon)) => colon,
            _ if said == "said" || said == "says" => 0,
            _ => return None,
        };
        let words = &rest[from..];
        let words = words.strip_prefix("что ").unwrap_or(words);
        return is_name(who).then_some(Attributed { who, words });
    }
    None
}

/// "…,” said X.", "…, X stressed."
fn behind(text: &str) -> Option<Attributed<'_>> {
    let comma = text.trim_end_matches(['.', ' ']).rfind([',', '”', '»', '"'])?;
    let tail = text[comma..].trim_start_matches([',', '”', '»', '"', ' ', '—', '–']).trim_end_matches(['.', ' ']);
    let words: Vec<&str> = tail.split_whitespace().collect();
    let (first, last) = (words.first()?, words.last()?);
    let who = if is_saying(first) {
        tail[first.len()..].trim()
    } else if is_saying(last) {
        tail[..tail.len() - last.len()].trim()
    } else {
        return None;
    };
    is_name(who).then(|| Attributed { who, words: &text[..comma] })
}

/// "… — X".
fn signed(text: &str) -> Option<Attributed<'_>> {
    let (words, who) = ["—", "–", "―", "--"].iter().find_map(|dash| text.rsplit_once(dash))?;
    let who = who.trim().trim_end_matches('.');
    let few = who.split_whitespace().count() <= 6 && who.starts_with(char::is_uppercase);
    let ended = words.trim_end().ends_with(['.', '!', '?', '”', '»', '"', '…']) || words.ends_with('\n');
    (few && ended && is_name(who)).then_some(Attributed { who, words })
}

/// "Xは「…」と述べた", "Xによると、…".
fn japanese(text: &str) -> Option<Attributed<'_>> {
    if let Some((who, words)) = text.split_once("によると").or_else(|| text.split_once("によれば")) {
        let few = (1..=24).contains(&who.chars().count());
        return few.then(|| Attributed { who, words: words.trim_start_matches('、') });
    }
    let (who, rest) = text.split_once("は「")?;
    let (words, _) = rest.rsplit_once('」')?;
    (1..=24).contains(&who.chars().count()).then_some(Attributed { who, words })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speakers_are_read_before_and_behind_their_words() {
        for (text, who, words) in [
            ("Abe said Japan works on two tracks.", "Abe", "Japan works on two tracks."),
            ("Tokayev said that it should be so.", "Tokayev", "it should be so."),
            ("According to Japarov, leaders should meet.", "Japarov", " leaders should meet."),
            ("As Prime Minister Abe put it, states lead.", "Prime Minister Abe", " states lead."),
            ("Motegi told the press that cooperation helps.", "Motegi", "cooperation helps."),
            ("Hayashi noted: “First, its position.”", "Hayashi", "“First, its position.”"),
            ("“Eurasia gains,” said Kono.", "Kono", "“Eurasia gains,"),
            ("It cannot keep out of it, stressed Muhriddin.", "Muhriddin", "It cannot keep out of it"),
            ("Supply depends on it. — Kishida", "Kishida", "Supply depends on it. "),
            ("Токаев заявил, что встреча историческая", "Токаев", "встреча историческая"),
            ("岸田総理は「中央アジアは重要だ」と述べた", "岸田総理", "中央アジアは重要だ"),
        ] {
            assert_eq!(attributed(text), Some(Attributed { who, words }), "{text}");
        }
    }

    #[test]
    fn what_is_told_of_somebody_is_no_attribution() {
        for text in [
            "Kawaguchi explained to the other delegations why Japan had proposed a meeting of this kind.",
            "Tokayev described the meeting as historic.",
            "The location is strategic — a land bridge of prime importance",
            "It was said to be so.",
            "Good use of water is, when all has been said, a matter of human security.",
        ] {
            assert_eq!(attributed(text), None, "{text}");
        }
    }

    #[test]
    fn a_quotation_is_spoken_by_who_stands_beside_it() {
        for (before, after, who) in [
            ("He spoke. Tokayev said: ", " and left.", Some("Tokayev")),
            ("", ",” said President Tokayev.", Some("President Tokayev")),
            ("It goes on. ", " Kono noted on Monday.", Some("Kono")),
            ("According to Mirziyoyev, ", ".", Some("Mirziyoyev")),
            ("The plan names ", " as its aim.", None),
        ] {
            assert_eq!(around(before, after), who, "{before}…{after}");
        }
    }
}
