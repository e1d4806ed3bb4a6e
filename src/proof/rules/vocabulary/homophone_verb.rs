//! A verb that sounds like the one that belongs there, by what stands before its particle.

use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::diagnostics::Code;
use crate::language::words::{Form, Part, Word, same_form};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::HomophoneVerb,
    title: "同音の動詞の使い分けの誤り",
    explanation: "「向上を図る」を「向上を測る」とするように、読みが同じで意味の違う動詞になっています。前の語から正しいと思われる動詞を示します。\
        そのままで正しいときは、校正除外に理由を書いてください。",
    wrong: &[
        "サービスの向上を測りました。",
        "制度の周知に勤めました。",
        "見守りに務めます。",
        "司会を努めました。",
        "総会に望みました。",
        "災害に供えて備蓄しました。",
        "仕事机を供えた部屋です。",
        "団員の努める事業所を訪ねました。",
        "家族に節水を進めました。",
        "生徒が進める本を並べました。",
        "展示品を取り変えました。",
        "閑散期の集客を測りました。",
        "地域で見守り会う関係を受け次ぎました。",
    ],
    right: &[
        "現金に代えて商品券とする案を諮ります。",
        "サービスの向上を図り、体力を測りました。",
        "制度の周知に努め、会社に勤める方に講師を務めていただきました。",
        "総会に臨み、平和を望みました。",
        "災害に備え、花を供えました。",
        "満足度の向上を測る指標を定めました。",
        "慰霊碑に花を供え、講習の理解を測りました。",
        "役場に勤める方が進める本事業に、節水を進める施設が加わりました。",
        "展示品を取り替え、曜日を変えました。",
        "定員を超え、峠を越えました。",
        "見守り会議を開き、見守り会を始めました。",
        "申込みを受け次第知らせ、雨が引き次第、手作り揚げパンを配ります。",
    ],
    check: Check::Text(homophone_verb),
};

/// A verb with the nouns and the particle that it follows.
#[derive(Debug)]
struct Verb {
    base: &'static str,
    particle: &'static str,
    nouns: Vec<&'static str>,
}

/// For each wrong verb, the right ones. A line of the file: the wrong verbs parted by 「・」, the right one, the particle, and the nouns before
/// it; a noun is meant that ends so: `測る・計る 図る を 向上 充実`. 「動」 is any noun of doing.
static VERBS: LazyLock<HashMap<&'static str, Vec<Verb>>> = LazyLock::new(|| {
    let mut verbs: HashMap<_, Vec<Verb>> = HashMap::new();
    for line in include_str!("homophone-verbs.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split_whitespace();
        let (Some(wrong), Some(base), Some(particle)) = (fields.next(), fields.next(), fields.next()) else {
            continue;
        };
        let nouns: Vec<_> = fields.collect();
        for wrong in wrong.split('・') {
            verbs.entry(wrong).or_default().push(Verb { base, particle, nouns: nouns.clone() });
        }
    }
    verbs
});

fn homophone_verb(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let mut findings = Vec::new();
    findings.extend(after_you(prose));
    findings.extend(rare_verbs(prose));
    findings.extend(compounds(prose));
    findings.extend((0..prose.words.len()).filter_map(|index| by_what_follows(prose, index)));
    for window in prose.words.windows(3) {
        let [noun, particle, verb] = window else { continue };
        let is_object = noun.is_noun() || matches!(noun.part, Part::DependentNoun | Part::Verb);
        if verb.part != Part::Verb || !particle.is_particle() || !is_object {
            continue;
        }
        let wrong = verb.base(text);
        let Some(verbs) = VERBS.get(wrong) else { continue };
        let before = &text[..noun.range.end];
        let is_measured = MEASURED.iter().any(|measured| before.ends_with(measured));
        let is_meant = |noun_text: &&str| match *noun_text {
            "動" => noun.part == Part::VerbalNoun && !is_measured,
            end => before.ends_with(end),
        };
        let fitting = verbs
            .iter()
            .find(|right| right.particle == prose.surface(particle) && right.nouns.iter().any(is_meant));
        let Some(right) = fitting else { continue };
        // 向上を測る指標 measures, and 講師に務めていただく is of a person.
        let rest = &text[verb.range.end..];
        let measures = right.base == "図る"
            && ["指標", "尺度", "物差し", "ものさし", "アンケート", "調査", "目安", "ため"]
                .iter()
                .any(|noun| rest.starts_with(noun));
        let is_asked = right.base == "努める"
            && ["ていただ", "てもら", "て頂"].iter().any(|word| rest.starts_with(word));
        if measures || is_asked {
            continue;
        }
        let surface = prose.surface(verb);
        let Some(right_form) = same_form(surface, wrong, right.base) else { continue };
        let message = format!("「{surface}」は「{right_form}」の変換の誤りと思われます。");
        let hint = format!(
            "「{}」は「{}」を使います。",
            [prose.surface(noun), prose.surface(particle)].concat(),
            right.base
        );
        findings.push(Finding::new(verb.range.clone(), message).hint(hint).propose(right_form));
    }
    findings
}

