//! What `shinchoku explain` says of the parts of `plan.yaml` that are no fields of the form.

use shinchoku::diagnostics::Diagnostic;
use shinchoku::form::Block;

use crate::terminal::say;

/// What a part is, and how it is written.
struct Topic {
    key: &'static str,
    meaning: &'static str,
    example: &'static str,
}

static TOPICS: [Topic; 7] = [
    Topic {
        key: "様式",
        meaning: "協議会の様式を決める所です。plan.yaml に書きます。「項目」に、このプログラムにない項目を、「紙面」に、シートでの並びを書きます。\n\
            「紙面の頁数」に 2 と書くと、一ページに入りきらないシートだけが二ページになります。「事業番号」に「通し」と書くと、計画の並びの順の番号が\n\
            事業名の前に付きます。どれも、書かなくてもかまいません。\n\
            決めた項目の一覧は、shinchoku explain 項目 で出ます。",
        example: "様式:\n  項目:\n    課題: {種類: 文章}\n    予算額: {種類: 金額, 単位: 千円, 必須: しない}\n    \
            方向性: {種類: 選択, 選択肢: [拡充, 継続, 縮小, 終了]}\n    外部評価: {種類: 評価, 記入: 評価委員会, 必須: しない}\n  \
            紙面の頁数: 2\n  事業番号: 通し",
    },
    Topic {
        key: "紙面",
        meaning: "シートに載るものを、上から順に並べます。plan.yaml の「様式」の中に書きます。[ ] の中の項目は横に並び、項目の後の数は幅の割合です。\n\
            紙面にない項目は備考の前に並びます。「--- 裏 ---」から下は、どのシートでも二ページ目になります。",
        example: "様式:\n  紙面:\n    - 事業の欄\n    - [概要]\n    - 年度の表\n    - 見出し: 実施結果\n    \
            - [取組内容 4, 成果 3]\n    - [自己評価, 今後の方針 5]\n    - 評価の凡例\n    - [備考]",
    },
    Topic {
        key: "全体の状況",
        meaning: "計画が今どうなっているかを示すページです。全体の評価の次に載ります。評価の内訳、評価の上がった事業と下がった事業、\n\
            目標に達した指標と達していない指標、始まった事業と終わった事業、まだ評価のない事業が並びます。載せないときは、\n\
            plan.yaml に「全体の状況: しない」と書きます。目標設定シートと、一部のシートだけの冊子には載りません。",
        example: "全体の状況: しない",
    },
    Topic {
        key: "全体の評価",
        meaning: "年度ごとの評価とシートのページの表です。一つの重点的取組にいくつかの事業があるときに事業名も載せるなら、\n\
            plan.yaml に書きます。",
        example: "全体の評価: {事業名: する}",
    },
    Topic {
        key: "呼称",
        meaning: "様式の言葉と冊子の題を、協議会の言葉に替える所です。plan.yaml に書きます。記録のファイルに書く項目の名前は、もとのままです。",
        example: "呼称: {基本戦略: 基本目標, 施策細目: 施策, 報告書: 進行管理報告書}",
    },
    Topic {
        key: "公開",
        meaning: "ホームページと公開データに書かれることを決める所です。plan.yaml に書きます。どれも、なくてもかまいません。\n\
            「場所」を書くと、冊子のシートから、公開したページへつながります。",
        example: "公開: {利用条件: CC BY 4.0, 団体コード: \"112119\", 団体名: 埼玉県本庄市, 場所: \"https://www.example.jp/plan/\"}",
    },
    Topic {
        key: "校正",
        meaning: "協議会の書き方を決める所です。plan.yaml に書きます。「数字」は、半角、全角、一桁全角のどれか。「しない」には、計画全体で\n\
            知らせない符号を、理由とともに並べます。言葉の決まりは data/用語.yaml に書きます。",
        example: "校正:\n  数字: 一桁全角\n  しない:\n    - {符号: W0652, 理由: 評価は目標のほかに、進め方も見て決めている。}",
    },
];

/// Explains a part, if it is one. Returns whether it is.
pub fn explain(typed: &str) -> Result<bool, Diagnostic> {
    let Some(Topic { key, meaning, example }) = TOPICS.iter().find(|topic| topic.key == typed) else {
        return Ok(false);
    };
    say(format_args!("{key}\n\n{meaning}\n"))?;
    if *key == TOPICS[1].key {
        let blocks: Vec<&str> = Block::names().collect();
        say(format_args!("項目のほかに書けるもの: {}、見出し: …\n", blocks.join("、")))?;
    }
    say("例:")?;
    example.lines().try_for_each(|line| say(format_args!("    {line}")))?;
    Ok(true)
}
