//! The bytes of a text file as text: what encoding it has, by its mark or by what its letters would be in each.

use encoding_rs::{
    EUC_JP, EUC_KR, Encoding, GB18030, KOI8_R, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
};

/// How much of a file is looked at, in bytes.
const SAMPLE: usize = 1 << 16;
/// Where scores are equal, the earlier one is taken.
const KNOWN: [&Encoding; 8] = [WINDOWS_1252, WINDOWS_1251, SHIFT_JIS, EUC_JP, KOI8_R, GB18030, EUC_KR, WINDOWS_1250];

/// The text, the name of its encoding, and whether every byte could be read.
pub fn decode(bytes: &[u8], wanted: Option<&str>) -> (String, &'static str, bool) {
    let encoding = wanted.and_then(|name| Encoding::for_label(name.as_bytes())).unwrap_or_else(|| guess(bytes));
    // A byte-order mark goes before what somebody says.
    let (text, encoding, faulty) = encoding.decode(bytes);
    (text.into_owned(), encoding.name(), !faulty)
}

/// Whether there is an encoding of this name.
pub fn is_known(name: &str) -> bool {
    Encoding::for_label(name.as_bytes()).is_some()
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let zeros = |first: usize| sample.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    if zeros(1) * 5 > sample.len() {
        return UTF_16LE;
    }
    if zeros(0) * 5 > sample.len() {
        return UTF_16BE;
    }
    if str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    // A letter cut in two at the end of the sample is no fault of it.
    let end = sample.iter().rposition(|byte| *byte == b'\n').map_or(sample.len(), |at| at + 1);
    let mut best = (i64::MIN, UTF_8);
    for encoding in KNOWN {
        let text = encoding.decode_without_bom_handling_and_without_replacement(&sample[..end]);
        if let Some(score) = text.map(|text| score(&text))
            && score > best.0
        {
            best = (score, encoding);
        }
    }
    if best.0 == i64::MIN { WINDOWS_1252 } else { best.1 }
}

/// The scripts of letters beyond ASCII, as far as they tell encodings apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LetterScript {
    Ascii,
    Latin,
    Small,
    Capital,
    Kana,
    HalfKana,
    Han,
    Hangul,
    Mark,
    Odd,
}

const fn script(c: char) -> LetterScript {
    match c {
        'a'..='z' | 'A'..='Z' => LetterScript::Ascii,
        '\0'..='\x7f' => LetterScript::Mark,
        'à'..='ÿ' | 'À'..='Þ' | 'ß' | 'Œ' | 'œ' | 'Š' | 'š' | 'Ž' | 'ž' | '\u{100}'..='\u{17f}' => LetterScript::Latin,
        'а'..='я' | 'ё' | 'ђ'..='џ' | 'ґ' => LetterScript::Small,
        'А'..='Я' | 'Ё' | 'Ђ'..='Џ' | 'Ґ' => LetterScript::Capital,
        'ぁ'..='ゖ' | 'ァ'..='ー' => LetterScript::Kana,
        '･'..='ﾟ' => LetterScript::HalfKana,
        '\u{4e00}'..='\u{9fff}' | '々' => LetterScript::Han,
        '가'..='힣' => LetterScript::Hangul,
        '“'
        | '”'
        | '‘'
        | '’'
        | '–'
        | '—'
        | '…'
        | '«'
        | '»'
        | '№'
        | '€'
        | '°'
        | '§'
        | '、'
        | '。'
        | '「'
        | '」'
        | '（'
        | '）'
        | '\u{a0}'
        | '\u{3000}'
        | '～'
        | '／'
        | '：'
        | '０'..='９'
        | '，' => LetterScript::Mark,
        _ => LetterScript::Odd,
    }
}

/// How much like writing the letters beyond ASCII look, a thousand for the likeliest.
fn score(text: &str) -> i64 {
    let (mut sum, mut letters) = (0, 0);
    let mut before = LetterScript::Mark;
    for c in text.chars() {
        let now = script(c);
        let points = match (before, now) {
            (_, LetterScript::Ascii) => 0,
            (_, LetterScript::Mark) if c.is_ascii() => 0,
            // An accented letter among plain ones; many in a row are another alphabet.
            (LetterScript::Latin, LetterScript::Latin) => -60,
            (_, LetterScript::Latin) => 70,
            (LetterScript::Small | LetterScript::Capital, LetterScript::Small) => 100,
            (LetterScript::Small, LetterScript::Capital) => -100,
            (LetterScript::Ascii, LetterScript::Small | LetterScript::Capital) => -50,
            (_, LetterScript::Small | LetterScript::Capital) => 60,
            (_, LetterScript::Kana) => 110,
            (LetterScript::Ascii | LetterScript::Latin, LetterScript::Han | LetterScript::Hangul) => -50,
            (_, LetterScript::Han) => 85,
            (LetterScript::Hangul, LetterScript::Hangul) => 95,
            (_, LetterScript::Hangul) => 80,
            (_, LetterScript::HalfKana) => -20,
            (_, LetterScript::Mark) => 30,
            (_, LetterScript::Odd) => -100,
        };
        if !c.is_ascii() {
            sum += points;
            letters += 1;
        }
        before = now;
    }
    if letters == 0 { 0 } else { sum * 10 / letters }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_found_by_its_letters() {
        for (encoding, text) in [
            (SHIFT_JIS, "日付,議題,出席者\n2024年3月12日,水資源の利用について,田中太郎\n"),
            (EUC_JP, "日付,議題,出席者\n2024年3月12日,水資源のりようについて,田中太郎、スズキ\n"),
            (WINDOWS_1251, "Дата;Тема;Место\n12.03.2024;Обсуждение бюджета;Ташкент\n"),
            (KOI8_R, "Дата;Тема;Место\n12.03.2024;Обсуждение бюджета;Ташкент\n"),
            (WINDOWS_1252, "Datum;Thema;Ort\n12.03.2024;Größe der Küche für Gäste;München\n"),
            (WINDOWS_1252, "date,objet\n2024,Élection du président à Genève — “été”\n"),
        ] {
            let (bytes, _, _) = encoding.encode(text);
            assert_eq!(decode(&bytes, None), (text.to_owned(), encoding.name(), true));
        }
    }

    #[test]
    fn unicode_is_known_by_its_mark_or_its_zeros() {
        let utf16: Vec<u8> = "Date\tTitle\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&utf16, None).0, "Date\tTitle\n");
        let marked = [b"\xff\xfe".as_slice(), &utf16].concat();
        assert_eq!(decode(&marked, None), ("Date\tTitle\n".to_owned(), "UTF-16LE", true));
        assert_eq!(decode(b"\xef\xbb\xbfDate", None).0, "Date");
        assert_eq!(decode("Größe".as_bytes(), None).0, "Größe");
    }
}
