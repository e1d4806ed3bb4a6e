//! `shinchoku init`: a plan to begin with.

mod questions;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics};
use shinchoku::edition::Made;
use shinchoku::folder::{DATA, FIGURES, FONTS, LAYOUTS, in_data};
use shinchoku::model::scaffold::{Answers, Basis, new_plan};
use shinchoku::model::{self, EditedFile, Edits, Model};

use super::version::Version;
use super::{mending, schema};
use crate::cli::Init;
use crate::terminal::{is_attended, remark, say, show};

/// How many files are named one by one.
const MOST_NAMED: usize = 6;

pub fn run(arguments: &Init) -> Result<ExitCode, Diagnostics> {
    let root = arguments.folder.as_path();
    let (edits, warned) = start(arguments)?;
    show(&warned);
    let place = if root == Path::new(".") { "このフォルダー".into() } else { root.to_string_lossy() };
    say(format_args!("計画を始めました（{place}）。"))?;
    say(files(&edits))?;
    remark(next_steps(arguments));
    Ok(ExitCode::SUCCESS)
}

/// Writes the files of a new plan. Returns them, and what there is to be warned of.
pub fn start(arguments: &Init) -> Made<Edits> {
    let root = arguments.folder.as_path();
    refuse_plan(root)?;
    let earlier = arguments.from.as_deref().map(earlier).transpose()?;
    let edits = begin(arguments, earlier.as_ref())?;
    let model = model::load_edited(root, &edits).map_err(of_answers)?;
    let warned = mending::write(&edits, root)?;
    Ok((edits, warned.and(schema::begin(root, &model.plan))))
}

/// Never writes where a plan is already.
fn refuse_plan(root: &Path) -> Result<(), Diagnostic> {
    if fs::symlink_metadata(root.join(DATA)).is_err() {
        return Ok(());
    }
    let message = format!("「{}」には、もう data があります。何も書き込んでいません。", root.display());
    Err(Diagnostic::new(Code::Usage, message)
        .hint("新しいフォルダーの名前を書いてください（例: shinchoku init 新しい計画）。")
        .hint("次の年度の記録を作るには、shinchoku new-year と打ちます。"))
}

/// The other plan.
fn earlier(from: &Path) -> Result<Model, Diagnostics> {
    if !from.is_dir() {
        let message = format!("前の計画のフォルダー「{}」がありません。", from.display());
        return Err(Diagnostic::new(Code::Usage, message)
            .hint("--from には、前の計画の data フォルダーのある場所を書いてください。")
            .into());
    }
    Version::find(&from.to_string_lossy(), from)?.records()
}

/// What is said of the plan, and asked where somebody can be asked.
fn begin(arguments: &Init, earlier: Option<&Model>) -> Result<Edits, Diagnostics> {
    let mut publisher = arguments.publisher.clone();
    if !is_attended() {
        require_all(arguments)?;
        publisher = publisher.or_else(|| earlier.map(|model| model.plan.publisher.value.clone()));
    }
    let answers = Answers {
        name: answered(arguments.name.clone(), questions::name)?,
        slogan: arguments.slogan.clone(),
        publisher: answered(publisher, || questions::publisher(earlier))?,
        period: answered(arguments.period, || questions::period(earlier))?,
    };
    let basis = match earlier {
        Some(model) => Basis::Earlier { model, measures: arguments.measures },
        None => Basis::Own {
            scale: answered(arguments.grades.clone(), questions::grades)?,
            sections: answered(arguments.sections.clone(), questions::sections)?,
        },
    };
    new_plan(&answers, &basis)
}

fn answered<T>(given: Option<T>, ask: impl FnOnce() -> Result<T, Diagnostic>) -> Result<T, Diagnostic> {
    given.map_or_else(ask, Ok)
}

/// Tells which options are missing where nobody can be asked.
fn require_all(arguments: &Init) -> Result<(), Diagnostic> {
    let alone = arguments.from.is_none();
    let options = [
        (arguments.name.is_some(), "--name（計画の名称）"),
        (arguments.publisher.is_some() || !alone, "--publisher（発行者）"),
        (arguments.period.is_some(), "--period（計画期間）"),
        (arguments.grades.is_some() || !alone, "--grades（評価の段階）"),
        (arguments.sections.is_some() || !alone, "--sections（担当係）"),
    ];
    let missing: Vec<&str> =
        options.iter().filter(|(is_given, _)| !is_given).map(|(_, option)| *option).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let message = format!("計画を始めるのに、{}が足りません。", missing.join("、"));
    let example = if alone {
        " --publisher みどり町社会福祉協議会 --period R6-R10 --grades \"A 達成、B 未達成\" --sections \"総務係、地域福祉係\""
    } else {
        " --period R6-R10"
    };
    Err(Diagnostic::new(Code::Usage, message)
        .hint(format!("例: shinchoku init 新しい計画 --name みどり町地域福祉推進計画{example}"))
        .hint("画面から打つと、足りないものを一つずつお尋ねします。"))
}

/// Says that what is wrong comes of what was answered.
fn of_answers(found: Diagnostics) -> Diagnostics {
    let message = "このままでは計画として読めないので、何も書き込んでいません。";
    let of_answers = Diagnostic::new(Code::Usage, message)
        .hint("次に示すのは、作ろうとしたファイルの誤りです。そこに当たる答え（オプション）を直して、もう一度実行してください。");
    Diagnostics::from(of_answers).and(found)
}

/// The files that were written.
fn files(edits: &Edits) -> String {
    let mut paths: Vec<&Path> = edits.files().map(EditedFile::path).collect();
    // The plan before what hangs on it.
    paths.sort_by_key(|path| path.components().count());
    let named = paths.iter().take(MOST_NAMED).map(|path| format!("  {}", path.display()));
    let others = paths.len().saturating_sub(MOST_NAMED);
    let others = (others > 0).then(|| format!("  ほか {others} ファイル"));
    named.chain(others).collect::<Vec<_>>().join("\n")
}

/// What to do with the plan.
fn next_steps(arguments: &Init) -> String {
    let at = at(&arguments.folder);
    let mut steps = vec!["次にすること".to_owned()];
    if let Some(from) = &arguments.from {
        steps.push("  data/plan.yaml を読み直す（前文などは、前の計画のまま）".to_owned());
        let not_copied = [in_data(FIGURES), LAYOUTS.into(), FONTS.into()];
        let not_copied = not_copied.iter().filter(|folder| from.join(folder).is_dir());
        let not_copied: Vec<String> = not_copied.map(|folder| folder.display().to_string()).collect();
        if !not_copied.is_empty() {
            steps.push(format!("  前の計画の {} から、要るものを写す", not_copied.join("、")));
        }
    }
    if arguments.measures {
        steps.push("  data/measures の事業に、新しい計画の年次計画を書く".to_owned());
        steps.push(format!("  shinchoku new-year{at}   初めの年度の記録を作る"));
    } else {
        steps.push("  data/plan.yaml の並びと、見本の事業と記録を書き換える".to_owned());
        steps.push(format!("  shinchoku check{at}   誤りがないか調べる"));
        steps.push(format!("  shinchoku build{at}   冊子を作る"));
    }
    steps.join("\n")
}

/// The option that says where the plan lies, if the program is not started there.
pub(super) fn at(root: &Path) -> String {
    let root = root.to_string_lossy();
    match &*root {
        "." => String::new(),
        root if root.contains(char::is_whitespace) => format!(" --root \"{root}\""),
        root => format!(" --root {root}"),
    }
}
