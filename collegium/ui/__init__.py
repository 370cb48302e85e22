"""The design system: base pages, components, template tags, styles and scripts. Knows no app."""
