//! Which page of the site is made of which file of its content.

use std::path::Path;

use super::{Site, addresses};

impl Site {
    /// Every file that an author has written a page in, as its path from the site's folder, with the page's address.
    pub fn documents(&self) -> impl Iterator<Item = (&Path, String)> {
        let articles =
            self.articles.iter().map(|one| (&one.article.file, addresses::article(&one.article.slug)));
        let pages = self.pages.iter().map(|page| (&page.file, format!("{}/", page.slug)));
        let home = self.home.iter().map(|page| (&page.file, addresses::HOME.to_owned()));
        let speakers = self
            .speakers
            .iter()
            .filter_map(|speaker| Some((&speaker.profile.as_ref()?.file, addresses::speaker(&speaker.id))));
        let topics = self
            .topics
            .iter()
            .filter_map(|topic| Some((&topic.page.as_ref()?.file, addresses::topic(&topic.slug))));
        let all = articles.chain(pages).chain(home).chain(speakers).chain(topics);
        all.map(|(file, address)| (file.path.as_path(), address))
    }
}
