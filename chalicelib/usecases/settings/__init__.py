"""The authority's own data: which version holds, and how the office makes another."""
