//! The arguments, in Japanese.

use std::net::IpAddr;
use std::path::{Path, PathBuf};

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use shinchoku::book::{PageList, Selection, Wanted};
use shinchoku::diagnostics::Code;
use shinchoku::folder::as_file_name;
use shinchoku::form::Stage;
use shinchoku::model::Day;
use shinchoku::model::scaffold::{NewScale, NewSections};
use shinchoku::preview::EditorLink;
use shinchoku::year::{FiscalYear, Period};

/// What the help of each command has, in order.
pub const HELP: &str = "{about}\n\n使い方: {usage}\n\n{all-args}{after-help}";

/// 事業ごとの記録（YAML）から、年度の進捗管理報告書（PDF）を作ります。
#[derive(Debug, Parser)]
#[command(
    name = "shinchoku",
    version,
    help_template = HELP,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    subcommand_value_name = "コマンド",
    subcommand_help_heading = "コマンド",
    next_help_heading = "オプション",
    after_help = "コマンドごとの説明: shinchoku help コマンド"
)]
pub struct Cli {
    /// この説明を表示する
    #[arg(short, long, action = ArgAction::Help, global = true)]
    help: Option<bool>,
    /// 版を表示する
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
    /// はじめに, where nothing else is said.
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// 報告書を作る
    #[command(
        help_template = HELP,
        next_help_heading = "オプション",
        override_usage = "shinchoku build [オプション] [年度]"
    )]
    Build(Build),
    /// 報告書を作らずに、誤りを調べる
    #[command(
        help_template = HELP,
        next_help_heading = "オプション",
        override_usage = "shinchoku check [オプション] [年度]"
    )]
    Check(Check),
    /// だれがまだ出していないかを、担当係と事業ごとに表示する
    #[command(
        help_template = HELP,
        next_help_heading = "オプション",
        override_usage = "shinchoku status [オプション] [年度]"
    )]
    Status(Status),
    /// 誤りの符号（E0205 など）の意味や、様式の項目を説明する
    #[command(
        help_template = HELP,
        next_help_heading = "オプション",
        override_usage = "shinchoku explain [符号か項目]"
    )]
    Explain(Explain),
    /// 報告書をブラウザーに表示し、保存するたびに作り直す
    #[command(
        help_template = HELP,
        next_help_heading = "オプション",
        override_usage = "shinchoku serve [オプション] [年度]"
    )]
    Serve(Serve),
    /// 前の版から変わった所の表（新旧対照表）を作る
    #[command(
        help_template = HELP,
        next_help_heading = "オプション",
        override_usage = "shinchoku diff [オプション] 旧 [新]"
    )]
    Diff(Diff),
    /// ホームページに載せるフォルダー（だれにでも読めるページと冊子）を作る
    #[command(
        help_template = HELP,
        next_help_heading = "オプション",
        override_usage = "shinchoku publish [オプション] [年度]"
    )]
    Publish(Publish),
    /// 担当係が書く Excel の記入様式を作る
    #[command(
        help_template = HELP,
        next_help_heading = "オプション",
        override_usage = "shinchoku forms [オプション] [年度]"
    )]
    Forms(Forms),
    /// 返ってきた記入様式を、記録に取り込む
    #[command(
        help_template = HELP,
        next_help_heading = "オプション",
        override_usage = "shinchoku collect [オプション] ファイル…"
    )]
    Collect(Collect),
    /// 新しい計画を始める
    #[command(
        help_template = HELP,
        next_help_heading = "オプション",
        override_usage = "shinchoku init [オプション] [フォルダー]"
    )]
    Init(Init),
    /// 新しい年度の記録を作る
    #[command(
        help_template = HELP,
        next_help_heading = "オプション",
        override_usage = "shinchoku new-year [オプション] [年度]"
    )]
    NewYear(NewYear),
    /// エディターが項目や評価の候補を出すための説明（JSON Schema）を作る
    #[command(
        help_template = HELP,
        next_help_heading = "オプション",
        override_usage = "shinchoku schema [オプション]"
    )]
    Schema(Schema),
    /// 見た目を替えるために、ひな形を layouts フォルダーに写す（名前を省くと、写せるひな形を表示する）
    #[command(
        help_template = HELP,
        next_help_heading = "オプション",
        override_usage = "shinchoku layouts [オプション] [ひな形]…"
    )]
    Layouts(Layouts),
    /// コマンドやオプションの候補をシェルに出させる設定を表示する
    #[command(
        help_template = HELP,
        next_help_heading = "オプション",
        override_usage = "shinchoku completions シェル"
    )]
    Completions(Completions),
    /// man のページを作る（配る人のために）
    #[command(
        help_template = HELP,
        next_help_heading = "オプション",
        override_usage = "shinchoku man -o フォルダー",
        hide = true
    )]
    Man(Man),
    /// 手引き（使い方の説明）を、ブラウザーで読めるページのフォルダーとして作る
    #[command(
        help_template = HELP,
        next_help_heading = "オプション",
        override_usage = "shinchoku manual [オプション]"
    )]
    Manual(Manual),
    /// はじめのページを開く（shinchoku だけと同じ）
    #[command(
        help_template = HELP,
        next_help_heading = "オプション",
        override_usage = "shinchoku home [オプション]",
        hide = true
    )]
    Home(Home),
    /// 今の Excel の冊子から、data フォルダーを作る
    #[command(
        help_template = HELP,
        next_help_heading = "オプション",
        override_usage = "shinchoku import [オプション] ファイル..."
    )]
    Import(Import),
}

