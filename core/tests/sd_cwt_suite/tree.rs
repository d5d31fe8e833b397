//! Any claims: trees of maps, arrays and leaves, each node marked as open or selectively disclosable.
//!
//! Every node carries its number within its value, so that a disclosed value says which node it is.

use proptest::prelude::*;
use vigiayto_core::credential::cbor::Value;
use vigiayto_core::credential::sd_cwt::{self, Disclosing, Element, Member, Name};

use crate::cbor::{array, bytes, float, integer, sorted_map, tag, text};

#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) id: u16,
    pub(crate) disclosing: Disclosing,
    pub(crate) kind: Kind,
}

#[derive(Clone, Debug)]
pub(crate) enum Kind {
    /// Elements and decoys.
    Array(Vec<Node>, u8),
    /// What sort of leaf.
    Leaf(u8),
    /// Values, whose keys follow from their places, and decoys.
    Map(Vec<Node>, u8),
}

/// The members of a top level; at least one is disclosable.
pub(crate) fn any_members() -> impl Strategy<Value = Vec<Node>> {
    let disclosing = || prop_oneof![Just(Disclosing::Always), Just(Disclosing::Selectively)];
    let node = move |kind| {
        (kind, disclosing()).prop_map(|(kind, disclosing)| Node { id: 0, disclosing, kind })
    };
    let leaf = node((0..5u8).prop_map(Kind::Leaf).boxed());
    let tree = leaf.prop_recursive(6, 40, 5, move |inner| {
        let inside = (prop::collection::vec(inner, 0..5), 0..3u8);
        let kind = prop_oneof![
            inside.clone().prop_map(|(nodes, decoys)| Kind::Array(nodes, decoys)),
            inside.prop_map(|(nodes, decoys)| Kind::Map(nodes, decoys)),
        ];
        node(kind.boxed())
    });
    prop::collection::vec(tree, 1..6).prop_map(|mut members| {
        let mut next = 0;
        members.iter_mut().for_each(|member| member.number(&mut next));
        members
    })
}

impl Node {
    fn number(&mut self, next: &mut u16) {
        self.id = *next;
        *next += 1;
        self.children_mut().iter_mut().for_each(|child| child.number(next));
    }

    fn children_mut(&mut self) -> &mut [Self] {
        match &mut self.kind {
            Kind::Array(nodes, _) | Kind::Map(nodes, _) => nodes,
            Kind::Leaf(_) => &mut [],
        }
    }

    pub(crate) fn children(&self) -> &[Self] {
        match &self.kind {
            Kind::Array(nodes, _) | Kind::Map(nodes, _) => nodes,
            Kind::Leaf(_) => &[],
        }
    }

    pub(crate) fn decoys(&self) -> u8 {
        match &self.kind {
            Kind::Array(_, decoys) | Kind::Map(_, decoys) => *decoys,
            Kind::Leaf(_) => 0,
        }
    }

    /// Calls `see` with each node within this one, itself included, and with the disclosable node around it.
    pub(crate) fn walk<'n>(
        &'n self,
        around: Option<u16>,
        see: &mut impl FnMut(&'n Self, Option<u16>),
    ) {
        see(self, around);
        let around = if self.is_open() { around } else { Some(self.id) };
        self.children().iter().for_each(|child| child.walk(around, see));
    }

    pub(crate) fn is_open(&self) -> bool {
        self.disclosing == Disclosing::Always
    }

    /// As the issuer gets it.
    fn to_issue(&self) -> sd_cwt::Node {
        let marker = sd_cwt::Node::Item(integer(self.id.into()));
        match &self.kind {
            Kind::Leaf(_) => sd_cwt::Node::Item(self.leaf()),
            Kind::Array(nodes, decoys) => {
                let first = Element { disclosing: Disclosing::Always, value: marker };
                let others = nodes
                    .iter()
                    .map(|node| Element { disclosing: node.disclosing, value: node.to_issue() });
                sd_cwt::Node::Array(core::iter::once(first).chain(others).collect(), *decoys)
            }
            Kind::Map(nodes, decoys) => {
                let mut members = members(nodes);
                let (name, disclosing) = (Name::Integer(MARKER), Disclosing::Always);
                members.push(Member { name, disclosing, value: marker });
                sd_cwt::Node::Map(members, *decoys)
            }
        }
    }

    /// As a verifier must see it who was shown the disclosable nodes that `shown` names.
    fn expected(&self, shown: &impl Fn(u16) -> bool) -> Vec<u8> {
        let seen = |node: &&Self| node.is_open() || shown(node.id);
        match &self.kind {
            Kind::Leaf(_) => self.leaf(),
            Kind::Array(nodes, _) => {
                let seen = nodes.iter().filter(seen).map(|node| node.expected(shown));
                array(&[vec![integer(self.id.into())], seen.collect()].concat())
            }
            Kind::Map(nodes, _) => {
                let mut pairs = expected_members(nodes, shown);
                pairs.push((integer(MARKER), integer(self.id.into())));
                sorted_map(pairs)
            }
        }
    }

    fn leaf(&self) -> Vec<u8> {
        match self.kind {
            Kind::Leaf(0) => text(&self.secret()),
            Kind::Leaf(1) => bytes(self.secret().as_bytes()),
            Kind::Leaf(2) => tag(1, &integer(self.id.into())),
            Kind::Leaf(3) => float(f64::from(self.id) + 0.5),
            _ => integer(self.id.into()),
        }
    }

    /// What some leaves hold.
    pub(crate) fn secret(&self) -> String {
        format!("ẩn-{:05}", self.id)
    }
}

/// The number of the node that a value is.
pub(crate) fn id_of(value: &Value<'_>) -> u16 {
    let number = |text: &str| text.strip_prefix("ẩn-").unwrap().parse().unwrap();
    match value {
        Value::Text(text) => number(text),
        Value::Bytes(bytes) => number(core::str::from_utf8(bytes).unwrap()),
        Value::Tag(_, inner) => id_of(inner),
        Value::Float(half_more) => {
            (0..u16::MAX).find(|id| f64::from(*id) + 0.5 == *half_more).unwrap()
        }
        Value::Integer(number) => u16::try_from(*number).unwrap(),
        Value::Array(items) => id_of(&items[0]),
        map => id_of(map.entry(MARKER).unwrap()),
    }
}

pub(crate) fn members(nodes: &[Node]) -> Vec<Member> {
    let member = |(place, node): (usize, &Node)| Member {
        name: name(place),
        disclosing: node.disclosing,
        value: node.to_issue(),
    };
    nodes.iter().enumerate().map(member).collect()
}

pub(crate) fn expected_members(
    nodes: &[Node],
    shown: &impl Fn(u16) -> bool,
) -> Vec<(Vec<u8>, Vec<u8>)> {
    let seen = nodes.iter().enumerate().filter(|(_, node)| node.is_open() || shown(node.id));
    seen.map(|(place, node)| {
        let key = match name(place) {
            Name::Integer(number) => integer(number),
            Name::Text(name) => text(&name),
        };
        (key, node.expected(shown))
    })
    .collect()
}

/// Keys of each kind, none of them of the registered claims.
fn name(place: usize) -> Name {
    let number = i64::try_from(place).unwrap();
    match place % 3 {
        0 => Name::Integer(500 + number),
        1 => Name::Text(format!("tên {place}")),
        _ => Name::Integer(-100_000 - number),
    }
}

const MARKER: i64 = 0;
