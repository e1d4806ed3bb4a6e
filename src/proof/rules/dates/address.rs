//! A mail address or the address of a page that cannot be.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use crate::diagnostics::Code;
use crate::language::script::{is_full_width, to_half_width};
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::Address,
    title: "ありえないメールやURL",
    explanation: "メールアドレスかホームページのアドレス（URL）に、読点や空白が入っている、「.」や「:」がない、「@」が二つある、全角の字が混じるなど、\
        そのままでは届かない誤りがあります。",
    wrong: &[
        "備考: 宛先はsoudan@kasumino-shakyo，jpです。",
        "備考: メール（soudan@kasumino-shakyojp）で受け付けました。",
        "備考: 案内は https//www.example.jp/soudan/ にあります。",
        "備考: 案内は https://www.example。jp/ にあります。",
        "備考: 案内は htp://www.example.jp/ にあります。",
        "備考: 宛先はsoudan@@example.jpです。",
        "備考: 宛先はsoudan@ example.jpです。",
        "備考: 宛先はsoudａn@example.jpです。",
        "備考: 案内は https://www. example.jp/ にあります。",
        "備考: 案内は https://www.exampleｊp/ にあります。",
        "備考: 宛先はsoudan@example..jpです。",
        "備考: 案内は https://examplejp/ にあります。",
        "備考: 案内は https://www.example.jp/ａ.html にあります。",
        "備考: 案内はwww。example.jpにあります。",
        "備考: 宛先はsoudan＠kasumino-shakyo.jpです。",
        "備考: 宛先はsoudan@town.kasumino.lgjpです。",
        "備考: 案内は https://www.example.jp/ soudan/ にあります。",
        "備考: 宛先はa@citymidori.lg.jpです。ご意見はb@city.midori.lg.jpへ。",
    ],
    right: &[
        "備考: 宛先はsoudan@kasumino-shakyo.jp、またはa_2@example.jpです。",
        "備考: 案内は https://www.example.jp/soudan/ に掲載しています。",
        "備考: ホームページ（https://www.town.example.lg.jp/library/index_5.html?id=7）。A4の用紙",
        "備考: 「音楽@図書館」と「cafe@home」を開きました。1冊@500円です。",
        "備考: info＠example.jp（＠は半角に置き換えてください。）",
        "備考: ＳＯＵＤＡＮ＠ＥＸＡＭＰＬＥ．ＪＰ へ",
        "備考: 公式の@kasumino_shakyo で知らせました。",
        "備考: https://www.example.jp/２０２３年度版にあります。",
        "備考: http://www.example.jp と https://example.com:8080/a.pdf",
        "備考: info＠example.jpとsoudan＠example.jpへどうぞ。",
        "備考: a@city.midori.lg.jp、b@lib.midori.lg.jp、https://www.city.midori.lg.jp/ まで",
    ],
    check: Check::Booklet(all_addresses),
};

/// What names of hosts end with, and their second to last parts in Japan.
const ENDINGS: &[&str] = &[
    "jp", "com", "net", "org", "info", "biz", "lg", "go", "or", "ne", "co", "ac", "ed", "gr", "city", "town",
    "pref", "vill",
];

/// What is typed for a dot.
const FOR_A_DOT: &[char] = &['，', '。', '、', ',', '・', '．', '｡', '､'];

const HINT: &str = "正しいアドレスを確かめてください。";