impl Command {
    /// The council's folder that it works in, if it works in one.
    pub fn root(&self) -> Option<&Path> {
        match self {
            Self::Build(Build { which, .. })
            | Self::Check(Check { which, .. })
            | Self::Forms(Forms { which, .. })
            | Self::Publish(Publish { which, .. })
            | Self::Status(Status { which, .. })
            | Self::Serve(Serve { which, .. }) => Some(&which.root),
            Self::Diff(Diff { root, .. })
            | Self::Collect(Collect { root, .. })
            | Self::Import(Import { root, .. })
            | Self::NewYear(NewYear { root, .. })
            | Self::Layouts(Layouts { root, .. })
            | Self::Schema(Schema { root }) => Some(root),
            Self::Init(Init { folder, .. }) => Some(folder),
            Self::Explain(_) | Self::Home(_) | Self::Completions(_) | Self::Man(_) | Self::Manual(_) => None,
        }
    }
}

/// はじめに
#[derive(Debug, Default, Args)]
pub struct Home {
    /// アドレスの番号（ポート）。省くと 3000 から順に、空いている番号
    #[arg(long, value_name = "番号", value_parser = port)]
    pub port: Option<u16>,
    /// ブラウザーを開かない
    #[arg(long)]
    pub quiet: bool,
}

/// どの冊子か
#[derive(Debug, Clone, Args)]
pub struct Which {
    /// 年度（R5 など）。省くと、その冊子に要る項目のすべて書かれた記録がある最も新しい年度
    #[arg(value_name = "年度", help_heading = "引数", value_parser = year)]
    pub year: Option<FiscalYear>,
    /// data フォルダー（あれば layouts と fonts も）のある場所
    #[arg(long, value_name = "フォルダー", default_value = ".", hide_default_value = true)]
    pub root: PathBuf,
    /// 中間報告: 年度の途中の冊子にする（年度末の項目は、なくてもよい）
    #[arg(long)]
    pub interim: bool,
    /// 目標設定: 年度初めの、指標目標だけのそろった冊子にする（ほかの升は、手で書き込めるように空けておく）
    #[arg(long, conflicts_with = "interim")]
    pub targets: bool,
}

impl Which {
    /// Which of the year's booklets.
    pub fn stage(&self) -> Stage {
        match (self.interim, self.targets) {
            (true, _) => Stage::Interim,
            (_, true) => Stage::Targets,
            _ => Stage::Whole,
        }
    }
}

#[derive(Debug, Args)]
pub struct Build {
    #[command(flatten)]
    pub which: Which,
    /// 書き込むファイル（png と csv ではフォルダー）。省くと out/年度.pdf など
    #[arg(short, long, value_name = "ファイル")]
    pub output: Option<PathBuf>,
    /// 作るもの: pdf（冊子。既定）、png（１ページずつの画像。フォルダーに作る）、csv（公開データの表。フォルダーに作る）、json（公開データを一つのファイルに）、typ（組版の指示）
    #[arg(long, value_name = "種類", value_enum, default_value_t = Format::Pdf)]
    #[arg(hide_default_value = true, hide_possible_values = true)]
    pub format: Format,
    /// 小さい文字で組んだシートの番号と大きさも表示する
    #[arg(short, long)]
    pub verbose: bool,
    #[command(flatten)]
    pub variant: Variant,
}

