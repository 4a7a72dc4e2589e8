//! The overview of a timeline as SVG: what stands inside its `svg` element.

use tera::Value;

use super::super::{Renderer, filters};
use super::strip::{BARS, StretchView};
use crate::content::markdown::escape::push_attribute;

/// Height of the tallest bar, in hundredths of the strip.
const TALLEST: f64 = 96.0;

/// The stretches, one after another, drawn with a link each to their entries.
pub(super) fn svg(render: &Renderer<'_>, stretches: &[StretchView]) -> Value {
    let mut svg = String::with_capacity(1_000 * stretches.len());
    for stretch in stretches {
        draw(&mut svg, stretch, render);
    }
    Value::safe_string(&svg)
}

fn draw(svg: &mut String, stretch: &StretchView, render: &Renderer<'_>) {
    let StretchView { x, width, middle, end, .. } = stretch;
    if let Some((from, to)) = &stretch.gap {
        svg.extend(["<line class=\"gap\" x1=\"", from, "\" x2=\"", to, "\" y1=\"86\" y2=\"86\"/>\n"]);
    }
    if let Some(url) = &stretch.url {
        let mut name = String::new();
        push_attribute(&mut name, &stretch.title);
        name.push_str(": ");
        push_attribute(&mut name, &filters::counted(render.language, "entry_count", stretch.count));
        svg.push_str("<a href=\"");
        push_attribute(svg, url);
        svg.extend(["\" data-groups=\"", &stretch.groups, "\" aria-label=\"", &name, "\">\n"]);
        svg.extend(["<title>", &name, "</title>\n"]);
        svg.extend([
            "<rect class=\"hit\" x=\"",
            x,
            "\" y=\"2\" width=\"",
            width,
            "\" height=\"108\" rx=\"3\"/>\n",
        ]);
        push_bars(svg, stretch);
        svg.push_str("</a>\n");
    } else if stretch.bars.iter().any(|height| *height > 0.0) {
        push_bars(svg, stretch);
    }
    svg.push_str(if stretch.is_labelled { "<text" } else { "<text class=\"minor\"" });
    svg.extend([" x=\"", middle, "\" y=\"103\" text-anchor=\"middle\" aria-hidden=\"true\">"]);
    push_attribute(svg, &stretch.label);
    svg.push_str("</text>\n");
    svg.extend(["<line class=\"axis\" x1=\"", x, "\" x2=\"", end, "\" y1=\"86\" y2=\"86\"/>\n"]);
}

/// Appends a small number. Formatting takes several times as long, and a large site draws a hundred thousand bars.
pub(super) fn push_number(svg: &mut String, number: usize) {
    if number >= 10 {
        push_number(svg, number / 10);
    }
    svg.extend(char::from_digit((number % 10) as u32, 10));
}

/// The bars as one path on a drawing that is [`BARS`] wide and 100 high: along the ground, up and down each of them.
fn push_bars(svg: &mut String, stretch: &StretchView) {
    svg.extend(["<svg x=\"", &stretch.x, "\" y=\"6\" width=\"", &stretch.width]);
    svg.push_str("\" height=\"80\" viewBox=\"0 0 ");
    push_number(svg, BARS);
    svg.push_str(" 100\" preserveAspectRatio=\"none\"><path class=\"bars\" d=\"M0 100");
    for (index, height) in stretch.bars.iter().enumerate().filter(|(_, height)| **height > 0.0) {
        // By the square root, so that a quiet year is not flattened by a busy one.
        let height = (height.sqrt() * TALLEST).max(3.0).round() as usize;
        svg.push('H');
        push_number(svg, index);
        svg.push_str(".1v-");
        push_number(svg, height);
        svg.push_str("h.8V100");
    }
    svg.push_str("\"/></svg>\n");
}
