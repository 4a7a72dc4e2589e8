//! What kinds of element there are, as far as an importer cares: shown or not, in a line or on its own.

use dom_query::NodeRef;

/// The first element of that name inside `node`.
pub(super) fn first_named<'n>(node: &NodeRef<'n>, name: &str) -> Option<NodeRef<'n>> {
    node.descendants_it().find(|node| node.has_name(name))
}

/// The rows of a table, but not those of tables inside it.
pub(super) fn rows_of<'n>(table: &NodeRef<'n>) -> Vec<NodeRef<'n>> {
    let mut rows = Vec::new();
    for child in table.children() {
        match child.node_name().unwrap_or_default().as_ref() {
            "tr" => rows.push(child),
            "thead" | "tbody" | "tfoot" => {
                rows.extend(child.children().into_iter().filter(|row| row.has_name("tr")))
            }
            _ => {}
        }
    }
    rows
}

/// Whether a table only arranges things: it says so, holds another table, or has a single column.
pub(super) fn is_layout(table: &NodeRef) -> bool {
    let role = table.attr("role").is_some_and(|role| matches!(role.as_ref(), "presentation" | "none"));
    let cells = |row: &NodeRef| {
        row.children().iter().filter(|cell| cell.has_name("td") || cell.has_name("th")).count()
    };
    role || first_named(table, "table").is_some() || rows_of(table).iter().all(|row| cells(row) <= 1)
}

/// What no reader sees, or what only works on its page.
pub(super) fn is_skipped(node: &NodeRef) -> bool {
    let Some(name) = node.node_name() else { return false };
    let never = matches!(
        name.as_ref(),
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "canvas"
            | "nav"
            | "button"
            | "input"
            | "select"
            | "textarea"
            | "dialog"
            | "menu"
            | "head"
            | "title"
            | "link"
            | "meta"
    );
    let hidden = || {
        let style = node.attr("style").is_some_and(|style| style.replace(' ', "").contains("display:none"));
        // Of a thing said twice, once for the eye and once for screen readers, one is enough.
        let decoration =
            !is_block_name(&name) && node.attr("aria-hidden").is_some_and(|hidden| hidden.as_ref() == "true");
        node.has_attr("hidden") || style || decoration
    };
    let for_screen_readers = || {
        ["sr-only", "visually-hidden", "screen-reader-text", "screen-reader-only"]
            .iter()
            .any(|class| node.has_class(class))
    };
    never || hidden() || for_screen_readers()
}

/// Whether an element is named or marked as the credit of a picture.
pub(super) fn is_credit(node: &NodeRef) -> bool {
    let marked = |attribute: &str| {
        node.attr(attribute).is_some_and(|value| {
            let value = value.to_ascii_lowercase();
            ["credit", "copyright", "attribution", "photographer"].iter().any(|mark| value.contains(mark))
        })
    };
    matches!(node.node_name().unwrap_or_default().as_ref(), "cite" | "small")
        || marked("class")
        || marked("itemprop")
}

/// Whether an element flows in a line, and all that is in it.
pub(super) fn is_inline(node: &NodeRef) -> bool {
    let name = node.node_name().unwrap_or_default();
    !is_block_name(&name)
        && !node
            .descendants_it()
            .any(|inner| inner.is_element() && inner.node_name().is_some_and(|name| is_block_name(&name)))
}

/// Whether elements of that name stand on lines of their own.
pub(super) fn is_block_name(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "audio"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "embed"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "iframe"
            | "img"
            | "li"
            | "main"
            | "object"
            | "ol"
            | "p"
            | "picture"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "video"
    )
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    fn with_first<T>(html: &str, selector: &str, ask: impl Fn(&NodeRef) -> T) -> T {
        let page = Document::from(html);
        let selection = page.select(selector);
        ask(&selection.nodes()[0])
    }

    #[test]
    fn what_is_not_shown_is_skipped() {
        assert!(with_first("<p style='display: none'>x", "p", is_skipped));
        assert!(with_first("<p hidden>x", "p", is_skipped));
        assert!(with_first("<span aria-hidden=true>x</span>", "span", is_skipped));
        assert!(with_first("<span class='a sr-only'>x</span>", "span", is_skipped));
        // A page saved while a window lay over it marks all of its text as hidden from screen readers.
        assert!(!with_first("<div aria-hidden=true>x</div>", "div", is_skipped));
    }

    #[test]
    fn a_line_with_a_block_in_it_is_none() {
        assert!(with_first("<span><b>x</b></span>", "span", is_inline));
        assert!(!with_first("<span><div>x</div></span>", "span", is_inline));
    }

    #[test]
    fn tables_that_only_arrange_are_known() {
        assert!(with_first("<table><tr><td>x</table>", "table", is_layout));
        assert!(with_first("<table role=presentation><tr><td>x<td>y</table>", "table", is_layout));
        assert!(!with_first("<table><tr><td>x<td>y</table>", "table", is_layout));
    }
}
