//! Numbers without a unit where the sentence around them says that one is lost.

use super::direction::said_at;
use crate::language::script::{after, before, is_digit, is_hiragana, is_kanji, sentence_at};
use crate::language::words::{Part, Word};
use crate::language::{Decimal, Kind, Quantity};
use crate::proof::prose::Prose;
use crate::proof::rule::Finding;

pub(super) const HINT: &str = "「人」「件」「回」など、数えたものに合う単位を付けてください。";

/// What is said of a number without a unit, as far as the words around it tell.
pub(super) fn lost(prose: &Prose<'_>, index: usize) -> Option<Finding> {
    const LOST: &str = "単位がありません。何を数えたのか分かりません。";
    let quantity = prose.quantities.get(index)?;
    let earlier = index.checked_sub(1).and_then(|index| prose.quantities.get(index));
    let later = prose.quantities.get(index + 1);
    let at = Bare::new(prose, quantity);
    let unit_of = |other: Option<&Quantity>| other.map(|other| prose.part(&other.unit).to_owned());
    let finding = |message: &str, unit: Option<String>| {
        let finding = Finding::new(quantity.number.clone(), message);
        match unit.filter(|unit| !unit.is_empty()) {
            Some(unit) => finding
                .hint(format!("「{unit}」が抜けていないか確かめてください。"))
                .propose([prose.part(&quantity.number), &unit].concat()),
            None => finding.hint(HINT),
        }
    };
    if at.is_money() {
        return Some(finding("「円」がありません。", Some("円".to_owned())));
    }
    if at.is_points() {
        return Some(finding("「ポイント」がありません。", Some("ポイント".to_owned())));
    }
    if at.is_of_last_year(later) {
        return Some(finding("単位がありません。並べたほかの数にはあります。", unit_of(later)));
    }
    if let Some(unit) = earlier.and_then(|earlier| at.is_part_of(earlier)) {
        return Some(finding(LOST, Some(unit.to_owned())));
    }
    if at.is_left_of_change() {
        return Some(finding(LOST, unit_of(earlier)));
    }
    (at.is_total() || at.is_done() || at.is_of_people() || at.is_price() || at.is_rhythm(later))
        .then(|| finding(LOST, None))
}

/// Nouns of numbers that have no unit, by how they end.
pub(super) const PURE: &[&str] = &[
    "数",
    "値",
    "率",
    "度",
    "指数",
    "点",
    "比",
    "計",
    "順位",
    "番",
    "号",
    "第",
    "額",
    "令和",
    "平成",
    "昭和",
    "版",
    "案",
    "様式",
    "別表",
    "別紙",
    "条",
    "項",
    "図",
    "表",
    "注",
    "その",
    "プラン",
    "レベル",
    "ステージ",
    "フェーズ",
    "ランク",
    "ビジョン",
    "ステップ",
    "コード",
    "ナンバー",
    "ピーエッチ",
    "ページ",
];

/// A number without a unit, and what stands around it on its line.
struct Bare<'p> {
    prose: &'p Prose<'p>,
    quantity: &'p Quantity,
    before: &'p str,
    after: &'p str,
    sentence: &'p str,
}

impl<'p> Bare<'p> {
    fn new(prose: &'p Prose<'p>, quantity: &'p Quantity) -> Self {
        let text = prose.as_str();
        let (start, sentence) = sentence_at(text, quantity.number.start);
        let before = text.get(start..quantity.number.start).unwrap_or_default();
        let after = text.get(quantity.number.end..start + sentence.len()).unwrap_or_default();
        Self { prose, quantity, before, after, sentence }
    }

