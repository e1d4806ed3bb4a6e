//! A whole year with the program alone: a plan begun, forms handed out and collected, reviewed, and the booklet printed.

use shinchoku::form::Field;
use shinchoku::model;

use crate::filled::Form;
use crate::round_trip::said;
use crate::support::{Project, pdf_pages};

const SECTIONS: [&str; 4] = ["庶務係", "地域福祉係", "社会福祉係", "地域包括支援センター係"];

/// The sample's plan begun anew, with the sample beside it.
struct Year {
    sample: Project,
    plan: Project,
}

impl Year {
    /// Runs the program, which has nothing to complain of.
    fn run(&self, arguments: &[&str]) -> String {
        let run = self.plan.run(arguments);
        assert_eq!(run.status, 0, "{arguments:?}\n{}\n{}", run.stdout, run.stderr);
        run.stdout
    }

    /// Fills in the forms with what the sample's records say, and collects them.
    fn fill_in(&self, names: &[String]) -> String {
        let sample = model::load(&self.sample.path("")).unwrap();
        for name in names {
            let mut form = Form::open(&self.plan.path(&format!("out/{name}.xlsx")));
            for input in form.inputs() {
                form.fill(&input, &said(&sample, &input.keys));
            }
            form.save(&self.plan.path(&format!("returned/{name}.xlsx")));
        }
        let run = self.plan.run(&["collect", "returned"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        std::fs::remove_dir_all(self.plan.path("returned")).unwrap();
        run.stdout
    }

    fn status(&self) -> String {
        self.run(&["status"]).lines().take(4).collect::<Vec<_>>().join("\n")
    }
}

#[test]
fn a_year_from_its_first_day_to_the_printed_booklet() {
    let year = Year { sample: Project::real(), plan: Project::empty() };
    let sample = year.sample.path("");
    let sample = sample.to_str().unwrap();
    year.run(&["init", ".", "--from", sample, "--measures", "--name", "次の計画", "--period", "R6-R10"]);
    year.run(&["new-year"]);
    assert!(year.status().contains("未着手 49"), "{}", year.status());

    // April: the targets.
    year.run(&["forms", "--targets"]);
    let taken = year.fill_in(&SECTIONS.map(|section| format!("R6-目標設定-記入様式-{section}")));
    assert!(taken.contains("か所を取り込みました"), "{taken}");
    let targets = year.run(&["build", "--targets"]);
    assert!(targets.contains("R6-目標設定.pdf"), "{targets}");
    assert!(year.status().contains("途中 49"), "{}", year.status());

    // March: the report.
    year.run(&["forms"]);
    year.fill_in(&SECTIONS.map(|section| format!("R6-記入様式-{section}")));
    assert!(year.status().contains("済 49"), "{}", year.status());
    assert_eq!(year.run(&["status", "--reminder"]).trim(), "", "nobody has to be reminded");
    year.run(&["forms", "--review"]);
    year.fill_in(&["R6-査定".to_owned()]);

    year.run(&["check"]);
    year.run(&["build"]);
    // Cover, foreword, two pages of the index, the overview, and 60 sheets.
    assert_eq!(pdf_pages(&year.plan.path("out/R6.pdf")).len(), 65);
    // All that the sample's sections wrote stands in the new records.
    let (before, now) =
        (model::load(&year.sample.path("")).unwrap(), model::load(&year.plan.path("")).unwrap());
    for (id, record) in &now.records[&"R6".parse().unwrap()] {
        let old = &before.records[&"R5".parse().unwrap()][id];
        for field in [Field::Target, Field::Actions, Field::Results, Field::Next, Field::Remarks] {
            let text = |record: &model::Record| record.text(field).map(|text| text.value.clone());
            assert_eq!(text(record), text(old), "{id} {}", field.key());
        }
        assert_eq!(record.grade().map(|grade| grade.value), old.grade().map(|grade| grade.value), "{id}");
    }

    // The next year begins where this one ends.
    let next = year.run(&["new-year"]);
    assert!(next.contains("令和７年度の記録を 49 件作りました"), "{next}");
}
