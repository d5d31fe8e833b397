//! Answers to the security questions: normalised, checked, and joined into one secret.
//!
//! All answers enter one derivation. If each opened a share of its own, an attacker would pay the sum of the searches instead of
//! their product, and would see which answer is right.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use zeroize::Zeroizing;

use crate::access::questions::{QUESTIONS_ANSWERED, position};
use crate::language::Message;
use crate::secret::SecretText;

/// The answer to one question, as it was entered.
pub struct Answer {
    position: u8,
    normalised: SecretText,
}

impl Answer {
    /// Takes the answer to the question of that id; `None` when there is no such question.
    #[must_use]
    pub fn new(question_id: &str, text: &SecretText) -> Option<Self> {
        // Normalising is the one reason to read an answer.
        let normalised = SecretText::new(normalise_answer(text.expose()));
        Some(Self { position: position(question_id)?, normalised })
    }
}

/// The three answers, in the order in which they were given: the order in which they will be asked for.
pub struct Answers(Vec<Answer>);

impl Answers {
    /// Joins three answers to three different questions.
    ///
    /// # Errors
    /// [`WeakAnswer::Questions`] when there are not exactly three different questions.
    pub fn new(answers: Vec<Answer>) -> Result<Self, WeakAnswer> {
        let distinct = answers.iter().enumerate().all(|(at, answer)| {
            answers[..at].iter().all(|earlier| earlier.position != answer.position)
        });
        if answers.len() != QUESTIONS_ANSWERED || !distinct {
            return Err(WeakAnswer::Questions);
        }
        Ok(Self(answers))
    }

    /// Checks the answers when they are set. `forbidden` holds texts of the user's documents and other denied words, not yet
    /// normalised; `passcode` is the passcode in force, as digits.
    ///
    /// # Errors
    /// [`WeakAnswer`]: which answer, by its place among the three, and why.
    pub fn check(&self, forbidden: &[String]) -> Result<(), WeakAnswer> {
        let forbidden: Vec<Zeroizing<String>> =
            forbidden.iter().map(|text| Zeroizing::new(normalise_answer(text))).collect();
        for (at, answer) in self.0.iter().enumerate() {
            let at = at + 1;
            // The rules have to read the answer.
            let text = answer.normalised.expose();
            if text.chars().count() < LEAST_LETTERS {
                return Err(WeakAnswer::TooShort { answer: at });
            }
            if text.chars().all(|letter| text.starts_with(letter)) {
                return Err(WeakAnswer::TooCommon { answer: at });
            }
            if DENIED.split_ascii_whitespace().any(|word| word == text) {
                return Err(WeakAnswer::TooCommon { answer: at });
            }
            if forbidden.iter().any(|word| stands_on_document(text, word)) {
                return Err(WeakAnswer::OnDocument { answer: at });
            }
            if self.0[..at - 1].iter().any(|other| other.normalised.expose() == text) {
                return Err(WeakAnswer::Equal { answer: at });
            }
        }
        Ok(())
    }

    /// Which questions were answered, as their positions in the list, in the order they were given.
    pub(crate) fn positions(&self) -> [u8; QUESTIONS_ANSWERED] {
        core::array::from_fn(|at| self.0[at].position)
    }

    /// `position u8 ‖ length u16 ‖ normalised UTF-8` of each answer in the order of the list, whatever the order they were given
    /// in: the secret of the recovery slot.
    pub(crate) fn derivation_input(&self) -> Zeroizing<Vec<u8>> {
        let mut ordered: Vec<&Answer> = self.0.iter().collect();
        ordered.sort_by_key(|answer| answer.position);
        let len = self.0.iter().map(|answer| answer.normalised.expose().len() + 3).sum();
        let mut joined = Zeroizing::new(Vec::with_capacity(len));
        for answer in ordered {
            // The derivation is what the answers are for.
            let text = answer.normalised.expose().as_bytes();
            let length = u16::try_from(text.len()).unwrap_or(u16::MAX);
            joined.push(answer.position);
            joined.extend_from_slice(&length.to_be_bytes());
            joined.extend_from_slice(&text[..usize::from(length)]);
        }
        joined
    }

    /// Whether any answer is the same as those six digits.
    pub(crate) fn contain_digits(&self, digits: &[u8; 6]) -> Option<WeakAnswer> {
        self.0
            .iter()
            .position(|answer| {
                // Comparing is the rule.
                answer.normalised.expose().bytes().eq(digits.iter().map(|digit| digit + b'0'))
            })
            .map(|at| WeakAnswer::IsPasscode { answer: at + 1 })
    }
}

