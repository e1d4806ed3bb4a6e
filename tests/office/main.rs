//! The forms as those meet them who have another office program than Excel: opened and saved by an office program without a window, and taken back.
//! And 公開データ, which anybody may open there.
//!
//! `.ci/office` installs what these tests need; therefore they are run where they are named only.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};
use std::process::Command;

#[path = "../it/filled.rs"]
#[expect(dead_code, reason = "shared with the tests of the commands")]
mod filled;
#[path = "../it/round_trip.rs"]
mod round_trip;
#[path = "../it/support.rs"]
#[expect(dead_code, reason = "shared with the tests of the commands")]
mod support;

/// Opens the workbooks and saves them in their places.
fn save_with_libreoffice(paths: &[PathBuf]) {
    let folder = tempfile::tempdir().unwrap();
    let saved = folder.path().join("saved");
    // A profile of its own: another run may have the user's.
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let run = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
        .arg(&saved)
        .args(paths)
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    for path in paths {
        std::fs::copy(saved.join(path.file_name().unwrap()), path).unwrap();
    }
}

#[test]
fn what_comes_back_from_libreoffice_as_it_was_changes_nothing() {
    let project = support::Project::real();
    save_with_libreoffice(&round_trip::handed_out(&project));
    let run = project.run(&["collect", "--diff", "out"]);
    assert_eq!((run.status, run.stdout.trim()), (0, ""), "{}", run.stderr);
    assert!(run.stderr.starts_with("0 か所を取り込めます"), "{}", run.stderr);
}

#[test]
fn a_thousand_texts_arrive_by_way_of_libreoffice() {
    round_trip::a_thousand_texts(save_with_libreoffice);
}

/// The pages of a form as they are printed.
#[test]
fn a_form_prints_on_a4_a_page_a_measure() {
    let project = support::Project::real();
    let form = &round_trip::handed_out(&project)[0];
    let run = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", project.path("profile").display()))
        .args(["--headless", "--convert-to", "pdf", "--outdir"])
        .args([Path::new(&project.path("")), form.as_path()])
        // Our fonts, as those of a user: a machine may have none for Japanese, and a PDF does not say what could not be drawn.
        .env("XDG_DATA_HOME", support::repository())
        .output()
        .unwrap();
    assert!(run.status.success());
    let pages = support::pdf_pages(&project.path("R5-記入様式-庶務係.pdf"));
    // The front sheet, and the eight measures of the section.
    assert_eq!(pages.len(), 9);
    assert!(pages[0].contains("書いていない枠") && pages[2].contains("ホームページを多言語化"), "{pages:?}");
}

/// What a person types under the table: how many of a 基本戦略 fell in a year. Counted by hand in `data/`.
#[test]
fn a_spreadsheet_counts_with_the_tables_and_runs_nothing_in_them() {
    let project = support::Project::real();
    project.edit("data/measures/soudan-kinou-1.yaml", "事業名: 相談支援", "事業名: =1+1+相談支援");
    let run = project.run(&["build", "R5", "--format", "csv", "-o", "open"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let path = project.path("open/evaluations.csv");
    let asked = [("S2", 2023), ("S2", 2020), ("S1", 2023)];
    let formulas = asked.map(|(strategy, year)| {
        format!("\"=COUNTIFS(C2:C999,\"\"{strategy}\"\",E2:E999,{year},K2:K999,\"\"fell\"\")\"\r\n")
    });
    // That it runs formulas at all, the same name as it was typed tells.
    let table = std::fs::read_to_string(&path).unwrap() + &formulas.concat() + "=1+1\r\n";
    std::fs::write(&path, table).unwrap();
    let run = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", project.path("profile").display()))
        .args([
            "--headless",
            "--infilter=CSV:44,34,76,1",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76",
        ])
        .arg("--outdir")
        .args([Path::new(&project.path("")), path.as_path()])
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let shown = std::fs::read_to_string(project.path("evaluations.csv")).unwrap();
    let lines: Vec<&str> = shown.lines().collect();
    let answers: Vec<&str> = lines[lines.len() - 4..].iter().map(|line| line.trim_end_matches(',')).collect();
    assert_eq!(answers, ["0", "3", "3", "2"]);
    assert!(lines[1].starts_with("soudan-kinou-1,'=1+1+相談支援"), "{}", lines[1]);
}
