//! Counters that do not count what stands beside them, by the words around them.

use crate::language::Quantity;
use crate::proof::prose::Prose;

/// How nouns end that name people.
const PEOPLE: &[&str] = &[
    "職員",
    "社員",
    "会員",
    "委員",
    "議員",
    "隊員",
    "団員",
    "部員",
    "役員",
    "教員",
    "係員",
    "審査員",
    "支援員",
    "相談員",
    "指導員",
    "推進員",
    "協力員",
    "調査員",
    "補助員",
    "介助員",
    "専門員",
    "保育士",
    "栄養士",
    "介護士",
    "社会福祉士",
    "精神保健福祉士",
    "防災士",
    "消防士",
    "司法書士",
    "行政書士",
    "税理士",
    "弁護士",
    "建築士",
    "看護師",
    "保健師",
    "助産師",
    "薬剤師",
    "医師",
    "歯科医師",
    "調理師",
    "講師",
    "教師",
    "教諭",
    "心理士",
    "心理師",
    "療法士",
    "衛生士",
    "技師",
    "生徒",
    "児童",
    "園児",
    "学生",
    "大学生",
    "中学生",
    "高校生",
    "小学生",
    "研修生",
    "受講生",
    "実習生",
    "卒業生",
    "新入生",
    "住民",
    "町民",
    "市民",
    "村民",
    "区民",
    "県民",
    "高齢者",
    "障害者",
    "障がい者",
    "参加者",
    "受講者",
    "利用者",
    "来場者",
    "来館者",
    "修了者",
    "受診者",
    "出席者",
    "入場者",
    "協力者",
    "指導者",
    "担当者",
    "従事者",
    "介護者",
    "保護者",
    "経験者",
    "有識者",
    "従業員",
    "農業者",
    "漁業者",
    "就農者",
    "就業者",
    "移住者",
    "ボランティア",
    "サポーター",
    "コーディネーター",
    "ワーカー",
    "ヘルパー",
    "ドライバー",
    "アドバイザー",
    "スタッフ",
    "リーダー",
    "インストラクター",
    "カウンセラー",
    "ケアマネジャー",
    "ケアマネージャー",
    "メンバー",
    "ガイド",
    "選手",
    "監督",
    "審判",
    "親子",
    "母親",
    "父親",
    "妊婦",
    "産婦",
    "乳児",
    "幼児",
    "民生委員",
    "児童委員",
    "区長",
    "自治会長",
    "班長",
    "運転手",
    "後継者",
    "漁師",
    "猟師",
    "大工",
    "通訳",
    "男性",
    "女性",
];

/// Counters of things that people are not counted with.
const OF_THINGS: &[&str] = &[
    "件", "回", "台", "冊", "枚", "本", "個", "点", "棟", "基", "部", "着", "袋", "箱", "校", "か所", "通",
    "食",
];

/// What is done with those who are taken on.
const TAKEN_ON: &[&str] = &[
    "に増や",
    "に減ら",
    "に増員",
    "に減員",
    "採用",
    "増員",
    "雇用",
    "委嘱",
    "任命",
    "募集",
    "養成",
    "増やし",
    "減らし",
];

/// What is done with things, and not with people.
const MADE: &[&str] = &[
    "設け",
    "設置",
    "導入",
    "購入",
    "整備",
    "印刷",
    "発行",
    "掲示",
    "補修",
    "修繕",
    "撤去",
    "植栽",
    "植え",
    "製作",
    "作製",
    "敷設",
    "修理",
    "開設",
    "開催",
    "開き",
    "開い",
    "開講",
    "上映",
    "備蓄",
    "増設",
    "新設",
    "改修",
    "舗装",
    "伐採",
    "調達",
    "取り付け",
    "張り替え",
    "交換し",
    "更新し",
    "配布",
    "配付",
    "貸し出",
    "貸出",
    "寄贈",
    "作成",
    "作っ",
    "作り",
    "実施",
    "建設",
    "架け替え",
    "打ち上げ",
    "放送",
    "掲載",
    "回収",
];

/// What people are asked to be, or given room in: 「定員を10人設け」.
const ROOM: &[&str] = &["枠", "定員", "席", "ポスト", "職", "委員", "人員", "役", "員", "師", "者", "士"];

/// What is given away or put up.
const GIVEN: &[&str] = &[
    "贈り",
    "贈っ",
    "贈呈",
    "配り",
    "配っ",
    "配布",
    "配付",
    "購入",
    "印刷",
    "発行",
    "貸し出",
    "貸出",
    "植え",
    "掲示",
    "補修",
    "修繕",
    "撤去",
    "整備",
    "設置",
    "導入",
    "開催",
    "開き",
    "開い",
    "開設",
    "改修",
    "回収",
    "更新し",
    "交換",
];

/// Things that stand in lists with how many there are, and that no people are counted by.
const THINGS: &[&str] = &[
    "一輪車",
    "スコップ",
    "テント",
    "発電機",
    "毛布",
    "防犯灯",
    "街路灯",
    "道路照明",
    "案内板",
    "看板",
    "掲示板",
    "標識",
    "カーブミラー",
    "カメラ",
    "消火器",
    "消火栓",
    "プランター",
    "苗木",
    "花苗",
    "土のう袋",
    "土のう",
    "簡易トイレ",
    "段ボールベッド",
    "間仕切り",
    "ちらし",
    "チラシ",
    "ポスター",
    "パンフレット",
    "リーフレット",
    "ステッカー",
    "のぼり旗",
    "横断幕",
    "備蓄食",
    "啓発物品",
    "啓発グッズ",
    "投光器",
    "パソコン",
    "タブレット",
    "プロジェクター",
    "ベンチ",
    "冊子",
    "図書",
    "はがき",
    "封筒",
    "装置",
    "受信機",
    "蓄電池",
    "充電器",
];