fn all_addresses(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let hosts = hosts(facts);
    // Whoever writes ＠ throughout, or says why, means it.
    let wide = facts.texts.iter().any(|prose| {
        ["半角", "置き換え", "読み替え", "変換", "迷惑メール"]
            .iter()
            .any(|word| prose.as_str().contains(word))
    }) || facts.texts.iter().map(|prose| prose.as_str().matches('＠').count()).sum::<usize>() > 1;
    for prose in &facts.texts {
        let text = prose.as_str();
        let mut found = addresses(prose);
        let mut more = Vec::new();
        for (at, sign) in text.match_indices('＠').filter(|_| !wide) {
            let start = trailing(&text[..at]);
            let end = at + sign.len() + leading(&text[at + sign.len()..]);
            let (local, domain) = (&text[start..at], &text[at + sign.len()..end]);
            let is_mail = !local.is_empty()
                && local.is_ascii()
                && domain.is_ascii()
                && domain.rsplit_once('.').is_some_and(|(_, last)| begins_with_ending(last));
            if is_mail {
                more.push(
                    Finding::new(start..end, "半角のメールアドレスの「＠」が全角です。")
                        .hint(HINT)
                        .propose(format!("{local}@{domain}")),
                );
            }
        }
        for host in host_ranges(text) {
            let typed = &text[host.clone()];
            if let Some(right) = likely(typed, &hosts) {
                let message = format!("ほかでは「{right}」と書かれています。");
                more.push(Finding::new(host, message).hint(HINT).propose(right));
            }
        }
        let is_new = |finding: &Finding, found: &[Finding]| {
            !found
                .iter()
                .any(|other| other.range.start < finding.range.end && finding.range.start < other.range.end)
        };
        for finding in more {
            if is_new(&finding, &found) {
                found.push(finding);
            }
        }
        for finding in found {
            findings.in_text(prose, finding);
        }
    }
}

/// The names of hosts of a text, after @ and ://.
fn host_ranges(text: &str) -> Vec<Range<usize>> {
    let starts =
        ["@", "://"].iter().flat_map(|sign| text.match_indices(sign).map(|(at, sign)| at + sign.len()));
    starts
        .map(|start| start..start + leading(&text[start..]))
        .filter(|range| text[range.clone()].is_ascii() && range.len() >= 6)
        .map(|range| {
            let typed = text[range.clone()].trim_end_matches(['.', '-', '_']);
            range.start..range.start + typed.len()
        })
        .collect()
}

/// How often the hosts of the booklet are named.
fn hosts(facts: &Facts<'_>) -> BTreeMap<String, usize> {
    let mut hosts = BTreeMap::new();
    for prose in &facts.texts {
        for host in host_ranges(prose.as_str()) {
            *hosts.entry(prose.as_str()[host].to_owned()).or_default() += 1;
        }
    }
    hosts
}

/// The host that is meant, where the booklet has it at least as often: 「cityshiobara.lg.jp」 for city.shiobara.lg.jp.
fn likely(typed: &str, hosts: &BTreeMap<String, usize>) -> Option<String> {
    let count = hosts.get(typed).copied().unwrap_or_default();
    let plain = |host: &str| host.replace(['.', '-'], "");
    let bare = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_owned();
    hosts
        .iter()
        .filter(|(host, _)| bare(host) != bare(typed))
        .find(|(host, times)| {
            let dots_lost = plain(host) == plain(typed) && host.len() > typed.len() && **times >= count;
            let one_letter = strsim::osa_distance(&bare(host), &bare(typed)) == 1
                && host.len() >= 12
                && **times > count
                && !host.chars().chain(typed.chars()).any(|one| one.is_ascii_digit());
            dots_lost || one_letter
        })
        .map(|(host, _)| host.clone())
}

fn addresses(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let mut findings: Vec<Finding> = Vec::new();
    let all = text
        .match_indices(['@', '＠'])
        .filter_map(|(at, sign)| mail(text, at, sign.len()))
        .chain(pages(text));
    for finding in all {
        let overlaps =
            |other: &Finding| other.range.start < finding.range.end && finding.range.start < other.range.end;
        if !findings.iter().any(overlaps) {
            findings.push(finding);
        }
    }
    findings
}

/// What parts of an address are made of, of either width.
fn is_part(character: char) -> bool {
    let half = to_half_width(character);
    half.is_ascii_alphanumeric() || "._-+%".contains(half)
}

/// The length of the parts of an address at the start of a text.
fn leading(text: &str) -> usize {
    text.find(|character| !is_part(character)).unwrap_or(text.len())
}

