//! The terms of schema.org that pages are described in. What is absent or empty is left out.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Serialize;

/// Everything a page tells.
#[derive(Serialize)]
pub(super) struct Graph<'s> {
    #[serde(rename = "@context")]
    pub context: &'static str,
    #[serde(rename = "@graph")]
    pub graph: &'s [Thing<'s>],
}

/// What a page tells of.
#[derive(Serialize)]
#[serde(tag = "@type")]
#[allow(clippy::large_enum_variant, reason = "there are a few dozen at a time")]
pub(super) enum Thing<'s> {
    NewsArticle(NewsArticle<'s>),
    BreadcrumbList(Trail<'s>),
    Quotation(Quotation<'s>),
    Event(Event<'s>),
    ProfilePage(ProfilePage<'s>),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NewsArticle<'s> {
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    pub id: Option<&'s str>,
    pub headline: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_published: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_modified: Option<Date>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub author: Vec<Named<'s>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Organization<'s>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<[String; 1]>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub main_entity_of_page: Option<&'s str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Speaker<'s>>,
    /// Quotations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub has_part: Vec<Thing<'s>>,
    /// Events.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<Thing<'s>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub citation: Vec<Source<'s>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub correction: Vec<Correction<'s>>,
}

/// Somebody of whom nothing but the name is known here.
#[derive(Serialize)]
#[serde(tag = "@type")]
pub(super) enum Named<'s> {
    Person { name: &'s str },
    Organization { name: &'s str },
}

#[derive(Serialize)]
pub(super) struct Organization<'s> {
    #[serde(rename = "@type")]
    pub kind: &'static str,
    pub name: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<String>,
}

/// A work that an article names as its source.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Source<'s> {
    #[serde(rename = "@type")]
    pub kind: &'static str,
    pub name: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Named<'s>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Correction<'s> {
    #[serde(rename = "@type")]
    pub kind: &'static str,
    pub text: &'s str,
    pub date_published: Date,
}

/// A speaker with what their page says.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Speaker<'s> {
    #[serde(rename = "@type")]
    pub kind: &'static str,
    pub name: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_title: Option<&'s str>,
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub alternate_name: &'s [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub same_as: &'s [String],
}

/// A speaker who is described elsewhere.
#[derive(Serialize)]
pub(super) struct Reference<'s> {
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(rename = "@type")]
    pub kind: &'static str,
    pub name: &'s str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Quotation<'s> {
    #[serde(rename = "@id")]
    pub id: String,
    pub text: Cow<'s, str>,
    pub creator: Reference<'s>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Event<'s> {
    #[serde(rename = "@id")]
    pub id: String,
    pub name: &'s str,
    pub start_date: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_date: Option<Date>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub actor: Vec<Reference<'s>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ProfilePage<'s> {
    pub main_entity: Speaker<'s>,
}

/// The way to a page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Trail<'s> {
    pub item_list_element: Vec<Item<'s>>,
}

#[derive(Serialize)]
pub(super) struct Item<'s> {
    #[serde(rename = "@type")]
    pub kind: &'static str,
    pub position: usize,
    pub name: &'s str,
    pub item: String,
}