/// 使いみちに合わせた冊子
#[derive(Debug, Args)]
#[command(next_help_heading = "使いみちに合わせた冊子")]
pub struct Variant {
    /// この担当係のシートだけにする（ページ番号は冊子のまま）
    #[arg(long, value_name = "担当係")]
    pub section: Option<String>,
    /// このページのシートだけにする（例: 12,30-33）
    #[arg(long, value_name = "ページ", value_parser = pages)]
    pub sheets: Option<PageList>,
    /// 校正用にする: 「校正用」の字と記録の日時、行の番号が入る。書きかけでも作れ、まだ書かれていない升に「未記入」と入り、枠に入りきらない文章は入る所まで載る
    #[arg(long)]
    pub draft: bool,
    /// A4 の冊子を A3 に拡大する
    #[arg(long)]
    pub large: bool,
    /// 両面に印刷する冊子にする: 番号とツメが外側に来て、表紙・前文・表・シートが右のページから始まる
    #[arg(long)]
    pub duplex: bool,
}

impl Build {
    /// The booklet that is wanted. A draft shows what is there.
    pub fn wanted(&self) -> Wanted {
        let Variant { section, sheets, draft, .. } = &self.variant;
        let selection = Selection::new(section.as_deref(), sheets.clone());
        Wanted { stage: self.which.stage(), as_it_stands: *draft, selection }
    }

    /// What tells its file from that of the whole booklet: `-中間報告-庶務係-校正用`.
    pub fn suffix(&self) -> String {
        let Variant { section, sheets, draft, large, duplex } = &self.variant;
        let stage = self.which.stage().name().map(str::to_owned);
        let section = Selection::new(section.as_deref(), None).section;
        let section = section.map(|section| as_file_name(&section));
        let sheets = sheets.as_ref().map(|pages| format!("シート{pages}"));
        let words = [(*draft, "校正用"), (*large, "拡大"), (*duplex, "両面")];
        let words = words.into_iter().filter(|(wanted, _)| *wanted).map(|(_, word)| word.to_owned());
        let parts: Vec<String> =
            [String::new()].into_iter().chain(stage).chain(section).chain(sheets).chain(words).collect();
        parts.join("-")
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Pdf,
    Png,
    Csv,
    Json,
    Typ,
}

impl Format {
    /// Whether it is 公開データ, not the booklet.
    pub fn is_data(self) -> bool {
        matches!(self, Self::Csv | Self::Json)
    }

    /// Whether it is several files, in a folder.
    pub fn is_folder(self) -> bool {
        matches!(self, Self::Csv | Self::Png)
    }

    /// What stands for it in the commands, and the extension of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Typ => "typ",
        }
    }
}

#[derive(Debug, Args)]
#[command(mut_arg("year", |year| year.help("年度（R5 など）。省くと、要る項目のすべて書かれた記録がある最も新しい年度（なければ、記録のある最も新しい年度）")))]
pub struct Check {
    #[command(flatten)]
    pub which: Which,
    /// この担当係のシートについてだけ表示する
    #[arg(long, value_name = "担当係", conflicts_with_all = ["fix", "diff"])]
    pub section: Option<String>,
    /// 文の意味によらず正しい書き方の決まる誤り（数字の全角・半角、半角のカタカナなど）をファイルの中で直し、残った誤りを表示する。符号（W0671 など）を続けて書くと、その符号の指摘を案のとおりに直す
    #[arg(long, value_name = "符号", num_args = 0.., value_parser = after_fix)]
    pub fix: Option<Vec<AfterFix>>,
    /// 何も直さずに、--fix で変わる所と、人が見て決める案とを、分けて表示する
    #[arg(long, conflicts_with_all = ["fix", "format", "output"])]
    pub diff: bool,
    /// 表示の形: text（既定）、markdown（チャットや課題管理に貼るチェックリスト）、json と sarif（ほかのプログラム向け）、pdf（担当係ごとに印を付けていく校正一覧）
    #[arg(long, value_name = "種類", value_enum, default_value_t = CheckFormat::Text)]
    #[arg(hide_default_value = true, hide_possible_values = true)]
    pub format: CheckFormat,
    /// 校正一覧（pdf）を書き込むファイル。省くと out/年度-校正一覧.pdf
    #[arg(short, long, value_name = "ファイル")]
    pub output: Option<PathBuf>,
}

/// What may stand after `--fix`.
#[derive(Debug, Clone, Copy)]
pub enum AfterFix {
    /// A code whose findings a person has read.
    Code(Code),
    /// The year of the booklet, which is no value of the option.
    Year(FiscalYear),
}