/// Nouns of doing that have a measure: 理解を測る.
const MEASURED: &[&str] = &[
    "成長", "進捗", "理解", "変化", "達成", "発達", "習熟", "反応", "影響", "貢献", "浸透", "進展", "上達",
    "回復", "呼吸", "消費", "排出", "発生", "到達", "振動", "混雑", "関与", "依存", "信頼", "評価", "移動",
    "運動", "効果", "満足", "認知", "労働", "負荷", "負担", "距離", "計測", "歩行", "電圧", "消耗", "学習",
    "関心", "動作", "進行",
];

/// A verb that reports hardly have, the one that they do have, and what stands in a text where the first is right.
const RARE: &[(&str, &str, &[&str])] = &[
    (
        "供える",
        "備える",
        &["花", "線香", "供物", "墓", "仏", "神", "霊", "碑", "盆", "彼岸", "餅", "酒", "祭", "寺"],
    ),
    ("検める", "改める", &["検"]),
    ("謀る", "図る", &["自殺", "謀"]),
    ("頒ける", "分ける", &[]),
];

/// Verbs that reports hardly have, in texts that say nothing of what they mean.
fn rare_verbs<'p>(prose: &'p Prose<'_>) -> impl Iterator<Item = Finding> + 'p {
    let text = prose.as_str();
    prose.words.iter().filter(|verb| verb.part == Part::Verb).filter_map(move |verb| {
        let base = verb.base(text);
        let (_, usual, excuses) = RARE.iter().find(|(rare, ..)| *rare == base)?;
        let [before, after] = [&text[..verb.range.start], &text[verb.range.end..]];
        if excuses.iter().any(|excuse| before.contains(excuse) || after.contains(excuse)) {
            return None;
        }
        told(prose, verb, &same_form(prose.surface(verb), base, usual)?, usual)
    })
}

fn told(prose: &Prose<'_>, verb: &Word, right: &str, base: &str) -> Option<Finding> {
    let surface = prose.surface(verb);
    let message = format!("「{surface}」は「{right}」の変換の誤りと思われます。");
    let hint = format!("ここでは「{base}」を使います。");
    (surface != right).then(|| Finding::new(verb.range.clone(), message).hint(hint).propose(right))
}

/// Where one works, and what one recommends.
const WORKPLACES: &[&str] = &[
    "会社",
    "事業所",
    "職場",
    "企業",
    "役場",
    "病院",
    "工場",
    "店",
    "施設",
    "事務所",
    "園",
    "銀行",
    "父",
    "母",
    "親",
];
const RECOMMENDED: &[&str] =
    &["本を", "本の", "本が", "本と", "本や", "図書", "絵本", "一冊", "1冊", "１冊", "逸品"];

/// What one urges people to do, and does oneself: with に of a person it is 勧める.
const URGED: &[&str] =
    &["節水", "節電", "禁煙", "加入", "登録", "入会", "相談", "受診", "利用", "参加", "接種", "減塩", "運動"];
const PEOPLE: &[&str] = &[
    "家族",
    "住民",
    "市民",
    "町民",
    "村民",
    "保護者",
    "高齢者",
    "対象者",
    "利用者",
    "会員",
    "生徒",
    "児童",
    "世帯",
    "本人",
    "患者",
];

