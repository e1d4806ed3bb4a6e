//! 利用条件 that are known by name.

/// Terms that many know: where they can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownLicence {
    /// Its name among licences, which programs know.
    pub name: &'static str,
    /// What it is called in Japanese.
    pub title: &'static str,
    /// Where it can be read.
    pub address: &'static str,
}

/// What a council is likely to choose, in the order of how often it is.
const KNOWN: [KnownLicence; 4] = [
    KnownLicence {
        name: "CC-BY-4.0",
        title: "クリエイティブ・コモンズ 表示 4.0 国際",
        address: "https://creativecommons.org/licenses/by/4.0/deed.ja",
    },
    KnownLicence {
        name: "PDL-1.0",
        title: "公共データ利用規約（第1.0版）",
        address: "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0",
    },
    KnownLicence {
        name: "CC0-1.0",
        title: "クリエイティブ・コモンズ CC0 1.0 全世界",
        address: "https://creativecommons.org/publicdomain/zero/1.0/deed.ja",
    },
    KnownLicence {
        name: "CC-BY-SA-4.0",
        title: "クリエイティブ・コモンズ 表示-継承 4.0 国際",
        address: "https://creativecommons.org/licenses/by-sa/4.0/deed.ja",
    },
];

impl KnownLicence {
    /// The one that a council means: `CC BY 4.0`, `cc-by-4.0`, its name in Japanese.
    #[must_use]
    pub fn meant(typed: &str) -> Option<Self> {
        let plain = |text: &str| -> String {
            let kept = text.chars().filter(|sign| !sign.is_whitespace() && !"-‐－".contains(*sign));
            kept.flat_map(char::to_lowercase).collect()
        };
        let typed = plain(typed);
        KNOWN.into_iter().find(|known| plain(known.name) == typed || plain(known.title) == typed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_known_however_it_is_written() {
        for (typed, name) in [
            ("CC BY 4.0", Some("CC-BY-4.0")),
            ("cc-by-4.0", Some("CC-BY-4.0")),
            ("CC0 1.0", Some("CC0-1.0")),
            ("公共データ利用規約（第1.0版）", Some("PDL-1.0")),
            ("市の規約による", None),
            ("CC BY", None),
        ] {
            assert_eq!(KnownLicence::meant(typed).map(|known| known.name), name, "{typed}");
        }
    }
}