    fn ends(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.before.ends_with(word))
    }

    fn goes_on(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.after.starts_with(word))
    }

    fn has(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.sentence.contains(word))
    }

    /// Whether the number stands for itself in the sentence, and is no name's or label's.
    fn is_free(&self) -> bool {
        self.quantity.kind == Kind::Amount
            && !PURE.iter().any(|word| self.prose.part(&self.quantity.noun).ends_with(word))
            && !self.sentence.contains("単位")
    }

    /// 「月額10万の給付金」, 「上限額は100万に」
    fn is_money(&self) -> bool {
        const MONEY: &[&str] = &[
            "給付金",
            "補助",
            "助成",
            "限度額",
            "上限額",
            "月額",
            "年額",
            "日額",
            "総額",
            "費用",
            "工事費",
            "事業費",
            "交付額",
            "売上",
            "予算",
            "報酬",
            "料金",
            "単価",
            "寄附",
            "寄付",
            "募金",
            "賞金",
            "祝金",
            "支援金",
            "協力金",
            "奨励金",
            "貸付",
            "融資",
            "補償",
            "手当",
            "謝礼",
            "会費",
            "参加費",
        ];
        const AMOUNTS: &[&str] = &["額", "費", "料", "料金", "金", "金額", "収入", "売上"];
        let typed = self.prose.part(&self.quantity.number);
        let near: String = self.before.chars().rev().take(24).collect();
        let near: String = near.chars().rev().collect();
        let next: String = self.after.chars().take(8).collect();
        let is_sum = typed.ends_with(['万', '億'])
            && self.goes_on(&["の", "を", "に", "で", "と", "、", "。", "が", "）", "まで", "から"])
            && MONEY.iter().any(|word| near.contains(word) || next.contains(word))
            && !self.goes_on(&["の人", "の観", "の署", "の都"]);
        let whole = ["合わせて", "合計で", "合計", "総額", "全体で", "約"]
            .iter()
            .find_map(|word| self.before.strip_suffix(word))
            .unwrap_or(self.before);
        let noun = whole.strip_suffix(['は', 'が', 'も']).unwrap_or_default();
        let is_told = AMOUNTS.iter().any(|word| noun.ends_with(word))
            && self.goes_on(&["でした", "です", "である", "で、", "に達し", "に上り", "となり", "となった"])
            && self.quantity.value >= Decimal::whole(1000);
        (is_sum || is_told) && !self.sentence.contains("単位") && self.quantity.kind != Kind::Date
    }

    /// 「18.2％から2.1下がった」
    fn is_points(&self) -> bool {
        let of_rate = ["％から", "%から", "％より", "%より", "％を", "%を"]
            .iter()
            .any(|word| self.before.ends_with(word))
            || self.ends(&["前年度より", "前年度から", "前年度を", "前年より", "目標を", "目標値を"])
                && ["率は", "割合は", "率が", "割合が"].iter().any(|word| self.before.contains(word));
        let at = self.quantity.number.end;
        let changes = said_at(self.prose.as_str(), at).is_some_and(|said| said.range.start == at);
        of_rate && changes && self.quantity.value.decimals() > 0
    }

    /// 「前年度の276から42件増え」
    fn is_of_last_year(&self, later: Option<&Quantity>) -> bool {
        let text = self.prose.as_str();
        let tie = ["から", "より", "に比べ、", "に比べ", "に比べて", "と比べ、", "と比べて", "に対し、"];
        let last = ["前年度の", "前年の", "昨年度の", "前回の", "前年度の延べ", "前年度の計"];
        self.ends(&last)
            && later.is_some_and(|later| {
                let between = text.get(self.quantity.number.end..later.number.start).unwrap_or_default();
                tie.contains(&between)
                    && !later.unit.is_empty()
                    && !matches!(self.prose.unit(later), "％" | "倍" | "割" | "ポイント")
                    && said_at(text, later.unit.end).is_some()
            })
    }

    /// 「47組の相談を受けた。そのうち９が」: the unit that is counted.
    fn is_part_of(&self, earlier: &Quantity) -> Option<&'p str> {
        const REPEATED: &[&str] =
            &["人", "名", "組", "世帯", "件", "回", "台", "冊", "本", "枚", "個", "戸", "頭", "点"];
        const PEOPLE: &[&str] = &["方のうち", "人のうち", "者のうち", "名のうち", "員のうち", "生のうち"];
        let unit = self.prose.part(&earlier.unit);
        let of_number = REPEATED.contains(&unit)
            && earlier.is_amount()
            && self.prose.as_str().get(earlier.unit.end..self.quantity.number.start).is_some_and(|between| {
                between.chars().count() <= 24
                    && between.matches('。').count() <= 1
                    && (between.ends_with("そのうち")
                        || between.ends_with("このうち")
                        || between == "のうち"
                        || between.ends_with("、うち"))
            });
        let goes_on = self.goes_on(&["が", "は", "を"]);
        if of_number && goes_on {
            return Some(unit);
        }
        (self.ends(PEOPLE) && goes_on).then_some("人")
    }

    /// 「１人増やして12とし」
    fn is_left_of_change(&self) -> bool {
        self.is_free()
            && self.ends(&[
                "増やして",
                "減らして",
                "増えて",
                "減って",
                "増やし、",
                "減らし、",
                "増え、",
                "減り、",
            ])
            && self.goes_on(&["とし", "とな", "にし", "にな", "に減", "に増"])
            && self.prose.quantities.iter().any(|other| {
                other.number.start < self.quantity.number.start
                    && !other.unit.is_empty()
                    && self.quantity.number.start - other.unit.end <= "増やして、合わせて".len()
            })
    }

    /// 「延べ88が加わり」, 「合わせて160を贈りました」
    fn is_total(&self) -> bool {
        let ends = self.after.trim_end().is_empty()
            || self.goes_on(&["が", "の", "を", "に", "でし", "です", "で、", "。"]);
        let counted = self
            .before
            .trim_end_matches("延べ")
            .trim_end_matches(['：', ':', '（', '(', 'は', 'が', 'も', '、']);
        let of_number = counted.ends_with(['数', '計', '率', '額', '量', '績'])
            || counted.ends_with("者") && counted.len() < self.before.len() && self.before.contains('（');
        let is_sum = self.before.ends_with("延べ") && ends && !of_number;
        let is_whole = self.ends(&["合わせて", "あわせて"])
            && self.goes_on(&["を", "が"])
            && !self.goes_on(&["を超", "を上", "を下", "を切"])
            && self.is_free();
        (is_sum || is_whole) && !self.sentence.contains("単位") && self.quantity.kind == Kind::Amount
    }

    /// What is done with the number: 「誤り３を改めました」, 「86寄せられた」.
    fn is_done(&self) -> bool {
        const DONE: &[&str] = &[
            "を改め",
            "を訪ね",
            "を訪問し",
            "を配り",
            "を配布し",
            "を配付し",
            "を贈り",
            "を贈っ",
            "を開催し",
            "を開き",
            "を設け",
            "を設置し",
            "を実施し",
            "を修理し",
            "を補修し",
            "を購入し",
            "を導入し",
            "を作成し",
            "を発行し",
            "を寄贈し",
            "を受け付け",
            "を点検し",
            "を植え",
            "を整備し",
            "を貸し出",
            "を更新し",
            "を回収し",
            "を撤去し",
            "を交換し",
            "を印刷し",
            "を支援し",
            "を委嘱し",
            "を招き",
            "を募集し",
            "を増や",
            "を減ら",
        ];
        const LIMITS: &[&str] = &["を目安", "を上限", "を限度"];
        let text = self.prose.as_str();
        let last = before(text, self.quantity.number.start);
        let is_apart =
            last.is_some_and(|last| is_hiragana(last) || last == '、') && !self.before.ends_with('の');
        let is_limit = self.goes_on(LIMITS)
            && (is_apart && self.is_free() || self.ends(&["後", "約", "最大", "最長", "最低", "最短"]))
            && !self.has(&["指数", "率", "値", "点数", "得点"]);
        let beyond = self.goes_on(&["を超える場合", "を超えた場合", "を超えるとき"])
            && self.before.ends_with('、')
            && self.is_free()
            && !self.has(&["指数", "値", "率", "数", "度", "点", "BMI", "ＢＭＩ", "pH", "比"]);
        self.is_free() && (is_apart && self.goes_on(DONE) || self.is_before_verb()) || is_limit || beyond
    }

    /// Whether a verb in kanji stands right after the number that does not itself count.
    fn is_before_verb(&self) -> bool {
        const COUNTING: &[char] = &[
            '増', '減', '上', '下', '超', '足', '引', '掛', '割', '余', '届', '占', '及', '達', '進', '戻',
            '分', '切', '伸',
        ];
        let end = self.quantity.number.end;
        let word = |words: &[Word]| {
            let at = words.binary_search_by_key(&end, |word| word.range.start).ok()?;
            words.get(at).filter(|word| word.part == Part::Verb).cloned()
        };
        word(&self.prose.words).is_some_and(|word| {
            let first = after(self.prose.as_str(), word.range.start);
            first.is_some_and(|first| is_kanji(first) && !COUNTING.contains(&first))
        }) && self.ends(&["が", "を", "に", "までの", "、", "で", "約", "延べ"])
    }

    /// 「引き受ける方が７に限られ」
    fn is_of_people(&self) -> bool {
        const PEOPLE: &[&str] = &["方が", "人が", "者が", "員が", "生が", "方は", "員は"];
        self.ends(PEOPLE)
            && self.goes_on(&["に限られ", "にとどま", "に達し", "に上り", "になり", "に増え", "に減り"])
            && self.is_free()
    }

    /// 「１食400で」
    fn is_price(&self) -> bool {
        const ONES: &[&str] = &[
            "回", "人", "食", "枚", "冊", "個", "袋", "本", "時間", "日", "泊", "世帯", "件", "団体", "台",
            "月", "杯",
        ];
        let head = self.before.trim_end_matches("当たり").trim_end_matches("につき").trim_end_matches('、');
        let is_one = ONES.iter().find_map(|one| head.strip_suffix(one)).is_some_and(|head| {
            let number = head.trim_end_matches(['1', '１', '一']);
            number.len() + 3 >= head.len() && number.len() < head.len() && !number.ends_with(is_digit)
        });
        is_one
            && self.quantity.value >= Decimal::whole(50)
            && self.quantity.kind != Kind::Date
            && self.goes_on(&["で", "を", "の", "と", "に", "）"])
    }

    /// 「30に１回は」
    fn is_rhythm(&self, later: Option<&Quantity>) -> bool {
        let text = self.prose.as_str();
        let last = before(text, self.quantity.number.start);
        let is_apart = last.is_none_or(|last| is_hiragana(last) || last == '、' || last == '\n');
        is_apart
            && self.is_free()
            && later.is_some_and(|later| {
                text.get(self.quantity.number.end..later.number.start) == Some("に")
                    && later.value == Decimal::whole(1)
                    && matches!(self.prose.unit(later), "回" | "人" | "件" | "度")
            })
    }
}