impl Check {
    /// The booklet that is read: as it stands.
    pub fn wanted(&self) -> Wanted {
        Wanted::as_it_stands(self.which.stage())
    }

    /// The year, wherever it stands.
    pub fn year(&self) -> Option<FiscalYear> {
        let after_fix = self.fix.iter().flatten().find_map(|after| match after {
            AfterFix::Year(year) => Some(*year),
            AfterFix::Code(_) => None,
        });
        self.which.year.or(after_fix)
    }

    /// The codes after `--fix`.
    pub fn codes(&self) -> Vec<Code> {
        let codes = self.fix.iter().flatten().filter_map(|after| match after {
            AfterFix::Code(code) => Some(*code),
            AfterFix::Year(_) => None,
        });
        codes.collect()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    Text,
    Markdown,
    Json,
    Sarif,
    Pdf,
}

#[derive(Debug, Args)]
#[command(mut_arg("year", |year| year.help("年度（R5 など）。省くと、記録のある最も新しい年度")))]
#[command(mut_arg("interim", |interim| interim.help("中間報告: 年度の途中までに書くものについて調べる")))]
#[command(mut_arg("targets", |targets| targets.help("目標設定: 年度の初めに書くものについて調べる")))]
pub struct Status {
    #[command(flatten)]
    pub which: Which,
    /// 表示の形: text（既定）、markdown（チャットや課題管理に貼る表）、json（ほかのプログラム向け）、xlsx（Excel の表をファイルに作る）
    #[arg(long, value_name = "種類", value_enum, default_value_t = StatusFormat::Text)]
    #[arg(hide_default_value = true, hide_possible_values = true)]
    pub format: StatusFormat,
    /// 足りない項目の記入をお願いするメールの文面を、担当係ごとに表示する
    #[arg(long, conflicts_with_all = ["format", "output"])]
    pub reminder: bool,
    /// Excel の表（xlsx）を書き込むファイル。省くと out/年度-進捗状況.xlsx
    #[arg(short, long, value_name = "ファイル")]
    pub output: Option<PathBuf>,
    /// 締切までの日数を数える日
    #[arg(long, value_name = "日付", value_parser = day, hide = true)]
    pub today: Option<Day>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StatusFormat {
    Text,
    Markdown,
    Json,
    Xlsx,
}

#[derive(Debug, Args)]
pub struct Explain {
    /// 符号（E0205 など）か様式の項目（取組内容 など）。「項目」と書くと、項目の一覧。省くと、符号の一覧
    #[arg(value_name = "符号か項目", help_heading = "引数")]
    pub subject: Option<String>,
    /// data フォルダーのある場所。そこの様式で足した項目も出る
    #[arg(long, value_name = "フォルダー", default_value = ".", hide_default_value = true)]
    pub root: PathBuf,
}

#[derive(Debug, Args)]
#[command(mut_arg("year", |year| year.help("年度（R5 など）。省くと、要る項目のすべて書かれた記録がある最も新しい年度（なければ、記録のある最も新しい年度）")))]
pub struct Serve {
    #[command(flatten)]
    pub which: Which,
    /// アドレスの番号（ポート）。省くと 3000 から順に、空いている番号
    #[arg(long, value_name = "番号", value_parser = port)]
    pub port: Option<u16>,
    /// ブラウザーを開く
    #[arg(long)]
    pub open: bool,
    /// ほかのパソコンからも見られるようにするときの、このパソコンのアドレス。省くと、このパソコンからだけ
    #[arg(long, value_name = "アドレス", value_parser = host, default_value = "127.0.0.1", hide_default_value = true)]
    pub host: IpAddr,
    /// 担当係ごとに、自分の事業だけを書けるアドレスを出す（--host と合わせて使う）
    #[arg(long)]
    pub edit: bool,
    /// 前の版から変わった項目に印を付ける。前の data のあるフォルダーか、git の版（HEAD~1 など）
    #[arg(long, value_name = "前の版")]
    pub since: Option<String>,
    /// 項目を開くエディターのアドレス。{file}・{line}・{column} に場所が入る。省くと Visual Studio Code
    #[arg(long, value_name = "アドレス")]
    pub editor: Option<EditorLink>,
}

#[derive(Debug, Args)]
pub struct Diff {
    /// 前の版: data フォルダーのある場所か、git の版（HEAD~1 など）
    #[arg(value_name = "旧", help_heading = "引数", display_order = 1)]
    pub old: String,
    /// 新しい版: 同じく。省くと今の記録
    #[arg(value_name = "新", help_heading = "引数", display_order = 2)]
    pub new: Option<String>,
    /// 書き込むファイル。省くと out/年度-新旧対照表.pdf
    #[arg(short, long, value_name = "ファイル")]
    pub output: Option<PathBuf>,
    /// 年度（R5 など）。省くと、すべての項目の書かれた記録がある最も新しい年度
    #[arg(long, value_name = "年度", value_parser = year)]
    pub year: Option<FiscalYear>,
    /// 今の data フォルダー（あれば layouts と fonts も）のある場所
    #[arg(long, value_name = "フォルダー", default_value = ".", hide_default_value = true)]
    pub root: PathBuf,
}

#[derive(Debug, Args)]
pub struct Publish {
    #[command(flatten)]
    pub which: Which,
    /// 作るフォルダー。省くと out/年度-公開
    #[arg(short, long, value_name = "フォルダー")]
    pub output: Option<PathBuf>,
    /// 新旧対照表も載せる。前の data のあるフォルダーか、git の版（HEAD~1 など）
    #[arg(long, value_name = "前の版")]
    pub since: Option<String>,
}

#[derive(Debug, Args)]
#[command(mut_arg("year", |year| year.help("年度（R5 など）。省くと、記録のある最も新しい年度")))]
pub struct Forms {
    #[command(flatten)]
    pub which: Which,
    /// この担当係の記入様式だけを作る
    #[arg(long, value_name = "担当係", conflicts_with = "review")]
    pub section: Option<String>,
    /// 査定をする作業部会のための、一つの表を作る
    #[arg(long)]
    pub review: bool,
    /// 書き込むフォルダー。省くと out
    #[arg(short, long, value_name = "フォルダー")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Collect {
    /// 返ってきた記入様式（.xlsx）。フォルダーを指定すると、すぐ下にあるすべての .xlsx
    #[arg(value_name = "ファイル", help_heading = "引数", required = true)]
    pub files: Vec<PathBuf>,
    /// 書き込まずに、変わる所を表示する
    #[arg(long)]
    pub diff: bool,
    /// 今の記録が配ったときと変わっている欄も、示したファイルのとおりにする
    #[arg(long)]
    pub theirs: bool,
    /// 年度（R5 など）。省くと、記録のある最も新しい年度
    #[arg(long, value_name = "年度", value_parser = year)]
    pub year: Option<FiscalYear>,
    /// 指摘を書き入れた様式を置くフォルダー。省くと out
    #[arg(short, long, value_name = "フォルダー")]
    pub output: Option<PathBuf>,
    /// data フォルダーのある場所
    #[arg(long, value_name = "フォルダー", default_value = ".", hide_default_value = true)]
    pub root: PathBuf,
}

#[derive(Debug, Args)]
pub struct Import {
    /// Excel ブック（.xlsx）か、そのあるフォルダー。いくつでも書ける
    #[arg(value_name = "ファイル", help_heading = "引数", required = true)]
    pub files: Vec<PathBuf>,
    /// 何年度の冊子か（R5 など）。省くと、シートの見出しから読み取る
    #[arg(long, value_name = "年度", value_parser = year)]
    pub year: Option<FiscalYear>,
    /// data フォルダーを作る場所
    #[arg(long, value_name = "フォルダー", default_value = ".", hide_default_value = true)]
    pub root: PathBuf,
}

#[derive(Debug, Args)]
pub struct Init {
    /// 計画を置くフォルダー。なければ作る。省くと、今いるフォルダー
    #[arg(value_name = "フォルダー", help_heading = "引数", default_value = ".", hide_default_value = true)]
    pub folder: PathBuf,
    /// 計画の名称
    #[arg(long, value_name = "名称", value_parser = line)]
    pub name: Option<String>,
    /// 標語（なくてもよい）
    #[arg(long, value_name = "標語", value_parser = line)]
    pub slogan: Option<String>,
    /// 発行者
    #[arg(long, value_name = "発行者", value_parser = line)]
    pub publisher: Option<String>,
    /// 計画期間（例: R6-R10）
    #[arg(long, value_name = "期間", value_parser = period)]
    pub period: Option<Period>,
    /// 評価の記号と名称を、よい順に（例: "A 達成、B 未達成"）
    #[arg(long, value_name = "評価基準", value_parser = grades, conflicts_with = "from")]
    pub grades: Option<NewScale>,
    /// 担当係（例: '総務係、地域福祉係'）
    #[arg(long, value_name = "担当係", value_parser = sections, conflicts_with = "from")]
    pub sections: Option<NewSections>,
    /// 評価基準、担当係、様式、呼称、前文、用語を引き継ぐ前の計画（data フォルダーのある場所）
    #[arg(long, value_name = "フォルダー")]
    pub from: Option<PathBuf>,
    /// 前の計画の事業も、終わったもののほかは引き継ぐ
    #[arg(long, requires = "from")]
    pub measures: bool,
}

#[derive(Debug, Args)]
pub struct NewYear {
    /// 年度（R6 など）。省くと、評価の書かれた最も新しい年度の次の年度（まだ評価のない年度があれば、その年度）
    #[arg(value_name = "年度", help_heading = "引数", value_parser = year)]
    pub year: Option<FiscalYear>,
    /// 指標目標の表（Excel）から、目標を記録に書き入れる。見出しは「事業名」（または「事業のID」）と「指標目標」、一行に一事業
    #[arg(long, value_name = "ファイル")]
    pub targets: Option<PathBuf>,
    /// data フォルダーのある場所
    #[arg(long, value_name = "フォルダー", default_value = ".", hide_default_value = true)]
    pub root: PathBuf,
}

#[derive(Debug, Args)]
pub struct Schema {
    /// data フォルダーのある場所
    #[arg(long, value_name = "フォルダー", default_value = ".", hide_default_value = true)]
    pub root: PathBuf,
}

#[derive(Debug, Args)]
pub struct Layouts {
    /// data フォルダーのある場所
    #[arg(long, value_name = "フォルダー", default_value = ".", hide_default_value = true)]
    pub root: PathBuf,
    /// 写すひな形（theme.typ など）
    #[arg(value_name = "ひな形", help_heading = "引数")]
    pub names: Vec<String>,
}

#[derive(Debug, Args)]
pub struct Completions {
    /// bash、elvish、fish、powershell、zsh のどれか
    #[arg(value_name = "シェル", help_heading = "引数", value_enum, hide_possible_values = true)]
    pub shell: Shell,
}

#[derive(Debug, Args)]
pub struct Manual {
    /// 作るフォルダー。省くと out/手引き
    #[arg(short, long, value_name = "フォルダー")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Man {
    /// ページを置くフォルダー
    #[arg(short, long, value_name = "フォルダー")]
    pub output: PathBuf,
}

/// A text of one line.
pub fn line(text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    if text.is_empty() || text.chars().any(char::is_control) {
        return Err("一行で書いてください。");
    }
    Ok(text.to_owned())
}

/// A period.
pub fn period(text: &str) -> Result<Period, &'static str> {
    let period = text.parse().ok().or_else(|| Period::meant(text));
    period.ok_or(
        "期間は R6-R10 のように、元号の頭文字と年を半角で、早い年度からハイフンでつないで書いてください。",
    )
}

/// 評価基準.
pub fn grades(text: &str) -> Result<NewScale, &'static str> {
    text.parse().map_err(
        |_| "評価は「A 達成、B 未達成」のように、記号と名称を空白で分け、よい順に二つから書いてください。",
    )
}