/// A verb that what follows or the person before it decides: 努める事業所, 進める本を, 家族に節水を進める.
fn by_what_follows(prose: &Prose<'_>, index: usize) -> Option<Finding> {
    let text = prose.as_str();
    let verb = prose.words.get(index).filter(|word| word.part == Part::Verb)?;
    let base = verb.base(text);
    let rest = &text[verb.range.end..];
    let before = |back: usize| index.checked_sub(back).and_then(|at| prose.words.get(at));
    let begins = |with: &[&str]| with.iter().any(|start| rest.starts_with(start));
    let is_plain = verb.form == Form::Plain;
    let usual = match base {
        "努める" | "務める" if is_plain && begins(WORKPLACES) => {
            // 委員を務める施設 and 改善に努める事業所 are right.
            let particle = before(1).map(|particle| prose.surface(particle))?;
            ["の", "が"].contains(&particle).then_some("勤める")?
        }
        "進める" if is_plain && begins(RECOMMENDED) && !rest.starts_with("本事") => {
            before(1).filter(|particle| prose.surface(particle) == "が")?;
            "薦める"
        }
        "進める" => {
            before(1).filter(|particle| prose.surface(particle) == "を")?;
            before(2).filter(|noun| URGED.contains(&prose.surface(noun)))?;
            before(3).filter(|particle| prose.surface(particle) == "に")?;
            before(4).filter(|person| PEOPLE.contains(&prose.surface(person)))?;
            "勧める"
        }
        _ => return None,
    };
    told(prose, verb, &same_form(prose.surface(verb), base, usual)?, usual)
}