/// Where the parts of an address at the end of a text begin.
fn trailing(text: &str) -> usize {
    text.char_indices()
        .rev()
        .take_while(|(_, character)| is_part(*character))
        .last()
        .map_or(text.len(), |(at, _)| at)
}

/// Whether a text begins with an ending of a host's name.
fn begins_with_ending(text: &str) -> bool {
    ENDINGS.iter().any(|ending| {
        text.strip_prefix(ending)
            .is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_alphanumeric()))
    })
}

/// Whether half-width letters stand beside full-width ones.
fn is_mixed(text: &str) -> bool {
    let is_wide = |character: char| {
        is_full_width(character) && to_half_width(character).is_ascii_alphanumeric() || character == '．'
    };
    text.contains(is_wide) && text.contains(|character: char| character.is_ascii_alphanumeric())
}

fn narrow(text: &str) -> String {
    text.chars().map(to_half_width).collect()
}

fn mail(text: &str, at: usize, sign: usize) -> Option<Finding> {
    let start = trailing(&text[..at]);
    let domain_start = at + sign;
    let end = domain_start + leading(&text[domain_start..]);
    let (local, domain, rest) = (&text[start..at], &text[domain_start..end], &text[end..]);
    let told = |range: Range<usize>, message: &str| Finding::new(range, message).hint(HINT);
    if !local.is_empty() && (rest.starts_with(['@', '＠'])) {
        let rest = rest.trim_start_matches(['@', '＠']);
        let next = text.len() - rest.len();
        let end = next + leading(rest);
        let finding = told(start..end, "メールアドレスに「@」が二つあります。");
        return Some(if domain.is_empty() {
            finding.propose(format!("{local}@{}", &text[next..end]))
        } else {
            finding
        });
    }
    let spaces = |text: &str| text.len() - text.trim_start_matches([' ', '　']).len();
    if domain.is_empty() && !local.is_empty() {
        let gap = spaces(rest);
        let host = &rest[gap..gap + leading(&rest[gap..])];
        let is_host = gap > 0 && host.rsplit_once('.').is_some_and(|(_, last)| begins_with_ending(last));
        return is_host.then(|| {
            told(start..end + gap + host.len(), "メールアドレスに空白が入っています。")
                .propose(format!("{local}@{host}"))
        });
    }
    let is_host = domain.rsplit_once('.').is_some_and(|(_, last)| begins_with_ending(last));
    if local.is_empty() {
        let before = text[..at].trim_end_matches([' ', '　']);
        let start = trailing(before);
        let local = &before[start..];
        let is_local = before.len() < at && local.contains(|character: char| character.is_ascii_lowercase());
        return (is_local && is_host).then(|| {
            told(start..end, "メールアドレスに空白が入っています。").propose(format!("{local}@{domain}"))
        });
    }
    if !domain.contains(|character: char| to_half_width(character).is_ascii_alphabetic()) {
        return None;
    }
    if let Some((cut, wrong, right)) = broken_dot(rest) {
        let message = format!("メールアドレスに「{wrong}」が入っています。");
        return Some(told(start..end + cut, &message).propose(format!("{}{right}", &text[start..end])));
    }
    if let Some(kind) = domain.strip_suffix("jp").filter(|rest| {
        rest.rsplit_once('.')
            .is_some_and(|(_, last)| ["lg", "co", "go", "or", "ne", "ac", "ed", "gr"].contains(&last))
    }) {
        return Some(
            told(start..end, "メールアドレスの終わりに「.」がありません。")
                .propose(format!("{local}@{kind}.jp")),
        );
    }
    if domain.contains("..") || local.contains("..") {
        let right = format!("{local}@{domain}").replace("..", ".");
        return Some(told(start..end, "メールアドレスの「.」が重なっています。").propose(right));
    }
    if is_mixed(&format!("{local}{domain}")) {
        let right = narrow(&text[start..end]);
        return Some(told(start..end, "半角のメールアドレスに、全角の字が混じっています。").propose(right));
    }
    let labelled = ["メール", "mail", "Mail", "アドレス"].iter().any(|word| text.contains(word));
    let looks = ["jp", "com", "net", "org"].iter().any(|ending| domain.ends_with(ending));
    if !narrow(domain).contains('.') && (looks || labelled && domain.contains('-')) {
        let finding = told(start..end, "メールアドレスの「@」の後に「.」がありません。");
        let host = domain.strip_suffix("jp").filter(|host| !host.is_empty());
        return Some(match host {
            Some(host) => finding.propose(format!("{local}@{host}.jp")),
            None => finding,
        });
    }
    None
}

