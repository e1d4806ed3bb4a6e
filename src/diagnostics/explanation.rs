//! What each code means, in words for people who keep the records. `shinchoku explain` prints it.

use super::Code;

/// What is to be said of a code.
#[derive(Debug, Clone, Copy)]
pub struct Explanation {
    /// What it is about, in a few words.
    pub title: &'static str,
    /// Why it is an error, and what to do.
    pub meaning: &'static str,
    /// How it comes about, by examples.
    pub wrong: &'static [&'static str],
    /// How it is right.
    pub right: &'static [&'static str],
}

macro_rules! explanations {
    ($($code:ident: $title:literal, $meaning:literal, $wrong:literal, $right:literal;)+) => {
        impl Code {
            /// What the code means. Those of the proofreading rules are explained by their rule.
            #[must_use]
            pub fn explanation(self) -> Option<Explanation> {
                match self {
                    $(Self::$code => {
                        Some(Explanation { title: $title, meaning: $meaning, wrong: &[$wrong], right: &[$right] })
                    })+
                    _ => None,
                }
            }
        }
    };
}

explanations! {
    Unreadable: "ファイルを読めない",
        "ファイルがないか、開く権限がないか、ほかのソフトが使っているために読めません。ファイルの場所と名前を確かめ、開いているソフトを閉じてから、もう一度実行してください。",
        "data フォルダーに plan.yaml がない。",
        "data/plan.yaml を置く。";
    NotUtf8: "文字コードが違う",
        "記録とひな形は UTF-8 という文字コードで保存します。ほかの文字コード（シフト JIS など）で保存すると、文字を正しく読めません。メモ帳では「名前を付けて保存」で文字コードに UTF-8 を選べます。",
        "シフト JIS（ANSI）で保存した salon.yaml",
        "UTF-8 で保存した salon.yaml";
    EmptyFile: "ファイルが空",
        "ファイルに何も書かれていません。書きかけなら書き、要らないファイルなら data の外へ移してください。",
        "中身のない records/R5/salon.yaml",
        "指標目標: 年12回\n取組内容: …";
    FileTooLarge: "ファイルが大きすぎる",
        "一つの事業の記録は長くても数ページです。それよりはるかに大きいファイルは、別の物が紛れ込んだと考えて読みません。",
        "画像を YAML と名付けたファイル",
        "文章だけの記録";
    YamlSyntax: "YAML の書き方の誤り",
        "記録は「項目: 値」の形（YAML）で書きます。コロンは半角で、後ろに半角の空白を一つ空けます。長い文章は |- と書いて改行し、半角の空白二つ分下げて書きます。記号で始まる値や「: 」を含む値は、全体を '…' で囲みます。",
        "成果: 【実績】延べ: 12回",
        "成果: '【実績】延べ: 12回'";
    YamlTab: "字下げにタブがある",
        "行の頭の字下げは半角の空白で書きます。タブは見た目が同じでも、YAML では使えません。",
        "取組内容: |-\n[タブ]見守り活動を行いました。",
        "取組内容: |-\n  見守り活動を行いました。";
    YamlUnsupported: "YAML では思ったとおりに読まれない書き方",
        "YAML としては読めても、見た目と違う意味になる書き方です。値の先頭の & と * と ! や、--- での区切りは使いません。空白の後の # から行の終わりまでと、|- のない文章の改行は紙に載らないので、これも受け付けません。記号そのものを書きたいときは値の全体を '…' で囲み、行の分かれた文章は「成果: |-」の次の行から、行の頭を半角の空白二つ分下げて書きます。項目の名前のないところや、深すぎる入れ子も、この誤りになります。",
        "備考: *新型感染症の影響による",
        "備考: '*新型感染症の影響による'";
    DuplicateKey: "同じ項目が二度ある",
        "一つの記録に同じ項目が二度あると、どちらが正しいか分かりません。一方を消すか、まとめてください。",
        "成果: 10回\n成果: 12回",
        "成果: 12回";
    FileName: "ファイルかフォルダーの名前が違う",
        "data の中では、ファイルの名前に意味があります。data に置くのは plan.yaml と、measures・records・years のフォルダー、要れば 用語.yaml です。記録は「事業のID.yaml」、年度のフォルダーは R5 のように付け、その中にフォルダーは作りません。記録でないファイルは data の外へ移してください。",
        "data/records/令和５年度/salon.yaml",
        "data/records/R5/salon.yaml";
    WrongShape: "値の形が違う",
        "文章を書く項目に一覧を書いたり、一覧を書く項目に文章を書いたりしています。様式の形に合わせてください。",
        "担当係: 庶務係",
        "担当係: [庶務係]";
    UnknownKey: "様式にない項目",
        "項目の名前が様式のどれとも合いません。書き誤りのことが多いので、示された近い名前を確かめてください。",
        "取組内用: 見守り活動",
        "取組内容: 見守り活動";
    MissingKey: "必要な項目がない",
        "なくてはならない項目がないか、値が空です。",
        "事業名:",
        "事業名: ふれあいサロンの推進";
    BadValue: "値を読めない",
        "年度、期間、日付、数、ID として読めません。年度は R5、期間は R1-R5、日付は 2024-03-31、指標の数は半角の数字だけで書きます。",
        "実績: 1,200件",
        "実績: 1200";
    UnknownGrade: "評価基準にない評価",
        "評価の記号は、plan.yaml の評価基準にあるものだけを書きます。全角と半角も区別します。",
        "自己評価: E",
        "自己評価: B";
    UnknownChoice: "選択肢にない言葉",
        "選択の項目には、plan.yaml の「様式」で決めた選択肢のどれかを書きます。項目の種類や期限なども、決まった言葉から選びます。",
        "方向性: 現状のまま",
        "方向性: 継続";
    UnknownSection: "計画にない担当係",
        "担当係は、plan.yaml の担当係にある名前で書きます。",
        "担当係: [庶務課]",
        "担当係: [庶務係]";
    UnknownMeasure: "ファイルのない事業の ID",
        "plan.yaml に書いた ID のファイルが measures フォルダーにありません。ID を直すか、事業のファイルを作ってください。",
        "事業: [saron]（measures/salon.yaml があるとき）",
        "事業: [salon]";
    Unlisted: "計画に載っていない事業",
        "事業や記録のファイルがあるのに、plan.yaml のどこにも載っていないので、冊子に出ません。plan.yaml の「事業」に加えるか、ファイルを data の外へ移してください。",
        "measures/mimamori.yaml があり、plan.yaml に mimamori がない。",
        "事業: [salon, mimamori]";
    YearOutsidePeriod: "計画期間の外の年度",
        "年度が計画期間（事業が行われた期間）の外です。年度の書き誤りか、開始年度・終了年度・休止の直し忘れを確かめてください。",
        "期間: R5-R6（計画期間が R1-R5 のとき）",
        "期間: R5";
    Duplicate: "同じものが二つある",
        "同じ名前や記号、同じ年度を指すものが二つあり、どちらのことか分かりません。たとえば H31 と R1 は同じ年度です。",
        "records/H31 と records/R1",
        "records/R1";
    MissingRecord: "記録がない",
        "行われている事業の記録が、その年度にありません。記録を書くか（ファイルは shinchoku new-year で作れます）、その年度に行われていない事業なら、事業のファイルに開始年度か終了年度を書いてください。記録がそろう前でも、--draft を付けた冊子とプレビューは作れます。",
        "measures/salon.yaml があり、records/R5/salon.yaml がない。",
        "records/R5/salon.yaml を書く。";
    IncompleteRecord: "記録に足りない項目がある",
        "印刷する年度の記録には、指標目標・取組内容・成果・自己評価・今後の方針がすべて要ります。年度初めの --targets と途中の --interim では、そのときまでに書く項目だけで足り、--draft とプレビューでは、まだ書かれていない升に「未記入」と入ります。",
        "指標目標: 年12回\n取組内容: サロンを開きました。",
        "指標目標: 年12回\n取組内容: サロンを開きました。\n成果: 12回\n自己評価: A\n今後の方針: 続けます。";
    NoYear: "印刷できる年度がない",
        "年度を指定しないと、要る項目（--targets なら指標目標、ふつうの冊子ならすべて）がそろった記録のある最も新しい年度を印刷しますが、それがありません。年度を指定すると、足りないものが分かります。",
        "shinchoku build",
        "shinchoku build R5";
    NoEarlierBooklet: "前の版と比べられない",
        "前の版の記録からは、見ている年度の冊子を作れません。その年度が、前の版の計画期間の外にあるか、その年度に行われる事業がまだない版です。冊子は表示しますが、変わった項目に印は付きません。",
        "serve --since HEAD~20（前の計画のころの版）",
        "serve --since HEAD~1（今の計画の版）";
    NotWatching: "ファイルの変化を見張れない",
        "このパソコンで一度に開けるファイルや、見張れるフォルダーの数を使い切りました。冊子は表示していますが、保存しても変わらないことがあります。ほかの窓やソフトを閉じてから保存し直すか、プレビューを始め直してください。",
        "たくさんの窓でプレビューを開いたまま保存した",
        "使わない窓を閉じて、保存し直した";
    Template: "ひな形の誤り",
        "layouts フォルダーのひな形（.typ.j2）の書き方に誤りがあるか、ない値を使おうとしています。直せないときは、そのファイルを layouts の外へ移すと、もとのひな形に戻ります。",
        "{{ sheet.titel | text }}",
        "{{ sheet.title | text }}";
    OldLayout: "前の版から写したひな形",
        "layouts フォルダーのファイルが、前の版のプログラムから写したもので、今のプログラムでは使えません。このプログラムの layouts から写し直し、替えた所をもう一度直してください。色・書体・文字の大きさ・枠の高さは、今は theme.typ で替えます。1 行目の「ひな形の版」は、そのファイルがどの版のものかを表します。もとのひな形と同じ名前で自分たちで書いたファイルにも、1 行目に書いてください。",
        "前の版から写した sheet.typ.j2（1 行目に「ひな形の版」がない）",
        "{#- ひな形の版: 3 -#}（今の sheet.typ.j2 の 1 行目）";
    StrayLayout: "ひな形として読まれないファイル",
        "layouts フォルダーのファイルは、もとのひな形と同じ名前のときだけ、その代わりになります。メモ帳などが付けた .txt は、ふだん画面に見えません。",
        "layouts/cover.typ.j2.txt",
        "layouts/cover.typ.j2";
    Markup: "組版の指示の誤り",
        "layouts のファイルが、組版のプログラム（Typst）に通じない指示を作りました。直せないときは、そのファイルを layouts の外へ移すと、もとの見た目に戻ります。",
        "#tabel(columns: 2)",
        "#table(columns: 2)";
    MarkupWarning: "組版の指示への注意",
        "組版のプログラム（Typst）が、layouts のファイルの指示について注意しています。冊子はできますが、見た目を確かめてください。",
        "古い書き方の指示",
        "注意に示された書き方";
    SheetOverflow: "シートに収まらない文章",
        "文字をいちばん小さくしても、一枚に収まりません。示された項目を、示された字数だけ短くしてください。",
        "枠に 600 字しか入らない成果に 700 字を書いた。",
        "「約 100 字短くしてください」に従って 600 字にした。";
    Font: "書体がない、または読めない",
        "fonts フォルダーのファイルが書体として読めないか、theme.typ に書かれた書体がありません。このプログラムは、パソコンに入っている書体を使わず、どこでも同じ紙面にします。",
        "#let font = \"Meiryo\"（fonts に置いていないとき）",
        "#let font = \"BIZ UDGothic\"";
    Export: "PDF や画像にできない",
        "紙面はできましたが、PDF の規格（PDF/UA-1、PDF/A-2a）に合わないところがあるか、画像にできません。layouts を直した後なら、直したところを確かめてください。",
        "説明（alt）のない図を cover.typ に加えた。",
        "image(\"印.png\", alt: \"法人の印章\")";
    Picture: "画像を使えない",
        "画像のファイルが大きすぎるか、壊れているか、使えない種類です。画素の数は、横と縦を掛けて 7000 万まで（A3 の紙に細かく刷れる大きさ）です。使える種類は PNG・JPEG・GIF・WebP・SVG で、名前の終わりは中身の種類と同じにします。",
        "印.png と名付けた JPEG の画像",
        "印.jpg";
    MissingCharacter: "書体にない文字",
        "使っている書体のどれにもない文字は、紙の上で空白や四角になります。字体の近い通常の字に改めるか、その字のある書体を fonts フォルダーに置いてください。",
        "𠮷田（つちよし）",
        "吉田";
    InvisibleCharacter: "目に見えない文字",
        "幅のない空白など、目に見えない文字があります。ほかのソフトから写したときに紛れ込みます。探しにくいので、示された場所の文章を打ち直すのが確かです。",
        "サロン[幅のない空白]の開催",
        "サロンの開催";
    CombiningCharacter: "別々になった濁点",
        "「が」が「か」と濁点の二文字になっています。見た目は似ていますが、検索や読み上げで別の字になります。打ち直してください。",
        "か゛（二文字）",
        "が（一文字）";
    Usage: "使い方の誤り",
        "コマンドや引数の書き方が違います。shinchoku --help で使い方が出ます。",
        "shinchoku biuld",
        "shinchoku build";
    NoData: "data フォルダーがない",
        "記録のある data フォルダーが見つかりません。data のある場所で実行するか、--root でその場所を指定してください。新しい計画は shinchoku init で始めます。",
        "別のフォルダーで shinchoku build を実行した。",
        "shinchoku build --root 進捗管理";
    Unwritable: "書き込めない",
        "でき上がったものを書き込めません。PDF をほかのソフトで開いていないか、フォルダーに書き込めるか、ディスクに空きがあるかを確かめてください。前のファイルはそのまま残っています。",
        "out/R5.pdf を開いたまま作り直した。",
        "閉じてから作り直す。";
    NoServer: "プレビューを始められない",
        "ブラウザーに見せるための番号（ポート）を使えません。ほかのプログラムか、前に始めたプレビューが使っています。別の番号を指定するか、番号を指定せずに始めてください。",
        "shinchoku serve --port 80",
        "shinchoku serve";
    ValueNotWritten: "値を書き込めない",
        "ファイルのその値だけを替えることができません。書く所がないか、文章でない値（一覧など）を文章に替えようとしたか、替えると覚え書きやほかの項目の読まれ方まで変わってしまいます。ファイルはそのまま残っています。エディターで開いて、示された所を直してください。",
        "「備考」だけが書かれた組から「備考」を消す。",
        "組ごと消す。";
    SavedElsewhere: "ほかの人が保存した",
        "ファイルを読んでから書き込むまでの間に、ほかの人かエディターがそのファイルを保存しました。その人の書いたものを消さないように、何も書き込んでいません。もう一度実行すると、保存された中身から始めます。",
        "check --fix の間に、エディターで salon.yaml を保存した。",
        "もう一度 check --fix を実行する。";
    OtherNames: "ほかの名前では前のまま",
        "一つのファイルに、いくつかの名前（ハードリンク）が付いていました。控え（バックアップ）を取るソフトや、同じファイルをまとめて場所を空けるソフトも、こうします。書き込んだのはこの名前のファイルだけで、ほかの名前のファイルは前の中身のまま残っています。",
        "ln data/records/R5/salon.yaml 共有/salon.yaml の後で check --fix を実行した。",
        "共有/salon.yaml を消して、data/records/R5/salon.yaml をそこへ写した。";
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn every_code_is_explained_with_examples_that_differ() {
        for &code in Code::ALL.iter().filter(|code| !code.is_proofreading()) {
            let explanation = code.explanation().unwrap_or_else(|| panic!("{code:?}"));
            assert!(explanation.meaning.ends_with('。'), "{code:?}");
            assert_ne!(explanation.wrong, explanation.right, "{code:?}");
        }
    }
}