/// Compounds of verbs, and what else is always written with another kanji. Where the wrong kanji begins a word of its own, the kana
/// behind it belong to them: 見守り会議, 受け次第, 手作り揚げパン.
const COMPOUNDS: &[(&str, &str)] = &[
    ("取り変え", "取り替え"),
    ("取変え", "取替え"),
    ("切り変え", "切り替え"),
    ("切り変わ", "切り替わ"),
    ("置き変え", "置き換え"),
    ("入れ変え", "入れ替え"),
    ("入れ変わ", "入れ替わ"),
    ("乗り変え", "乗り換え"),
    ("書き変え", "書き換え"),
    ("張り変え", "張り替え"),
    ("着変え", "着替え"),
    ("言い変え", "言い換え"),
    ("組み変え", "組み替え"),
    ("引き変え", "引き換え"),
    ("立て変え", "立て替え"),
    ("建て変え", "建て替え"),
    ("差し変え", "差し替え"),
    ("振り変え", "振り替え"),
    ("積み変え", "積み替え"),
    ("植え変え", "植え替え"),
    ("買い変え", "買い替え"),
    ("読み変え", "読み替え"),
    ("移り代わ", "移り変わ"),
    ("生まれ代わ", "生まれ変わ"),
    ("打ち会わせ", "打ち合わせ"),
    ("問い会わせ", "問い合わせ"),
    ("問い合せて", "問い合わせて"),
    ("待ち会わせ", "待ち合わせ"),
    ("組み会わせ", "組み合わせ"),
    ("顔会わせ", "顔合わせ"),
    ("話し会い", "話し合い"),
    ("話し会う", "話し合う"),
    ("話し会っ", "話し合っ"),
    ("助け会い", "助け合い"),
    ("助け会う", "助け合う"),
    ("支え会い", "支え合い"),
    ("支え会う", "支え合う"),
    ("触れ会い", "触れ合い"),
    ("触れ会う", "触れ合う"),
    ("触れ会え", "触れ合え"),
    ("触れ会っ", "触れ合っ"),
    ("ふれ会い", "ふれ合い"),
    ("分かち会", "分かち合"),
    ("知り会い", "知り合い"),
    ("見守り会い", "見守り合い"),
    ("見守り会う", "見守り合う"),
    ("見守り会え", "見守り合え"),
    ("見守り会っ", "見守り合っ"),
    ("申し混", "申し込"),
    ("申混み", "申込み"),
    ("引き次い", "引き継い"),
    ("引き次が", "引き継が"),
    ("引き次ぎ", "引き継ぎ"),
    ("引き次ぐ", "引き継ぐ"),
    ("引き次げ", "引き継げ"),
    ("引き告げ", "引き継げ"),
    ("受け次い", "受け継い"),
    ("受け次が", "受け継が"),
    ("受け次ぎ", "受け継ぎ"),
    ("受け次ぐ", "受け継ぐ"),
    ("受け次げ", "受け継げ"),
    ("立ち挙げ", "立ち上げ"),
    ("立ち揚げ", "立ち上げ"),
    ("取り挙げ", "取り上げ"),
    ("取り揚げ", "取り上げ"),
    ("積み揚げ", "積み上げ"),
    ("盛り揚げ", "盛り上げ"),
    ("押し揚げ", "押し上げ"),
    ("作り揚げた", "作り上げた"),
    ("作り揚げて", "作り上げて"),
    ("作り揚げま", "作り上げま"),
    ("作り揚げる", "作り上げる"),
    ("呼び駆け", "呼び掛け"),
    ("働き駆け", "働き掛け"),
    ("声駆け", "声掛け"),
    ("取り組合", "取り組み"),
    ("取り汲", "取り組"),
    ("取り酌", "取り組"),
    ("見直視", "見直し"),
    ("手暑い", "手厚い"),
    ("手熱い", "手厚い"),
    ("厚い日が続", "暑い日が続"),
    ("熱い日が続", "暑い日が続"),
    ("歩く早さ", "歩く速さ"),
    ("走る早さ", "走る速さ"),
    ("早さを測", "速さを測"),
    ("早さを計", "速さを測"),
    ("通信の早さ", "通信の速さ"),
    ("今回始めて", "今回初めて"),
    ("今年度始めて", "今年度初めて"),
    ("今年始めて", "今年初めて"),
    ("始めての方", "初めての方"),
    ("始めての試み", "初めての試み"),
    ("始めての開催", "初めての開催"),
    ("始めての参加", "初めての参加"),
    ("指導の元、", "指導の下、"),
    ("指導の元で", "指導の下で"),
    ("協力の元、", "協力の下、"),
    ("協力の元で", "協力の下で"),
    ("連携の元、", "連携の下、"),
    ("連携の元で", "連携の下で"),
    ("管理の元、", "管理の下、"),
    ("管理の元で", "管理の下で"),
    ("監督の元、", "監督の下、"),
    ("監督の元で", "監督の下で"),
    ("方針の元、", "方針の下、"),
    ("理念の元、", "理念の下、"),
    ("想定の元、", "想定の下、"),
    ("想定の元で", "想定の下で"),
    ("テーマの元、", "テーマの下、"),
    ("体制の元、", "体制の下、"),
    ("体制の元で", "体制の下で"),
];

static COMPOUND_FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let builder = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(COMPOUNDS.iter().map(|(wrong, _)| wrong));
    builder.ok()
});

fn compounds<'p>(prose: &'p Prose<'_>) -> impl Iterator<Item = Finding> + 'p {
    let finder = COMPOUND_FINDER.iter();
    finder.flat_map(|finder| finder.find_iter(prose.as_str())).map(|found| {
        let (wrong, right) = COMPOUNDS[found.pattern()];
        let message = format!("「{wrong}」は「{right}」の変換の誤りと思われます。");
        Finding::new(found.range(), message).hint(format!("「{right}」に直してください。")).propose(right)
    })
}

/// 途切れないよう務めます: what one tries is 努める.
fn after_you<'p>(prose: &'p Prose<'_>) -> impl Iterator<Item = Finding> + 'p {
    let text = prose.as_str();
    let verbs = prose.words.iter().filter(move |verb| {
        let before = &text[..verb.range.start];
        verb.part == Part::Verb
            && ["務める", "勤める"].contains(&verb.base(text))
            && ["よう", "ように"].iter().any(|end| before.ends_with(end))
    });
    verbs.filter_map(move |verb| {
        let right = same_form(prose.surface(verb), verb.base(text), "努める")?;
        let message = format!("「{}」は「{right}」の変換の誤りと思われます。", prose.surface(verb));
        Some(
            Finding::new(verb.range.clone(), message)
                .hint("「～よう」には「努める」を使います。")
                .propose(right),
        )
    })
}