/// A dot of a host's name that is typed as something else: how many bytes, what, and what stands there rightly.
fn broken_dot(rest: &str) -> Option<(usize, String, String)> {
    let found = rest.chars().next()?;
    let is_space = |character: char| matches!(character, ' ' | '　');
    if FOR_A_DOT.contains(&found) {
        let host = rest[found.len_utf8()..].trim_start_matches(is_space);
        let name = &host[..leading(host)];
        if begins_with_ending(host) || name.rsplit_once('.').is_some_and(|(_, last)| begins_with_ending(last))
        {
            let cut = rest.len() - host.len() + leading(host);
            return Some((cut, found.to_string(), format!(".{}", &host[..leading(host)])));
        }
    }
    if is_space(found) {
        let host = rest.trim_start_matches(is_space);
        if let Some(ending) = host.strip_prefix('.').filter(|ending| begins_with_ending(ending)) {
            let cut = rest.len() - ending.len() + leading(ending);
            return Some((cut, "空白".to_owned(), format!(".{}", &ending[..leading(ending)])));
        }
    }
    None
}

/// The addresses of pages that cannot be.
fn pages(text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let words =
        crate::language::script::runs(text, |character| to_half_width(character).is_ascii_alphabetic());
    for word in words {
        let typed = narrow(&text[word.clone()]).to_ascii_lowercase();
        let rest = &text[word.end..];
        if is_like_http(&typed) {
            findings.extend(page(text, &word, &typed, rest));
        } else if typed == "www" {
            let host = word.end + leading(rest);
            let is_tail = text[..word.start].ends_with(['/', '.']);
            let rest = &text[host..];
            let first = FOR_A_DOT.iter().find(|found| host == word.end && rest.starts_with(**found));
            if let Some(found) = first.filter(|_| !is_tail) {
                let end = host + found.len_utf8() + leading(&rest[found.len_utf8()..]);
                if text[host..end].contains('.') {
                    let message = format!("ホームページのアドレスに「{found}」が入っています。");
                    let right = format!("www.{}", &text[host + found.len_utf8()..end]);
                    findings.push(Finding::new(word.start..end, message).hint(HINT).propose(right));
                }
            } else if let Some((cut, wrong, right)) = broken_dot(rest).filter(|_| !is_tail) {
                let message = format!("ホームページのアドレスに「{wrong}」が入っています。");
                let right = format!("{}{right}", &text[word.start..host]);
                findings.push(Finding::new(word.start..host + cut, message).hint(HINT).propose(right));
            }
        }
    }
    findings
}

/// Whether a word is http or https, or one step from them.
fn is_like_http(word: &str) -> bool {
    ["http", "https"].iter().any(|name| strsim::osa_distance(word, name) <= 1)
}

/// The length of the path after a host's name, if full-width letters stand inside it. What follows it may be full-width.
fn mixed_path(rest: &str) -> Option<usize> {
    let is_path = |character: char| is_part(character) || "/?=&#~:".contains(to_half_width(character));
    let path = &rest[..rest.find(|character| !is_path(character)).unwrap_or(rest.len())];
    let inner = path.trim_end_matches(|character: char| !character.is_ascii());
    (inner.starts_with('/') && is_mixed(inner)).then_some(inner.len())
}