/// Who joins something as a whole, after 協力 and the like.
const JOINED: &[&str] = &["協力", "登録", "加盟", "認定", "取扱", "参加", "応援", "推進"];
const JOINING: &[&str] = &["店", "店舗", "事業所", "団体", "企業", "施設", "商店", "サロン", "クラブ"];

/// What is visited, and counted as places or firms.
const VISITED: &[&str] = &["事業所", "企業", "商店", "店舗", "会社", "工場", "農家", "医療機関", "診療所"];

/// Events after 「全５回の」.
const EVENTS: &[&str] =
    &["創業塾", "講座", "研修会", "セミナー", "コース", "教室", "連続講座", "講習会", "塾", "学習会"];

/// What is wrong with the counter of a number.
pub(super) fn odd(prose: &Prose<'_>, quantity: &Quantity) -> Option<String> {
    let unit = prose.unit(quantity);
    let text = prose.as_str();
    let before = text.get(..quantity.number.start)?;
    let after = text.get(quantity.unit.end..)?;
    let is_people = matches!(unit, "名" | "人");
    if is_people { of_things(before, after, unit) } else { of_people(before, after, unit) }
}

fn goes_on(after: &str, words: &[&str]) -> bool {
    words.iter().any(|word| after.starts_with(word))
}

/// The noun of a list that a text ends with.
fn ending<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    words.iter().copied().filter(|word| text.ends_with(word)).max_by_key(|word| word.len())
}

/// People that are counted as things: 「審査員5件が味わい」.
fn of_people(before: &str, after: &str, unit: &str) -> Option<String> {
    if !OF_THINGS.contains(&unit) {
        return None;
    }
    let by_one = before.strip_suffix('を');
    let head = by_one.unwrap_or(before);
    let noun = ending(head.strip_suffix("など").unwrap_or(head), PEOPLE)?;
    let told = Some(format!("「{noun}」が「{unit}」で数えられています。"));
    if by_one.is_some() {
        return told.filter(|_| goes_on(after, TAKEN_ON));
    }
    // 「民生委員5件が登録」 may be entries.
    let entries = unit == "件"
        && ["登録", "認定", "応募", "申請", "寄せ", "該当", "決定", "採択", "あ", "成立", "増", "減", "含"]
            .iter()
            .any(|word| after.trim_start_matches(['が', 'は', 'の', '、']).starts_with(word));
    let is_place = matches!(unit, "校" | "か所");
    let is_told = after.starts_with('が')
        || after.starts_with("は、") && unit != "回"
        || after.starts_with("に")
            && !is_place
            && unit != "回"
            && !goes_on(after, &["にわた", "につ", "に及"])
        || after.starts_with("による") && !is_place && unit != "回";
    told.filter(|_| is_told && !entries)
}

/// Things that are counted as people: 「案内板を8人設けた」.
fn of_things(before: &str, after: &str, unit: &str) -> Option<String> {
    let counted = |what: &str| Some(format!("「{what}」が「{unit}」で数えられています。"));
    if let Some(head) = before.strip_suffix('を').filter(|_| goes_on(after, MADE)) {
        let is_room = ROOM.iter().chain(PEOPLE).any(|word| head.ends_with(word));
        let start = head.char_indices().rev().take_while(|(_, character)| is_noun_part(*character)).last();
        let noun = start.map_or("", |(at, _)| &head[at..]);
        return Some(noun).filter(|noun| !noun.is_empty() && !is_room).and_then(counted);
    }
    // 「公民館などで7人開き」
    let held = ["開き", "開い", "開催し", "開催した", "開講し", "上映し"];
    if before.ends_with('で') && goes_on(after, &held) {
        return Some(format!("開いたものが「{unit}」で数えられています。"));
    }
    if let Some(rest) = after.strip_prefix('を').filter(|rest| goes_on(rest, GIVEN)) {
        let verb: String = rest.chars().take(2).collect();
        return Some(format!("「{verb}」の前の数が「{unit}」で数えられています。"));
    }
    if let Some(rest) = after.strip_prefix('の')
        && before.ends_with('全')
        && let Some(event) = EVENTS.iter().find(|event| rest.starts_with(**event))
        && rest[event.len()..].starts_with(['を', 'に', 'が', 'で'])
    {
        return counted(event);
    }
    let ends_item = after.is_empty() || after.starts_with(['、', '。', '）', ')', '\n', '・']);
    if let Some(thing) = ending(before, THINGS).filter(|_| ends_item) {
        return counted(thing);
    }
    if let Some(place) = ending(before, VISITED).filter(|_| goes_on(after, &["を訪", "を巡", "を回"])) {
        return counted(place);
    }
    let head = before.strip_suffix(['は', 'が']).unwrap_or_default();
    let who = ending(head, JOINING)?;
    let joined = JOINED.iter().any(|word| head[..head.len() - who.len()].ends_with(word));
    let equals = goes_on(
        after,
        &["となり", "となっ", "でした", "です", "である", "に達し", "に増え", "に減り", "になり", "になっ"],
    );
    Some(()).filter(|()| joined && equals).and_then(|()| counted(who))
}

fn is_noun_part(character: char) -> bool {
    use crate::language::script::{is_kanji, is_katakana};
    is_kanji(character) || is_katakana(character)
}
