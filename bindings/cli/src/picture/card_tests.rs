//! The core's drawings with the real typeface: the core can only estimate how wide words will be.

use resvg::usvg::{Group, Node, Tree};
use vigiayto_core::document::{
    CardView, CodeCaption, DocumentKind, Evidence, ExpiryState, FieldView, PictureOptions,
    Prominence, Theme, card_svg, code_svg,
};
use vigiayto_core::language::{Language, Message};
use vigiayto_core::qr::{Level, Symbol};

use super::{read, render};

/// A line of text and the ink that it leaves, in the drawing's units.
struct Line {
    words: String,
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
}

impl Line {
    fn touches(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

#[test]
fn no_word_leaves_its_card_and_no_two_lines_touch() {
    for kind in KINDS {
        for headline in HEADLINES {
            for fact in FACTS {
                for language in [Language::Vi, Language::En] {
                    let options = PictureOptions { language, ..PictureOptions::default() };
                    let drawn = card_svg(&card(kind, headline, fact), &options);
                    assert_lines_are_apart(&drawn, MARGIN + PADDING);
                }
            }
        }
    }
}

#[test]
fn no_word_of_a_code_leaves_its_field() {
    let symbol = Symbol::encode("000000000001", Level::M).unwrap();
    for holder in HEADLINES {
        for document in ["căn cước", "chứng nhận đăng ký xe máy chuyên dùng của hộ kinh doanh"]
        {
            let evidence = Evidence::Scanned;
            let caption = CodeCaption { holder, document, evidence, language: Language::En };
            assert_lines_are_apart(&code_svg(&symbol, &caption), 16.0);
        }
    }
}

#[test]
fn a_drawn_code_is_read_back_from_its_picture() {
    for payload in
        ["000190000001||Nguyễn Thị Mẫu|01021990|Nữ|Hà Nội|15042021".to_owned(), "A".repeat(1000)]
    {
        let symbol = Symbol::encode(&payload, Level::M).unwrap();
        let caption = CodeCaption {
            holder: "Nguyễn Thị Mẫu",
            document: "căn cước",
            evidence: Evidence::Scanned,
            language: Language::Vi,
        };
        let picture = render::png_of_svg(&code_svg(&symbol, &caption), 720).unwrap();
        assert_eq!(read::payloads(&picture), Ok(vec![payload.into_bytes()]));
    }
}

#[test]
fn every_theme_and_evidence_becomes_a_picture_of_its_own() {
    let mut pictures = Vec::new();
    for theme in [Theme::Light, Theme::Dark] {
        for evidence in
            [Evidence::Typed, Evidence::Scanned, Evidence::ChipVerified, Evidence::Issued]
        {
            let card = CardView { evidence, ..card(DocumentKind::CitizenCard, "Mẫu", "Nữ") };
            let options = PictureOptions { theme, ..PictureOptions::default() };
            let picture = render::png_of_svg(&card_svg(&card, &options), 452).unwrap();
            assert!(!pictures.contains(&picture));
            pictures.push(picture);
        }
    }
}

#[test]
fn a_hostile_name_is_still_one_drawing() {
    let hostile = "</text></svg><image href=\"file:///etc/hostname\"/>&amp;\u{0}\u{202e}'\"";
    let drawn =
        card_svg(&card(DocumentKind::CitizenCard, hostile, hostile), &PictureOptions::default());
    let tree = Tree::from_str(&drawn, &render::options()).unwrap();
    assert!(lines(&tree).iter().any(|line| line.words.contains("</")), "it is shown, as text");
}

fn assert_lines_are_apart(drawn: &str, margin: f32) {
    let tree = Tree::from_str(drawn, &render::options()).unwrap();
    let lines = lines(&tree);
    assert!(lines.len() >= 3);
    for (at, line) in lines.iter().enumerate() {
        let room = margin - SIDE_BEARING..=tree.size().width() - margin + SIDE_BEARING;
        assert!(
            room.contains(&line.left) && room.contains(&line.right),
            "{} is too wide",
            line.words
        );
        assert!(line.top > 0.0 && line.bottom < tree.size().height());
        for other in &lines[..at] {
            assert!(!line.touches(other), "{} touches {}", line.words, other.words);
        }
    }
}

fn lines(tree: &Tree) -> Vec<Line> {
    fn collect(group: &Group, lines: &mut Vec<Line>) {
        for node in group.children() {
            match node {
                Node::Group(group) => collect(group, lines),
                Node::Text(text) => {
                    let words = text.chunks().iter().map(|chunk| chunk.text()).collect();
                    // The flattened text is its outlines: real ink, not the room of a line.
                    let ink = text.flattened().abs_bounding_box();
                    lines.push(Line {
                        words,
                        left: ink.left(),
                        top: ink.top(),
                        right: ink.right(),
                        bottom: ink.bottom(),
                    });
                }
                _ => {}
            }
        }
    }
    let mut lines = Vec::new();
    collect(tree.root(), &mut lines);
    lines
}

fn card(kind: DocumentKind, headline: &str, fact: &str) -> CardView {
    let label = |vi, en| Message { id: "field.sample", vi, en };
    let field = |label, shown: &str| FieldView {
        label,
        shown: shown.into(),
        copied: String::new(),
        prominence: Prominence::Face,
    };
    CardView {
        title: kind.title(),
        kind: kind.code(),
        headline: headline.to_owned(),
        dependant: Some(headline.to_owned()),
        fields: vec![
            field(label("số định danh cá nhân", "personal number"), "000 190 000001"),
            field(label("ngày, tháng, năm sinh", "date of birth"), "08/08/2008"),
            field(label("nơi đăng ký khám chữa bệnh ban đầu", "initial care facility"), fact),
        ],
        evidence: Evidence::Scanned,
        expiry: ExpiryState::ExpiresSoon { days_left: 88 },
        warnings: Vec::new(),
    }
}

const MARGIN: f32 = 24.0;
const PADDING: f32 = 40.0;
/// Some letters reach a little beyond the room they are given.
const SIDE_BEARING: f32 = 4.0;

const KINDS: [DocumentKind; 8] = [
    DocumentKind::CitizenCard,
    DocumentKind::DriverLicence,
    DocumentKind::VehicleRegistration,
    DocumentKind::NumberPlate,
    DocumentKind::HealthInsurance,
    DocumentKind::SocialInsurance,
    DocumentKind::ForeignerDocument,
    DocumentKind::BirthCertificate,
];
const HEADLINES: [&str; 5] = [
    "Mẫu",
    "ĐẶNG NGUYỄN HOÀNG ỬNG THỬ MẪU",
    "Công tằng Tôn nữ Nguyễn Phước Hoàng Bảo Thiên Kim Ẳ Ẵ Ỗ Ợ Mẫu Thử",
    "Maximiliane-Wolfeschlegelsteinhausenbergerdorff",
    "29A-000.01",
];
const FACTS: [&str; 3] = [
    "Nữ",
    "WWWWWW 444444",
    "Bệnh viện Đa khoa Mẫu, Phường Thử Nghiệm, Thành phố Hồ Chí Minh, Việt Nam",
];
