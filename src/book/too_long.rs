//! What to do where a text does not fit its cell: that depends on what is typed there.

use crate::diagnostics::{Diagnostic, Place};
use crate::form::{CellName, Field, Form, Kind, Part};

/// Whether what is typed in a field may be said in fewer characters: an amount, a day, a mark and a choice are what they are.
fn can_be_shortened(kind: Kind) -> bool {
    let is_text = |part: &Part| part.kind.is_text();
    match kind {
        Kind::Number(_) | Kind::Amount(_) | Kind::Choice(_) | Kind::Date | Kind::Grade => false,
        Kind::List(_) | Kind::Table(_) => kind.parts().iter().any(is_text),
        _ => true,
    }
}

/// Where 紙面 gives a field its place, if that is where to mend what is too long. The marks of the plan's own scale in the cells that the
/// program places are shortened in the scale.
pub(super) fn place_to_widen(places: &[(Field, Place)], field: Field) -> Option<&Place> {
    let place = places.iter().find(|(other, _)| *other == field).map(|(_, place)| place);
    place.filter(|_| !can_be_shortened(field.row().kind))
}

/// Says first what to do about a text that is too long.
pub(super) fn advise(form: &Form, places: &[(Field, Place)], mut diagnostic: Diagnostic) -> Diagnostic {
    let Some(characters) = diagnostic.excess() else { return diagnostic };
    let cell = diagnostic.subject.as_ref().and_then(|subject| subject.cell.as_ref());
    let field = cell.and_then(|cell| match cell {
        CellName::Known(cell) => Some(cell.field),
        CellName::Own(name) => form.find(name),
        CellName::Label(_) | CellName::Name(_) | CellName::Heading(_) => None,
    });
    let shorter = format!("約 {characters} 字短くしてください。");
    let hints = match (cell, field) {
        (Some(CellName::Name(name)), _) => vec![
            shorter,
            "項目の名前を替えたら、事業と記録のファイルにある名前も、同じに替えてください。".to_owned(),
            format!(
                "名前を替えないときは、様式の紙面で「- [{name} 3, 備考]」のように、ほかの一つの項目とだけ並べて幅を広げてください。紙面にもうある項目は、もとの所から移します。"
            ),
        ],
        (_, Some(field)) if place_to_widen(places, field).is_some() => vec![format!(
            "紙面のこの行を二つの行に分けるか、「{} 3」のように書いて幅を広げてください。",
            field.key()
        )],
        (_, Some(field @ Field::Own(_))) if !can_be_shortened(field.row().kind) => {
            vec![format!("様式の紙面に「- [{}]」の行を書いて、幅を広げてください。", field.key())]
        }
        _ => vec![shorter],
    };
    diagnostic.hints.splice(0..0, hints);
    diagnostic
}