/// 担当係.
pub fn sections(text: &str) -> Result<NewSections, &'static str> {
    text.parse().map_err(|_| "担当係は「総務係、地域福祉係」のように書いてください。")
}

fn port(text: &str) -> Result<u16, &'static str> {
    text.parse().map_err(|_| "番号は 0 から 65535 までの半角の数字で書いてください。")
}

fn host(text: &str) -> Result<IpAddr, &'static str> {
    text.parse()
        .map_err(|_| "アドレスは 192.168.1.5 のように、このパソコンの IP アドレスを半角で書いてください。")
}

fn year(text: &str) -> Result<FiscalYear, &'static str> {
    FiscalYear::meant(text).ok_or("年度は R5 や H30 のように、元号の頭文字と年で書いてください。")
}

fn day(text: &str) -> Result<Day, &'static str> {
    text.parse().map_err(|_| "日付は 2024-04-30 のように、西暦で半角で書いてください。")
}

fn after_fix(text: &str) -> Result<AfterFix, &'static str> {
    let code = Code::meant(text).filter(|code| code.is_proofreading()).map(AfterFix::Code);
    code.or_else(|| FiscalYear::meant(text).map(AfterFix::Year))
        .ok_or("--fix の後には、校正の符号（W0671 など）を空白で区切って書きます。")
}

fn pages(text: &str) -> Result<PageList, &'static str> {
    text.parse().map_err(|_| "ページは 12 や 12,30-33 のように、半角で書いてください。")
}
