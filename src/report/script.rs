//! Which script letters are of, and which language tag can be given to words in it that no data name a language for.

/// The tag of words in one script, as far as the letters tell: kana are Japanese, hangul Korean; of others only the script is known
/// (`und-Cyrl`; BCP 47, with scripts by ISO 15924).
pub fn tag_of(group: ScriptGroup, has_kana: bool) -> &'static str {
    match group {
        ScriptGroup::Han if has_kana => "ja",
        ScriptGroup::Han => "und-Hani",
        ScriptGroup::Hangul => "ko",
        ScriptGroup::Cyrillic => "und-Cyrl",
        ScriptGroup::Arabic => "und-Arab",
        ScriptGroup::Hebrew => "und-Hebr",
        ScriptGroup::Greek => "und-Grek",
        ScriptGroup::Georgian => "und-Geor",
        ScriptGroup::Armenian => "und-Armn",
        ScriptGroup::Mongolian => "und-Mong",
    }
}

/// Scripts other than the Latin one; Chinese characters and kana, which stand in one word, are one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum ScriptGroup {
    Han,
    Hangul,
    Cyrillic,
    Arabic,
    Hebrew,
    Greek,
    Georgian,
    Armenian,
    Mongolian,
}

/// The script of a letter, by the blocks of Unicode; none of Latin letters, digits and signs.
pub fn script_of(c: char) -> Option<ScriptGroup> {
    Some(match c {
        '\u{0400}'..='\u{052f}' | '\u{1c80}'..='\u{1c8f}' | '\u{2de0}'..='\u{2dff}' | '\u{a640}'..='\u{a69f}' => {
            ScriptGroup::Cyrillic
        }
        '\u{3005}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' => {
            ScriptGroup::Han
        }
        c if crate::text::is_kana(c) => ScriptGroup::Han,
        '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7af}' => ScriptGroup::Hangul,
        '\u{0600}'..='\u{06ff}'
        | '\u{0750}'..='\u{077f}'
        | '\u{08a0}'..='\u{08ff}'
        | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}' => ScriptGroup::Arabic,
        '\u{0590}'..='\u{05ff}' => ScriptGroup::Hebrew,
        '\u{0370}'..='\u{03ff}' | '\u{1f00}'..='\u{1fff}' => ScriptGroup::Greek,
        '\u{10a0}'..='\u{10ff}' => ScriptGroup::Georgian,
        '\u{0530}'..='\u{058f}' => ScriptGroup::Armenian,
        '\u{1800}'..='\u{18af}' => ScriptGroup::Mongolian,
        _ => return None,
    })
}

/// `text` in stretches, each with the tag of the script that it is in; none of what is in Latin letters, or in no letters. What
/// stands between two words of one script belongs to them.
pub fn stretches(text: &str) -> Vec<(Option<&'static str>, &str)> {
    let mut found: Vec<(Option<&'static str>, &str)> = Vec::new();
    let mut plain_from = 0;
    let mut run: Option<(ScriptGroup, usize, usize, bool)> = None;
    let mut close = |run: &mut Option<(ScriptGroup, usize, usize, bool)>, plain_from: &mut usize| {
        if let Some((group, from, to, kana)) = run.take() {
            if from > *plain_from {
                found.push((None, &text[*plain_from..from]));
            }
            found.push((Some(tag_of(group, kana)), &text[from..to]));
            *plain_from = to;
        }
    };
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match (script_of(c), &mut run) {
            (Some(group), Some((known, _, to, kana))) if *known == group => {
                *to = end;
                *kana |= crate::text::is_kana(c);
            }
            (Some(group), _) => {
                close(&mut run, &mut plain_from);
                run = Some((group, at, end, crate::text::is_kana(c)));
            }
            // A Latin letter ends the words of another script.
            (None, Some(_)) if c.is_alphabetic() => close(&mut run, &mut plain_from),
            (None, _) => {}
        }
    }
    close(&mut run, &mut plain_from);
    if plain_from < text.len() || found.is_empty() {
        found.push((None, &text[plain_from..]));
    }
    found
}

/// A language tag as data give it, if it has the shape of one (BCP 47: parts of up to eight letters and digits, the first of letters);
/// else `und`.
pub fn sound(tag: &str) -> &str {
    let mut parts = tag.split('-');
    let first = parts.next().is_some_and(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic()));
    let rest = parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    if first && rest && tag.len() <= 35 { tag } else { "und" }
}

/// Whether words with this tag run from right to left.
pub fn is_rightwards(tag: &str) -> bool {
    let language = tag.split('-').next().unwrap_or_default();
    let other = tag.split('-').any(|part| part.eq_ignore_ascii_case("Cyrl") || part.eq_ignore_ascii_case("Latn"));
    !other
        && (matches!(language, "ar" | "fa" | "ps" | "ur" | "ug" | "he" | "sd")
            || tag.ends_with("-Arab")
            || tag.ends_with("-Hebr"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_script_stay_together() {
        assert_eq!(stretches("plain"), [(None, "plain")]);
        assert_eq!(stretches(""), [(None, "")]);
        assert_eq!(
            stretches("read 中央アジア＋日本 (Центральная Азия) at 日本, Tokyo"),
            [
                (None, "read "),
                (Some("ja"), "中央アジア＋日本"),
                (None, " ("),
                (Some("und-Cyrl"), "Центральная Азия"),
                (None, ") at "),
                (Some("und-Hani"), "日本"),
                (None, ", Tokyo"),
            ]
        );
        let text = "ab Ж cd 水 ef";
        assert_eq!(stretches(text).iter().map(|(_, part)| *part).collect::<String>(), text);
    }

    #[test]
    fn only_what_has_the_shape_of_a_tag_is_one() {
        for tag in ["ja", "uz-Cyrl", "fa-AF", "zh-Hant-TW"] {
            assert_eq!(sound(tag), tag);
        }
        for tag in ["", "j", "ja\"", "ja onclick", "1a", "ja-", "toolonglang", "日本"] {
            assert_eq!(sound(tag), "und", "{tag}");
        }
        assert!(is_rightwards("fa-AF") && is_rightwards("und-Arab") && !is_rightwards("ug-Cyrl") && !is_rightwards("ja"));
    }
}