/// The form in which answers are compared and derived from: NFKD, marks off, đ to d, lower case, letters and digits only; a date
/// written with separators becomes DDMMYYYY. It is part of the stored format and never changes.
#[must_use]
pub fn normalise_answer(text: &str) -> String {
    let mut bounded = text;
    if let Some((at, _)) = text.char_indices().nth(MOST_LETTERS) {
        bounded = &text[..at];
    }
    if let Some(date) = date_digits(bounded.trim()) {
        return date;
    }
    let mut normalised = String::with_capacity(4 * bounded.len());
    // Lower case comes before and after decomposition: some capitals decompose into letters that have another lower case.
    let letters =
        bounded.nfkd().flat_map(char::to_lowercase).nfkd().filter_map(|letter| match letter {
            'đ' | 'ð' | 'ɖ' => Some('d'),
            mark if is_combining_mark(mark) => None,
            letter => letter.is_alphanumeric().then_some(letter),
        });
    // Some letters decompose into many; the result has the same bound as what goes in, so that normalising it again
    // changes nothing.
    normalised.extend(letters.take(MOST_LETTERS));
    normalised
}

/// `1/2/1990`, `01-02-1990`, `1.2.1990` → `01021990`.
fn date_digits(text: &str) -> Option<String> {
    let mut parts = text.split(['/', '-', '.', ' ']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = matches!(day.len(), 1 | 2) && matches!(month.len(), 1 | 2) && year.len() == 4;
    (parts.next().is_none() && fits && [day, month, year].into_iter().all(all_digits))
        .then(|| format!("{day:0>2}{month:0>2}{year}"))
}

/// An answer stands on a document when it is a whole text of it, or a longer part of one.
fn stands_on_document(answer: &str, text: &str) -> bool {
    !text.is_empty() && (answer == text || (answer.len() >= LONG_PART && text.contains(answer)))
}

/// Why answers are refused when they are set.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum WeakAnswer {
    /// Two answers are the same.
    #[error("answer {answer} equals another")]
    Equal {
        /// Which of the three, from 1.
        answer: usize,
    },
    /// It is the passcode.
    #[error("answer {answer} is the passcode")]
    IsPasscode {
        /// Which of the three, from 1.
        answer: usize,
    },
    /// It stands on one of the user's documents.
    #[error("answer {answer} stands on a document")]
    OnDocument {
        /// Which of the three, from 1.
        answer: usize,
    },
    /// There must be exactly three answers, to three different questions.
    #[error("three different questions must be answered")]
    Questions,
    /// Everyone's first guess: a surname, a province, a colour, a dish.
    #[error("answer {answer} is too common")]
    TooCommon {
        /// Which of the three, from 1.
        answer: usize,
    },
    /// Fewer than four letters or digits.
    #[error("answer {answer} is too short")]
    TooShort {
        /// Which of the three, from 1.
        answer: usize,
    },
}

impl WeakAnswer {
    /// The reason in words. `{n}` is the answer's place.
    #[must_use]
    pub fn message(self) -> Message {
        match self {
            Self::Equal { .. } => EQUAL,
            Self::IsPasscode { .. } => IS_PASSCODE,
            Self::OnDocument { .. } => ON_DOCUMENT,
            Self::Questions => QUESTIONS_MISSING,
            Self::TooCommon { .. } => TOO_COMMON,
            Self::TooShort { .. } => TOO_SHORT,
        }
    }

    /// Which of the three answers it is about, from 1.
    #[must_use]
    pub fn answer(self) -> Option<usize> {
        match self {
            Self::Equal { answer }
            | Self::IsPasscode { answer }
            | Self::OnDocument { answer }
            | Self::TooCommon { answer }
            | Self::TooShort { answer } => Some(answer),
            Self::Questions => None,
        }
    }
}

const LEAST_LETTERS: usize = 4;
/// More is cut off: nobody types more, and the derivation's input stays bounded.
const MOST_LETTERS: usize = 256;
/// From this many bytes on, an answer that stands inside a longer text of a document is refused too.
const LONG_PART: usize = 5;

/// Normalised first guesses: the commonest surnames, colours and dishes. Provinces are given by the caller.
const DENIED: &str = "nguyen tran pham hoang huynh phan dang bui duong truong trinh dinh luong doan \
    mauden mautrang maudo mauxanh mauvang trang vang xanh hong xanhla xanhduong xanhlacay xanhdatroi mautim mauhong red blue \
    green white black yellow pink purple orange phobo buncha buncha comtam banhmi bunbo bunbohue banhcuon banhxeo \
    nemran goicuon hutieu banhchung chagio pizza comrang bundaumamtom thitkho canhchua khongbiet khongco toikhongbiet \
    none unknown idontknow password matkhau test asdf qwerty abcd abc123 1234 12345 123456 2000 1990 vietnam";

