//! Characters that are copied out of PDFs for the kanji that they look like: radicals.

use unicode_normalization::UnicodeNormalization;

/// Those of CJK Radicals Supplement that look like a kanji of Japanese, each with it.
#[rustfmt::skip]
const KANJI: &[(char, char)] = &[
    ('⺁', '厂'), ('⺄', '乙'), ('⺇', '几'), ('⺈', '刀'), ('⺊', '卜'), ('⺌', '小'), ('⺍', '小'), ('⺎', '兀'),
    ('⺏', '尣'), ('⺐', '尢'), ('⺒', '巳'), ('⺓', '幺'), ('⺔', '彑'), ('⺕', '彐'), ('⺛', '旡'), ('⺜', '日'),
    ('⺝', '月'), ('⺞', '歺'), ('⺟', '母'), ('⺠', '民'), ('⺧', '牛'), ('⺩', '王'), ('⺪', '疋'), ('⺫', '目'),
    ('⺬', '示'), ('⺮', '竹'), ('⺯', '糸'), ('⺶', '羊'), ('⺷', '羊'), ('⺸', '羊'), ('⺻', '聿'), ('⺼', '月'),
    ('⺽', '臼'), ('⻁', '虎'), ('⻃', '西'), ('⻄', '西'), ('⻅', '見'), ('⻆', '角'), ('⻇', '角'), ('⻉', '貝'),
    ('⻊', '足'), ('⻋', '車'), ('⻑', '長'), ('⻒', '長'), ('⻓', '長'), ('⻔', '門'), ('⻕', '阜'), ('⻗', '雨'),
    ('⻘', '青'), ('⻙', '韋'), ('⻚', '頁'), ('⻛', '風'), ('⻜', '飛'), ('⻝', '食'), ('⻞', '食'), ('⻟', '食'),
    ('⻡', '首'), ('⻢', '馬'), ('⻣', '骨'), ('⻤', '鬼'), ('⻥', '魚'), ('⻦', '鳥'), ('⻧', '鹵'), ('⻨', '麦'),
    ('⻩', '黄'), ('⻪', '黽'), ('⻫', '斉'), ('⻬', '斉'), ('⻭', '歯'), ('⻮', '歯'), ('⻯', '竜'), ('⻰', '竜'),
    ('⻱', '亀'), ('⻲', '亀'), ('⻳', '亀'),
];

/// Those that are a part of a kanji and no kanji themselves: a text about characters may mean them.
#[rustfmt::skip]
const PARTS: &[(char, char)] = &[
    ('⺀', '冫'), ('⺂', '乛'), ('⺃', '乚'), ('⺅', '亻'), ('⺆', '冂'), ('⺉', '刂'), ('⺋', '㔾'), ('⺑', '尢'),
    ('⺖', '忄'), ('⺗', '㣺'), ('⺘', '扌'), ('⺙', '攵'), ('⺡', '氵'), ('⺢', '氺'), ('⺣', '灬'), ('⺤', '爫'),
    ('⺥', '爫'), ('⺦', '丬'), ('⺨', '犭'), ('⺭', '礻'), ('⺰', '糸'), ('⺱', '罓'), ('⺲', '罒'), ('⺳', '网'),
    ('⺴', '网'), ('⺵', '网'), ('⺹', '耂'), ('⺺', '肀'), ('⺾', '艹'), ('⺿', '艹'), ('⻀', '艹'), ('⻂', '衤'),
    ('⻈', '言'), ('⻌', '辶'), ('⻍', '辶'), ('⻎', '辶'), ('⻏', '阝'), ('⻐', '金'), ('⻖', '阝'), ('⻠', '食'),
];

/// Kangxi radicals whose normal form is the old shape of a kanji that Japanese writes in a new one.
const NEW_SHAPES: &[(char, char)] = &[('⼾', '戸'), ('⾭', '青'), ('⿈', '黄'), ('⿊', '黒')];

/// The kanji that a radical looks like, and whether it can be nothing else.
pub(crate) fn kanji_of_radical(character: char) -> Option<(char, bool)> {
    let of = |table: &[(char, char)]| {
        table.iter().find(|(radical, _)| *radical == character).map(|&(_, kanji)| kanji)
    };
    match character {
        '⺀'..='⻳' => of(KANJI).map(|kanji| (kanji, true)).or_else(|| Some((of(PARTS)?, false))),
        '⼀'..='⿕' => of(NEW_SHAPES).or_else(|| character.nfkc().next()).map(|kanji| (kanji, true)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_radical_has_its_kanji() {
        // 0x2E9A is no character.
        for code in (0x2E80..=0x2EF3).filter(|code| *code != 0x2E9A).chain(0x2F00..=0x2FD5) {
            let radical = char::from_u32(code).expect("a character");
            let kanji = kanji_of_radical(radical).map(|(kanji, _)| kanji);
            assert!(
                kanji.is_some_and(|kanji| kanji != radical && !('⺀'..='⿕').contains(&kanji)),
                "U+{code:04X}"
            );
        }
    }

    #[test]
    fn japanese_has_its_own_shapes() {
        let right: String =
            "⺠⻑⻘⻄⿊⼾⾭⿈⼀⽇".chars().filter_map(kanji_of_radical).map(|(kanji, _)| kanji).collect();
        assert_eq!(right, "民長青西黒戸青黄一日");
        assert_eq!(kanji_of_radical('⺡'), Some(('氵', false)));
        assert_eq!(kanji_of_radical('民'), None);
    }
}