/// Looks at what begins like the address of a page.
fn page(text: &str, word: &Range<usize>, typed: &str, rest: &str) -> Option<Finding> {
    let signs: String = rest.chars().take_while(|character| ":：;；/／".contains(*character)).collect();
    let after = &rest[signs.len()..];
    let gap = after.len() - after.trim_start_matches([' ', '　']).len();
    let host_text = &after[gap..];
    let host_length = leading(host_text);
    let host = &host_text[..host_length];
    let told = |range: Range<usize>, message: &str| Finding::new(range, message).hint(HINT);
    let start = word.start;
    let begins = word.end + signs.len() + gap;
    let end = begins + host_length;
    // A word about addresses, and no address: 「httpsに対応」.
    if signs.is_empty() || !host.contains(['.', '．']) && !signs.contains(['/', '／']) || host.is_empty() {
        return None;
    }
    let name = if typed.ends_with('s') { "https" } else { "http" };
    let scheme = format!("{name}://");
    if text[start..begins] != scheme && is_mixed(&format!("{}{host}", &text[word.clone()])) {
        return Some(
            told(start..end, "アドレスに全角の字が混じっています。").propose(narrow(&text[start..end])),
        );
    }
    if text[word.clone()] != *name && typed == name {
        // All of it in full-width or large letters.
        return None;
    }
    if text[start..begins] != scheme {
        let message =
            format!("「{}」は、アドレスの始まりとして正しくありません。", text[start..begins].trim_end());
        return Some(
            told(start..begins, &message).hint(format!("「{scheme}」と書いてください。")).propose(scheme),
        );
    }
    let rest = &host_text[host_length..];
    if let Some((cut, wrong, right)) = broken_dot(rest) {
        let message = format!("ホームページのアドレスに「{wrong}」が入っています。");
        return Some(told(start..end + cut, &message).propose(format!("{}{right}", &text[start..end])));
    }
    if let Some(before_space) = host.strip_suffix('.').filter(|_| rest.starts_with([' ', '　'])) {
        let next = rest.trim_start_matches([' ', '　']);
        let length = leading(next);
        let is_host = next[..length].contains('.') || begins_with_ending(next);
        if is_host && !before_space.is_empty() {
            let end = text.len() - next.len() + length;
            let right = format!("{scheme}{host}{}", &next[..length]);
            return Some(told(start..end, "ホームページのアドレスに空白が入っています。").propose(right));
        }
    }
    if is_mixed(host) {
        let right = format!("{scheme}{}", narrow(host));
        return Some(told(start..end, "半角のアドレスに、全角の字が混じっています。").propose(right));
    }
    if let Some(length) = mixed_path(rest) {
        let right = narrow(&text[start..end + length]);
        let message = "半角のアドレスに、全角の字が混じっています。";
        return Some(told(start..end + length, message).propose(right));
    }
    if host.contains("..") {
        return Some(
            told(start..end, "ホームページのアドレスの「.」が重なっています。")
                .propose(format!("{scheme}{}", host.replace("..", "."))),
        );
    }
    // 「https://www.example.jp/ soudan/」
    if let Some(path) = rest.strip_prefix("/ ") {
        let length = path
            .find(|one: char| !(one.is_ascii_alphanumeric() || "-_/.".contains(one)))
            .unwrap_or(path.len());
        let typed = &path[..length];
        let is_page = Path::new(typed).extension().is_some_and(|end| end == "html" || end == "pdf");
        if (typed.ends_with('/') || is_page) && typed.len() > 2 && !typed.starts_with('/') {
            let right = format!("{scheme}{host}/{typed}");
            let message = "ホームページのアドレスに空白が入っています。";
            return Some(told(start..end + 2 + length, message).propose(right));
        }
    }
    let is_local = host == "localhost";
    (!host.contains('.') && !is_local)
        .then(|| told(start..end, "ホームページのアドレスの名前に「.」がありません。"))
}