const EQUAL: Message = Message {
    id: "answer.weak.equal",
    vi: "Câu trả lời {n} giống câu khác. Hãy dùng ba câu trả lời khác nhau.",
    en: "Answer {n} equals another one. Use three different answers.",
};
const IS_PASSCODE: Message = Message {
    id: "answer.weak.is_passcode",
    vi: "Câu trả lời {n} trùng với mã bảo mật.",
    en: "Answer {n} is your passcode.",
};
const ON_DOCUMENT: Message = Message {
    id: "answer.weak.on_document",
    vi: "Câu trả lời {n} có trên giấy tờ của bạn, người khác đọc được.",
    en: "Answer {n} stands on your documents, where others can read it.",
};
const QUESTIONS_MISSING: Message = Message {
    id: "answer.weak.questions",
    vi: "Hãy trả lời đúng ba câu hỏi khác nhau.",
    en: "Answer exactly three different questions.",
};
const TOO_COMMON: Message = Message {
    id: "answer.weak.too_common",
    vi: "Câu trả lời {n} dễ đoán quá.",
    en: "Answer {n} is too easy to guess.",
};
const TOO_SHORT: Message = Message {
    id: "answer.weak.too_short",
    vi: "Câu trả lời {n} quá ngắn: cần ít nhất 4 chữ cái hoặc chữ số.",
    en: "Answer {n} is too short: at least 4 letters or digits.",
};

#[cfg(test)]
mod tests {
    use alloc::borrow::ToOwned;
    use alloc::string::ToString;
    use alloc::vec;

    use proptest::prelude::*;

    use super::*;

    fn answers(texts: [&str; 3]) -> Answers {
        let ids = ["scar", "first_book", "first_toy"];
        let answers = ids
            .iter()
            .zip(texts)
            .map(|(id, text)| Answer::new(id, &SecretText::new(text.to_owned())).unwrap())
            .collect();
        Answers::new(answers).unwrap()
    }

    #[test]
    fn marks_case_spaces_and_encodings_do_not_matter() {
        for text in [
            "Đường Lê Lợi",
            "duong le loi",
            "ĐƯỜNG  LÊ LỢI!",
            "Đường Lê Lợi".nfd().to_string().as_str(),
            "ÐƯỜNG LÊ-LỢI",
        ] {
            assert_eq!(normalise_answer(text), "duongleloi");
        }
    }

    #[test]
    fn dates_are_written_one_way() {
        for text in ["1/2/1990", "01-02-1990", " 1.2.1990 ", "01021990", "01 02 1990"] {
            assert_eq!(normalise_answer(text), "01021990");
        }
    }

    #[test]
    fn weak_answers_are_refused_with_their_place() {
        let own = ["Nguyễn Văn Mẫu".to_owned(), "Số 1 Phố Mẫu, Ba Đình".to_owned()];
        for (texts, weak) in [
            (["con mèo già", "ab", "con diều"], WeakAnswer::TooShort { answer: 2 }),
            (["Con Mèo", "con mèo!", "con diều đỏ"], WeakAnswer::Equal { answer: 2 }),
            (["Phở bò", "dế mèn phiêu lưu", "con diều"], WeakAnswer::TooCommon { answer: 1 }),
            (["ngã cây", "nguyen van mau", "con diều"], WeakAnswer::OnDocument { answer: 2 }),
            (["ngã cây ổi", "phố mẫu", "con diều"], WeakAnswer::OnDocument { answer: 2 }),
            (["zzzzzz", "dế mèn", "con diều"], WeakAnswer::TooCommon { answer: 1 }),
        ] {
            assert_eq!(answers(texts).check(&own), Err(weak), "{texts:?}");
        }
        assert_eq!(
            answers(["ngã cây ổi", "dế mèn phiêu lưu", "con diều giấy"]).check(&own),
            Ok(())
        );
    }

    #[test]
    fn two_answers_to_one_question_are_refused() {
        let answer = |text: &str| Answer::new("scar", &SecretText::new(text.to_owned())).unwrap();
        let given = vec![answer("một hai"), answer("ba bốn"), answer("năm sáu")];
        assert_eq!(Answers::new(given).err(), Some(WeakAnswer::Questions));
    }

    #[test]
    fn the_order_in_which_answers_are_given_does_not_matter() {
        let make = |ids: [&str; 3]| {
            let answers = ids
                .iter()
                .map(|id| Answer::new(id, &SecretText::new((*id).to_owned())).unwrap())
                .collect();
            Answers::new(answers).unwrap().derivation_input().to_vec()
        };
        assert_eq!(
            make(["scar", "first_toy", "first_job"]),
            make(["first_job", "scar", "first_toy"])
        );
    }

    #[test]
    fn letters_that_decompose_into_many_do_not_outgrow_the_bound() {
        let once = normalise_answer(&"\u{fdfa}".repeat(200));
        assert_eq!(once.chars().count(), MOST_LETTERS);
        assert_eq!(normalise_answer(&once), once);
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(text in "\\PC{0,300}") {
            let once = normalise_answer(&text);
            prop_assert_eq!(normalise_answer(&once), once);
        }

        #[test]
        fn only_letters_and_digits_remain(text in any::<String>()) {
            prop_assert!(normalise_answer(&text).chars().all(char::is_alphanumeric));
        }
    }
}
