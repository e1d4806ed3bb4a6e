//! Forms handed out, written in by machine, and taken back; also by way of an office program.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use shinchoku::diagnostics::Diagnostics;
use shinchoku::exchange::workbook::Workbook;
use shinchoku::exchange::{self, Collected, OnConflict, Returned};
use shinchoku::model::{self, Model, Slot};
use shinchoku::year::FiscalYear;

use crate::filled::Form;
use crate::support::{Project, Random};

pub fn year() -> FiscalYear {
    "R5".parse().unwrap()
}

/// The forms of the sample's sections.
pub fn handed_out(project: &Project) -> Vec<PathBuf> {
    let made = project.run(&["forms"]);
    assert_eq!(made.status, 0, "{}", made.stderr);
    let sections = ["庶務係", "地域福祉係", "社会福祉係", "地域包括支援センター係"];
    sections.map(|section| project.path(&format!("out/R5-記入様式-{section}.xlsx"))).into()
}

fn returned(path: &Path) -> (Returned, Diagnostics) {
    let (workbook, found) = Workbook::read(path).unwrap();
    assert_eq!(found.iter().count(), 0, "{found:?}");
    Returned::read(&workbook).unwrap()
}

/// What a record says in a cell.
pub fn said(model: &Model, keys: &[String]) -> String {
    let (measure, record) = (&model.measures[keys[0].as_str()], &model.records[&year()][keys[0].as_str()]);
    let slot = Slot::find(&model.plan.form, measure, &keys[1..]).unwrap();
    slot.value(&model.plan, measure, record).unwrap_or_default()
}

fn collect(project: &Project, forms: &[Returned]) -> Collected {
    let model = model::load(&project.path("")).unwrap();
    exchange::collect(&model, year(), forms, OnConflict::Tell)
}

/// What people type, and what nobody does.
fn text(random: &mut Random) -> String {
    const PIECES: [&str; 28] = [
        "相談を受けました。",
        "\n",
        "\n\n",
        "\"",
        "'",
        "=SUM(A1)",
        "#",
        " # ",
        ": ",
        "：",
        "- ",
        "|-",
        "null",
        "~",
        "👪",
        "葛\u{E0100}",
        "_x0041_",
        "&amp;",
        "<b>",
        "  ",
        "　",
        "\t",
        "{",
        "]",
        "%",
        "@",
        "\\n",
        "50,178件",
    ];
    if random.below(40) == 0 {
        return "あいうえお\n".repeat(10_000 / 6) + "終わり";
    }
    let count = 1 + random.below(9);
    let text: String = (0..count).map(|_| PIECES[random.below(PIECES.len())]).collect();
    // A text of nothing but space is no text.
    if text.trim().is_empty() { text + "。" } else { text }
}

/// Writes a thousand texts into forms and collects them. `on_the_way` is what happens to the files between.
pub fn a_thousand_texts(on_the_way: impl Fn(&[PathBuf])) {
    let project = Project::real();
    let mut forms: Vec<Form> = handed_out(&project).iter().map(|path| Form::open(path)).collect();
    let mut random = Random(20);
    let mut written = 0;
    while written < 1000 {
        let mut wanted: HashMap<Vec<String>, String> = HashMap::new();
        for (index, form) in forms.iter_mut().enumerate() {
            let inputs = form.inputs().into_iter();
            for input in
                inputs.filter(|input| ["取組内容", "成果", "今後の方針", "備考"].contains(&&*input.keys[1]))
            {
                // A measure of two sections is on the forms of both: they agree.
                let text = wanted.entry(input.keys.clone()).or_insert_with(|| text(&mut random));
                form.fill(&input, text);
                written += 1;
            }
            form.save(&project.path(&format!("returned/{index}.xlsx")));
        }
        let paths = (0..forms.len()).map(|index| project.path(&format!("returned/{index}.xlsx")));
        let paths: Vec<PathBuf> = paths.collect();
        on_the_way(&paths);
        let (back, told): (Vec<_>, Vec<_>) = paths.iter().map(|path| returned(path)).unzip();
        assert!(told.iter().all(|told| told.iter().next().is_none()), "{told:?}");
        let collected = collect(&project, &back);
        assert_eq!(collected.told.iter().count(), 0, "{:?}", collected.told);
        let model = model::load_edited(&project.path(""), &collected.edits).unwrap();
        for (keys, text) in wanted {
            assert_eq!(said(&model, &keys), text, "{keys:?}");
        }
    }
}
